"""Linked data: reads the JSON-LD and the other JSON that a page carries in scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any


def linked_data(tree: Any) -> Iterator[Any]:
    """Yield what each JSON-LD script of a page states; scripts that are no JSON are left out."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and (stated := parsed_script(script)) is not None:
            yield stated


def parsed_script(script: Any) -> Any:
    """Return the JSON value in a script, or None where it holds none."""
    try:
        return json.loads(script.text or "", strict=False)  # line ends inside a text are frequent
    except (ValueError, RecursionError):
        return None


def linked_records(stated: Any) -> Iterator[dict[str, Any]]:
    """Yield the records that a JSON-LD value states itself, in its order, without those inside of other records."""
    waiting = [stated]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, dict):
            if value:
                yield value
            graph = value.get("@graph")
            waiting += reversed(graph) if isinstance(graph, list) else []


def kinds_of(record: dict[str, Any]) -> list[str]:
    """Return the names of a record's types: `["NewsArticle"]`."""
    kind = record.get("@type")
    return [str(name).rpartition("/")[2] for name in (kind if isinstance(kind, list) else [kind])]
