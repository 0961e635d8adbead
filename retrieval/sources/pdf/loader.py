"""PDF files: the text of the pages as headings and paragraphs, and the page of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.discourse.bylines import meant_author
from retrieval.discourse.dates import iso_date
from retrieval.sources.base.block_text import DocumentBlock, render_with_offsets
from retrieval.sources.base.document_title import meant_title
from retrieval.sources.base.draft import draft, split_title, title_from_name
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.pdf.columns import in_reading_order
from retrieval.sources.pdf.margins import without_margins
from retrieval.sources.pdf.paragraphs import Stretch, stretches
from retrieval.sources.pdf.process import Document
from retrieval.sources.pdf.process import read as read_document

_NAMED = 10  # damaged pages
_PLACEHOLDER = re.compile(r"\(?(?:anonymous|unspecified|untitled|unknown|no title|title|author)\)?", re.IGNORECASE)


class PdfLoader(FileLoader):
    """Reads `.pdf`: paragraphs put together from lines, without running heads, page numbers and tables of contents."""

    suffixes = (".pdf",)
    types = ("application/pdf", "application/x-pdf")

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:  # noqa: ARG002  it says itself
        """Yield the document's article, and a note of the pages that could not be read."""
        document = read_document(content, source, self._limits)
        parts = stretches([in_reading_order(page) for page in without_margins(document.pages)])
        title, kept = _split_title(parts, document)
        text, starts = render_with_offsets(stretch.block for stretch in kept)
        article = draft(
            source=source,
            title=title or title_from_name(source),
            text=text,
            published=iso_date(document.created) if document.created else None,
            author="" if _PLACEHOLDER.fullmatch(document.author) else meant_author(document.author),
            limits=self._limits,
        )
        if document.unread:
            yield Skipped(source=source, reason=f"{_name_pages(document.unread)} and left out. Export the PDF again.")
        yield replace(article, pages=_pages(kept, starts, len(document.pages), len(text)))


def _name_pages(unread: Sequence[int]) -> str:
    """Return the pages that could not be read, the first few by number."""
    if len(unread) == 1:
        return f"page {unread[0] + 1} is damaged or too full"
    named = ", ".join(str(number + 1) for number in unread[:_NAMED])
    return f"pages {named}{' and others' if len(unread) > _NAMED else ''} are damaged or too full"


def _split_title(parts: Sequence[Stretch], document: Document) -> tuple[str, Sequence[Stretch]]:
    """Return the title, and the blocks without a heading that only repeats it.

    It is what the document says, or else the largest heading on the first page that has text.
    """
    title = "" if _PLACEHOLDER.fullmatch(document.title) else meant_title(document.title)
    first = next((number for number, page in enumerate(document.pages) if page), 0)
    heads = [part.block for part in parts if part.block.level and part.begins[0][0] == first]
    largest: DocumentBlock | None = min(heads, key=lambda block: block.level, default=None)
    title, blocks = split_title([part.block for part in parts], title or (largest.text if largest else ""))
    return title, parts[len(parts) - len(blocks) :]


def _pages(parts: Sequence[Stretch], starts: Sequence[int], count: int, length: int) -> tuple[int, ...]:
    """Return the place in the text where each page begins; a page without text begins where the next one does."""
    begins: dict[int, int] = {}
    for stretch, start in zip(parts, starts, strict=True):
        for page, offset in stretch.begins:
            begins.setdefault(page, start + offset)
    offsets: list[int] = []
    following = length
    for page in reversed(range(count)):
        following = min(following, begins.get(page, following))
        offsets.append(following)
    return (0, *reversed(offsets[:-1]))
