"""Lowers lines about an article, which a reader takes for what a question asks for.

They say when it was written ("Updated 3 May, 4 p.m."), who worked on it ("Ada Lind contributed to this report."), or
what was wrong in it ("An earlier version said that the bridge was built in 1931.").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.core.records import Evidence
from retrieval.discourse.boilerplate import is_credit
from retrieval.discourse.bylines import is_byline
from retrieval.languages import alternatives

MOST_JUDGED = 60  # pieces of evidence, the best first: what is further behind is not shown
LOSS = 12.0  # of the reader's score: any other sentence that answers comes first
_LONGEST = 80  # characters of such a line
_SHORT = 4  # letters of the other words that it may have: "at", "on", "Uhr", "GMT"
_STAMP = alternatives(lambda entry: entry.openings.stamps)
_OPENING = re.compile(rf"\W{{0,3}}(?:{_STAMP})\b", re.IGNORECASE)
_NAMED = re.compile(rf"\b(?:{_STAMP})\b", re.IGNORECASE)
_ASKED_CREDIT = re.compile(
    rf"(?<!\w)(?:{alternatives(lambda entry: entry.openings.credit_questions)})(?!\w)", re.IGNORECASE
)
_MISSTATED = re.compile(rf"(?:{alternatives(lambda entry: entry.openings.misstatements)})", re.IGNORECASE)
# The same sentence goes on to say what is right: "…; it was 1913", "…, not 1931".
_MENDED = re.compile(
    rf"[;—–]|,\s(?:not|nicht|no|et non)\s|(?<!\w)(?:{alternatives(lambda entry: entry.changes.news)})(?!\w)",
    re.IGNORECASE,
)
_ASKED_ERROR = re.compile(
    rf"(?<!\w)(?:{alternatives(lambda entry: entry.openings.error_questions)})(?!\w)", re.IGNORECASE
)
_MONTH = rf"\b(?:{alternatives(lambda entry: entry.dates.months)})\b"
_DAY = rf"\b(?:{alternatives(lambda entry: entry.dates.weekdays)})\b"
_DATE = re.compile(rf"{_MONTH}|\b\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}\b", re.IGNORECASE)
_TIME_WORD = re.compile(rf"{_MONTH}|{_DAY}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def lower_notes(question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Lower the lines about an article itself, unless the question asks for what they say.

    Args:
        question: as understood.
        evidence: best first.

    Returns:
        The evidence in its new order, best first.
    """
    notes = (
        (_NAMED, is_stamp),
        (_ASKED_CREDIT, is_credit),
        (_ASKED_CREDIT, is_byline),
        (_ASKED_ERROR, is_misstatement),
    )
    kinds = [is_note for asked, is_note in notes if not asked.search(question)]
    lowered = [
        replace(piece, score=piece.score - LOSS) if any(is_note(piece.text) for is_note in kinds) else piece
        for piece in evidence[:MOST_JUDGED]
    ]
    return sorted([*lowered, *evidence[MOST_JUDGED:]], key=lambda piece: -piece.score)


def is_stamp(line: str) -> bool:
    """Return whether a line says when its text was written or changed, and nothing else."""
    opening = _OPENING.match(line)
    if opening is None or len(line) > _LONGEST or not any(map(str.isdigit, line)):
        return False
    rest = line[opening.end() :]
    others = _WORD.findall(_TIME_WORD.sub(" ", rest))
    return bool(_DATE.search(rest)) and all(len(word) <= _SHORT for word in others)


def is_misstatement(sentence: str) -> bool:
    """Return whether a sentence repeats what an article said wrongly, and not what is right."""
    repeated = _MISSTATED.search(sentence)
    return repeated is not None and not _MENDED.search(sentence, repeated.end())
