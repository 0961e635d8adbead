"""Answers that were given, kept whole: their buttons work after a restart, and an article's change finds them."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from bot.store.dialogue import drop_answer
from bot.store.row_values import clean, dumped, loaded, moment, stamp
from bot.store.store_records import Given, Now, Place, Reasons, Runner
from bot.store.store_settings import LedgerSettings
from retrieval import Answer, Citation, Examination, MalformedRow, NoAnswer, Reply, Sentence, SqliteFile

ID_LENGTH = 12  # of 32 letters: 60 random bits, and room for a button's name in a custom_id of 100 characters
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"

_COLUMNS = (
    "id, at, server, channel, thread, message, asker, library, asked, question, answered, confidence, "
    "mark_start, mark_end, reasons, words"
)
_CITATION = 'article, title, source, published, start, "end", quote, page, lead, opening'


class Answers:
    """The answers that were given, each readable only from the realm that it was given in."""

    def __init__(self, file: SqliteFile, settings: LedgerSettings, now: Now) -> None:
        self._file = file
        self._settings = settings
        self._now = now

    def keep(self, examination: Examination, *, place: Place, asker: int, library: str) -> Given:
        """Keeps a reply that is about to be shown.

        Returns:
            What was kept. With `question_days = 0` the words of the question are not in it.
        """
        given = Given(
            id="".join(secrets.choice(_LETTERS) for _ in range(ID_LENGTH)),
            at=self._now(),
            place=place,
            message=None,
            asker=asker,
            library=library,
            reply=examination.reply,
            reasons=Reasons.of(examination),
        )
        with self._file.writing() as connection:
            _insert(connection, given, wordless=not self._settings.question_days)
            kept = _read(connection, "id = ?", given.id)
        return kept[0]

    def posted(self, answer_id: str, message: int, *, place: Place) -> bool:
        """Notes the message that shows an answer. False if there is no such answer here."""
        with self._file.writing() as connection:
            changed = connection.execute(
                "UPDATE answers SET message = ? WHERE id = ? AND realm = ?", (message, clean(answer_id), place.realm)
            )
            return changed.rowcount > 0

    def find(self, answer_id: str, *, place: Place) -> Given | None:
        """The answer of an id. None if there is none, if it is too old, or if it was given elsewhere."""
        with self._file.reading() as connection:
            found = _read(connection, "id = ? AND realm = ?", clean(answer_id), place.realm)
        return found[0] if found else None

    def citing(self, article_id: str, *, library: str, days: int = 30, limit: int = 100) -> list[Given]:
        """The answers that were shown with a sentence of an article, latest first: those whose message is known.

        A library is what its articles' answers belong to, so this looks at the library and not at a place.
        """
        since = stamp(self._now() - timedelta(days=days))
        where = (
            "id IN (SELECT answer FROM citations WHERE article = ? AND NOT also) AND library = ? AND at >= ? "
            f"AND message IS NOT NULL ORDER BY at DESC, id LIMIT {int(limit)}"
        )
        with self._file.reading() as connection:
            return _read(connection, where, clean(article_id), clean(library), since)

    def delete(self, answer_id: str, *, place: Place) -> bool:
        """Takes out an answer, the feedback on it, and its turn. False if there is no such answer here."""
        with self._file.writing() as connection:
            drop_answer(connection, answer_id, place)
            removed = connection.execute(
                "DELETE FROM answers WHERE id = ? AND realm = ?", (clean(answer_id), place.realm)
            )
            return removed.rowcount > 0


def of_asker(connection: sqlite3.Connection, person: int) -> list[Given]:
    """Everything that a person asked and got a reply to, oldest first."""
    return _read(connection, "asker = ? ORDER BY at, id", person)


def _insert(connection: sqlite3.Connection, given: Given, *, wordless: bool) -> None:
    reply, place, reasons = given.reply, given.place, given.reasons
    mark = reply.highlight if isinstance(reply, Answer) else None
    readings = reply.readings if isinstance(reply, NoAnswer) else ()
    words = {"terms": reasons.terms, "matched": [one.matched for one in reasons.runners], "readings": readings}
    row = {
        "id": given.id,
        "at": stamp(given.at),
        "realm": place.realm,
        "server": place.server,
        "channel": place.channel,
        "thread": place.thread,
        "message": given.message,
        "asker": given.asker,
        "library": clean(given.library),
        "asked": None if wordless else clean(reply.asked),
        "question": None if wordless else clean(reply.question),
        "answered": isinstance(reply, Answer),
        "confidence": reply.confidence,
        "mark_start": mark.start if mark else None,
        "mark_end": mark.end if mark else None,
        "reasons": dumped(_figures(reasons)),
        "words": None if wordless else dumped(words),
    }
    connection.execute(
        f"INSERT INTO answers ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
    )
    connection.executemany(
        f"INSERT INTO citations (answer, position, also, {_CITATION}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(given.id, position, also, *_citation_row(one)) for position, (one, also) in enumerate(_citations(reply))],
    )


def _citations(reply: Reply) -> list[tuple[Citation, bool]]:
    """Those that were shown, and whether each stands under "also in"."""
    if not isinstance(reply, Answer):
        return [(one, False) for one in reply.nearest]
    return [(one, False) for one in (reply.citation, *reply.others)] + [(one, True) for one in reply.also]


def _citation_row(one: Citation) -> tuple[Any, ...]:
    published = None if one.published is None else clean(one.published)
    texts = (clean(one.article_id), clean(one.title), clean(one.source), published)
    return (*texts, one.start, one.end, clean(one.quote), one.page, clean(one.lead), one.opening)


def _figures(reasons: Reasons) -> dict[str, Any]:
    """What is kept of the reasons after the words of the question are gone."""
    runners = [[r.title, r.quote, r.score, r.lexical, r.similarity, r.coverage, r.article_id] for r in reasons.runners]
    return {"threshold": reasons.threshold, "runners": runners}


def _read(connection: sqlite3.Connection, where: str, *values: object) -> list[Given]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM answers WHERE {where}", values).fetchall()
    return [_given(row, _cited(connection, row[0]), _cited(connection, row[0], also=True)) for row in rows]


def _cited(connection: sqlite3.Connection, answer_id: str, *, also: bool = False) -> tuple[Citation, ...]:
    rows = connection.execute(
        f"SELECT {_CITATION} FROM citations WHERE answer = ? AND also = ? ORDER BY position", (answer_id, also)
    )
    names = ("article_id", "title", "source", "published", "start", "end", "quote", "page", "lead", "opening")
    return tuple(Citation(**dict(zip(names, row, strict=True))) for row in rows)


def _given(row: Iterable[Any], citations: tuple[Citation, ...], also: tuple[Citation, ...]) -> Given:
    (answer_id, at, server, channel, thread, message, asker, library, asked, question, answered, confidence, *rest) = (
        row
    )
    mark_start, mark_end, reasons, text = rest
    words = loaded(text) if text else None
    mark = None if mark_start is None else Sentence(start=mark_start, end=mark_end)
    about: dict[str, Any] = {"question": question or "", "asked": asked or "", "confidence": confidence}
    reply: Reply
    if answered:
        if not citations:
            raise MalformedRow("an answer without its citation")
        reply = Answer(**about, citation=citations[0], highlight=mark, others=citations[1:], also=also)
    else:
        # An answer that was kept before readings were has none.
        reply = NoAnswer(**about, nearest=citations, readings=tuple(words.get("readings", ())) if words else ())
    return Given(
        id=answer_id,
        at=moment(at),
        place=Place(server=server, channel=channel, thread=thread),
        message=message,
        asker=asker,
        library=library,
        reply=reply,
        reasons=_reasons(loaded(reasons), words),
    )


def _reasons(figures: dict[str, Any], words: dict[str, Any] | None) -> Reasons:
    matched = words["matched"] if words else [()] * len(figures["runners"])
    return Reasons(
        terms=tuple(words["terms"]) if words else (),
        threshold=figures["threshold"],
        runners=tuple(_runner(one, tuple(its)) for one, its in zip(figures["runners"], matched, strict=True)),
    )


def _runner(row: list[Any], matched: tuple[str, ...]) -> Runner:
    names = ("title", "quote", "score", "lexical", "similarity", "coverage", "article_id")
    return Runner(**({"article_id": ""} | dict(zip(names, row, strict=False))), matched=matched)
