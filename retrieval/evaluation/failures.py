"""Writes the questions of an evaluation that went wrong: what was shown, what was right, and at which rank."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from retrieval.core.errors import EvaluationError
from retrieval.evaluation.judging import QuestionOutcome


def write_failures(outcomes: Iterable[QuestionOutcome], file: Path) -> int:
    """Write one JSON object a line for each question that failed, and return how many there are.

    Raises:
        EvaluationError: the file cannot be written.
    """
    lines = [json.dumps(line, ensure_ascii=False) for line in failure_lines(outcomes)]
    try:
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise EvaluationError(
            f"the failures cannot be written ({error.strerror})", where=str(file), advice="Name another file."
        ) from error
    return len(lines)


def failure_lines(outcomes: Iterable[QuestionOutcome]) -> Iterator[dict[str, Any]]:
    """Yield the failed questions as JSON values, in the order of the set."""
    for outcome in outcomes:
        if reasons := reasons_of_failure(outcome):
            yield {
                "id": outcome.id,
                "kind": outcome.kind,
                "question": outcome.question,
                "understood": outcome.understood,
                "failed": reasons,
                "grade": outcome.grade,
                "confidence": outcome.confidence,
                "rank": outcome.rank,
                "shown": list(outcome.shown),
                "right": list(outcome.expected),
            }


def reasons_of_failure(outcome: QuestionOutcome) -> list[str]:
    """Return the reasons why a question failed; empty if it did not.

    stated: an unanswerable question that got a sure answer. hidden: the right sentence came first, and was not shown.
    wrong: another sentence came first. not_whole: a part is missing. not_superseded: what the answer overtakes is not
    shown.
    """
    if not outcome.answerable:
        return ["stated"] if outcome.grade == "sure" else []
    reasons = []
    if not outcome.right:
        reasons.append("hidden" if outcome.rank == 1 and not outcome.is_shown else "wrong")
    if outcome.is_whole is False:
        reasons.append("not_whole")
    if outcome.superseded_shown is False:
        reasons.append("not_superseded")
    return reasons
