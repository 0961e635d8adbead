"""AsciiDoc files: the words, headings, lists and tables of the document, without its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.discourse.dates import iso_date
from retrieval.sources.asciidoc.asciidoc_body import AsciidocBody
from retrieval.sources.base.block_text import render
from retrieval.sources.base.draft import check_length, draft, split_title
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.files.decoding import decode

_LINE_ENDS = re.compile(r"\r\n?")
# A title, and something that no other format writes: attributes of a block or of the document, directives, references.
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?://[^\n]{0,200}\n)*(?:= [^\n]{1,200}|[^\n]{2,100}\n={3,100})[ \t\r]*\n"
    rb"(?=.{0,1900}?(?:^\[(?:verse|source|NOTE|TIP|WARNING|horizontal|\[[^\]\n]{1,60}\])[^\n\]]{0,80}\][ \r]*$"
    rb"|^(?:ifdef|ifndef|include|image|toc)::|\blinkgit:|\blink:[^\s\[]{1,200}\["
    rb"|^:(?:toc|icons|sectnums|experimental|doctype|numbered|source-highlighter|man[a-z]{3,9})[\w-]{0,20}:))",
    re.DOTALL | re.MULTILINE,
)
_MARKUP_SHARE = 4  # a source may be so many times as long as its text


class AsciidocLoader(FileLoader):
    """Reads `.adoc`, `.asciidoc`, and texts with another ending that begin as such a document.

    Conditions are decided by the document's own attributes; other files are never included.
    """

    suffixes = (".adoc", ".asciidoc")
    endings = re.compile(r"\.(?:txt|asc)")
    beginning = _BEGINNING
    types = ("text/asciidoc", "text/x-asciidoc")

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:
        """Yield the document's article."""
        text = _LINE_ENDS.sub("\n", decode(content, where=source, declared=charset))
        check_length(len(text), where=source, limits=self._limits, share=_MARKUP_SHARE)
        body = AsciidocBody()
        title, blocks = split_title(body.blocks(text.replace("\t", "    ").split("\n")), body.title)
        yield draft(
            source=source,
            title=title,
            text=render(blocks),
            published=iso_date(body.attributes.get("revdate", "")),
            author=body.attributes.get("author", ""),
            limits=self._limits,
        )
