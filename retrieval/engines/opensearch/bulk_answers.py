"""Requests of many lines, and the refusals inside the answers to them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from retrieval.engines.opensearch.cluster_errors import CONFLICT, may_pass

BulkRefusal: TypeAlias = tuple[int, object]  # an HTTP status, and what the cluster says with it
Check: TypeAlias = Callable[[dict[str, Any]], BulkRefusal | None]  # looks for refusals inside an answer


def join_lines(lines: Sequence[Mapping[str, Any]]) -> str:
    """Return the body of a request of many lines."""
    return "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)


def find_absence(answer: dict[str, Any]) -> BulkRefusal | None:
    """Return the refusal of a request for which it was a part of the work: missing, or changed since it was read."""
    if answer.get("found") is False:
        return 404, answer
    return (answer["status"], answer) if "error" in answer and "status" in answer else None


def check_each(answer: dict[str, Any]) -> BulkRefusal | None:
    """Return the first refusal among the answers to several searches."""
    return next(((each["status"], each) for each in answer["responses"] if "error" in each), None)


def check_items(answer: dict[str, Any]) -> BulkRefusal | None:
    """Return the worst refusal among the documents of a bulk request: one that sending it again does not help."""
    return _worst(_refused_items(answer))


def check_older_items(answer: dict[str, Any]) -> BulkRefusal | None:
    """Like `check_items`, where documents that are newer than those sent are kept."""
    return _worst([item for item in _refused_items(answer) if item["status"] != CONFLICT])


def _refused_items(answer: dict[str, Any]) -> list[dict[str, Any]]:
    if not answer.get("errors"):
        return []
    return [item for each in answer["items"] for item in each.values() if "error" in item]


def _worst(refused: Sequence[dict[str, Any]]) -> BulkRefusal | None:
    return max(((item["status"], item) for item in refused), key=lambda each: not may_pass(*each), default=None)
