"""Books: the chapters of an `.epub`, an article each.

A chapter is what people cite, and what a summary or a list of articles can say something of; a whole book is neither,
and is longer than an article may be. So each has the book's title before its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.core.errors import SourceEmpty, SourceError, SourceTooLarge
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.discourse.bylines import meant_author
from retrieval.discourse.dates import iso_date
from retrieval.sources.base.block_text import DocumentBlock, render
from retrieval.sources.base.draft import draft, split_title
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.epub.reading_order import BookPlan, read_plan
from retrieval.sources.files.archive import Archive
from retrieval.sources.html.markup import blocks_of_markup, parse_xhtml
from retrieval.text.normalize import one_line

_KIND = "EPUB book"
_DEEPEST_TITLE = 3  # level of a heading that names a chapter


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chapter:
    """The collected blocks of a chapter; a chapter may continue in the next file of the book."""

    part: str
    title: str
    blocks: list[DocumentBlock]


class EpubLoader(FileLoader):
    """Reads `.epub`: the chapters in the order of the book, with their headings, lists and tables."""

    suffixes = (".epub",)
    types = ("application/epub+zip",)

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:  # noqa: ARG002  it says itself
        """Yield the chapters of the book; one that cannot be read is skipped and named."""
        archive = Archive(content, source, kind=_KIND, limits=self._limits)
        book = read_plan(archive, source)
        count = 0
        for chapter in _chapters(archive, book, source):
            article = chapter if isinstance(chapter, Skipped) else self._article(chapter, book, source)
            if article is None:
                continue
            if count == self._limits.parts:
                advice = "Raise limits.parts in the configuration."
                yield Skipped(source=source, reason=f"chapters after the first {count:,} are left out. {advice}")
                break
            count += 1
            yield article
        if not count:
            raise SourceEmpty("there is no sentence in it", where=source, advice="Add text to it, or leave it out.")

    def _article(self, chapter: _Chapter, book: BookPlan, source: str) -> Draft | Skipped | None:
        title, blocks = split_title(chapter.blocks, chapter.title)
        try:
            return draft(
                source=f"{source}#{chapter.part}",
                title=_full_title(title, book.title),
                text=render(blocks),
                published=iso_date(book.published),
                author=meant_author(book.author),
                limits=self._limits,
            )
        except SourceEmpty:  # a cover, a page with nothing but a title
            return None
        except SourceError as error:
            return Skipped(source=f"{source}#{chapter.part}", reason=f"{error.what}. {error.advice}")


def _chapters(archive: Archive, book: BookPlan, source: str) -> Iterator[_Chapter | Skipped]:
    """Yield the chapters, each with the files that go on with it."""
    chapter: _Chapter | None = None
    for part in book.parts:
        try:
            blocks = blocks_of_markup(parse_xhtml(archive.markup(part), source))
        except SourceTooLarge as error:  # what follows may be as large again
            yield Skipped(source=f"{source}#{part}", reason=f"{error.what}. {error.advice}")
            break
        except SourceError as error:
            yield Skipped(source=f"{source}#{part}", reason=f"{error.what}. {error.advice}")
            continue
        title = book.titles.get(part) or _opening(blocks)
        if title or chapter is None:
            if chapter is not None:
                yield chapter
            chapter = _Chapter(part=part, title=title, blocks=[])
        chapter.blocks.extend(blocks)
    if chapter is not None:
        yield chapter


def _opening(blocks: list[DocumentBlock]) -> str:
    """Return the heading that a file begins with; empty where it begins with anything else."""
    first = next((block for block in blocks if block.text), None)
    return first.text if first is not None and 0 < first.level <= _DEEPEST_TITLE else ""


def _full_title(chapter: str, book: str) -> str:
    chapter, book = one_line(chapter), one_line(book)
    if not book or chapter.casefold().startswith(book.casefold()):
        return chapter
    return f"{book}: {chapter}" if chapter else book
