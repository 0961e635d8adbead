"""Recognises what is not an article's own sentence: teasers, captions, bylines, fragments."""

from __future__ import annotations

import re
import unicodedata

from retrieval.discourse.article_sentence import ArticleSentence
from retrieval.languages import alternatives

# Shorter sentences ("Not at all.") say too little alone.
LEAST_WORDS = 5

_UNFINISHED = frozenset(":;,-–—([{/")
# Lines between an article's sentences that are not its text, by their first words and by words inside.
_TEASER = re.compile(rf"\W*(?:{alternatives(lambda entry: entry.openings.teasers)})", re.IGNORECASE)
_TEASER_INSIDE = re.compile(
    rf"{alternatives(lambda entry: entry.openings.teasers_inside)}|[|»›>]\s*\w+.{{0,60}}[|»›>]|\s[.]\Z", re.IGNORECASE
)
_BYLINE = re.compile(
    rf"(?:{alternatives(lambda entry: entry.openings.byline_openers)}) "
    rf"(?:[A-ZÀ-Þ][\w.'’-]++[\s,]*(?:(?:{alternatives(lambda entry: entry.and_words)}) )?){{1,6}}"
    r"(?:[,|].{0,40})?\.?\Z"
)
# Lines that only name who worked on a report.
_CREDIT = re.compile(alternatives(lambda entry: entry.openings.credits))
_LONGEST_CREDIT = 400  # characters


def is_boilerplate(sentence: ArticleSentence) -> bool:
    """Return whether a sentence is not the article's own: a teaser, a caption, a byline, a fragment."""
    text = sentence.text
    return (
        sentence.length < LEAST_WORDS
        or not _ends_like_sentence(text)
        or bool(_TEASER.match(text) or _TEASER_INSIDE.search(text) or _BYLINE.match(text))
        or is_credit(text)
    )


def is_credit(text: str) -> bool:
    """Return whether a line only names who worked on a report: "Ada Lind contributed to this report"."""
    return len(text) <= _LONGEST_CREDIT and _CREDIT.search(text) is not None


def _ends_like_sentence(text: str) -> bool:
    last = text[-1:]
    return bool(last) and unicodedata.category(last).startswith("P") and last not in _UNFINISHED
