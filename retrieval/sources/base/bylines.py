"""Bylines: the names of persons in a line such as "By Ann Orme and Bo Pike, harbour correspondents"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from retrieval.languages import alternatives
from retrieval.sources.base.metadata import meant_author
from retrieval.text.normalize import one_line

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
_ROLE = re.compile(r"\s*(?:[,|·•;–—]\s|\s(?:in|at|for)\s).*")  # behind the names: what they are, and where


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

    It is no byline without two words with capitals behind "By", or if it ends as a sentence does. What stands behind
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
