"""What follows a command of the console, as somebody typed it."""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from retrieval import Length, QuestionError


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which summary somebody typed that they want."""

    article: str
    length: Length | int
    about: str


def wish(typed: str) -> Wish:
    """What follows /summary: an article, and behind it `about: …` and `length: …` in any order.

    Raises:
        QuestionError: the length is none.
    """
    article, *rest = re.split(r"\s+(about|length):\s*", f" {typed}", flags=re.IGNORECASE)
    told = {name.casefold(): value.strip() for name, value in zip(rest[::2], rest[1::2], strict=True)}
    length = told.get("length", "short").casefold()
    if length not in get_args(Length) and not (length.isdecimal() and int(length)):
        raise QuestionError(
            f"there is no length “{length}”", advice="Use short, medium, long or a number of sentences."
        )
    return Wish(
        article=article.strip(),
        length=int(length) if length.isdecimal() else cast("Length", length),
        about=told.get("about", ""),
    )


def locations(typed: str) -> list[str]:
    """The locations in what was typed: all of it where a file goes by that name, else split as a shell does."""
    whole = _expanded(typed)
    if Path(whole).exists():
        return [whole]
    try:
        return [_expanded(one) for one in shlex.split(typed)] or [whole]
    except ValueError:  # a quotation mark without its partner
        return [whole]


def _expanded(location: str) -> str:
    return os.path.expanduser(location)  # noqa: PTH111  a URL would lose a slash as a path
