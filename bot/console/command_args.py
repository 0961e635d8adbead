"""Parses what is typed behind a command of the console."""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from retrieval import Length, QuestionError


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
    length = options.get("length", "short").casefold()
    if length not in get_args(Length) and not (length.isdecimal() and int(length)):
        raise QuestionError(
            f"there is no length “{length}”", advice="Use short, medium, long or a number of sentences."
        )
    return SummaryRequest(
        article=article.strip(),
        length=int(length) if length.isdecimal() else cast("Length", length),
        about=options.get("about", ""),
    )


def parse_locations(typed: str) -> list[str]:
    """Return the locations in the text.

    Where a file has the whole text as its name, that is the location; else a shell's parts of the text.
    """
    whole = _expanded(typed)
    if Path(whole).exists():
        return [whole]
    try:
        return [_expanded(part) for part in shlex.split(typed)] or [whole]
    except ValueError:  # a quotation mark is not closed
        return [whole]


def _expanded(location: str) -> str:
    return os.path.expanduser(location)  # noqa: PTH111  a URL would lose a slash as a path
