"""Replies for the ledger's tests, and a program that uses a ledger from another process.

Its arguments:
    FILE keep NAME...     keeps an answer to each name, and then prints `ID NAME`
    FILE churn SEED       keeps answers, feedback and gaps until it is killed, and prints as `keep`
    FILE talk              adds numbered turns of a conversation until it is killed, and prints them
    FILE forget PERSON    forgets somebody, and prints whether the bytes are overwritten
    FILE lock NAME         takes a lock, and prints `locked` or `taken`; holds it until it is killed
    FILE hold SECONDS     reads for so long, and prints when it has begun
FILE may be the address of a database. Before FILE: `--file-bytes N` lets no file grow beyond N.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import secrets
import sqlite3
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from bot.configuration.ledger_settings import LedgerSettings
from bot.store import Ledger, Place, Preferences
from bot.store.database.postgres_address import open_postgres
from bot.store.database.postgres_schema import TABLES
from bot.store.store_records import Now
from retrieval.core.errors import FootnoteError
from retrieval.core.records import Evidence, Passage, RankedPassage, TextRange
from retrieval.core.reply_records import Answer, Citation, Examination, NoAnswer, Thresholds

# Numbers as Discord gives them: larger than 2**53, and eight bytes in SQLite.
ANN = 812_345_678_901_234_567
BEN = 723_456_789_012_345_678
STRANGER = 912_345_678_901_234_567
HALM = Place(server=634_567_890_123_456_789, channel=545_678_901_234_567_890)
ORREY = Place(server=456_789_012_345_678_901, channel=367_890_123_456_789_012)
LETTERS = Place(server=None, channel=278_901_234_567_890_123)  # direct messages
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that is set by hand."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def on(self, **step: float) -> datetime:
        self.at += timedelta(**step)
        return self.at


class Databases:
    """Parts of a PostgreSQL database, a schema for each folder that a test uses as if its ledger were a file there.

    Making tables takes a while, so that the schemas of folders that are gone are emptied and used again.
    """

    def __init__(self) -> None:
        self.server = ""  # its address; empty: ledgers are files
        self._schemas: dict[Path, str] = {}
        self._empty: list[str] = []

    def address(self, folder: Path) -> str:
        """The address of a folder's schema, which is made at the first time."""
        for gone in [used for used in self._schemas if not used.exists() and used != folder]:
            self._recycle(gone)
        if folder not in self._schemas:
            name = self._empty.pop() if self._empty else f"ledger_{secrets.token_hex(4)}"
            self._schemas[folder] = name
            self.execute(f"CREATE SCHEMA IF NOT EXISTS {name}")
        return make_conninfo(self.server, options=f"-csearch_path={self._schemas[folder]}")

    def place(self, folder: Path) -> str:
        """What another process opens as the ledger of a folder: the address, or the file."""
        return self.address(folder) if self.server else str(folder / "ledger.sqlite")

    def rows(self, folder: Path) -> dict[str, bytes]:
        """All rows of a folder's schema as text, by table."""
        with psycopg.connect(self.address(folder), autocommit=True) as connection:
            texts = {table: connection.execute(f"SELECT t::text FROM {table} t".encode()) for table in TABLES}
        return {table: "\n".join(row for (row,) in rows).encode() for table, rows in texts.items()}

    def clear(self) -> None:
        """Empty what was made."""
        for folder in list(self._schemas):
            self._recycle(folder)
        self.server = ""

    def execute(self, statement: str, folder: Path | None = None) -> None:
        """Execute a statement, in the schema of a folder if there is one."""
        with psycopg.connect(self.address(folder) if folder else self.server, autocommit=True) as connection:
            connection.execute(statement.encode())

    def _recycle(self, folder: Path) -> None:
        schema = self._schemas.pop(folder)
        emptied = (f"DELETE FROM {schema}.{table}" for table in reversed(TABLES) if table != "identity")
        self.execute("; ".join(emptied))
        self._empty.append(schema)


databases = Databases()


def opened(folder: Path, *, clock: Now | None = None, **settings: int) -> Ledger:
    """A ledger of the folder: its file, or where PostgreSQL is tested a part of the database, the same each time."""
    place = open_postgres(databases.address(folder)) if databases.server else folder / "ledger.sqlite"
    return Ledger(place, settings=LedgerSettings(**settings), now=clock or Clock())


def cited(quote: str, *, article: str = "0123456789abcdef", title: str = "Ferry returns") -> Citation:
    return Citation(
        article_id=article,
        title=title,
        source=f"https://paper.example/{article}",
        published="2026-05-01",
        start=40,
        end=40 + len(quote),
        quote=quote,
    )


