"""The wording that all front-ends share: strings from records, safe to show."""

from __future__ import annotations

import difflib
import os
import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Literal, TypeAlias

from retrieval import (
    Article,
    Citation,
    Digest,
    DigestEntry,
    NoAnswer,
    Origin,
    Passage,
    RankedPassage,
    Reply,
    Summary,
    Superseded,
    Timeline,
    Unit,
    normalise,
)

# Why a digest or a timeline has no sentence.
Gap: TypeAlias = Literal["not_mentioned", "not_together", "no_content"]

SILENCE = "I found nothing in the articles that answers this."
LEADS = "Nearest, but not an answer:"
UNSURE = "I am not sure, but this may answer it:"
ALTERNATIVES = "If not, perhaps one of these:"
EMPTY_LIBRARY = "There are no articles yet."
NOTHING_FOLLOWED = "There is nothing to read again. Add files or web addresses first"
UNSPOKEN = "The article does not mention “{focus}”."
NO_PROSE = "The article has no sentences in prose to summarise it by."
_GAPS: dict[Gap, str] = {
    "not_mentioned": "The articles do not mention “{words}”.",
    "not_together": "The articles have no sentence about “{words}”, though they have each of these words.",
    "no_content": "“{words}” says too little to look for: name what it is about.",
}
NEAR_IN_MEANING = "No passage has these words. These are the nearest in meaning."
UNDERSTOOD = "Understood as: {question}"
VAGUE = "That may mean several things. Choose one of these, or ask in more words:"
SEVERAL = "These are several questions. Choose one of these:"

_LIBRARIES = 10  # names of libraries in a remark

# Invisible marks that reorder the text around them.
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SHOWN_INSTEAD = "\ufffd"


def safe(text: str) -> str:
    """Return the text without what a terminal would obey: controls, escapes, lone surrogates, reordering marks.

    Line ends stay; a tab becomes a space; every other such character becomes the replacement character.
    """
    if text.isprintable() and text.isascii():
        return text
    return "".join(map(_shown, text.replace("\r\n", "\n")))


def _shown(character: str) -> str:
    if character == "\n":
        return character
    if character == "\t":
        return " "
    obeyed = unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} or character in _REORDERING
    return _SHOWN_INSTEAD if obeyed else character


def one_line(text: str) -> str:
    """Return `safe` text with every run of blanks and line ends as one space."""
    return " ".join(safe(text).split())


def shortened(text: str, length: int) -> str:
    """Return `one_line` text of at most `length` characters, cut at the end of a word where there is one."""
    line = one_line(text)
    if len(line) <= length:
        return line
    head = line[: length - 1]
    at_word = head.rsplit(" ", 1)[0].rstrip(" ,;:")
    return (at_word or head) + "…"


def date(published: str | None) -> str:
    """Return an article's date as it is cited: the day, without the time. Empty where it is not known."""
    return re.split("[T ]", one_line(published or ""), maxsplit=1)[0]


def understood(reply: Reply) -> str:
    """Return the question as it was understood, where that is not what was typed; else empty."""
    if reply.question.split() == normalise(reply.asked).split():
        return ""
    return UNDERSTOOD.format(question=one_line(reply.question))


def readings(reply: Reply) -> list[str]:
    """Return the lines of a choice of questions: what it is, then the questions, numbered; none for any other reply."""
    if not isinstance(reply, NoAnswer) or not reply.readings:
        return []
    questions = [f"{number}. {one_line(reading)}" for number, reading in enumerate(reply.readings, start=1)]
    return [SEVERAL if reply.asks_several else VAGUE, *questions]


def also(citations: Sequence[Citation]) -> str:
    """Return the other articles that say nearly the same; empty where none does."""
    articles = (" · ".join(filter(None, (one_line(c.title), cited_source(c.source)))) for c in citations)
    return f"also in {'; '.join(articles)}" if citations else ""


def overtaken(superseded: Superseded) -> str:
    """Return what an answer overtakes, with date and article; what contradicts it, where no order is known."""
    label = "earlier" if superseded.relation == "earlier" else "but also"
    when = f"{label}, {date(superseded.date)}" if superseded.date else label
    cited = superseded.citation
    source = " · ".join(filter(None, (one_line(cited.title), cited_source(cited.source))))
    return f"{when}: “{one_line(cited.quote)}” ({source})"


def gone(since: str | None) -> str:
    """Return a remark that an article's source no longer exists, and since when; empty where it does."""
    return f"gone since {date(since)}" if since else ""


