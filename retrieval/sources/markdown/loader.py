"""Markdown files: the words, headings and lists of the document, without its marks."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from retrieval.core.errors import SourceNotText
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.sources.base.block_text import Block, heading, join_lines, list_item, one_line, paragraph, render, table
from retrieval.sources.base.dates import stated_date
from retrieval.sources.base.draft import check_length, draft, split_title
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.files.decoding import decode
from retrieval.sources.markdown import front_matter
from retrieval.sources.markdown.footnotes import without_footnotes

if TYPE_CHECKING:
    from markdown_it.token import Token

_TOP_BLOCKS = 3  # where a line with the date may stand
_OPENS = 1  # the nesting of a token that opens something
_UNSEEN = ("<script", "<style", "<!", "<?")  # raw HTML that shows nothing


class MarkdownLoader(FileLoader):
    """Reads `.md` and `.markdown`: CommonMark with tables, struck-out text, footnotes (dropped) and front matter.

    Links and emphasis give their words, images nothing, code its lines, a table one line a row.
    """

    suffixes = (".md", ".markdown")
    types = ("text/markdown", "text/x-markdown")

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:
        """The one article of the document."""
        text = decode(content, where=source, declared=charset).replace("\r\n", "\n").replace("\r", "\n")
        check_length(len(text), where=source, limits=self._limits)
        front, text = front_matter.split(text)
        title, blocks = split_title(_blocks(text, source), front.title)
        published, blocks = (front.published, blocks) if front.published else _dated(blocks)
        yield draft(
            source=source,
            title=title,
            text=render(blocks),
            published=published,
            author=front.author,
            canonical=front.canonical,
            limits=self._limits,
        )


def _dated(blocks: Sequence[Block]) -> tuple[str | None, Sequence[Block]]:
    """The date that a line under the title states, and the blocks without it."""
    for at, block in enumerate(blocks[:_TOP_BLOCKS]):
        if not block.level and (published := stated_date(block.text)):
            return published, [*blocks[:at], *blocks[at + 1 :]]
    return None, blocks


def _blocks(text: str, path: str) -> list[Block]:
    from markdown_it import MarkdownIt  # noqa: PLC0415  heavy

    parser = without_footnotes(MarkdownIt("commonmark").enable(["table", "strikethrough"]))
    try:
        tokens = parser.parse(text)
    except RecursionError as error:
        raise SourceNotText(
            "its Markdown is nested too deeply", where=path, advice="Save it as .txt and add that."
        ) from error
    writer = _Writer()
    for token in tokens:
        writer.take(token)
    return writer.blocks


class _Writer:
    """Turns the stream of tokens into blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._level = 0  # of the heading that is open
        self._counters: list[int | None] = []  # for each open list its next number; None where it has bullets
        self._marker = ""  # of an item whose first words are still to come
        self._cells: list[list[str]] | None = None  # of the table that is open

    def take(self, token: Token) -> None:
        if handle := _HANDLERS.get(token.type):
            handle(self, token)

    def heading(self, token: Token) -> None:
        self._level = int(token.tag[1:]) if token.nesting == _OPENS else 0

    def list(self, token: Token) -> None:
        if token.nesting == _OPENS:
            self._counters.append(int(token.attrs.get("start", 1)) if token.tag == "ol" else None)
        else:
            self._counters.pop()

    def list_item(self, token: Token) -> None:
        self._marker = self._next_marker() if token.nesting == _OPENS else ""

    def table(self, token: Token) -> None:
        if token.nesting == _OPENS:
            self._cells = []
        else:
            self.blocks.append(table(self._cells or []))
            self._cells = None

    def row(self, _: Token) -> None:
        if self._cells is not None:
            self._cells.append([])

    def code(self, token: Token) -> None:
        self.blocks.append(paragraph(token.content))

    def raw_html(self, token: Token) -> None:
        self.blocks.append(paragraph(_visible(token.content)))

    def words(self, token: Token) -> None:
        self._put(_words(token.children or []))

    def _put(self, words: str) -> None:
        if self._cells is not None:
            self._cells[-1].append(words)
        elif self._level:
            self.blocks.append(heading(self._level, words))
        elif self._marker:
            self.blocks.append(list_item(self._marker, words))
            self._marker = ""
        else:
            self.blocks.append(paragraph(words))

    def _next_marker(self) -> str:
        number = self._counters[-1]
        if number is None:
            return "-"
        self._counters[-1] = number + 1
        return f"{number}."


_HANDLERS = {
    "inline": _Writer.words,
    "heading_open": _Writer.heading,
    "heading_close": _Writer.heading,
    "bullet_list_open": _Writer.list,
    "bullet_list_close": _Writer.list,
    "ordered_list_open": _Writer.list,
    "ordered_list_close": _Writer.list,
    "list_item_open": _Writer.list_item,
    "list_item_close": _Writer.list_item,
    "table_open": _Writer.table,
    "table_close": _Writer.table,
    "tr_open": _Writer.row,
    "fence": _Writer.code,
    "code_block": _Writer.code,
    "html_block": _Writer.raw_html,
}


def _words(tokens: Sequence[Token]) -> str:
    """The text of a stretch of inline tokens; a line break that is meant stays, one that only wraps is undone."""
    lines, pieces = [[""]], []
    for token in tokens:
        is_break = token.type == "hardbreak" or (
            token.type == "html_inline" and token.content.lower().startswith("<br")
        )
        if token.type in ("text", "text_special", "code_inline"):
            pieces.append(token.content)
        if is_break or token.type == "softbreak":
            lines[-1].append("".join(pieces).strip())
            pieces = []
        if is_break:
            lines.append([""])
    lines[-1].append("".join(pieces).strip())
    return "\n".join(one_line(join_lines([part for part in line if part])) for line in lines)


def _visible(source: str) -> str:
    from markdown_it.common.html_re import HTML_TAG_RE  # noqa: PLC0415  heavy

    if source.lstrip().lower().startswith(_UNSEEN):
        return ""
    return "\n".join(map(one_line, html.unescape(HTML_TAG_RE.sub(" ", source)).split("\n")))
