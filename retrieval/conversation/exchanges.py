"""The exchanges of a conversation before a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_BRACKET = re.compile(r" \(([^()]+)\)$")
_TITLE = re.compile(r"^“(?P<title>.+)”: ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question that was asked before, and its answer.

    Attributes:
        question: as it was understood.
        quote: the sentence that answered; empty where none did.
        title: of the article that the sentence is from; empty where it is not known.
    """

    question: str
    quote: str = ""
    title: str = ""


def shown_quote(history: Sequence[Exchange]) -> str:
    """Return the sentence that was shown last; empty where none was."""
    return next((turn.quote for turn in reversed(history) if turn.quote), "")


def annotate(asked: str, carried: str) -> str:
    """Return a question with what was carried over in brackets behind it; brackets inside of that are left out."""
    return f"{asked} ({re.sub('[()]', '', carried)})"


def is_annotated(question: str) -> bool:
    """Return whether what was carried over stands in brackets behind a question, rather than in its own words."""
    return _BRACKET.search(question) is not None


def phrase_in_article(asked: str, title: str) -> str:
    """Word a question that was read in an article, in its own words behind the title."""
    return f"“{title}”: {asked}"


def split_title(question: str) -> tuple[str, str]:
    """Split a question as understood into the title of the article in which it was read, if any, and the rest."""
    title = _TITLE.match(question)
    return (title["title"], question[title.end() :]) if title else ("", question)


def split_annotation(question: str) -> tuple[str, str]:
    """Split a question as understood into the question as asked, and the addition in brackets."""
    bracket = _BRACKET.search(question)
    return (question[: bracket.start()], bracket.group()) if bracket else (question, "")
