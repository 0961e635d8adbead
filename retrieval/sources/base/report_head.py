"""The head of a report in plain lines: its date and its authors, as they stand between the headline and the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.sources.base.block_text import DocumentBlock
from retrieval.sources.base.bylines import read_byline
from retrieval.sources.base.date_lines import line_patterns
from retrieval.sources.base.dates import iso_date
from retrieval.sources.base.written_days import WHEN, plausible_day, split_date
from retrieval.text.normalize import one_line

_HEAD_LINES = 6  # that are not blank, in which date and authors stand
_LONGEST = 160  # characters of such a line; a longer one is running text
_SENTENCE = re.compile(r"[.!?][\"'”’»)]*$")
_LEAST_PROSE = 60  # characters of a line that ends as a sentence does, from which on the text has begun
_YEAR = re.compile(r"\d{4}")
# "Ann Orme | 3 May 2026 | Theatre", and "By Ann Orme, harbour correspondent, 3 May 2026".
_PARTS = re.compile(rf"[^\d\n|·•]{{2,60}}\s*[|·•]\s*(?P<date>{WHEN})(?:\s*[|·•].*)?", re.IGNORECASE)
_BARE = re.compile(
    rf"(?P<date>{WHEN})(?:\s*[|·•].*|\s+(?:last\s+)?(?:updated|modified|aktualisiert|mis|actualizado)\b.*)?",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    rf"(?P<byline>\D{{5,120}}?)(?:\s*[,|·•–—]\s*|\s+(?:on|am|le|el)\s+)(?P<date>{WHEN})(?:\s*[|·•].*)?", re.IGNORECASE
)
# "Posted on 3 May 2026 by Ann Orme"
_DATED = re.compile(
    rf"(?:\w+\s+(?:on\s+)?)?(?P<date>{WHEN})[\s,|·•–—-]+(?P<byline>(?:by|von|par|por)\s\D{{4,120}})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHead:
    """The date and the authors that the lines above a report state."""

    published: str | None = None  # ISO 8601
    author: str = ""  # names with commas between them; empty where none is named


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
    authors = next((names for line in head if (names := _authors(line))), [])
    return ReportHead(published=published, author=", ".join(authors))


def split_head(blocks: Sequence[DocumentBlock]) -> tuple[ReportHead, Sequence[DocumentBlock]]:
    """Return what stands above the text of a document, and its blocks without a line that says "Published:".

    Args:
        blocks: of the document, without its title.
    """
    published, rest = split_date(blocks)
    lines = [line for block in rest for line in (block.text.split("\n") if not block.level else [])]
    head = read_head(lines)
    return replace(head, published=published or head.published), rest


def is_head_line(line: str) -> bool:
    """Return whether a line says nothing but when its text was published or changed, or who wrote it."""
    line = one_line(line) if len(line) <= _LONGEST else ""
    return bool(_authors(line) or _published_day(line) or bare_day(line) or _changed_day(line))


def is_byline(line: str) -> bool:
    """Return whether a line says nothing but who wrote its text, perhaps with a date, and does not end as a sentence.

    Each question asks this of all sentences of thirty passages: nearly all are told by their last character.
    """
    return len(line) <= _LONGEST and not _SENTENCE.search(line) and bool(_authors(one_line(line)))


def _head_lines(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines above the running text."""
    filled = (line for line in lines if line.strip())
    for line, _ in zip(filled, range(_HEAD_LINES), strict=False):
        if len(line) > _LONGEST or (len(line) >= _LEAST_PROSE and _SENTENCE.search(line)):
            return
        yield one_line(line)


def _published_day(line: str) -> str | None:
    """Return the day that a line states as that of publication, with a word for it or beside a name or a section."""
    if not _YEAR.search(line):
        return None
    patterns = line_patterns()
    if match := patterns.published.fullmatch(line):
        return plausible_day(match["date"])
    if (match := _PARTS.fullmatch(line)) and (day := iso_date(match["date"])):
        return day
    signed = _SIGNED.fullmatch(line)
    return plausible_day(signed["date"]) if signed and read_byline(signed["byline"]) else None


def bare_day(line: str) -> str | None:
    """Return the day of a line that is a date, perhaps with a time of day, or with a section behind a bar."""
    if len(line) > _LONGEST or not _YEAR.search(line):
        return None
    match = _BARE.fullmatch(one_line(line))
    day = iso_date(match["date"]) if match else None
    return day[:10] if day else None


def _changed_day(line: str) -> str | None:
    match = line_patterns().updated.fullmatch(line) if _YEAR.search(line) else None
    return plausible_day(match["date"]) if match else None


def _authors(line: str) -> list[str]:
    signed = _SIGNED.fullmatch(line) or _DATED.fullmatch(line)
    return read_byline(signed["byline"] if signed else line)


def _first(days: Iterator[str | None]) -> str | None:
    return next((day for day in days if day), None)
