"""Markdown files: the words, headings and lists of the document, without its marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retrieval.core.errors import SourceNotText
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.sources.base.block_text import DocumentBlock, render
from retrieval.sources.base.dates import stated_date
from retrieval.sources.base.draft import check_length, draft, split_title
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.base.written_days import dateline_day
from retrieval.sources.files.decoding import decode
from retrieval.sources.markdown import front_matter
from retrieval.sources.markdown.block_writer import BlockWriter
from retrieval.sources.markdown.comments import without_comments
from retrieval.sources.markdown.dialects import plain_markdown

_TOP_BLOCKS = 3  # where a line with the date may stand


class MarkdownLoader(FileLoader):
    """Reads `.md`, `.markdown` and `.mdx`: CommonMark with tables, and front matter; without footnotes.

    Links and emphasis give their words, images and struck-out text nothing, code its lines, a table one line a row.
    Marks that programs add for notes, links between notes and templates are left out.
    """

    suffixes = (".md", ".markdown", ".mdx")
    types = ("text/markdown", "text/x-markdown")

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:
        """Yield the document's article."""
        text = decode(content, where=source, declared=charset).replace("\r\n", "\n").replace("\r", "\n")
        check_length(len(text), where=source, limits=self._limits)
        front, text = front_matter.split(text)
        title, blocks = split_title(_blocks(text, source), front.title)
        published, blocks = (front.published, blocks) if front.published else _split_date(blocks)
        yield draft(
            source=source,
            title=title,
            text=render(blocks),
            published=published,
            author=front.author,
            canonical=front.canonical,
            limits=self._limits,
        )


def _split_date(blocks: Sequence[DocumentBlock]) -> tuple[str | None, Sequence[DocumentBlock]]:
    """Return the date that a line under the title states, and the blocks without it; else the report's own day."""
    for at, block in enumerate(blocks[:_TOP_BLOCKS]):
        if not block.level and (published := stated_date(block.text)):
            return published, [*blocks[:at], *blocks[at + 1 :]]
    return next((dateline_day(block.text) for block in blocks if not block.level), None), blocks


def _blocks(text: str, source: str) -> list[DocumentBlock]:
    from markdown_it import MarkdownIt  # noqa: PLC0415  heavy
    from mdit_py_plugins.deflist import deflist_plugin  # noqa: PLC0415  heavy
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415  heavy

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False).use(deflist_plugin)
    parser.disable("text_join")  # which forgets how a character was written
    try:
        tokens = parser.parse(plain_markdown(without_comments(text)))
    except RecursionError as error:
        raise SourceNotText(
            "its Markdown is nested too deeply", where=source, advice="Save it as .txt and add that."
        ) from error
    writer = BlockWriter()
    for token in tokens:
        writer.take(token)
    return writer.blocks
