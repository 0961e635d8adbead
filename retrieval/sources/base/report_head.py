"""The head of a report in plain lines: its date and its authors, as they stand between the headline and the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.discourse.bylines import LONGEST_LINE, SENTENCE_END, line_authors, signed_day
from retrieval.discourse.datelines import dateline_day
from retrieval.discourse.dates import iso_date, stated_date
from retrieval.discourse.written_days import WHEN, plausible_day
from retrieval.sources.base.block_text import DocumentBlock
from retrieval.sources.base.date_lines import line_patterns
from retrieval.text.normalize import one_line

_TOP_BLOCKS = 3  # where a line with the date may stand
_HEAD_LINES = 6  # that are not blank, in which date and authors stand
_LEAST_PROSE = 60  # characters of a line that ends as a sentence does, from which on the text has begun
_YEAR = re.compile(r"\d{4}")
# "Ann Orme | 3 May 2026 | Theatre"
_PARTS = re.compile(rf"[^\d\n|·•]{{2,60}}\s*[|·•]\s*(?P<date>{WHEN})(?:\s*[|·•].*)?", re.IGNORECASE)
_BARE = re.compile(
    rf"(?P<date>{WHEN})(?:\s*[|·•].*|\s+(?:last\s+)?(?:updated|modified|aktualisiert|mis|actualizado)\b.*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHead:
    """The date and the authors that the lines above a report state."""

    published: str | None = None  # ISO 8601
    author: str = ""  # names with commas between them; empty without one


def read_head(lines: Sequence[str]) -> ReportHead:
    """Read the date and the authors of a report from its first lines, above its running text.

    A date with nothing beside it is that of the report only where no other line of the text is one: a diary and a
    chronicle have many. The day of the last change counts where no other is stated.

    Args:
        lines: of the text, without its title.
    """
    head = list(_head_lines(lines))
    bare = _first(bare_day(line) for line in head)
    if bare and any(bare_day(line) not in (None, bare) for line in lines):
        bare = None
    published = _first(map(_published_day, head)) or bare or _first(map(_changed_day, head))
    authors = next((names for line in head if (names := line_authors(line))), [])
    return ReportHead(published=published, author=", ".join(authors))


def split_head(blocks: Sequence[DocumentBlock]) -> tuple[ReportHead, Sequence[DocumentBlock]]:
    """Return what stands above the text of a document, and its blocks without a line that says "Published:".

    Args:
        blocks: of the document, without its title.
    """
    published, rest = _split_date(blocks)
    lines = [line for block in rest for line in (block.text.split("\n") if not block.level else [])]
    head = read_head(lines)
    return replace(head, published=published or head.published), rest


def is_head_line(line: str) -> bool:
    """Return whether a line says nothing but when its text was published or changed, or who wrote it."""
    line = one_line(line) if len(line) <= LONGEST_LINE else ""
    return bool(line_authors(line) or _published_day(line) or bare_day(line) or _changed_day(line))


def _split_date(blocks: Sequence[DocumentBlock]) -> tuple[str | None, Sequence[DocumentBlock]]:
    """Return the date that a line under the title states, and the blocks without it; else the report's own day."""
    for at, block in enumerate(blocks[:_TOP_BLOCKS]):
        if not block.level and (published := stated_date(block.text)):
            return published, [*blocks[:at], *blocks[at + 1 :]]
    return next((dateline_day(block.text) for block in blocks if not block.level), None), blocks


def _head_lines(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines above the running text."""
    filled = (line for line in lines if line.strip())
    for line, _ in zip(filled, range(_HEAD_LINES), strict=False):
        if len(line) > LONGEST_LINE or (len(line) >= _LEAST_PROSE and SENTENCE_END.search(line)):
            return
        yield one_line(line)


def _published_day(line: str) -> str | None:
    """Return the day of publication that a line states, with a word for it or beside a name or a section."""
    if not _YEAR.search(line):
        return None
    patterns = line_patterns()
    if match := patterns.published.fullmatch(line):
        return plausible_day(match["date"])
    if (match := _PARTS.fullmatch(line)) and (day := iso_date(match["date"])):
        return day
    return signed_day(line)


def bare_day(line: str) -> str | None:
    """Return the day of a line that is a date, perhaps with a time of day, or with a section behind a bar."""
    if len(line) > LONGEST_LINE or not _YEAR.search(line):
        return None
    match = _BARE.fullmatch(one_line(line))
    day = iso_date(match["date"]) if match else None
    return day[:10] if day else None


def _changed_day(line: str) -> str | None:
    match = line_patterns().updated.fullmatch(line) if _YEAR.search(line) else None
    return plausible_day(match["date"]) if match else None


def _first(days: Iterator[str | None]) -> str | None:
    return next((day for day in days if day), None)
