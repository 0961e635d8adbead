"""Stores replies whole, so that their buttons work after a restart and an article's change finds its answers."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from bot.store.dialogue import delete_turn
from bot.store.row_values import clean, dump_json, load_json, moment, stamp
from bot.store.store_records import Now, Place, ReplyReasons, ScoredSentence, StoredReply
from bot.store.store_settings import LedgerSettings
from retrieval import Answer, Citation, Examination, MalformedRow, NoAnswer, Reply, Sentence, SqliteFile

ID_LENGTH = 12  # of 32 letters: 60 random bits; short enough for a custom_id of 100 characters
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"

_COLUMNS = (
    "id, at, server, channel, thread, message, asker, library, asked, question, answered, confidence, "
    "mark_start, mark_end, reasons, words"
)
_CITATION = 'article, title, source, published, start, "end", quote, page, lead, opening'


class AnswerStore:
    """The replies that were shown. Each is readable only from the realm where it was shown."""

    def __init__(self, file: SqliteFile, settings: LedgerSettings, now: Now) -> None:
        self._file = file
        self._settings = settings
        self._now = now

    def keep(self, examination: Examination, *, place: Place, asker: int, library: str) -> StoredReply:
        """Store a reply that is about to be shown.

        Returns:
            The stored reply. With `question_days = 0` it is without the words of the question.
        """
        reply = StoredReply(
            id="".join(secrets.choice(_LETTERS) for _ in range(ID_LENGTH)),
            at=self._now(),
            place=place,
            message=None,
            asker=asker,
            library=library,
            reply=examination.reply,
            reasons=ReplyReasons.of(examination),
        )
        with self._file.writing() as connection:
            _insert(connection, reply, wordless=not self._settings.question_days)
            return _read(connection, "id = ?", reply.id)[0]

    def set_message(self, answer_id: str, message: int, *, place: Place) -> bool:
        """Store which message shows an answer. False if there is no such answer here."""
        with self._file.writing() as connection:
            changed = connection.execute(
                "UPDATE answers SET message = ? WHERE id = ? AND realm = ?", (message, clean(answer_id), place.realm)
            )
            return changed.rowcount > 0

    def find(self, answer_id: str, *, place: Place) -> StoredReply | None:
        """The answer with this id. None if there is none, if it was too old, or if it was shown elsewhere."""
        with self._file.reading() as connection:
            replies = _read(connection, "id = ? AND realm = ?", clean(answer_id), place.realm)
        return replies[0] if replies else None

    def citing(self, article_id: str, *, library: str, days: int = 30, limit: int = 100) -> list[StoredReply]:
        """The answers that cite an article and whose message is known, latest first.

        An article belongs to a library, not to a place, so this searches the answers of the library.
        """
        since = stamp(self._now() - timedelta(days=days))
        where = (
            "id IN (SELECT answer FROM citations WHERE article = ? AND NOT also) AND library = ? AND at >= ? "
            f"AND message IS NOT NULL ORDER BY at DESC, id LIMIT {int(limit)}"
        )
        with self._file.reading() as connection:
            return _read(connection, where, clean(article_id), clean(library), since)

    def delete(self, answer_id: str, *, place: Place) -> bool:
        """Delete an answer, the feedback on it, and its turn. False if there is no such answer here."""
        with self._file.writing() as connection:
            delete_turn(connection, answer_id, place)
            removed = connection.execute(
                "DELETE FROM answers WHERE id = ? AND realm = ?", (clean(answer_id), place.realm)
            )
            return removed.rowcount > 0


def of_asker(connection: sqlite3.Connection, person: int) -> list[StoredReply]:
    """All replies to a person, oldest first."""
    return _read(connection, "asker = ? ORDER BY at, id", person)


def _insert(connection: sqlite3.Connection, stored: StoredReply, *, wordless: bool) -> None:
    reply, place, reasons = stored.reply, stored.place, stored.reasons
    mark = reply.highlight if isinstance(reply, Answer) else None
    readings = reply.readings if isinstance(reply, NoAnswer) else ()
    matched = [sentence.matched for sentence in reasons.runners]
    words = {"terms": reasons.terms, "matched": matched, "readings": readings}
    row = {
        "id": stored.id,
        "at": stamp(stored.at),
        "realm": place.realm,
        "server": place.server,
        "channel": place.channel,
        "thread": place.thread,
        "message": stored.message,
        "asker": stored.asker,
        "library": clean(stored.library),
        "asked": None if wordless else clean(reply.asked),
        "question": None if wordless else clean(reply.question),
        "answered": isinstance(reply, Answer),
        "confidence": reply.confidence,
        "mark_start": mark.start if mark else None,
        "mark_end": mark.end if mark else None,
        "reasons": dump_json(_figures(reasons)),
        "words": None if wordless else dump_json(words),
    }
    connection.execute(
        f"INSERT INTO answers ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
    )
    connection.executemany(
        f"INSERT INTO citations (answer, position, also, {_CITATION}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (stored.id, position, also, *_citation_row(citation))
            for position, (citation, also) in enumerate(_citations(reply))
        ],
    )


def _citations(reply: Reply) -> list[tuple[Citation, bool]]:
    """The citations that were shown, and whether each is under "also in"."""
    if not isinstance(reply, Answer):
        return [(citation, False) for citation in reply.nearest]
    shown = [(citation, False) for citation in (reply.citation, *reply.others)]
    return shown + [(citation, True) for citation in reply.also]


def _citation_row(citation: Citation) -> tuple[Any, ...]:
    published = None if citation.published is None else clean(citation.published)
    texts = (clean(citation.article_id), clean(citation.title), clean(citation.source), published)
    return (
        *texts,
        citation.start,
        citation.end,
        clean(citation.quote),
        citation.page,
        clean(citation.lead),
        citation.opening,
    )


def _figures(reasons: ReplyReasons) -> dict[str, Any]:
    """The part of the reasons that is kept after the words of the question are deleted."""
    runners = [[r.title, r.quote, r.score, r.lexical, r.similarity, r.coverage, r.article_id] for r in reasons.runners]
    return {"threshold": reasons.threshold, "runners": runners}


def _read(connection: sqlite3.Connection, where: str, *values: object) -> list[StoredReply]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM answers WHERE {where}", values).fetchall()
    return [_stored_reply(row, _cited(connection, row[0]), _cited(connection, row[0], also=True)) for row in rows]


def _cited(connection: sqlite3.Connection, answer_id: str, *, also: bool = False) -> tuple[Citation, ...]:
    rows = connection.execute(
        f"SELECT {_CITATION} FROM citations WHERE answer = ? AND also = ? ORDER BY position", (answer_id, also)
    )
    names = ("article_id", "title", "source", "published", "start", "end", "quote", "page", "lead", "opening")
    return tuple(Citation(**dict(zip(names, row, strict=True))) for row in rows)


def _stored_reply(row: Iterable[Any], citations: tuple[Citation, ...], also: tuple[Citation, ...]) -> StoredReply:
    (answer_id, at, server, channel, thread, message, asker, library, asked, question, answered, confidence, *rest) = (
        row
    )
    mark_start, mark_end, reasons, text = rest
    words = load_json(text) if text else None
    mark = None if mark_start is None else Sentence(start=mark_start, end=mark_end)
    about: dict[str, Any] = {"question": question or "", "asked": asked or "", "confidence": confidence}
    reply: Reply
    if answered:
        if not citations:
            raise MalformedRow("an answer without its citation")
        reply = Answer(**about, citation=citations[0], highlight=mark, others=citations[1:], also=also)
    else:
        # An older version stored no readings.
        reply = NoAnswer(**about, nearest=citations, readings=tuple(words.get("readings", ())) if words else ())
    return StoredReply(
        id=answer_id,
        at=moment(at),
        place=Place(server=server, channel=channel, thread=thread),
        message=message,
        asker=asker,
        library=library,
        reply=reply,
        reasons=_reasons(load_json(reasons), words),
    )


def _reasons(figures: dict[str, Any], words: dict[str, Any] | None) -> ReplyReasons:
    matched = words["matched"] if words else [()] * len(figures["runners"])
    return ReplyReasons(
        terms=tuple(words["terms"]) if words else (),
        threshold=figures["threshold"],
        runners=tuple(_sentence(row, tuple(texts)) for row, texts in zip(figures["runners"], matched, strict=True)),
    )


def _sentence(row: list[Any], matched: tuple[str, ...]) -> ScoredSentence:
    names = ("title", "quote", "score", "lexical", "similarity", "coverage", "article_id")
    return ScoredSentence(**({"article_id": ""} | dict(zip(names, row, strict=False))), matched=matched)
