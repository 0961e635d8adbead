"""The rows of stored replies: how a reply is written to them, and read from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from bot.store.database.row_values import dump_json, load_json, moment, stamp, storable
from bot.store.database.store_protocol import Connection
from bot.store.store_records import Place, ReplyReasons, ScoredSentence, StoredReply
from retrieval import (
    Answer,
    ArticleReply,
    Citation,
    MalformedRow,
    NoAnswer,
    Part,
    Superseded,
    TextRange,
)

_COLUMNS = (
    "id, at, server, channel, thread, message, asker, library, asked, question, answered, confidence, "
    "mark_start, mark_end, reasons, words, grade, superseded"
)
_CITATION = 'article, title, source, published, start, "end", quote, page, lead, opening, further'
_SHOWN, _ALSO, _SUPERSEDED = 0, 1, 2  # the column `also` of a citation: among the quotes, under "also in", overtaken


def insert_reply(connection: Connection, stored: StoredReply, *, wordless: bool) -> None:
    """Write a reply and its citations; `wordless` leaves out the words of the question."""
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
        "library": storable(stored.library),
        "asked": None if wordless else storable(reply.asked),
        "question": None if wordless else storable(reply.question),
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
    """Return the citations that were shown, and where each was."""
    shown = [(citation, _SHOWN) for citation in reply.citations]
    if not isinstance(reply, Answer):
        return shown
    overtaken = [(reply.superseded.citation, _SUPERSEDED)] if reply.superseded else []
    return [*shown, *((citation, _ALSO) for citation in reply.also), *overtaken]


def _superseded_facts(answer: Answer) -> dict[str, Any]:
    overtaken = answer.superseded
    return {"date": overtaken.date, "relation": overtaken.relation} if overtaken else {}


def _citation_row(citation: Citation) -> tuple[Any, ...]:
    published = None if citation.published is None else storable(citation.published)
    texts = (storable(citation.article_id), storable(citation.title), storable(citation.source), published)
    return (
        *texts,
        citation.start,
        citation.end,
        storable(citation.quote),
        citation.page,
        storable(citation.lead),
        citation.opening,
        dump_json([asdict(replace(part, quote=storable(part.quote))) for part in citation.further]),
    )


def _figures(reasons: ReplyReasons) -> dict[str, Any]:
    """Return the part of the reasons that is kept after the words of the question are deleted."""
    runners = [[r.title, r.quote, r.score, r.lexical, r.similarity, r.coverage, r.article_id] for r in reasons.runners]
    return {"threshold": reasons.threshold, "runners": runners}


def read_replies(connection: Connection, where: str, *values: object) -> list[StoredReply]:
    """Read the replies for which an SQL condition is true.

    Args:
        connection: to the file of the store.
        where: the condition, with an order where that matters; a question mark stands for each value.
        values: those of the question marks.
    """
    rows = connection.execute(f"SELECT {_COLUMNS} FROM answers WHERE {where}", values).fetchall()
    return [_stored_reply(row, _cited(connection, row[0])) for row in rows]


def _cited(connection: Connection, answer_id: str) -> list[tuple[Citation, int]]:
    """Return the citations of an answer in order, and where each was shown."""
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
    mark = None if mark_start is None else TextRange(start=mark_start, end=mark_end)
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
