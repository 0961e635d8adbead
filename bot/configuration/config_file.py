"""The configuration: defaults in code, replaced by one TOML file; finds the file and reports what is wrong in it."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from bot.configuration import state_folders
from bot.configuration.console_settings import ConsoleSettings
from bot.configuration.discord_settings import DiscordSettings
from bot.configuration.ledger_settings import LedgerSettings
from bot.configuration.worker_settings import WorkerSettings
from retrieval import ConfigError, Settings, expand_home, settings_from_table

FILE_VARIABLE = "FOOTNOTE_CONFIG"
FILE_NAME = "config.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config(Settings):
    """Everything that can be configured: the retrieval library's settings and the front-ends'."""

    console: ConsoleSettings = field(default_factory=ConsoleSettings)
    discord: DiscordSettings = field(default_factory=DiscordSettings)
    worker: WorkerSettings = field(default_factory=WorkerSettings)
    ledger: LedgerSettings = field(default_factory=LedgerSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Configured:
    """A configuration, and the file that it was read from (None: no file, all settings have their defaults)."""

    config: Config
    file: Path | None


def load(named: str | None = None, *, library: str | None = None) -> Configured:
    """Return the configuration that applies here.

    Args:
        named: the file named on the command line. Without it: `$FOOTNOTE_CONFIG`, `config.toml` in the current
            folder, `footnote/config.toml` in the user's configuration folder, the first that is there.
        library: the library's name, in place of the configured one.

    Raises:
        ConfigError: a named file is missing, or a file cannot be read, is not TOML, or has a wrong key or value; or the
            library's name is empty.
    """
    if library is not None and not library.strip():
        advice = "Name one, or leave the option out to use the configured one."
        raise ConfigError("the name of the library is empty", where="--library", advice=advice)
    file = find(named)
    config = _settings(file) if file else Config()
    if library is not None:
        config = replace(config, library=replace(config.library, name=library))
    return Configured(config=config, file=file)


def _settings(file: Path) -> Config:
    """Return the file's settings.

    Raises:
        ConfigError: as `load`; a wrong key or value is named with its line.
    """
    return settings_from_table(Config, read(file), where=str(file), locate=partial(_place_of, file))


def _place_of(file: Path, dotted: str) -> str:
    """Return the file with the line of a key such as `answer.others`; without a line where it has none of its own."""
    *tables, key = dotted.split(".")
    current = ""
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if heading := re.match(r"\s*\[+\s*([\w.-]+)\s*\]+", line):
            current = heading[1]
            if current == dotted:
                return f"{file}:{number}"
        is_key = re.match(rf"\s*[\"']?(?:{re.escape(dotted)}|{re.escape(key)})[\"']?\s*[=.]", line)
        if is_key and current in (".".join(tables), ""):
            return f"{file}:{number}"
    return str(file)


def find(named: str | None = None) -> Path | None:
    """Return the configuration file that applies here, or None. A named file is returned even if it does not exist."""
    path = named or os.environ.get(FILE_VARIABLE)
    if path:
        return expand_home(path)
    usual = (Path(FILE_NAME), state_folders.configuration() / FILE_NAME)
    return next((path for path in usual if path.is_file()), None)


def read(file: Path) -> Mapping[str, Any]:
    """Return the file's table.

    Raises:
        ConfigError: it is missing, may not be read, or is not TOML.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError("there is no such file", where=str(file), advice=_WHO_NAMED_IT) from None
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise ConfigError(what, where=str(file), advice="Name a TOML file that you may read.") from error
    except UnicodeDecodeError as error:
        what = f"byte {error.start} is not UTF-8"
        raise ConfigError(what, where=str(file), advice="Save the file as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(file, str(error)) from error


_WHO_NAMED_IT = f"Check --config and the variable {FILE_VARIABLE}, or leave both out to use the defaults."


def _not_toml(file: Path, message: str) -> ConfigError:
    position = re.search(r"\(at line (\d+), column (\d+)\)", message)
    last = len(file.read_text(encoding="utf-8-sig").splitlines())  # where the file ends too early
    where = f"{file}:{position[1]}:{position[2]}" if position else f"{file}:{last}"
    what = f"not TOML: {message.partition(' (at ')[0]}"
    return ConfigError(what, where=where, advice="Compare that line with config.example.toml.")
