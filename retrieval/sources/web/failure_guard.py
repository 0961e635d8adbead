"""Guard against unplanned errors: they end the reading of the address that caused them, and of no other."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from retrieval.core.errors import FootnoteError, SourceDamaged

_log = logging.getLogger(__name__)


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
        number = secrets.token_hex(4)
        _log.info("defect %s while reading %s", number, where, exc_info=True)
        raise SourceDamaged(
            f"reading it failed in a way that nobody planned for ({type(error).__name__}, {number})",
            where=where,
            advice="Please report it with the address.",
        ) from error
