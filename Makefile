# make console   set up, add the example articles, and ask
# make test      set up, check types, style and layers, and run every test but the quality gate
# make gate      measure the answers against the floors of bench/floors.json, as far as the sets are there
# make fast      the tests that need no model, no Discord and no process, with few generated examples: about a minute
# make install   the set-up alone: .venv/bin/footnote
# make bench     quality and speed, measured here

PYTHON ?= python3
BIN := .venv/bin
# The tests are shared out to one process of pytest for each core, at most four, and one more, for many tests wait.
# PROCESSES=3 says how many. Each loads the models that its tests need. The tests of a file stay together, for they share
# what is slow to make; those that measure times come first, one by one.
SHARED := --dist loadfile --no-loadscope-reorder --numprocesses $(or $(PROCESSES),auto)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Compiled modules are kept: tests start hundreds of processes, each of which would compile the program.
unexport PYTHONDONTWRITEBYTECODE

GATE := tests/golden/test_quality.py

.PHONY: console test gate fast check install bench lock clean
.DEFAULT_GOAL := console

console: install
	@$(BIN)/footnote add examples/articles
	@$(BIN)/footnote console

install: .venv/installed

test: check
	@$(BIN)/python -m pytest $(SHARED) --ignore $(GATE)

gate: .venv/tools
	@$(BIN)/python -m pytest $(GATE)

# The plugin simcord imports discord.py, which takes seconds.
fast: .venv/tools
	@HYPOTHESIS_PROFILE=fast $(BIN)/python -m pytest -m fast -p no:simcord $(SHARED)

check: .venv/tools
	@echo "Checking style, types and layers" >&2
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: .venv/tools
	@$(BIN)/python -m bench.quality
	@$(BIN)/python -m bench.speed

.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Footnote needs Python 3.11 or newer: make PYTHON=python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@test -x $(BIN)/python || { echo "Making .venv" >&2; $(PYTHON) -m venv .venv; }
	@echo "Installing what requirements.lock pins: a few minutes the first time" >&2
	@$(BIN)/python bench/install.py requirements.lock
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/tools: .venv/installed requirements-dev.lock
	@echo "Installing the tools that requirements-dev.lock pins" >&2
	@$(BIN)/pip install --quiet --requirement requirements-dev.lock
	@touch $@

# Pins what the environment holds now, after an upgrade that was tested. torch is pinned without its build's label, so
# that a processor-only build that is installed already is kept.
lock: .venv/tools
	@$(BIN)/python -m bench.lock

clean:
	rm -rf .venv build *.egg-info
