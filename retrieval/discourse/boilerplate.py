"""Recognises what is not an article's own sentence: teasers, captions, bylines, fragments, datelines."""

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
# The place, the date and the agency before a report's first sentence: "LONDON (Reuters) - ", "PARIS, May 3 — ".
_DAY = r"(?:[A-Z][a-zà-þ]{2,8}\.? \d{1,2}|\d{1,2}\.? [A-Z][a-zà-þ]{2,8})(?:,? \d{4})?"
_AGENCY = r"\([A-ZÀ-Þ][\w&.'’ -]{1,30}\)"
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’ ,/-]{0,60})?\((?:CNN(?:\.com| Student News)?|Reuters|[A-Z]{2,6}|dpa|CNNMoney|EW\.com"
    r"|PEOPLE\.com|Mashable|The Hollywood Reporter|Rolling Stone)\)\s*(?:[-–—]+\s*)?(?=\S)"
    rf"|[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{{2,40}}(?:, (?:[A-ZÀ-Þ][\w.'’ -]{{0,30}}, )?{_DAY})?"
    rf"(?: [—–-]{{1,2}} (?=\S)| {_AGENCY} [—–-]{{1,2}} (?=[^\W_a-zß-ÿ]|[\"“„«]))"
)


def dateline_length(text: str) -> int:
    """Return the length of a dateline in front of a sentence, in characters: "LONDON (Reuters) - "."""
    match = _DATELINE.match(text)
    return match.end() if match and match.end() < len(text) else 0


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
