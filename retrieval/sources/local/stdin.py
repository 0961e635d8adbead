"""Standard input: a text that another program gives, `-` in the place of a location."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import replace

from retrieval.core.errors import SourceEmpty, SourceTooLarge
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources.base.document import RawDocument
from retrieval.sources.base.file_loader import Extract
from retrieval.sources.files.file_io import MEGABYTE
from retrieval.text.normalize import one_line

STANDARD_INPUT = "-"
_SOURCE = "stdin"
_SUFFIX_BY_OPENING = ((b"%PDF-", ".pdf"), (b"<!doctype html", ".html"), (b"<html", ".html"))
_DIGEST_CHARACTERS = 12
_TITLE_CHARACTERS = 60
_HEAD_BYTES = 100


def read_standard_input(extract: Extract, *, limits: LimitSettings, title: str = "") -> Iterator[Draft | Skipped]:
    """Yield the article on standard input: text, or a PDF or web page that is recognised by its first bytes.

    Its source is `stdin:` with its title, so that a text of the same title replaces it; two texts without a title are
    two articles.

    Args:
        extract: extracts the articles of a document by its kind.
        limits: the largest sizes that are accepted.
        title: its title; if blank, the text's own.

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
    for article in extract(RawDocument(content=content, name=f"{_SOURCE}{_suffix(content)}", source=_SOURCE)):
        if isinstance(article, Draft):
            shown_title = one_line(title) or article.title
            if shown_title == _SOURCE:  # the text has none: it is called by its first words, and known by all of them
                digest = hashlib.sha256(article.text.encode()).hexdigest()[:_DIGEST_CHARACTERS]
                yield replace(article, title=_first_words(article.text), source=f"{_SOURCE}:{digest}")
                continue
            yield replace(article, title=shown_title, source=f"{_SOURCE}:{shown_title}")
        else:
            yield article


def _first_words(text: str) -> str:
    """Return the words that a text begins with, as its title."""
    words = one_line(text[: 2 * _TITLE_CHARACTERS].strip().split("\n")[0])
    return words if len(words) <= _TITLE_CHARACTERS else f"{words[:_TITLE_CHARACTERS].rsplit(' ', 1)[0]}…"


def _suffix(content: bytes) -> str:
    """Return the file suffix of the kind that the first bytes show; `.txt` for any other."""
    head = content[:_HEAD_BYTES].lstrip().lower()
    return next((suffix for opening, suffix in _SUFFIX_BY_OPENING if head.startswith(opening.lower())), ".txt")
