"""Stores verified answers: questions with the sentence that a keeper says is the answer."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.store.database.row_values import moment, stamp, storable
from bot.store.database.store_protocol import Connection, Store
from bot.store.store_records import Now, Place
from retrieval import Citation

MOST = 500  # pins of a library: each question is compared with all of them
MINUTES = 60  # for which a message waits for the question that it answers, as long as a removal can be undone

_COLUMNS = 'id, at, person, question, article, title, source, published, start, "end", quote, link'


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedAnswer:
    """A question and the sentence that answers it, as a keeper says."""

    id: str  # 12 hexadecimal digits
    at: datetime
    person: int | None  # who pinned it; None: the person's data was deleted
    question: str
    citation: Citation  # of an article, or of a message: then its source is the message's address
    of_message: bool  # whether it is a message, which no change of an article makes invalid


class PinStore:
    """The pinned answers of each library."""

    def __init__(self, store: Store, now: Now) -> None:
        self._store = store
        self._now = now

    def add(self, question: str, citation: Citation, *, place: Place, library: str, person: int, link: str = "") -> str:
        """Pin an answer in place of an earlier one of the same wording, and return its id; the oldest go above `MOST`.

        Args:
            question: that is answered; empty: it is to be chosen (`settle`).
            citation: the sentence.
            place: where it is pinned.
            library: whose questions it answers.
            person: who pins it.
            link: the address of the message that answers; empty: the sentence is an article's.
        """
        pin = secrets.token_hex(6)
        row = (
            *(pin, stamp(self._now()), place.realm, storable(library), person, storable(question)),
            *(storable(citation.article_id), storable(citation.title), storable(citation.source)),
            *(citation.published, citation.start, citation.end, storable(citation.quote), storable(link) or None),
        )
        with self._store.writing() as connection:
            delete_unsettled(connection, self._now())
            same = "library = ? AND question = ? AND question <> ''"
            connection.execute(f"DELETE FROM pins WHERE {same}", (row[3], row[5]))
            connection.execute(f"INSERT INTO pins VALUES ({', '.join('?' * len(row))})", row)
            connection.execute(
                "DELETE FROM pins WHERE library = ? AND id NOT IN "
                "(SELECT id FROM pins WHERE library = ? ORDER BY at DESC, id LIMIT ?)",
                (row[3], row[3], MOST),
            )
        return pin

    def of(self, library: str) -> list[PinnedAnswer]:
        """Return the pinned answers of a library, latest first."""
        with self._store.reading() as connection:
            return _read(connection, "library = ? AND question <> '' ORDER BY at DESC, id", storable(library))

    def settle(self, pin: str, question: str, *, library: str) -> PinnedAnswer | None:
        """Say which question a sentence answers that was pinned without one, in place of an earlier answer to it.

        None if there is no such sentence, or its question was chosen already.
        """
        with self._store.writing() as connection:
            key = (storable(question), storable(pin), storable(library))
            settled = connection.execute(
                "UPDATE pins SET question = ? WHERE id = ? AND library = ? AND question = ''", key
            )
            if not settled.rowcount:
                return None
            others = (storable(library), storable(question), storable(pin))
            connection.execute("DELETE FROM pins WHERE library = ? AND question = ? AND id <> ?", others)
            return next(iter(_read(connection, "id = ? AND library = ?", *key[1:])), None)

    def remove(self, pins: Sequence[str], *, library: str) -> int:
        """Remove pinned answers of a library, and return how many there were."""
        with self._store.writing() as connection:
            removed = [
                connection.execute("DELETE FROM pins WHERE id = ? AND library = ?", (storable(pin), storable(library)))
                for pin in pins
            ]
            return sum(cursor.rowcount for cursor in removed)


def delete_unsettled(connection: Connection, now: datetime) -> int:
    """Delete what was pinned without a question, none of which was chosen in time, and return how many there were."""
    oldest = stamp(now - timedelta(minutes=MINUTES))
    return connection.execute("DELETE FROM pins WHERE question = '' AND at < ?", (oldest,)).rowcount


def of_person(connection: Connection, person: int) -> list[PinnedAnswer]:
    """Return all answers that a person pinned, oldest first."""
    return _read(connection, "person = ? ORDER BY at, id", person)


def _read(connection: Connection, where: str, *values: object) -> list[PinnedAnswer]:
    return [_pin(row) for row in connection.execute(f"SELECT {_COLUMNS} FROM pins WHERE {where}", values)]


def _pin(row: Iterable[Any]) -> PinnedAnswer:
    pin, at, person, question, article, title, source, published, start, end, quote, link = row
    citation = Citation(
        article_id=article or "",
        title=title,
        source=link or source,
        published=published,
        start=start,
        end=end,
        quote=quote,
    )
    return PinnedAnswer(
        id=pin, at=moment(at), person=person, question=question, citation=citation, of_message=link is not None
    )
