"""The configuration of the Discord front-end, and where the token comes from."""

from __future__ import annotations

import os
from dataclasses import dataclass

from retrieval import ConfigError, expand_home, setting

TOKEN_VARIABLE = "FOOTNOTE_DISCORD_TOKEN"  # noqa: S105  the name of a variable
API_VARIABLE = "FOOTNOTE_DISCORD_API"
DISCORD = "https://discord.com/api/v10"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordSettings:
    """The `discord` section of the configuration."""

    token_file: str = setting(
        "", "a file with the bot's token; the environment variable FOOTNOTE_DISCORD_TOKEN takes precedence"
    )
    api_url: str = setting(
        DISCORD, "the address of Discord's API; the environment variable FOOTNOTE_DISCORD_API takes precedence"
    )
    message_content: bool = setting(
        default=False,
        help="whether to ask Discord for the message-content intent, to answer in channels without a mention",
    )
    log_questions: bool = setting(default=False, help="whether the log contains the text of questions")
    shards: str = setting(
        "",
        "which shards this process holds, such as 0-3/16, where several share the work; empty: all, as recommended",
    )
    metrics: str = setting(
        "",
        "where Prometheus reads figures: a port of this machine alone, such as 9100, or HOST:PORT; empty: nowhere",
    )


def token_of(settings: DiscordSettings) -> str:
    """Return the bot's token, from the environment or from the file that is configured.

    Raises:
        ConfigError: there is none, or it is no token.
    """
    token = os.environ.get(TOKEN_VARIABLE, "").strip()
    if token:
        return _checked(token, TOKEN_VARIABLE)
    if not settings.token_file:
        advice = f"Put it into the variable {TOKEN_VARIABLE}, or name a file that has it in discord.token_file."
        raise ConfigError("there is no token for Discord", advice=advice)
    try:
        token = expand_home(settings.token_file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        advice = "Name a text file that you may read, with the token alone in it."
        raise ConfigError("the token's file cannot be read", where=settings.token_file, advice=advice) from error
    if not token:
        raise ConfigError("the token's file is empty", where=settings.token_file, advice="Put the bot's token into it.")
    return _checked(token, settings.token_file)


def _checked(token: str, where: str) -> str:
    """Return the token, if it could be one: it is sent in a header, where only visible ASCII signs may stand."""
    if not (token.isascii() and token.isprintable() and " " not in token):
        advice = "Copy the token alone, on one line and without blanks."
        raise ConfigError(
            "the token for Discord has blanks, line ends or other signs in it", where=where, advice=advice
        )
    return token


def api_of(settings: DiscordSettings) -> str:
    """Return the address of Discord's API, without a slash at the end.

    Raises:
        ConfigError: it is no web address.
    """
    url = (os.environ.get(API_VARIABLE, "").strip() or settings.api_url).rstrip("/")
    if not url.startswith(("https://", "http://")):
        raise ConfigError(f"'{url}' is no address", where="discord.api_url", advice=f"Write it like {DISCORD}.")
    return url
