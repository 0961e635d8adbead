"""Finds what names the place of a sentence: the option that it describes, the version of a program that it is about."""

from __future__ import annotations

import re

from retrieval.core.records import TextRange

_INDENT = "    "  # before the description of an option, as the loaders write it
_LONGEST_PARAGRAPH = 6_000  # characters of a description that are looked back over
_MOST_NAMES = 20  # lines
_LONGEST_NAME = 300  # characters of a line
_NAME_END = re.compile(r"(?<!\.\.)[.]$|[!?;{}\\:]$")
_HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)
_VERSION = re.compile(r"(?<![\w.])[vV]?\d+\.\d[\w.+~-]*|\b\d{4}-\d\d-\d\d\b|; urgency=")
_REACH = 40_000  # characters on each side of a sentence in which the headings of a changelog are looked for
_BELOW_ALL = 7  # a level under that of any heading
_LEAST_VERSIONS = 3  # headings with different versions make a changelog


def find_names(text: str, start: int) -> TextRange | None:
    """Return the names of the option that a sentence describes further below them; None where it describes none.

    Args:
        text: of the article.
        start: of the sentence.
    """
    low = max(0, start - _LONGEST_PARAGRAPH)
    blank = text.rfind("\n\n", low, start)
    if blank < 0 and low:
        return None
    first = blank + 2 if blank >= 0 else 0
    *names, described = text[first:start].split("\n")
    is_named = 0 < len(names) <= _MOST_NAMES and described.startswith(_INDENT)
    if not is_named or any(_is_no_name(name) for name in names):
        return None
    return TextRange(start=first, end=first + len("\n".join(names)))


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


def _is_no_name(line: str) -> bool:
    return not line or line.startswith((" ", "#")) or len(line) > _LONGEST_NAME or _NAME_END.search(line) is not None
