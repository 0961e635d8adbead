"""Manual pages in roff, `tar.1` or `tar.1.gz`: their sections, options and examples, without requests and escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.core.errors import SourceEmpty
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.discourse.dates import iso_date
from retrieval.sources.base.block_text import DocumentBlock, render
from retrieval.sources.base.draft import check_length, draft
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.files.decoding import decode
from retrieval.sources.roff.man_blocks import ManBlocks
from retrieval.sources.roff.mdoc_blocks import MdocBlocks
from retrieval.sources.roff.roff_source import RoffLine, read_lines

_SECTION = re.compile(r"\.(?:[1-9][a-z\d]{0,10}|n)")  # `.1`, `.3pm`, `.8ssl`, and `.n` of Tcl
_REQUESTS = (
    b"TH|Dd|Dt|Os|Sh|SH|PP|so|ds|de|am|nr|rn|rm|if|ie|ig|nh|hy|na|ad|ft|do|mso|als|tr|lf|pc|cc|ec|ev|ll|pl|br|sp|in"
)
_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:[.'][ \t]*(?:\\[\"#]|(?:" + _REQUESTS + rb")\b|\r?\n)|\\\")")
_LINE_ENDS = re.compile(r"\r\n?")  # tabs stay: they part the cells of tables
_MARKUP_SHARE = 4  # a source may be so many times as long as its text
_LONGEST_TITLE = 120
_PURPOSE = re.compile(r"(\S[^\n]*?)( [-–—] \S[^\n]*)")
_MDOC_DATE = re.compile(r"\$Mdocdate:([^$]*)\$")


class RoffLoader(FileLoader):
    """Reads the sources of manual pages, whatever their section; a file of such a name must begin like one.

    An option and what it does are a paragraph, as in a printed page; the page's name and what it is for are its title.
    """

    suffixes = (".man", ".mdoc", ".roff", ".troff")
    endings = _SECTION
    beginning = _BEGINNING
    types = ("text/troff", "application/x-troff-man", "application/x-troff", "text/x-troff", "application/x-man")

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:
        """Yield the article of the page.

        Raises:
            SourceEmpty: it only names another page.
        """
        text = _LINE_ENDS.sub("\n", decode(content, where=source, declared=charset))
        check_length(len(text), where=source, limits=self._limits, share=_MARKUP_SHARE)
        lines = list(read_lines(text))
        _check_own_text(lines, source)
        if any(line.request in {"Dd", "Sh"} for line in lines):
            mdoc = MdocBlocks()
            blocks, heads = mdoc.read(lines), mdoc.title_line
        else:
            man = ManBlocks()
            blocks, heads = man.read(lines), man.title_line
        yield draft(
            source=source,
            title=_title(blocks, heads),
            text=render(blocks),
            published=next((date for part in heads if (date := _date(part))), None),
            limits=self._limits,
        )


def _check_own_text(lines: Sequence[RoffLine], source: str) -> None:
    """Refuse a page that is only a name of another one."""
    used = [line for line in lines if line.request or line.text.strip()]
    if len(used) == 1 and used[0].request == "so":
        other = used[0].text.strip()
        raise SourceEmpty(f"it only names another manual page, {other}", where=source, advice="Add that page.")


def _title(blocks: Sequence[DocumentBlock], heads: Sequence[str]) -> str:
    """Return the name of the page with what it is for, `tar - an archiving utility`; else `tar(1)`.

    Of names that are too long together the first one counts.
    """
    section = blocks[1].text if len(blocks) > 1 and blocks[0].level else ""
    match = _PURPOSE.fullmatch(section[: 4 * _LONGEST_TITLE])
    if match is None:
        name = heads[0].lower() if heads and heads[0].isupper() else "".join(heads[:1])
        return f"{name}({heads[1].lower()})" if name and len(heads) > 1 else ""
    if len(section) <= _LONGEST_TITLE:
        return section
    return f"{match[1].partition(',')[0]}{match[2]}"


def _date(written: str) -> str | None:
    """Return the day that an argument of the title's line states."""
    match = _MDOC_DATE.fullmatch(written.strip())
    return iso_date((match[1] if match else written).strip())
