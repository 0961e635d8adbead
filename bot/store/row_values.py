"""Values on their way into rows and back: times, texts, and JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from retrieval import MalformedRow


def stamp(at: datetime) -> int:
    """A time as milliseconds since 1970."""
    return round(at.timestamp() * 1_000)


def moment(milliseconds: int) -> datetime:
    """The time of a stamp, in UTC."""
    return datetime.fromtimestamp(milliseconds / 1_000, UTC)


def clean(text: str) -> str:
    """The text as SQLite can hold it: halves of surrogate pairs, which no file can store, are replaced."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def dumped(value: Any) -> str:
    """A value as JSON, readable in any script."""
    return clean(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def loaded(text: str) -> Any:
    """The value of a JSON text that the ledger wrote.

    Raises:
        MalformedRow: it is none.
    """
    try:
        return json.loads(text)
    except (ValueError, TypeError) as error:
        raise MalformedRow("a value of the ledger is not JSON") from error
