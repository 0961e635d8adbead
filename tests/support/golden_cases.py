"""The cases of the golden texts, each a line of JSON; one that cannot be had says why in `unsolved`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

LIBRARY = "examples"
_GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def golden_cases(file: str) -> list[Any]:
    """Read the cases of a file in `tests/golden` as parameters of a test; an unsolved one is expected to fail."""
    cases = [json.loads(line) for line in (_GOLDEN / file).read_text("utf-8").splitlines()]
    return [pytest.param(case, id=case["id"], marks=_marks(case)) for case in cases]


def _marks(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    reason = case.get("unsolved")
    return [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
