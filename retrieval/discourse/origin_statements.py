"""Finds the sentences in which an article tells when it was written, and who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.discourse.date_mentions import find_date_mention
from retrieval.languages import alternatives

# Such a sentence stands at the head of an article or at its foot.
_HEAD, _FOOT = 4, 4  # sentences
_DATED = re.compile(rf"\b(?:{alternatives(lambda entry: entry.openings.dated)})", re.IGNORECASE)
_AUTHORED = re.compile(rf"\b(?:{alternatives(lambda entry: entry.openings.authored)})\b", re.IGNORECASE)
_BYLINE = re.compile(rf"(?:{alternatives(lambda entry: entry.openings.byline_openers)}) [A-ZÀ-Þ][^\n]{{0,60}}\Z")


def find_date_statement(sentences: Sequence[str], *, language: str) -> int | None:
    """Find the sentence that tells when an article was written or last changed; None where none does.

    Args:
        sentences: of the whole article, in order.
        language: of the article, ISO 639-1.
    """
    return next((at for at in _ends(sentences) if _states_date(sentences[at], language)), None)


def find_byline(sentences: Sequence[str]) -> int | None:
    """Find the sentence that names who wrote an article; None where none does.

    Args:
        sentences: of the whole article, in order.
    """
    return next((at for at in _ends(sentences) if _names_author(sentences[at])), None)


def _ends(sentences: Sequence[str]) -> Iterator[int]:
    """Yield the positions of the first sentences in order, then of the last ones from the end."""
    yield from range(min(_HEAD, len(sentences)))
    yield from range(len(sentences) - 1, max(_HEAD, len(sentences) - _FOOT) - 1, -1)


def _states_date(sentence: str, language: str) -> bool:
    return bool(_DATED.search(sentence) and find_date_mention(sentence, language))


def _names_author(sentence: str) -> bool:
    return bool(_BYLINE.match(sentence) or _AUTHORED.search(sentence))
