"""LaTeX files: the words, headings, lists, tables and formulas of the article, without its commands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.discourse.dates import iso_date
from retrieval.sources.base.block_text import DocumentBlock, render
from retrieval.sources.base.draft import check_length, draft, opening_heading, split_title
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.files.decoding import decode
from retrieval.sources.latex.latex_body import LatexBody
from retrieval.sources.latex.latex_scanner import LatexScanner

_LINE_ENDS = re.compile(r"\r\n?")
_CONTROLS = dict.fromkeys(range(9), " ")
_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:%[^\n]{0,300}\n\s*){0,60}\\document(?:class|style)\b")
_ENCODING = re.compile(
    rb"\\usepackage[ \t]*\[(latin1|latin9|utf8|ansinew|cp125[0-2]|applemac|koi8-r)\][ \t]*\{inputenc\}"
)
_CODECS = {"ansinew": "cp1252", "applemac": "mac-roman", "latin9": "iso8859-15"}
_HEAD_BYTES = 20_000  # of a preamble, in which the encoding is named
_MARKUP_SHARE = 4  # a source may be so many times as long as its text


class LatexLoader(FileLoader):
    """Reads `.tex`, `.ltx`, `.latex`, and texts that begin as such a document.

    Commands of the document's own that stand for a short text are written out; other files are never included.
    """

    suffixes = (".tex", ".ltx", ".latex")
    endings = re.compile(r"\.txt")
    beginning = _BEGINNING
    types = ("text/x-tex", "application/x-tex", "application/x-latex", "text/x-latex")

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:
        """Yield the document's article."""
        named = _ENCODING.search(content[:_HEAD_BYTES])
        declared = charset or (named[1].decode() if named else "")
        text = _LINE_ENDS.sub("\n", decode(content, where=source, declared=_CODECS.get(declared, declared)))
        check_length(len(text), where=source, limits=self._limits, share=_MARKUP_SHARE)
        body = LatexBody()
        blocks: Sequence[DocumentBlock] = body.blocks(LatexScanner(text.translate(_CONTROLS)).tokens())
        title, blocks = split_title(blocks, body.metadata.get("title", "") or opening_heading(blocks))
        yield draft(
            source=source,
            title=title,
            text=render(blocks),
            published=iso_date(body.metadata.get("date", "")),
            author=body.author,
            limits=self._limits,
        )