def characters(citation: Citation) -> str:
    """Return the quote's range in the article's text."""
    return f"characters {citation.start}–{citation.end}"


def dated(citation: Citation) -> str:
    """Return title and date of an article, on one line."""
    return " · ".join(filter(None, (one_line(citation.title), date(citation.published))))


def by_article(made: Digest) -> list[tuple[str, list[DigestEntry]]]:
    """Return a digest's entries under the title and date of their article, in order."""
    grouped = groupby(made.entries, key=lambda entry: entry.citations[0].article_id)
    runs = [list(entries) for _, entries in grouped]
    return [(dated(run[0].citations[0]), run) for run in runs]


def also_in(entry: DigestEntry) -> str:
    """Return the other articles that say the same; empty where none does."""
    return f"also in {', '.join(map(dated, entry.also))}" if entry.also else ""


def summary_title(made: Summary) -> str:
    """Return a summary's title, with what it is about."""
    title = one_line(made.article.title)
    return f"{title} · about “{one_line(made.focus)}”" if made.focus else title


def period(start: str, unit: Unit) -> str:
    """Return a period by its beginning, as exactly as its unit: `2026-07`, `2026`, `week of 2026-07-06`."""
    if unit == "week":
        return f"week of {start}"
    return start[: {"day": 10, "month": 7, "year": 4}[unit]]


def cited_source(source: str) -> str:
    """Return a source as it is cited: of a file below the current folder, the path from there."""
    try:
        here = f"{Path.cwd()}{os.sep}"
    except OSError:  # the folder was removed
        here = ""
    return one_line(source.removeprefix(here))


def citation_line(citation: Citation) -> str:
    """Return title, date, source, page and range of a quote, on one line, and since when its source is gone."""
    parts = (
        one_line(citation.title),
        date(citation.published),
        cited_source(citation.source),
        f"page {citation.page}" if citation.page else "",
        characters(citation),
        gone(citation.gone),
    )
    return " · ".join(part for part in parts if part)


def about(article: Article, origins: Sequence[Origin]) -> list[str]:
    """Return the facts about an article: id, author, date, language, and every source, its own first."""
    others = [origin for origin in origins if origin.source != article.source]
    return [
        article.id,
        one_line(article.author or ""),
        date(article.published),
        one_line(article.source),
        article.language,
        gone(article.gone),
        *(" ".join(filter(None, ("also", one_line(other.source), gone(other.gone)))) for other in others),
    ]


def section_and_text(passage: Passage) -> tuple[str, str]:
    """Return the heading that a passage stands under (empty if none) and its sentences, each on one line."""
    start = passage.sentences[0].start - passage.start
    return one_line(passage.text[:start].lstrip("#")), one_line(passage.text[start:])


def empty_library(name: str, others: Sequence[str]) -> str:
    """Return a remark that a library is empty; where it is new, which of the others may be meant."""
    if name in others:
        return f"The library “{one_line(name)}” is empty. To see what it follows: footnote refresh --list."
    if not others:
        return f"The library “{one_line(name)}” is new and empty."
    close = difflib.get_close_matches(name, others, n=1)
    if close:
        return f"The library “{one_line(name)}” is new and empty. Did you mean “{one_line(close[0])}”?"
    shown = ", ".join(one_line(other) for other in others[:_LIBRARIES])
    more = f" and {len(others) - _LIBRARIES} more" if len(others) > _LIBRARIES else ""
    return f"The library “{one_line(name)}” is new and empty. There are: {shown}{more}."


def nothing_said(about: Digest | Timeline) -> str:
    """Return the remark on a digest or a timeline without a sentence: which of the words no article has."""
    gap, words = find_gap(about)
    return _GAPS[gap].format(words=one_line(words))


def find_gap(about: Digest | Timeline) -> tuple[Gap, str]:
    """Return why a digest or a timeline has no sentence, and the words that this is about."""
    sought = about.sought
    if sought is None:
        return "not_mentioned", about.words
    if not sought.content:
        return "no_content", about.words
    return ("not_mentioned", ", ".join(sought.missing)) if sought.missing else ("not_together", about.words)


def has_words(ranked: Sequence[RankedPassage]) -> bool:
    """Return whether one of the passages that were found has one of the words that were looked for."""
    return any(passage.lexical > 0 for passage in ranked)


def passage_details(ranked: RankedPassage, section: str) -> list[str]:
    """Return the details beside the title of a passage that was found: its section, range and score."""
    passage = ranked.passage
    return [*filter(None, [section]), f"characters {passage.start}–{passage.end}", f"score {ranked.score:.3f}"]
