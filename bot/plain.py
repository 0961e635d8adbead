"""Replies as plain text without escape codes, one paragraph a line: for pipes, files and places that draw nothing."""

from __future__ import annotations

from collections.abc import Sequence

from bot import words
from bot.quotes import Quoted
from bot.tables import Sheet
from retrieval.answering.text_fragments import deep_link
from retrieval.core.ingestion_records import Origin
from retrieval.core.overview_records import Digest, Summary
from retrieval.core.records import Answer, Article, Citation, Examination, Passage, RankedPassage


def reply(examination: Examination, shown: Sequence[Quoted], *, took: float, leads: int) -> str:
    """An answer with its citation, or what is nearest."""
    if isinstance(examination.reply, Answer):
        sure = f"{words.confidence(examination.reply.confidence)} · {words.duration(took)}"
        also = words.also(examination.reply.also)
        return "\n".join(filter(None, (words.understood(examination.reply), quoted(shown[0]), also, sure)))
    if meant := words.readings(examination.reply):
        return "\n".join([words.VAGUE, *meant])
    lines = [*filter(None, (words.understood(examination.reply),)), words.SILENCE]
    if shown and leads:
        lines += [words.LEADS, *(_lead(one.citation) for one in shown[:leads])]
    return "\n".join(lines)


def _lead(citation: Citation) -> str:
    return f"- {words.one_line(citation.quote)} ({words.citation_line(citation)})"


def quoted(shown: Quoted) -> str:
    """A quote, its citation, and its link where it has one."""
    return _cited(shown.citation)


def _cited(citation: Citation) -> str:
    link = deep_link(citation)
    lines = [words.one_line(citation.quote), words.citation_line(citation), *([link] if link else [])]
    return "\n".join(lines)


def quotes(shown: Sequence[Quoted]) -> str:
    """Several quotes, a blank line between them."""
    return "\n\n".join(map(quoted, shown))


def passages(found: Sequence[RankedPassage]) -> str:
    """Ranked passages: place, title and range on a line, then the text."""
    blocks = []
    for place, one in enumerate(found, start=1):
        heading, text = words.parted(one.passage)
        head = " · ".join([words.one_line(one.title), *words.found(one, heading)])
        blocks.append(f"{place}. {head}\n{text}")
    return "\n\n".join(blocks)


def article(shown: Article, parts: Sequence[Passage], origins: Sequence[Origin] = ()) -> str:
    """An article: what is known about it, then its passages with their ranges."""
    about = words.about(shown, origins)
    head = f"{words.one_line(shown.title)}\n{' · '.join(part for part in about if part)}"
    blocks = [f"[{one.start}–{one.end}]\n{words.safe(one.text)}" for one in parts]
    return "\n\n".join([head, *blocks])


def summary(made: Summary) -> str:
    """A summary: the title, then a sentence a line with its range."""
    lines = [f"{words.one_line(one.quote)} ({words.characters(one)})" for one in made.citations]
    if made.focus and not lines:
        lines = [words.UNSPOKEN.format(focus=words.one_line(made.focus))]
    return "\n".join([words.on(made), *lines])


def digest(made: Digest) -> str:
    """What several articles say: each article's title and date, then its sentences with their ranges."""
    if not made.entries:
        return words.NOTHING_SAID.format(words=words.one_line(made.words))
    lines: list[str] = []
    for head, entries in words.by_article(made):
        lines += [*([""] if lines else []), head]
        for entry in entries:
            quotes = [f"{words.one_line(one.quote)} ({words.characters(one)})" for one in entry.citations]
            lines += [" ".join(filter(None, (*quotes, words.also_in(entry))))]
    return "\n".join(lines)


def sheet(table: Sheet) -> str:
    """A table as tab-separated lines under a line of column names."""
    return "\n".join("\t".join(row) for row in (table.columns, *table.rows))


def note(text: str) -> str:
    """A remark of the program's own."""
    return words.safe(text)


def why(examination: Examination, runners: Sheet, stages: Sheet) -> str:
    """How a reply came about."""
    return "\n\n".join(["\n".join(reasons(examination)), *(sheet(table) for table in (runners, stages) if table.rows)])


def reasons(examination: Examination) -> list[str]:
    """What the question was taken as, and how the best sentence stands to the threshold."""
    verdict = "answered" if isinstance(examination.reply, Answer) else "not answered"
    sure, least = words.percentage(examination.confidence), words.percentage(examination.threshold)
    return [
        words.UNDERSTOOD.format(question=words.one_line(examination.reply.question)),
        f"Terms: {words.one_line(', '.join(examination.terms)) or 'none'}",
        f"Confidence of the best sentence: {sure}; threshold: {least}: {verdict}.",
    ]
