"""Finds the names of the option that a sentence describes."""

from __future__ import annotations

import re

from retrieval.core.records import TextRange

_INDENT = "    "  # before the description of an option, as the loaders write it
_LONGEST_PARAGRAPH = 6_000  # characters of a description that are looked back over
_MOST_NAMES = 20  # lines
_LONGEST_NAME = 300  # characters of a line
_NAME_END = re.compile(r"(?<!\.\.)[.]$|[!?;{}\\:]$")


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


def _is_no_name(line: str) -> bool:
    return not line or line.startswith((" ", "#")) or len(line) > _LONGEST_NAME or _NAME_END.search(line) is not None
