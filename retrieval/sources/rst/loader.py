"""reStructuredText files: the words, headings, lists and tables of the document, without its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.sources.base.block_text import render
from retrieval.sources.base.draft import check_length, draft, split_title
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.base.report_head import ReportHead, split_head
from retrieval.sources.files.decoding import decode
from retrieval.sources.rst.rst_body import RstBody
from retrieval.sources.rst.rst_docinfo import split_docinfo
from retrieval.sources.rst.rst_words import RstWords

# Directives and targets, which no other text writes; many projects name such files `.txt`, or give them no ending.
_DIRECTIVES = rb"""
admonition class code code-block contents currentmodule default-role deprecated figure function header highlight image
important include index list-table literalinclude meta module note rubric sectnum seealso tip toctree topic
versionadded versionchanged warning
"""
_BEGINNING = re.compile(
    rb"(?=.{0,1990}?(?:\A|\n)\.\. (?:(?:" + rb"|".join(_DIRECTIVES.split()) + rb")::|_[^\n:]{1,80}:))", re.DOTALL
)


class RstLoader(FileLoader):
    """Reads `.rst`, `.rest` and texts that begin as such: as docutils and Sphinx do, with title, date and author.

    Directives give their content, code its lines, a table one line a row; comments, lists of contents and files that
    others include give nothing.
    """

    suffixes = (".rst", ".rest")
    endings = re.compile(r"\.txt")
    beginning = _BEGINNING
    types = ("text/x-rst", "text/prs.fallenstein.rst", "text/x-restructuredtext")

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:
        """Yield the document's article."""
        from retrieval.sources.rst.rst_parser import parse  # noqa: PLC0415  heavy

        text = decode(content, where=source, declared=charset)
        check_length(len(text), where=source, limits=self._limits)
        document = parse(text)
        words = RstWords(document)
        docinfo = split_docinfo(document.children, words)
        title, blocks = split_title(RstBody(words).blocks(docinfo.nodes), docinfo.title)
        head, blocks = (ReportHead(), blocks) if docinfo.published else split_head(blocks)
        yield draft(
            source=source,
            title=title,
            text=render(blocks),
            published=docinfo.published or head.published,
            author=docinfo.author or head.author,
            limits=self._limits,
        )
