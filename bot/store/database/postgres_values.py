"""Values and statements in the form that psycopg takes, and how long a connection to PostgreSQL may take."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

CONNECT_SECONDS = 5  # after which the database counts as out of reach


def plain_values(values: Sequence[Any]) -> list[Any]:
    """Return the values as the tables have them.

    Truth is a number; the zero character, which PostgreSQL cannot store, is replaced.
    """
    return [
        int(value) if isinstance(value, bool) else value.replace("\0", "\ufffd") if isinstance(value, str) else value
        for value in values
    ]


@lru_cache(maxsize=256)
def query(statement: str) -> bytes:
    """Return the statement with psycopg's signs for values. None of ours has a question mark that is not a value's."""
    return statement.replace("%", "%%").replace("?", "%s").encode()
