"""Stores replies whole, so that their buttons work after a restart and an article's change finds its answers."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from bot.store.dialogue import delete_turn
from bot.store.row_values import clean, dump_json, load_json, moment, stamp
from bot.store.store_records import Now, Place, ReplyReasons, ScoredSentence, StoredReply
from bot.store.store_settings import LedgerSettings
from retrieval import (
    Answer,
    ArticleReply,
    Citation,
    Examination,
    MalformedRow,
    NoAnswer,
    Part,
    Sentence,
    SqliteFile,
    Superseded,
    Talk,
)

ID_LENGTH = 12  # of 32 letters: 60 random bits; short enough for a custom_id of 100 characters
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"

_COLUMNS = (
    "id, at, server, channel, thread, message, asker, library, asked, question, answered, confidence, "
    "mark_start, mark_end, reasons, words, grade, superseded"
)
_CITATION = 'article, title, source, published, start, "end", quote, page, lead, opening, further'
_SHOWN, _ALSO, _SUPERSEDED = 0, 1, 2  # the column `also` of a citation: among the quotes, under "also in", overtaken


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

        Raises:
            TypeError: the reply is talk, which quotes nothing and has no buttons.
        """
        return self.add(self.make(examination, place=place, asker=asker, library=library))

    def make(self, examination: Examination, *, place: Place, asker: int, library: str) -> StoredReply:
        """Make the record of a reply that is about to be shown, without storing it."""
        if isinstance(examination.reply, Talk):
            raise TypeError("talk is not stored")
        return StoredReply(
            id="".join(secrets.choice(_LETTERS) for _ in range(ID_LENGTH)),
            at=self._now(),
            place=place,
            message=None,
            asker=asker,
            library=library,
            reply=examination.reply,
            reasons=ReplyReasons.of(examination),
        )

    def add(self, reply: StoredReply) -> StoredReply:
        """Store the record of a reply, and return it as it is stored."""
        with self._file.writing() as connection:
            _insert(connection, reply, wordless=not self._settings.question_days)
            return _read(connection, "id = ?", reply.id)[0]

    def set_message(self, answer_id: str, message: int, *, place: Place, prompt: int | None = None) -> bool:
        """Store which message shows an answer, and which asked. False if there is no such answer here."""
        with self._file.writing() as connection:
            changed = connection.execute(
                "UPDATE answers SET message = ?, prompt = ? WHERE id = ? AND realm = ?",
                (message, prompt, clean(answer_id), place.realm),
            )
            return changed.rowcount > 0

    def find(self, answer_id: str, *, place: Place) -> StoredReply | None:
        """The answer with this id. None if there is none, if it was too old, or if it was shown elsewhere."""
        with self._file.reading() as connection:
            replies = _read(connection, "id = ? AND realm = ?", clean(answer_id), place.realm)
        return replies[0] if replies else None

    def find_by_prompt(self, prompt: int, *, place: Place) -> StoredReply | None:
        """The answer to a message; None if there is none here."""
        with self._file.reading() as connection:
            replies = _read(connection, "prompt = ? AND realm = ? ORDER BY at DESC", prompt, place.realm)
        return replies[0] if replies else None

    def citing(self, article_id: str, *, library: str, days: int = 30, limit: int = 100) -> list[StoredReply]:
        """The answers that cite an article and whose message is known, latest first.

        An article belongs to a library, not to a place, so this searches the answers of the library.
        """
        since = stamp(self._now() - timedelta(days=days))
        where = (
            "id IN (SELECT answer FROM citations WHERE article = ? AND also = 0) AND library = ? AND at >= ? "
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


def of_id(connection: sqlite3.Connection, answer_id: str) -> StoredReply:
    """The reply of an id, wherever it was shown."""
    return _read(connection, "id = ?", answer_id)[0]


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
        "grade": reply.grade,
        "superseded": dump_json(_superseded_facts(reply)) if isinstance(reply, Answer) and reply.superseded else None,
    }
    connection.execute(
        f"INSERT INTO answers ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
    )
    connection.executemany(
        f"INSERT INTO citations (answer, position, also, {_CITATION}) VALUES ({', '.join('?' * 14)})",
        [
            (stored.id, position, also, *_citation_row(citation))
            for position, (citation, also) in enumerate(_citations(reply))
        ],
    )


def _citations(reply: ArticleReply) -> list[tuple[Citation, int]]:
    """The citations that were shown, and where each was."""
    shown = [(citation, _SHOWN) for citation in reply.citations]
    if not isinstance(reply, Answer):
        return shown
    overtaken = [(reply.superseded.citation, _SUPERSEDED)] if reply.superseded else []
    return [*shown, *((citation, _ALSO) for citation in reply.also), *overtaken]


def _superseded_facts(answer: Answer) -> dict[str, Any]:
    overtaken = answer.superseded
    return {"date": overtaken.date, "relation": overtaken.relation} if overtaken else {}


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
        dump_json([asdict(replace(part, quote=clean(part.quote))) for part in citation.further]),
    )


def _figures(reasons: ReplyReasons) -> dict[str, Any]:
    """The part of the reasons that is kept after the words of the question are deleted."""
    runners = [[r.title, r.quote, r.score, r.lexical, r.similarity, r.coverage, r.article_id] for r in reasons.runners]
    return {"threshold": reasons.threshold, "runners": runners}


def _read(connection: sqlite3.Connection, where: str, *values: object) -> list[StoredReply]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM answers WHERE {where}", values).fetchall()
    return [_stored_reply(row, _cited(connection, row[0])) for row in rows]


def _cited(connection: sqlite3.Connection, answer_id: str) -> list[tuple[Citation, int]]:
    """The citations of an answer in order, and where each was shown."""
    rows = connection.execute(
        f"SELECT also, {_CITATION} FROM citations WHERE answer = ? ORDER BY position", (answer_id,)
    )
    return [(_citation(values), where) for where, *values in rows]


def _citation(values: Sequence[Any]) -> Citation:
    *own, further = values
    names = ("article_id", "title", "source", "published", "start", "end", "quote", "page", "lead", "opening")
    parts = tuple(Part(**part) for part in load_json(further))
    return Citation(**dict(zip(names, own, strict=True)), further=parts)


def _stored_reply(row: Iterable[Any], cited: Sequence[tuple[Citation, int]]) -> StoredReply:
    (answer_id, at, server, channel, thread, message, asker, library, asked, question, answered, confidence, *rest) = (
        row
    )
    mark_start, mark_end, reasons, text, grade, superseded = rest
    citations, also, overtaken = (
        tuple(citation for citation, where in cited if where == place) for place in (_SHOWN, _ALSO, _SUPERSEDED)
    )
    words = load_json(text) if text else None
    mark = None if mark_start is None else Sentence(start=mark_start, end=mark_end)
    about: dict[str, Any] = {"question": question or "", "asked": asked or "", "confidence": confidence}
    reply: ArticleReply
    if answered:
        if not citations:
            raise MalformedRow("an answer without its citation")
        reply = Answer(
            **about,
            citation=citations[0],
            highlight=mark,
            others=citations[1:],
            also=also,
            grade=grade or "sure",
            superseded=Superseded(citation=overtaken[0], **load_json(superseded)) if overtaken else None,
        )
    else:
        # An older version stored no readings.
        reply = NoAnswer(
            **about,
            nearest=citations,
            readings=tuple(words.get("readings", ())) if words else (),
            is_empty=not load_json(reasons)["runners"],
        )
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
