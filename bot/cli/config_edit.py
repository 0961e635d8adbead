"""Sets one number in a configuration file, and keeps every other character of the file."""

from __future__ import annotations

import os
import re
import stat
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from bot.configuration import config_file
from retrieval import ConfigError

_BOM = "\ufeff"


def write(file: Path, table: str, key: str, value: float) -> None:
    """Set a key of a table, in the file or in a new one.

    Args:
        file: a TOML file; it need not exist.
        table: the table's name, without dots.
        key: the key's name.
        value: the new value.

    Raises:
        ConfigError: the file cannot be read or written, or the key is written in a form that cannot be changed safely;
            the file is unchanged.
    """
    file = file.resolve()  # of a symbolic link the target is written
    by_hand = f"Write it by hand, under [{table}]: {key} = {value}"
    before = dict(config_file.read(file)) if file.exists() else {}
    try:
        text = file.read_bytes().decode() if file.exists() else ""
        mark = _BOM if text.startswith(_BOM) else ""
        after = amended(text.removeprefix(_BOM), table, key, value)
        inside = before.get(table, {})
        if not isinstance(inside, dict) or _parsed(after) != {**before, table: {**inside, key: value}}:
            what = f"'{table}.{key}' cannot be set without touching the rest"
            raise ConfigError(what, where=str(file), advice=by_hand)
        _replace(file, mark + after)
    except OSError as error:
        raise ConfigError(f"cannot be written ({error.strerror})", where=str(file), advice=by_hand) from error


def amended(text: str, table: str, key: str, value: float) -> str:
    """Return the text of a TOML file with a key set; the caller must check it, as only the usual forms are known.

    The line of the key is changed; without one the key is added below the table's header, and without that at the end.
    """
    ending = "\r\n" if "\r\n" in text else "\n"
    head = re.search(rf"^[ \t]*\[[ \t]*{table}[ \t]*\][ \t]*(?:#[^\r\n]*)?(?=\r?$)", text, re.MULTILINE)
    if head is None:
        gap = "" if not text or text.endswith("\n") else ending
        return f"{text}{gap}{ending if text else ''}[{table}]{ending}{key} = {value}{ending}"
    start = head.end()
    following = re.compile(r"^[ \t]*\[", re.MULTILINE).search(text, start)
    end = following.start() if following else len(text)
    line = re.compile(rf"^([ \t]*{key}[ \t]*=[ \t]*)[-+_.0-9a-zA-Z]+", re.MULTILINE).search(text, start, end)
    if line:
        return f"{text[: line.start()]}{line[1]}{value}{text[line.end() :]}"
    return f"{text[:start]}{ending}{key} = {value}{text[start:]}"


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _replace(file: Path, text: str) -> None:
    """Write the whole file or nothing, with the permissions that it had."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(text.encode())
            opened.flush()
            os.fsync(opened.fileno())
        Path(name).chmod(stat.S_IMODE(file.stat().st_mode) if file.exists() else 0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
