"""Files that cannot be used, and disks that refuse: an error of our own, advice, and nothing lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.core.errors import (
    FootnoteError,
    LibraryBusy,
    LibraryDamaged,
    LibraryDenied,
    LibraryError,
    LibraryFull,
    LibraryVersionError,
)
from retrieval.engines.sqlite import engine as engine_module
from retrieval.engines.sqlite.engine import SqliteEngine
from retrieval.engines.sqlite.library_schema import LIBRARY_FORMAT
from tests.retrieval.engines.sample_library import command, library_file, made, sqlite_engine, unit
from tests.support import damaged_files

NOBODY = "65534"


def fill(folder: Path, articles: int = 20) -> None:
    with closing(sqlite_engine(folder)) as engine:
        for number in range(articles):
            engine.put(*made(f"a{number}", *[f"moon {number} {part} {'word ' * 80}." for part in range(10)]))


def use(folder: Path) -> None:
    """Open the library and ask it everything."""
    with closing(sqlite_engine(folder)) as engine:
        ask(engine)


def ask(engine: SqliteEngine) -> None:
    for card in engine.articles("default"):
        engine.article("default", card.id)
        engine.passages("default", card.id)
    found = engine.lexical("default", ["moon", "3"], 50) + engine.dense("default", unit("x")[0], 50)
    engine.postings("default", found)
    engine.fetch("default", found)
    engine.statistics("default", ["moon", "word"])
    engine.languages("default")


def in_another_process(folder: Path, *words: str, before: tuple[str, ...]) -> list[str]:
    """What the other process printed, line by line: `open`, names that were stored, then an error's class and text."""
    done = subprocess.run(
        command(folder, *words, before=before), capture_output=True, text=True, check=True, timeout=60
    )
    assert not done.stderr
    return done.stdout.splitlines()


# Files that are no library


def cut_to_a_page(file: Path) -> None:
    os.truncate(file, 8_192)


def punch_holes(file: Path) -> None:
    damaged_files.punch_holes(file, page=8_192, first=1)


def mark_as_another_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA application_id = 77")


