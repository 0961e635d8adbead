"""A library of an older analyser is analysed anew when it is opened, whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.core.errors import LibraryVersionError
from retrieval.engines.sqlite.engine import SqliteEngine
from tests.retrieval.engines.sample_library import DIMENSION, analyse, library_file, made, sqlite_engine


def analyse_backwards(text: str, language: str) -> list[str]:
    return [word[::-1] for word in analyse(text, language)] + ["end"]


def open_newer(folder: Path, **options: object) -> SqliteEngine:
    arguments = {"analyse": analyse_backwards, "analyser": "words-2", "older_analysers": {"words-1"}} | options
    return SqliteEngine(library_file(folder), model="model-1", dimension=DIMENSION, **arguments)  # type: ignore[arg-type]


def fill(folder: Path) -> None:
    with closing(sqlite_engine(folder)) as engine:
        engine.put(*made("a", "The moon rose. It was red.", "sun."))
        engine.put(*made("b", "stars.", title="A longer title"))
        engine.put(*made("c", "moon.", library="other"))


def test_an_older_library_is_as_if_it_were_added_anew(tmp_path: Path) -> None:
    fill(tmp_path / "old")
    with closing(open_newer(tmp_path / "new")) as fresh, closing(open_newer(tmp_path / "old")) as updated:
        fresh.put(*made("a", "The moon rose. It was red.", "sun."))
        fresh.put(*made("b", "stars.", title="A longer title"))
        fresh.put(*made("c", "moon.", library="other"))
        words = ["noom", ".noom", "eltit", "end", "moon"]
        for library in ("default", "other"):
            assert updated.statistics(library, words) == fresh.statistics(library, words)
            found = updated.lexical(library, words, 9)
            assert sorted(found) == sorted(fresh.lexical(library, words, 9))
            assert [(posting.key, posting.terms) for posting in updated.postings(library, found)] == [
                (posting.key, posting.terms) for posting in fresh.postings(library, found)
            ]
            assert updated.articles(library) == fresh.articles(library)


def test_articles_can_be_replaced_and_removed_afterwards(tmp_path: Path) -> None:
    fill(tmp_path)
    with closing(open_newer(tmp_path)) as engine:
        engine.put(*made("a", "comet."))
        assert engine.remove("default", "b")
        assert engine.statistics("default", [".temoc", ".srats"]).frequencies == {".temoc": 1, ".srats": 0}
    with closing(open_newer(tmp_path)) as engine:
        assert engine.statistics("default", [".temoc"]).passages == 1


def test_the_update_is_announced_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    fill(tmp_path)
    open_newer(tmp_path).close()
    assert [record.levelname for record in caplog.records if "nothing is lost" in record.message] == ["WARNING"]
    open_newer(tmp_path).close()
    assert len([record for record in caplog.records if "nothing is lost" in record.message]) == 1


def test_an_interrupted_update_leaves_the_library_as_it_was(tmp_path: Path) -> None:
    fill(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        open_newer(tmp_path, analyse=interrupt)
    with closing(sqlite_engine(tmp_path)) as engine:
        assert engine.statistics("default", ["moon"]).frequencies == {"moon": 1}
        assert engine.lexical("default", ["moon"], 3)


def interrupt(_text: str, _language: str) -> list[str]:
    raise KeyboardInterrupt


def test_an_older_footnote_is_refused_afterwards(tmp_path: Path) -> None:
    fill(tmp_path)
    with (
        closing(sqlite_engine(tmp_path)) as older,
        closing(open_newer(tmp_path)),
        pytest.raises(LibraryVersionError, match="words-2"),
    ):
        older.lexical("default", ["moon"], 3)


def test_a_version_that_is_not_older_is_refused(tmp_path: Path) -> None:
    fill(tmp_path)
    with (
        closing(open_newer(tmp_path, older_analysers={"words-0"})) as engine,
        pytest.raises(LibraryVersionError, match="words-1"),
    ):
        engine.lexical("default", ["moon"], 3)


def test_the_file_stays_sound(tmp_path: Path) -> None:
    fill(tmp_path)
    open_newer(tmp_path).close()
    with closing(sqlite3.connect(library_file(tmp_path))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
