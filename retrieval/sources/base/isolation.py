"""Isolation: an unexpected error in a loader fails only the source that it reads."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable, Iterator
from typing import TypeVar

from retrieval.core.errors import FootnoteError, SourceDamaged, SourceError
from retrieval.core.ingestion_records import Draft, Skipped

_log = logging.getLogger("retrieval.sources")
_log.addHandler(logging.NullHandler())  # a program that wants the tracebacks adds a handler of its own
ItemT = TypeVar("ItemT")


def isolate(items: Iterable[ItemT], source: str) -> Iterator[ItemT]:
    """Yield the items of a loader.

    Args:
        items: what the loader gives.
        source: for messages.

    Raises:
        SourceDamaged: in place of any error that is not fit for users; the log has its traceback under an id.
        FootnoteError: as the loader raises it.
    """
    try:
        yield from items
    except (FootnoteError, MemoryError):
        raise
    except Exception as error:
        raise unexpected_failure(error, source) from error


def read_or_skip(articles: Iterable[Draft], source: str) -> Iterator[Draft | Skipped]:
    """Yield the articles of a part of a source; where it cannot be read, the reason, so that the other parts go on."""
    try:
        yield from isolate(articles, source)
    except SourceError as error:
        yield Skipped(source=source, reason=f"{error.what}. {error.advice}")


def unexpected_failure(error: Exception, source: str) -> SourceDamaged:
    """Log an error that nobody planned for with its traceback, and return the error for users with the same id."""
    number = secrets.token_hex(4)
    _log.error("unexpected error %s while reading %s", number, source, exc_info=error)
    return SourceDamaged(
        f"it could not be read because of an error in Footnote (logged as {number})",
        where=source,
        advice="Please report it with that part of the log; save its text as .txt and add that.",
    )
