"""Parses what is typed behind a command of the console."""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from retrieval import Length, QuestionError

_DIGITS = 9  # of a number of sentences: more than any article has
_SHOWN = 40  # characters of an unknown length that are repeated


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRequest:
    """The summary that somebody asks for."""

    article: str
    length: Length | int
    about: str


def parse_summary(typed: str) -> SummaryRequest:
    """Parse what follows /summary: an article, and behind it `about: …` and `length: …` in any order.

    Raises:
        QuestionError: the length is unknown.
    """
    article, *rest = re.split(r"\s+(about|length):\s*", f" {typed}", flags=re.IGNORECASE)
    options = {name.casefold(): value.strip() for name, value in zip(rest[::2], rest[1::2], strict=True)}
    return SummaryRequest(
        article=article.strip(),
        length=_parse_length(options.get("length", "short").casefold()),
        about=options.get("about", ""),
    )


def _parse_length(length: str) -> Length | int:
    if length in get_args(Length):
        return cast("Length", length)
    if length.isdecimal() and len(length) <= _DIGITS and int(length):
        return int(length)
    raise QuestionError(
        f"there is no length “{length[:_SHOWN]}”", advice="Use short, medium, long or a number of sentences."
    )


def parse_locations(typed: str) -> list[str]:
    """Return the locations in the text.

    Where a file has the whole text as its name, that is the location; else a shell's parts of the text.
    """
    whole = _expanded(typed)
    if _exists(whole):
        return [whole]
    try:
        return [_expanded(part) for part in shlex.split(typed)] or [whole]
    except ValueError:  # a quotation mark is not closed
        return [whole]


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # longer than a name may be, or not the text of one
        return False


def _expanded(location: str) -> str:
    return os.path.expanduser(location)  # noqa: PTH111  a URL would lose a slash as a path
