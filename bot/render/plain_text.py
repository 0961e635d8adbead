"""Replies as plain text without escape codes, one paragraph a line: for pipes, files and places that draw nothing."""

from __future__ import annotations

from collections.abc import Sequence

from bot.render import wording
from bot.render.quote_excerpt import Quoted
from bot.render.tables import Sheet
from retrieval import Answer, Article, Citation, Digest, Examination, Origin, Passage, RankedPassage, Summary, deep_link


def reply(examination: Examination, shown: Sequence[Quoted], *, took: float, leads: int) -> str:
    """An answer with its citation, or what is nearest."""
    if isinstance(examination.reply, Answer):
        sure = f"{wording.confidence(examination.reply.confidence)} · {wording.duration(took)}"
        also = wording.also(examination.reply.also)
        return "\n".join(filter(None, (wording.understood(examination.reply), quoted(shown[0]), also, sure)))
    if meant := wording.readings(examination.reply):
        return "\n".join([wording.VAGUE, *meant])
    lines = [*filter(None, (wording.understood(examination.reply),)), wording.SILENCE]
    if shown and leads:
        lines += [wording.LEADS, *(_lead(one.citation) for one in shown[:leads])]
    return "\n".join(lines)


def _lead(citation: Citation) -> str:
    return f"- {wording.one_line(citation.quote)} ({wording.citation_line(citation)})"


def quoted(shown: Quoted) -> str:
    """A quote, its citation, and its link where it has one."""
    return _cited(shown.citation)


def _cited(citation: Citation) -> str:
    link = deep_link(citation)
    lines = [wording.one_line(citation.quote), wording.citation_line(citation), *([link] if link else [])]
    return "\n".join(lines)


def quotes(shown: Sequence[Quoted]) -> str:
    """Several quotes, a blank line between them."""
    return "\n\n".join(map(quoted, shown))


def passages(found: Sequence[RankedPassage]) -> str:
    """Ranked passages: place, title and range on a line, then the text."""
    blocks = []
    for place, one in enumerate(found, start=1):
        heading, text = wording.parted(one.passage)
        head = " · ".join([wording.one_line(one.title), *wording.found(one, heading)])
        blocks.append(f"{place}. {head}\n{text}")
    return "\n\n".join(blocks)


def article(shown: Article, parts: Sequence[Passage], origins: Sequence[Origin] = ()) -> str:
    """An article: what is known about it, then its passages with their ranges."""
    about = wording.about(shown, origins)
    head = f"{wording.one_line(shown.title)}\n{' · '.join(part for part in about if part)}"
    blocks = [f"[{one.start}–{one.end}]\n{wording.safe(one.text)}" for one in parts]
    return "\n\n".join([head, *blocks])


def summary(made: Summary) -> str:
    """A summary: the title, then a sentence a line with its range."""
    lines = [f"{wording.one_line(one.quote)} ({wording.characters(one)})" for one in made.citations]
    if made.focus and not lines:
        lines = [wording.UNSPOKEN.format(focus=wording.one_line(made.focus))]
    return "\n".join([wording.on(made), *lines])


def digest(made: Digest) -> str:
    """What several articles say: each article's title and date, then its sentences with their ranges."""
    if not made.entries:
        return wording.NOTHING_SAID.format(words=wording.one_line(made.words))
    lines: list[str] = []
    for head, entries in wording.by_article(made):
        lines += [*([""] if lines else []), head]
        for entry in entries:
            quotes = [f"{wording.one_line(one.quote)} ({wording.characters(one)})" for one in entry.citations]
            lines += [" ".join(filter(None, (*quotes, wording.also_in(entry))))]
    return "\n".join(lines)


def sheet(table: Sheet) -> str:
    """A table as tab-separated lines under a line of column names."""
    return "\n".join("\t".join(row) for row in (table.columns, *table.rows))


def note(text: str) -> str:
    """A remark of the program's own."""
    return wording.safe(text)


def why(examination: Examination, runners: Sheet, stages: Sheet) -> str:
    """How a reply came about."""
    return "\n\n".join(["\n".join(reasons(examination)), *(sheet(table) for table in (runners, stages) if table.rows)])


def reasons(examination: Examination) -> list[str]:
    """What the question was taken as, and how the best sentence stands to the threshold."""
    verdict = "answered" if isinstance(examination.reply, Answer) else "not answered"
    sure, least = wording.percentage(examination.confidence), wording.percentage(examination.threshold)
    return [
        wording.UNDERSTOOD.format(question=wording.one_line(examination.reply.question)),
        f"Terms: {wording.one_line(', '.join(examination.terms)) or 'none'}",
        f"Confidence of the best sentence: {sure}; threshold: {least}: {verdict}.",
    ]