def examined(
    question: str = "When does the ferry run?",
    *,
    quotes: Sequence[str] = ("The ferry runs from June.", "It rests in winter."),
    answered: bool = True,
    readings: Sequence[str] = (),
    asked: str | None = None,
    terms: Sequence[str] | None = None,
    confidence: float = 0.75,
    article: str = "0123456789abcdef",
    title: str = "Ferry returns",
) -> Examination:
    """A reply of the first quote, or of none with the quotes as leads."""
    citations = tuple(cited(quote, article=article, title=title) for quote in quotes)
    about = {"question": question, "asked": question if asked is None else asked, "confidence": confidence}
    words = tuple(question.casefold().strip("?").split()) if terms is None else tuple(terms)
    reply: Answer | NoAnswer
    if answered:
        mark = TextRange(start=citations[0].start + 4, end=citations[0].start + 9)
        reply = Answer(**about, citation=citations[0], highlight=mark, others=citations[1:])
    else:
        reply = NoAnswer(**about, nearest=citations, readings=tuple(readings), is_empty=not quotes)
    evidence = tuple(_evidence(citation, matched=words[-1:]) for citation in citations)
    return Examination(
        reply=reply,
        terms=words,
        ranked=(),
        evidence=evidence,
        confidence=confidence,
        thresholds=Thresholds(sure=0.3, unsure=0.2),
        milliseconds={"understand": 1.5},
    )


def _evidence(citation: Citation, *, matched: tuple[str, ...]) -> Evidence:
    sentence = TextRange(start=citation.start, end=citation.end)
    passage = Passage(
        id=f"{citation.article_id}:00000",
        article_id=citation.article_id,
        start=citation.start,
        end=citation.end,
        text=citation.quote,
        sentences=(sentence,),
    )
    ranked = RankedPassage(
        passage=passage, title=citation.title, lexical=0.5, similarity=0.25, coverage=1.0, score=0.625
    )
    return Evidence(
        passage=ranked,
        sentence=sentence,
        score=0.7,
        lexical=0.5,
        similarity=0.25,
        coverage=1.0,
        matched=matched,
    )


def named(name: str) -> Examination:
    """A reply that says everywhere whose it is, and is larger for some names than for others."""
    size = 1 + sum(map(ord, name)) % 5
    return examined(f"What of {name}?", quotes=[f"{name} is part {part}. {'word ' * 90}" for part in range(size)])


def use(ledger: Ledger, person: int, word: str, *, place: Place = HALM, library: str = "halm") -> str:
    """Leave everything that a person can leave behind; `word` is in every text of theirs."""
    kept = ledger.answers.keep(
        examined(f"Where is {word}?", asked=f"{word}?", terms=[word, "where"]),
        place=place,
        asker=person,
        library=library,
    )
    ledger.feedback.give(kept.id, place=place, person=person, helpful=False, reason=f"not about {word}")
    missed = examined(f"Who has seen {word}?", answered=False, terms=[word])
    ledger.unanswered.note(missed, place=place, asker=person)
    ledger.dialogue.add(kept.reply, place=place, person=person, answer=kept.id)
    ledger.quotas.take(place=place, person=person, limits=Preferences())
    ledger.errors.note("0badcafe", f"TimeoutError, asked by {person}")
    return kept.id


def traces(folder: Path, person: int, *words: str) -> list[str]:
    """Where the bytes of a person's number, as SQLite or as text holds it, or of their words are found.

    Of a database the rows are searched: its own files are not within reach.
    """
    sought = {
        "number": person.to_bytes(8, "big"),
        "digits": str(person).encode(),
        **{word: word.encode() for word in words},
    }
    files = {file.name: file.read_bytes() for file in folder.iterdir()} if folder.exists() else {}
    content = databases.rows(folder) if databases.server else files
    assert content
    return [f"{name} in {file}" for file, data in content.items() for name, bytes_ in sought.items() if bytes_ in data]


def command(file: Path | str, *words: str, before: Sequence[str] = ()) -> list[str]:
    """The command line that runs this program."""
    return [sys.executable, __file__, *before, str(file), *words]


def _keep(ledger: Ledger, name: str) -> None:
    kept = ledger.answers.keep(named(name), place=HALM, asker=ANN, library="halm")
    print(kept.id, name, flush=True)


def _obey(ledger: Ledger, verb: str, words: Sequence[str]) -> None:
    if verb == "keep":
        for word in words:
            _keep(ledger, word)
    if verb == "forget":
        print(ledger.privacy.forget(int(words[0])).overwritten)
    if verb == "talk":
        for step in itertools.count():
            ledger.dialogue.add(examined(f"{step}?").reply, place=HALM, person=ANN)
            print(f"{step}?", flush=True)
    if verb == "lock":
        lock = ledger.lock(words[0])
        print("locked" if lock else "taken", flush=True)
        time.sleep(60)
    if verb == "churn":
        for step in itertools.count():
            _keep(ledger, f"n{words[0]}x{step}")
            ledger.unanswered.note(examined(f"Gap {step % 7}?", answered=False), place=HALM, asker=BEN)
            ledger.dialogue.add(named("talk").reply, place=HALM, person=ANN)


def _hold(file: Path, seconds: float) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM answers").fetchone()
        print("reading", flush=True)
        time.sleep(seconds)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--file-bytes", type=int)
    parser.add_argument("file")
    parser.add_argument("verb")
    parser.add_argument("words", nargs="*")
    asked = parser.parse_args()
    if asked.file_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked.file_bytes, asked.file_bytes))
    if asked.verb == "hold":
        _hold(Path(asked.file), float(asked.words[0]))
        return
    try:
        with Ledger(open_postgres(asked.file) if "options=" in asked.file else Path(asked.file)) as ledger:
            print("open", flush=True)
            _obey(ledger, asked.verb, asked.words)
    except FootnoteError as error:
        print(type(error).__name__, error, sep="\n", flush=True)


if __name__ == "__main__":
    main()
