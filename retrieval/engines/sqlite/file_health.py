"""Checks the file of a library without opening it as a library, and without writing to it."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from retrieval.core.library_health import LibraryHealth


def check_file(path: Path) -> LibraryHealth:
    """Check whether the file is there, may be written, and is whole."""
    if path.is_dir():
        advice = f"Set library.path to a file, such as {path / 'library.sqlite'}."
        problem = f"this is a folder. {advice}"
        return LibraryHealth(where=str(path), exists=False, bytes=0, not_writable="", damage="", unreachable=problem)
    exists = path.exists()
    return LibraryHealth(
        where=str(path),
        exists=exists,
        bytes=sum(part.stat().st_size for part in path.parent.glob(f"{path.name}*")) if exists else 0,
        not_writable=_not_writable(path),
        damage=_damage(path) if exists else "",
    )


def _not_writable(path: Path) -> str:
    """Return a message if the file, its folder, or the folder that will contain them may not be written."""
    folder = path.parent
    while not folder.exists():
        folder = folder.parent
    checked = [folder, path] if path.exists() else [folder]
    closed = next((each for each in checked if not os.access(each, os.W_OK)), None)
    return f"{closed} may not be written. Change its permissions, or set library.path." if closed else ""


def _damage(path: Path) -> str:
    """Return the damage that SQLite finds in the whole file, and what to do; empty for none."""
    advice = f"Move {path} away, add the articles again, or take the file from a backup."
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        finally:
            connection.close()
    except sqlite3.Error as error:
        return f"SQLite cannot check it ({error}). {advice}"
    return "" if answer == "ok" else f"SQLite finds it damaged ({answer}). {advice}"
