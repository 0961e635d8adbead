"""What befalls SQLite files: cut short, written over, or another program's. Each takes a file and spoils it."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path


def cut_short(file: Path) -> None:
    """Loses its second half."""
    os.truncate(file, file.stat().st_size // 2)


def cut_inside_the_header(file: Path) -> None:
    """Loses all but part of SQLite's header."""
    os.truncate(file, 50)


def garbage(file: Path) -> None:
    """Becomes noise."""
    file.write_bytes(random.Random(1).randbytes(50_000))


def plain_text(file: Path) -> None:
    """Becomes somebody's notes."""
    file.write_text("These are my notes, and not a database at all.\n" * 100, encoding="utf-8")


def another_program(file: Path) -> None:
    """Becomes the database of a program that does not mark its files."""
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.commit()


def holes(file: Path, *, page: int, first: int) -> None:
    """Every other page of so many bytes, from the first given, becomes zeros."""
    with file.open("r+b") as stream:
        for number in range(first, file.stat().st_size // page, 2):
            stream.seek(number * page)
            stream.write(bytes(page))


def flipped(file: Path, *, seed: int, times: int) -> None:
    """So many bytes, anywhere, become others."""
    choose = random.Random(seed)
    content = bytearray(file.read_bytes())
    for _ in range(times):
        content[choose.randrange(len(content))] = choose.randrange(256)
    file.write_bytes(content)
