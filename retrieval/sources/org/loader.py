"""Org files: the words, headings, lists and tables of the document, without its marks, drawers and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.discourse.dates import iso_date
from retrieval.sources.base.block_text import DocumentBlock, render
from retrieval.sources.base.draft import check_length, draft, opening_heading, split_title
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.base.report_head import ReportHead, split_head
from retrieval.sources.files.decoding import decode
from retrieval.sources.org.org_body import OrgBody

_LINE_ENDS = re.compile(r"\r\n?")
# Emacs' own line, or a keyword that only Org has, behind others and comments.
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:[ \t\r]*\n)*(?:[*#; ]{0,4}-\*-[^\n]{0,100}\bmode: *org\b"
    rb"|(?:#[ +][^\n]{0,200}\n(?:[ \t\r]*\n){0,3}){0,20}#\+(?:title|startup|options|filetags):)",
    re.IGNORECASE,
)
_MARKUP_SHARE = 4  # a source may be so many times as long as its text


class OrgLoader(FileLoader):
    """Reads `.org`, archives of it, and texts that begin as such a document."""

    suffixes = (".org", ".org_archive")
    endings = re.compile(r"\.txt")
    beginning = _BEGINNING
    types = ("text/org", "text/x-org")

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:
        """Yield the document's article."""
        text = _LINE_ENDS.sub("\n", decode(content, where=source, declared=charset))
        check_length(len(text), where=source, limits=self._limits, share=_MARKUP_SHARE)
        body = OrgBody()
        blocks: Sequence[DocumentBlock] = body.blocks(text.replace("\t", "    ").split("\n"))
        title, blocks = split_title(blocks, body.keyword("title") or opening_heading(blocks))
        head, blocks = (ReportHead(), blocks) if body.keyword("date") else split_head(blocks)
        yield draft(
            source=source,
            title=title,
            text=render(blocks),
            published=iso_date(body.keyword("date")) or head.published,
            author=body.keyword("author") or head.author,
            limits=self._limits,
        )
