"""Bylines: who wrote an article, in a line such as "By Ann Orme and Bo Pike, harbour correspondents, 3 May 2026"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from retrieval.discourse.written_days import WHEN, plausible_day
from retrieval.languages import alternatives
from retrieval.text.normalize import one_line

LONGEST_LINE = 160  # characters of a line that states an author or a date; a longer one is running text
SENTENCE_END = re.compile(r"[.!?][\"'”’»)]*$")
_NAME_CHARACTERS = 80
_NO_NAME = re.compile(
    r"\d|\b(?:correspondents?|reporters?|editors?|writers?|columnists?|staff|agency|desk|photographer|korrespondentin?"
    r"|redakteur(?:in)?|journaliste?|redactora?)\b|\b(?:pictures?|photos?|photographs?|images?|video) by\b",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_][\w.'’-]+(?:\s(?:[^\W\d_]\.|[^\W\d_][\w.'’-]+)){1,3}"
_AND = r"(?:and|und|et|y|&)"
_PLAIN = re.compile(rf"{_NAME}(?:(?:,|\s{_AND})\s{_NAME})*")
_LIST = re.compile(rf",\s|\s{_AND}\s")
_SMALL_PARTS = "al bin da de del della den der di dos du el ibn la le ten ter van von zu"  # of names
_PARTICLES = frozenset(_SMALL_PARTS.split())
_ROLE = re.compile(r"\s*(?:[,|·•;–—]\s|\s(?:in|at|for)\s).*")  # behind the names: their role, and their place of work
# Values that programs fill in, and names that are no person's.
_NO_AUTHOR = re.compile(
    r"(?:admin\w*|root|users?\d*|owner|unknown|anonymous|\(?anonymous\)?|authors?|python-docx|microsoft.*|windows user"
    r"|web ?masters?|word ?press|wp|drupal|joomla|super ?user|site ?(?:admin|owner)|moderators?|support|info|team|blog"
    r"|tests?|\S+@\S+|editors?|editorial team|staff|guest|default|none|null|n/?a|(?:\w+ )?(?:staff|newsroom|redaktion)"
    r"|redaktion|openpyxl|xlsxwriter|\W*)",
    re.IGNORECASE,
)
# "By Ann Orme, harbour correspondent, 3 May 2026"
_SIGNED = re.compile(
    rf"(?P<byline>\D{{5,120}}?)(?:\s*[,|·•–—]\s*|\s+(?:on|am|le|el)\s+)(?P<date>{WHEN})(?:\s*[|·•].*)?", re.IGNORECASE
)
# "Posted on 3 May 2026 by Ann Orme"
_DATED = re.compile(
    rf"(?:\w+\s+(?:on\s+)?)?(?P<date>{WHEN})[\s,|·•–—-]+(?P<byline>(?:by|von|par|por)\s\D{{4,120}})", re.IGNORECASE
)


def meant_author(stated: str | None) -> str:
    """Return the author if it is somebody's name; else an empty string."""
    author = one_line(stated or "")
    return "" if _NO_AUTHOR.fullmatch(author) else author


def distinct_names(names: Iterable[str]) -> list[str]:
    """Return the distinct names of persons."""
    shown = (meant_author(name) for name in names)
    return list(dict.fromkeys(name for name in shown if name and len(name) <= _NAME_CHARACTERS and "://" not in name))


def person_names(listed: str) -> list[str]:
    """Return the names of a list with commas, without what the persons are: `Ann Orme, Harbour Correspondent`."""
    return distinct_names(name for name in listed.split(", ") if not _NO_NAME.search(name))


def split_names(words: str) -> list[str]:
    """Return the names of persons in words such as `Ann Orme and Bo Pike, Harbour Correspondents`."""
    return person_names(re.sub(rf"\s+{_AND}\s+", ", ", words))


def is_names(words: str) -> bool:
    """Return whether words are names of persons alone, each with capitals: `Ann Orme and Bo Pike`."""
    parts = (part for name in _LIST.split(words) for part in name.split())
    return bool(_PLAIN.fullmatch(words)) and all(part[:1].isupper() or part in _PARTICLES for part in parts)


@cache
def byline_pattern() -> re.Pattern[str]:
    """Return the form of a line that opens with a word such as "By"; its group has what follows."""
    return re.compile(rf"(?:{alternatives(lambda entry: entry.openings.byline_openers)})\s+(\D+)")


def read_byline(line: str) -> list[str]:
    """Return the persons whom a line of its own names as its authors (`By Ann Orme, harbour correspondent`).

    A byline has two words with capitals behind "By", and does not end as a sentence does. What stands behind
    the names is left out.
    """
    words = one_line(line)
    match = byline_pattern().match(words) if len(words) <= 2 * _NAME_CHARACTERS else None
    if match is None or words.endswith((".", "!", "?", ":", ",", ";")):
        return []
    listed = match[1]
    names = listed.strip(" ,|·•;–—")
    if not is_names(names):
        names = _ROLE.sub("", listed).strip(" ,")
    return split_names(names) if is_names(names) else []


def line_authors(line: str) -> list[str]:
    """Return the persons whom a line of its own names as its authors, perhaps beside a date."""
    signed = _SIGNED.fullmatch(line) or _DATED.fullmatch(line)
    return read_byline(signed["byline"] if signed else line)


def signed_day(line: str) -> str | None:
    """Return the day behind the authors in a line (`By Ann Orme, 3 May 2026`), ISO 8601; None without both."""
    signed = _SIGNED.fullmatch(line)
    return plausible_day(signed["date"]) if signed and read_byline(signed["byline"]) else None


def is_byline(line: str) -> bool:
    """Return whether a line says nothing but who wrote its text, perhaps with a date, and does not end as a sentence.

    Each question asks this of all sentences of thirty passages; the last character of a line settles nearly all.
    """
    return len(line) <= LONGEST_LINE and not SENTENCE_END.search(line) and bool(line_authors(one_line(line)))
