# Footnote on Discord. docs/DISCORD.md says how to build and run it ("In a container").
FROM python:3.11-slim

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_ROOT_USER_ACTION=ignore \
    PYTHONUNBUFFERED=1

WORKDIR /app

# The locked torch, in its build for processors: the usual one brings gigabytes for graphics cards.
COPY requirements.lock ./
RUN pip install --no-deps --index-url https://download.pytorch.org/whl/cpu "$(grep '^torch==' requirements.lock)" \
 && pip install --requirement requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY retrieval retrieval
RUN pip install --no-deps --no-build-isolation . \
 && useradd --uid 10001 --user-group --home-dir /data --no-create-home footnote \
 && install --directory --owner=footnote --group=footnote /data

# Everything that is kept, and config.toml if there is one: the program looks for it where it is started.
ENV XDG_DATA_HOME=/data \
    XDG_STATE_HOME=/data/state
VOLUME /data
WORKDIR /data
USER footnote

# Answers that are being worked on finish first; `docker stop` has to be given the time (--stop-timeout).
STOPSIGNAL SIGTERM
CMD ["footnote", "discord"]
