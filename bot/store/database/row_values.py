"""Encodes times, texts and JSON values for rows, and decodes them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from retrieval import MalformedRow


def stamp(at: datetime) -> int:
    """Encode a time as milliseconds since 1970."""
    return round(at.timestamp() * 1_000)


def moment(milliseconds: int) -> datetime:
    """Decode a time stamp, in UTC."""
    return datetime.fromtimestamp(milliseconds / 1_000, UTC)


def storable(text: str) -> str:
    """Return a text that SQLite can store: halves of surrogate pairs are replaced."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def dump_json(value: Any) -> str:
    """Encode a value as JSON; characters of all scripts stay readable."""
    return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def load_json(text: str) -> Any:
    """Decode a JSON text that the ledger wrote.

    Raises:
        MalformedRow: it is not JSON.
    """
    try:
        return json.loads(text)
    except (ValueError, TypeError) as error:
        raise MalformedRow("a value of the ledger is not JSON") from error
