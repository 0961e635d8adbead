"""Questions and answers as old texts write them: `Q)` and `A)`, `Q1:` and `A1:`."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ASKED = re.compile(r"(?:Q|Question)[ ]?\d{0,3} ?[).:] *(\S.*)", re.IGNORECASE)
_ANSWERED = re.compile(r"(?:A|Answer)[ ]?\d{0,3} ?[).:] *(\S.*)", re.IGNORECASE)
_LEAST = 2  # questions, and as many answers
_LONGEST_QUESTION = 300  # characters; what is longer is told in sentences


def mark_questions(lines: Sequence[str]) -> list[str]:
    """Return the lines with each question on a line of its own as `### …`, and its answer below as a paragraph.

    Only where several lines are marked as questions and as answers.
    """
    asked, answered = (sum(bool(form.fullmatch(line)) for line in lines) for form in (_ASKED, _ANSWERED))
    if min(asked, answered) < _LEAST:
        return list(lines)
    marked: list[str] = []
    question: list[str] = []
    for line in (*lines, ""):
        answer, opening = _ANSWERED.fullmatch(line), _ASKED.fullmatch(line)
        if question and (answer or opening or not line.strip()):
            marked += _heading(question)
            question = []
        if opening:
            question = [opening[1]]
        elif question:
            question.append(line.strip())
        elif answer:
            marked += ["", answer[1]]
        else:
            marked.append(line)
    return marked[:-1]


def _heading(question: Sequence[str]) -> list[str]:
    """Return the lines of a question: a heading, or where it is long, a paragraph."""
    words = " ".join(question)
    return ["", f"### {words}" if len(words) <= _LONGEST_QUESTION else words, ""]
