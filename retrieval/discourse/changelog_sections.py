"""The sections of a changelog: the version whose changes a sentence tells, and the newest version's section."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from retrieval.core.records import TextRange

_HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)
_VERSION = re.compile(r"(?<![\w.])[vV]?\d+\.\d[\w.+~-]*|\b\d{4}-\d\d-\d\d\b|; urgency=")
_NUMBERS = re.compile(r"\d+(?:[.-]\d+)+")  # of a version, or of a day
_REACH = 40_000  # characters on each side of a sentence in which the headings of a changelog are looked for
_BELOW_ALL = 7  # a level under that of any heading
_LEAST_VERSIONS = 3  # headings with different versions make a changelog
_CHANGELOG_SHARE = 0.75  # of a text, from the first version on: a README may end with some changes


def find_version(text: str, start: int) -> TextRange | None:
    """Return the heading of a changelog that says in which version a change was made; None elsewhere.

    Args:
        text: of the article.
        start: of the sentence that tells the change.
    """
    low = max(0, start - _REACH)
    headings = list(_HEADING.finditer(text, low, min(len(text), start + _REACH)))
    versions = {heading[2] for heading in headings if _VERSION.search(heading[2])}
    if len(versions) < _LEAST_VERSIONS:
        return None
    level = _BELOW_ALL
    for heading in reversed([heading for heading in headings if heading.start() < start]):
        if len(heading[1]) < level:
            level = len(heading[1])
            if _VERSION.search(heading[2]):
                return TextRange(start=heading.start(2), end=heading.end(2))
    return None


def newest_sections(text: str) -> list[tuple[TextRange, int]]:
    """Return the sections of a changelog, the newest version first; nothing for any other text.

    Returns:
        The heading of each section, without its marks, and where the section ends.
    """
    headings = list(_HEADING.finditer(text))
    versions = _version_headings(headings)
    if not versions or len(text) - versions[0].start() < _CHANGELOG_SHARE * len(text):
        return []
    level = len(versions[0][1])
    tops = [heading.start() for heading in headings if len(heading[1]) <= level]
    ends = dict(zip(tops, [*tops[1:], len(text)], strict=True))
    sections = [(TextRange(start=heading.start(2), end=heading.end(2)), ends[heading.start()]) for heading in versions]
    is_oldest_first = _number(versions[0][2]) < _number(versions[-1][2])
    return sections[::-1] if is_oldest_first else sections


def _version_headings(headings: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Return the headings with a version, of the level that has most of them; nothing where they are too few."""
    by_level: dict[int, list[re.Match[str]]] = defaultdict(list)
    for heading in headings:
        if _VERSION.search(heading[2]):
            by_level[len(heading[1])].append(heading)
    most = max(by_level.values(), key=len, default=[])
    return most if len({heading[2] for heading in most}) >= _LEAST_VERSIONS else []


def _number(heading: str) -> list[int]:
    """Return the numbers of the first version, or of the day, that a heading names."""
    first = _NUMBERS.search(heading)
    return [int(part) for part in re.split(r"[.-]", first[0])] if first else []
