"""Markdown files: the words, headings and lists of the document, without its marks."""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.core.errors import SourceNotText
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.sources.base.block_text import DocumentBlock, render
from retrieval.sources.base.draft import check_length, draft, split_title
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.base.report_head import ReportHead, split_head
from retrieval.sources.files.decoding import decode
from retrieval.sources.markdown import front_matter
from retrieval.sources.markdown.block_writer import BlockWriter
from retrieval.sources.markdown.comments import without_comments
from retrieval.sources.markdown.dialects import plain_markdown


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
        head, blocks = (ReportHead(), blocks) if front.published else split_head(blocks)
        yield draft(
            source=source,
            title=title,
            text=render(blocks),
            published=front.published or head.published,
            author=front.author or head.author,
            canonical=front.canonical,
            limits=self._limits,
        )


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
