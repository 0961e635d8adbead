"""Standard input: a text that another program gives, `-` in the place of a location."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace

from retrieval.core.errors import SourceEmpty, SourceTooLarge
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources.base.block_text import one_line
from retrieval.sources.base.document import Body
from retrieval.sources.files.file_io import MEGABYTE

STANDARD_INPUT = "-"
_SOURCE = "stdin"
_BEGINNINGS = ((b"%PDF-", ".pdf"), (b"<!doctype html", ".html"), (b"<html", ".html"))
_HEAD_BYTES = 100


def standard_input(
    understand: Callable[[Body], Iterator[Draft | Skipped]], *, limits: LimitSettings, title: str = ""
) -> Iterator[Draft | Skipped]:
    """The article on standard input: text, or a PDF or page that begins as one.

    Its source is `stdin:` with its title, so that a text of the same title takes its place.

    Args:
        understand: reads a document by its kind.
        limits: what is refused as too large.
        title: its title; if blank, its own.

    Raises:
        SourceError: there is nothing on it, or too much, or it cannot be read.
    """
    most = limits.file_megabytes * MEGABYTE
    content = b"" if sys.stdin is None or sys.stdin.closed else sys.stdin.buffer.read(most + 1)
    if not content.strip():
        raise SourceEmpty(
            "nothing came on standard input", where=_SOURCE, advice="Give it a text: footnote add - < FILE."
        )
    if len(content) > most:
        raise SourceTooLarge(
            f"it holds more than {limits.file_megabytes} MB",
            where=_SOURCE,
            advice="Split it, or raise limits.file_megabytes in the configuration.",
        )
    head = content[:_HEAD_BYTES].lstrip().lower()
    ending = next((ending for mark, ending in _BEGINNINGS if head.startswith(mark.lower())), ".txt")
    for found in understand(Body(content=content, name=f"{_SOURCE}{ending}", source=_SOURCE)):
        if isinstance(found, Draft):
            shown = one_line(title) or found.title
            yield replace(found, title=shown, source=f"{_SOURCE}:{shown}")
        else:
            yield found
