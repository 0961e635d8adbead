"""Lowers lines such as "Ada Lind contributed to this report.", which a reader takes for somebody who is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.core.records import Evidence
from retrieval.discourse.boilerplate import is_credit
from retrieval.languages import alternatives

LOSS = 12.0  # of the reader's score, as of a line that only says when its text was written
_ASKED = re.compile(rf"(?<!\w)(?:{alternatives(lambda entry: entry.openings.credit_questions)})(?!\w)", re.IGNORECASE)


def lower_credits(question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Lower the lines that only name who worked on a report, unless the question asks for that.

    Args:
        question: as it is understood.
        evidence: best first.

    Returns:
        The evidence in its new order, best first.
    """
    if _ASKED.search(question):
        return list(evidence)
    lowered = [
        replace(piece, score=piece.score - LOSS) if is_credit(piece.passage.passage.quote(piece.sentence)) else piece
        for piece in evidence
    ]
    return sorted(lowered, key=lambda piece: -piece.score)