def drop_table(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE texts")


def drop_index_table(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE words_1_config")


def write_wrong_bytes(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE vectors SET vector = x'0102'")
        connection.commit()


@pytest.mark.parametrize(
    "damage",
    [
        damaged_files.cut_in_half,
        cut_to_a_page,
        damaged_files.cut_inside_the_header,
        damaged_files.write_garbage,
        damaged_files.write_plain_text,
        punch_holes,
        damaged_files.replace_by_another_program,
        mark_as_another_program,
        drop_table,
        drop_index_table,
        write_wrong_bytes,
    ],
)
def test_a_damaged_file_says_what_to_do(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    fill(tmp_path)
    damage(library_file(tmp_path))
    before = library_file(tmp_path).read_bytes()
    with pytest.raises(LibraryDamaged) as caught:
        use(tmp_path)
    assert str(library_file(tmp_path)) in str(caught.value)
    assert "Move the file away" in str(caught.value)
    assert "add the articles again" in str(caught.value)
    assert library_file(tmp_path).read_bytes() == before


@pytest.mark.parametrize("seed", range(25))
def test_flipped_bytes_are_an_error_of_ours_or_go_unnoticed(tmp_path: Path, seed: int) -> None:
    fill(tmp_path, articles=4)
    damaged_files.flip_bytes(library_file(tmp_path), seed=seed, times=60)
    try:
        use(tmp_path)
    except FootnoteError as error:
        assert isinstance(error, LibraryError)  # noqa: PT017  most seeds raise it, some flip bytes that nothing reads


def test_an_empty_file_becomes_a_library(tmp_path: Path) -> None:
    library_file(tmp_path).touch()
    fill(tmp_path, articles=1)
    use(tmp_path)


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    fill(tmp_path, articles=1)
    with closing(sqlite3.connect(library_file(tmp_path))) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = library_file(tmp_path).read_bytes()
    with pytest.raises(LibraryVersionError, match=r"format 99.*Update Footnote"):
        sqlite_engine(tmp_path)
    assert library_file(tmp_path).read_bytes() == before


# Places that may not be used


@pytest.fixture
def public(tmp_path: Path) -> Iterator[Path]:
    """A folder that every user may enter: pytest's own is closed to others."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def as_nobody() -> tuple[str, ...]:
    return ("--user", NOBODY) if os.getuid() == 0 else ()


def test_a_folder_without_permission_is_denied(public: Path) -> None:
    public.chmod(0o555)
    kind, message = in_another_process(public, "read", before=as_nobody())
    assert kind == "LibraryDenied"
    assert str(library_file(public)) in message
    assert "permissions" in message
    public.chmod(0o755)
    assert list(public.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_denied(public: Path) -> None:
    public.chmod(0o555)
    assert in_another_process(public / "new", "read", before=as_nobody())[0] == "LibraryDenied"
    public.chmod(0o755)


def test_a_file_without_permission_is_denied(public: Path) -> None:
    fill(public, articles=1)
    library_file(public).chmod(0o000)
    public.chmod(0o777)
    assert in_another_process(public, "read", before=as_nobody())[0] == "LibraryDenied"


def test_a_read_only_file_may_be_read_and_not_written(public: Path) -> None:
    fill(public, articles=1)
    library_file(public).chmod(0o444)
    public.chmod(0o777)
    assert in_another_process(public, "read", before=as_nobody()) == ["open", "a0"]
    opened, kind, message = in_another_process(public, "add", "b", before=as_nobody())
    assert (opened, kind) == ("open", "LibraryDenied")
    assert "library.path" in message
    use(public)


@pytest.mark.parametrize(
    ("name", "advice"),
    [("file/library", "permissions"), ("folder", "this is a folder"), ("nul\x00", "permissions")],
    ids=["under-a-file", "a-folder", "nul"],
)
def test_a_path_that_cannot_be_a_file_is_denied(tmp_path: Path, name: str, advice: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder" / "library.sqlite").mkdir(parents=True)
    with pytest.raises(LibraryDenied, match=advice):
        sqlite_engine(tmp_path / name)


# Disks that are full


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    fill(tmp_path, articles=2)
    with closing(sqlite_engine(tmp_path)) as engine:
        before = engine.articles("default"), engine.statistics("default", ["moon"])
        pages = engine._file._writer.execute("PRAGMA page_count").fetchone()[0]
        engine._file._writer.execute(f"PRAGMA max_page_count = {pages + 3}")
        for name in ("new", "a0"):
            with pytest.raises(LibraryFull, match="no room"):
                engine.put(*made(name, *[f"stars {part} {'word ' * 80}." for part in range(100)]))
        assert (engine.articles("default"), engine.statistics("default", ["moon"])) == before
        engine._file._writer.execute(f"PRAGMA max_page_count = {pages + 3_000}")
        engine.put(*made("new", "stars."))
        ask(engine)
    use(tmp_path)


@pytest.mark.parametrize("allowed", [0, 8_192, 40_000, 70_000, 130_000, 300_000])
def test_files_that_may_not_grow_lose_nothing(tmp_path: Path, allowed: int) -> None:
    names = [f"a{number}" for number in range(60)]
    lines = in_another_process(tmp_path, "add", *names, before=("--file-bytes", str(allowed)))
    *stored, kind, message = [line for line in lines if line != "open"]
    assert kind == "LibraryFull"
    assert "Free some space" in message
    with closing(sqlite_engine(tmp_path)) as engine:
        assert sorted(card.id for card in engine.articles("default")) == sorted(stored)
        ask(engine)
        engine.put(*made("after", "moon."))
    assert bool(stored) == (allowed > 200_000)


# A library that another keeps locked


def test_a_locked_library_is_busy_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, articles=1)
    monkeypatch.setattr(engine_module, "LIBRARY_FORMAT", replace(LIBRARY_FORMAT, busy_seconds=0.2))
    with closing(sqlite_engine(tmp_path)) as engine, closing(sqlite3.connect(library_file(tmp_path))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryBusy, match="another program"):
            engine.put(*made("b", "moon."))
        with pytest.raises(LibraryBusy):
            engine.remove("default", "a0")
        ask(engine)
        other.rollback()
        engine.put(*made("b", "moon."))


def test_a_fresh_file_that_is_locked_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "LIBRARY_FORMAT", replace(LIBRARY_FORMAT, busy_seconds=0.2))
    with closing(sqlite3.connect(library_file(tmp_path))) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LibraryBusy):
            sqlite_engine(tmp_path)
        other.rollback()
    fill(tmp_path, articles=1)
