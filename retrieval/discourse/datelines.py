"""Datelines: the place, the agency and the day in front of a report ("PELLHAVEN, July 6, 2026 — ").

Three readers need three forms. What is cut from a sentence (`dateline_length`) must be a dateline to its end, and may
have no day. What dates a document while it is loaded (`dateline_day`) must state the year. What dates an article that
is stored without a date (`read_dateline`) may lack the year, and may be any first words that say when it was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.discourse.dates import month_number
from retrieval.discourse.written_days import WHEN, plausible_day
from retrieval.languages import alternatives

# `dateline_length`: "LONDON (Reuters) - ", "PARIS, May 3 — ".
_DAY = r"(?:[A-Z][a-zà-þ]{2,8}\.? \d{1,2}|\d{1,2}\.? [A-Z][a-zà-þ]{2,8})(?:,? \d{4})?"
_AGENCY = r"\([A-ZÀ-Þ][\w&.'’ -]{1,30}\)"
_BEFORE_SENTENCE = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’ ,/-]{0,60})?\((?:CNN(?:\.com| Student News)?|Reuters|[A-Z]{2,6}|dpa|CNNMoney|EW\.com"
    r"|PEOPLE\.com|Mashable|The Hollywood Reporter|Rolling Stone)\)\s*(?:[-–—]+\s*)?(?=\S)"
    rf"|[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{{2,40}}(?:, (?:[A-ZÀ-Þ][\w.'’ -]{{0,30}}, )?{_DAY})?"
    rf"(?: [—–-]{{1,2}} (?=\S)| {_AGENCY} [—–-]{{1,2}} (?=[^\W_a-zß-ÿ]|[\"“„«]))"
)

# `dateline_day`: "PELLHAVEN, July 6, 2026 — ".
_WITH_YEAR = re.compile(
    rf"(?:[^\W\d_a-z][\w'’-]++\s?){{1,3}},\s*(?P<day>{WHEN})\s*[–—]\s"
    rf"|[^\W\d_a-z][^\d\na-z]{{1,39}}[\w .'’-]{{0,40}}?[,(/]\s*(?P<date>{WHEN})\)?\s*(?:\([^)]{{1,40}}\)\s*)?[–—:-]"
)
_LINE_CHARACTERS = 160  # of a line that are read: a text may be one long line

# `read_dateline`: "PELLHAVEN, 2 March. The choir …". It says no more than where and when, and ends behind the date: a
# birth or an event is no date of writing.
_LEAD = 90  # characters of a text that are read
_MONTH = rf"(?:{alternatives(lambda entry: entry.dates.months)})(?!\w)\.?"
_YEAR = r"(?:1[0-9]\d\d|20\d\d)"
_FIRST_WORDS = re.compile(
    rf"(?P<before>[^()\n]*?)"
    rf"(?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º)?\.?(?: of| de)? (?P<month>{_MONTH})(?:,?(?: de)? (?P<year>{_YEAR}))?"
    rf"|\b(?P<first>{_MONTH}) (?P<second>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<third>{_YEAR}))?)"
    r"(?:,? \d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?)?(?: \([^()\n]{0,30}\))?\s*(?:\.(?!\d)|:(?!\d)|[—–]|- )",
    re.IGNORECASE,
)
_SMALL_WORD = re.compile(r"(?<!\S)[^\W\d_A-ZÀ-Þ]+\b")
_MOST_SMALL_WORDS = 3  # "From the newsletter of 17 November."
_VERB = re.compile(rf"\b(?:{alternatives(lambda entry: entry.questions.helping_verbs)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDate:
    """A day; the year is None where the article does not state it."""

    year: int | None
    month: int
    day: int

    def __str__(self) -> str:
        """Return the day as ISO 8601, without the year where it is not known: `05-03`."""
        return f"{f'{self.year:04}-' if self.year else ''}{self.month:02}-{self.day:02}"


def dateline_length(text: str) -> int:
    """Return the length in characters of a dateline in front of a sentence ("LONDON (Reuters) - "); 0 without one."""
    match = _BEFORE_SENTENCE.match(text)
    return match.end() if match and match.end() < len(text) else 0


def dateline_day(line: str) -> str | None:
    """Return the day that a report opens with (`PELLHAVEN, July 6, 2026 — `), ISO 8601; None without one."""
    match = _WITH_YEAR.match(line[:_LINE_CHARACTERS])
    return plausible_day(match["day"] or match["date"]) if match else None


def read_dateline(text: str) -> ArticleDate | None:
    """Read the day of writing that the first words of a text state; None where they state none."""
    match = _FIRST_WORDS.match(text[:_LEAD])
    if match is None or _VERB.search(match["before"]) or _belongs_to_sentence(match["before"]):
        return None
    month = month_number(match["month"] or match["first"])
    day_of_month = int(match["day"] or match["second"])
    year = match["year"] or match["third"]
    return ArticleDate(year=int(year) if year else None, month=month, day=day_of_month) if month else None


def _belongs_to_sentence(before: str) -> bool:
    """Return whether the words before a date belong to a sentence, as in "The ferry runs again from 3 June."."""
    is_apart = before.rstrip().endswith((",", ":", "|", "·"))
    return not is_apart and len(_SMALL_WORD.findall(before)) > _MOST_SMALL_WORDS
