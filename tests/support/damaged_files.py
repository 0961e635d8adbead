"""Ways to damage a SQLite file: cut it, overwrite it, or replace it by another program's."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path


def cut_in_half(file: Path) -> None:
    """Cut off the second half of the file."""
    os.truncate(file, file.stat().st_size // 2)


def cut_inside_the_header(file: Path) -> None:
    """Cut off everything but a part of SQLite's header."""
    os.truncate(file, 50)


def write_garbage(file: Path) -> None:
    """Replace the file by random bytes."""
    file.write_bytes(random.Random(1).randbytes(50_000))


def write_plain_text(file: Path) -> None:
    """Replace the file by a text."""
    file.write_text("These are my notes, and not a database at all.\n" * 100, encoding="utf-8")


def replace_by_another_program(file: Path) -> None:
    """Replace the file by the database of a program that sets no application id."""
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.commit()


def punch_holes(file: Path, *, page: int, first: int) -> None:
    """Fill every second page of `page` bytes with zeros, from page `first` on."""
    with file.open("r+b") as stream:
        for number in range(first, file.stat().st_size // page, 2):
            stream.seek(number * page)
            stream.write(bytes(page))


def flip_bytes(file: Path, *, seed: int, times: int) -> None:
    """Replace `times` bytes at random places by random bytes."""
    choose = random.Random(seed)
    content = bytearray(file.read_bytes())
    for _ in range(times):
        content[choose.randrange(len(content))] = choose.randrange(256)
    file.write_bytes(content)
