"""Finds what is inside quotation marks in an article's sentences, and the sentence that ends a quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.discourse.article_sentence import MOST_TOGETHER, ArticleSentence

_WORD = re.compile(r"[\w'’-]+")
_MARK = re.compile(r"[\"“”„«»「」『』]")
_OPENING, _CLOSING = frozenset("“„«「『"), frozenset("”»」』")
_OUTSIDE = 2  # words outside the quotation marks that may tell who speaks


def quotation_flags(sentences: Sequence[ArticleSentence]) -> list[bool]:
    """Return for each sentence whether all of it is inside quotation marks, and so does not name its speaker."""
    return [len(_WORD.findall(outside)) < _OUTSIDE for outside in mask_quotations(sentences)]


def mask_quotations(sentences: Sequence[ArticleSentence]) -> list[str]:
    """Return the text of each sentence with a `"` in place of every character that is inside quotation marks.

    Args:
        sentences: all of an article, in order: a quotation may go on from one to the next.
    """
    masked, inside = [], False
    for sentence in sentences:
        if sentence.opens_paragraph and sentence.text[:1] in '"“„«':
            inside = False
        outside, inside = _mask(sentence.text, inside=inside)
        masked.append(outside)
    return masked


def _mask(text: str, *, inside: bool) -> tuple[str, bool]:
    """Return a text with its quotations masked, and whether the last one goes on behind the text."""
    outside, last = [], 0
    for match in _MARK.finditer(text):
        mark, at = match[0], match.start()
        alone = at == 0 or text[at - 1].isspace() or text[at - 1] in "([—–-"
        opening = mark in _OPENING if mark in _OPENING | _CLOSING else alone
        if mark == "“" and inside:  # the German closing mark
            opening = False
        outside += ['"' * (at - last) if inside else text[last:at], '"']
        inside, last = opening, match.end()
    return "".join(outside) + ('"' * (len(text) - last) if inside else text[last:]), inside


def speaker_after(at: int, sentences: Sequence[ArticleSentence], quoted: Sequence[bool]) -> int:
    """Return the position of the sentence that ends a quotation with who said it; `at` where none near does.

    Args:
        at: the position of a quoted sentence.
        sentences: all of the article, in order.
        quoted: their `quotation_flags`.
    """
    for later in range(at + 1, min(at + MOST_TOGETHER, len(sentences))):
        if sentences[later].opens_paragraph:
            return at
        if not quoted[later]:
            goes_on = not sentences[later].text.startswith(tuple(_OPENING | {'"'}))
            return later if goes_on and _MARK.search(sentences[later].text) else at
    return at
