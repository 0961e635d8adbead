"""Guard against unexpected errors: an error ends the reading of the address that caused it, and of no other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from retrieval.core.errors import FootnoteError
from retrieval.sources.base.isolation import unexpected_failure


@contextmanager
def guard(where: str) -> Iterator[None]:
    """Turn any unplanned error inside into a `SourceError`, and log it with its traceback under an id.

    Args:
        where: the address that is read.

    Raises:
        SourceDamaged: an error that nobody planned for; the message names the id.
    """
    try:
        yield
    except (FootnoteError, MemoryError):
        raise
    except Exception as error:
        raise unexpected_failure(error, where) from error
