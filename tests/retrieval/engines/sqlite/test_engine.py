"""What the SQLite engine promises beyond every engine: whose numbers a file holds, what it refuses, and its file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from retrieval.core.errors import LibraryError, LibraryVersionError, ModelMismatch
from retrieval.core.records import Passage, PassageVectors, TextRange
from retrieval.engines.sqlite import library_schema
from retrieval.engines.sqlite.engine import SqliteEngine
from tests.retrieval.engines.sample_library import DIMENSION, Made, library_file, made, sqlite_engine, unit


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[SqliteEngine]:
    with closing(sqlite_engine(tmp_path)) as opened:
        yield opened


def refused(engine: SqliteEngine, kind: type[LibraryError]) -> list[str]:
    """Assert that everything that compares numbers is refused, and return the messages."""
    messages = []
    for compare in (
        lambda: engine.put(*made("b", "sun.", vectors=np.eye(engine_dimension(engine))[:1].tolist())),
        lambda: engine.dense("default", unit("x", 1)[0][: engine_dimension(engine)], 3),
        lambda: engine.lexical("default", ["moon."], 3),
        lambda: engine.postings("default", [1]),
        lambda: engine.statistics("default", ["moon."]),
    ):
        with pytest.raises(kind) as caught:
            compare()
        messages.append(str(caught.value))
    return messages


def engine_dimension(engine: SqliteEngine) -> int:
    return engine._identity.dimension


# Whose numbers


def test_another_model_is_refused_and_reading_goes_on(tmp_path: Path, engine: SqliteEngine) -> None:
    wanted = made("a", "moon.")
    engine.put(*wanted)
    with closing(sqlite_engine(tmp_path, model="model-2")) as other:
        for message in refused(other, ModelMismatch):
            assert "'model-1'" in message
            assert "'model-2'" in message
            assert "models.embedder_model" in message
            assert "footnote add" in message
        assert other.article("default", "a") == wanted.article
        assert len(other.articles("default")) == 1
        assert other.languages("default") == ("en",)
        (stored,) = other.passages("default", "a")
        assert other.fetch("default", [stored.key])[0].passage == wanted.passages[0]
        assert len(other.articles("default")) == 1


def test_another_dimension_is_another_model(tmp_path: Path, engine: SqliteEngine) -> None:
    engine.put(*made("a", "moon."))
    with closing(sqlite_engine(tmp_path, dimension=4)) as other:
        with pytest.raises(ModelMismatch, match="8 numbers"):
            other.dense("default", unit("x")[0][:4], 1)
        assert other.passages("default", "a")[0].vectors.passage.shape == (DIMENSION,)


def test_terms_of_another_version_are_refused_and_reading_goes_on(tmp_path: Path, engine: SqliteEngine) -> None:
    engine.put(*made("a", "moon."))
    with closing(sqlite_engine(tmp_path, analyser="words-2")) as other:
        for message in refused(other, LibraryVersionError):
            assert "'words-1'" in message
            assert "footnote add" in message
        assert len(other.articles("default")) == 1


def test_a_file_without_articles_takes_any_model(tmp_path: Path, engine: SqliteEngine) -> None:
    engine.put(*made("a", "moon."))
    engine.remove("default", "a")
    with closing(sqlite_engine(tmp_path, model="model-2")) as other:
        other.put(*made("a", "moon."))
        assert len(other.dense("default", unit("x")[0], 3)) == 1
        refused(engine, ModelMismatch)
        engine.remove("default", "a")
        assert other.dense("default", unit("x")[0], 3) == []


# What does not belong together


def wrong() -> dict[str, Made]:
    good = made("a", "The moon rose. It was red.", "sun.")
    first, second = good.passages
    vectors = good.vectors
    bad = PassageVectors(passage=unit("x")[0] * np.float32("nan"), sentences=vectors[0].sentences)
    short = PassageVectors(passage=unit("x")[0][:3], sentences=vectors[0].sentences)
    few = PassageVectors(passage=unit("x")[0], sentences=vectors[0].sentences[:1])

    def with_passage(changed: Passage) -> Made:
        return replace(good, passages=[changed, second])

    return {
        "fewer vectors": replace(good, vectors=vectors[:1]),
        "fewer passages": replace(good, passages=[first]),
        "not a number": replace(good, vectors=[bad, vectors[1]]),
        "another dimension": replace(good, vectors=[short, vectors[1]]),
        "a sentence without a vector": replace(good, vectors=[few, vectors[1]]),
        "another article's passage": with_passage(replace(first, article_id="b")),
        "another text": with_passage(replace(first, text=first.text.upper())),
        "another place": with_passage(replace(first, start=first.start + 1)),
        "no sentences": with_passage(replace(first, sentences=())),
        "a sentence outside": with_passage(
            replace(first, sentences=(TextRange(start=0, end=5), TextRange(start=6, end=10_000)))
        ),
    }


@pytest.mark.parametrize("name", sorted(wrong()))
def test_what_does_not_belong_together_is_refused(engine: SqliteEngine, name: str) -> None:
    engine.put(*made("a", "stars."))
    with pytest.raises(ValueError):
        engine.put(*wrong()[name])
    assert engine.passages("default", "a")[0].passage.text == "stars."


@pytest.mark.parametrize("terms", [["a b"], [""], ["a", ""], ["\x00"], ["a\n"], ["\ud800"]], ids=ascii)
def test_an_analyser_that_gives_no_terms_is_refused(tmp_path: Path, terms: list[str]) -> None:
    engine = SqliteEngine(tmp_path / "l", model="m", dimension=DIMENSION, analyse=lambda *_: terms, analyser="w")
    with closing(engine), pytest.raises(ValueError, match="terms"):
        engine.put(*made("a", "stars."))


def test_a_question_of_another_dimension_is_refused(engine: SqliteEngine) -> None:
    with pytest.raises(ValueError, match="shape"):
        engine.dense("default", np.zeros(3, dtype=np.float32), 1)


# The file


def test_keys_are_never_used_again(engine: SqliteEngine) -> None:
    seen: set[int] = set()
    for _ in range(5):
        engine.put(*made("a", "moon.", "sun."))
        now = {stored.key for stored in engine.passages("default", "a")}
        assert not now & seen
        seen |= now
        engine.remove("default", "a")


def test_a_closed_library_says_so(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path)
    engine.close()
    with pytest.raises(LibraryError, match="closed"):
        engine.articles("default")
    with pytest.raises(LibraryError, match="closed"):
        engine.put(*made("a", "moon."))


def test_closing_leaves_one_file(tmp_path: Path) -> None:
    with closing(sqlite_engine(tmp_path)) as engine:
        engine.put(*made("a", "moon."))
        assert len(engine.articles("default")) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["library.sqlite"]


def test_closing_does_not_wait_for_readers(tmp_path: Path) -> None:
    with closing(sqlite_engine(tmp_path)) as reader:
        other = sqlite_engine(tmp_path)
        with reader.snapshot():
            other.put(*made("a", "moon."))
            other.close()
        assert len(reader.articles("default")) == 1


def test_the_log_is_folded_in_while_articles_are_added(tmp_path: Path, engine: SqliteEngine) -> None:
    for step in range(120):
        engine.put(*made(f"a{step % 7}", *[f"{step} {part} {'word ' * 150}." for part in range(40)]))
    log = library_file(tmp_path).with_name("library.sqlite-wal")
    assert log.stat().st_size < 1_500 * library_schema.PAGE_BYTES


def test_the_folder_is_made(tmp_path: Path) -> None:
    with closing(sqlite_engine(tmp_path / "some" / "where")) as engine:
        engine.put(*made("a", "moon."))


def test_the_file_says_what_it_is(tmp_path: Path, engine: SqliteEngine) -> None:
    with closing(sqlite3.connect(library_file(tmp_path))) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (0x466F6F74,)
        assert connection.execute("PRAGMA user_version").fetchone() == (3,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT number FROM migrations").fetchall() == [(1,), (2,), (3,)]


def test_a_library_of_the_first_format_is_brought_up_to_date(tmp_path: Path, engine: SqliteEngine) -> None:
    old = made("a", "moon.", "sun.")
    engine.put(*old)
    engine.close()
    with closing(sqlite3.connect(library_file(tmp_path))) as connection:  # as the first format left it
        for column in ("author", "canonical", "pages", "gone"):
            connection.execute(f"ALTER TABLE articles DROP COLUMN {column}")
        connection.executescript("DROP TABLE changes; DROP TABLE origins; DROP TABLE locations")
        connection.execute("DELETE FROM migrations WHERE number > 1")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    for _ in range(2):
        with closing(sqlite_engine(tmp_path)) as again:
            assert again.article("default", "a") == old.article
            assert [stored.passage for stored in again.passages("default", "a")] == old.passages
            assert again.source_registry.locations("default") == again.source_registry.origins("default") == []
            assert again.mark_gone("default", "a", None)


def test_what_is_stored_is_on_the_disk_before_put_returns(engine: SqliteEngine) -> None:
    assert engine._file._writer.execute("PRAGMA synchronous").fetchone() == (2,)


def test_vectors_are_little_endian(tmp_path: Path, engine: SqliteEngine) -> None:
    wanted = made("a", "The moon rose. It was red.")
    engine.put(*wanted)
    with closing(sqlite3.connect(library_file(tmp_path))) as connection:
        ((vector,),) = connection.execute("SELECT vector FROM vectors").fetchall()
        ((sentences,),) = connection.execute("SELECT vectors FROM sentence_vectors").fetchall()
    assert vector == wanted.vectors[0].passage.astype("<f4").tobytes()
    assert sentences == wanted.vectors[0].sentences.astype("<f2").tobytes()


def test_removing_leaves_no_row_behind(tmp_path: Path, engine: SqliteEngine) -> None:
    engine.put(*made("a", "moon.", "sun."))
    engine.remove("default", "a")
    tables = (
        "articles",
        "texts",
        "passages",
        "vectors",
        "sentence_vectors",
        "languages",
        "identity",
        "words_1_docsize",
    )
    with closing(sqlite3.connect(library_file(tmp_path))) as connection:
        for table in tables:
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


def test_opening_reads_neither_texts_nor_vectors(tmp_path: Path) -> None:
    with closing(sqlite_engine(tmp_path)) as engine:
        engine.put(*made("a", *[f"{part} {'word ' * 100}." for part in range(300)]))
    with closing(sqlite3.connect(library_file(tmp_path))) as connection:
        connection.execute("UPDATE texts SET text = x'00'")
        connection.execute("UPDATE vectors SET vector = x'00'")
        connection.commit()
    with closing(sqlite_engine(tmp_path)) as engine:
        assert engine.articles("default")[0].passages == 300
        assert engine.statistics("default", ["word"]).frequencies == {"word": 300}
