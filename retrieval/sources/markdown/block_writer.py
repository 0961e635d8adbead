"""Converts the tokens of a parsed Markdown document into blocks, without its marks."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from retrieval.sources.base.block_text import DocumentBlock, heading, join_lines, list_item, paragraph, table
from retrieval.sources.base.shifted_text import subscript, superscript
from retrieval.sources.markdown.entry_lines import entry_starts
from retrieval.text.normalize import one_line

if TYPE_CHECKING:
    from markdown_it.token import Token

_OPENS = 1  # the nesting of a token that opens something
_CLOSES = -1
_UNSEEN_TAGS = "script|style|template|del|s|strike"  # of raw HTML: what it does not show, and what it strikes out
_UNSEEN_HTML = re.compile(
    r"<!--.*?(?:-->|\Z)|<\?(?:[^<?]|<(?!\?)|\?(?!>))*\?>|<![A-Za-z\[][^>]{0,2000}>"
    rf"|<({_UNSEEN_TAGS})\b[^>]{{0,2000}}>.*?(?:</\1\s*>|\Z)|<[?!]",
    re.DOTALL | re.IGNORECASE,
)
_UNSEEN_TAG = re.compile(rf"<(/?)(?:{_UNSEEN_TAGS})\b", re.IGNORECASE)
_ITEM_STATE = re.compile(r"^\[[ xX]\]\s+")  # of a list of tasks
_CALLOUT = re.compile(r"^\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|INFO)\][+-]?\s*", re.IGNORECASE)
# A heading, with pictures and links in it; the bound keeps the time for headings that are never closed in proportion.
_HTML_HEADING = re.compile(r"<h([1-6])\b[^<>]{0,500}>(.{0,2000}?)</h\1\s{0,9}>", re.DOTALL | re.IGNORECASE)
_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)


class BlockWriter:
    """Turns a stream of tokens into blocks."""

    def __init__(self) -> None:
        self.blocks: list[DocumentBlock] = []
        self._level = 0  # of the heading that is open
        self._counters: list[int | None] = []  # for each open list its next number; None where it has bullets
        self._marker = ""  # of an item whose first words are still to come
        self._cells: list[list[str]] | None = None  # of the table that is open
        self._notes = 0  # footnotes that are open

    def take(self, token: Token) -> None:
        """Add a token; footnotes are left out."""
        if token.type.startswith("footnote"):
            self._notes += token.nesting
        elif not self._notes and (handle := _HANDLERS.get(token.type)):
            handle(self, token)

    def mark_heading(self, token: Token) -> None:
        """Begin or end a heading."""
        self._level = int(token.tag[1:]) if token.nesting == _OPENS else 0

    def list(self, token: Token) -> None:
        """Begin or end a list."""
        if token.nesting == _OPENS:
            self._counters.append(int(token.attrs.get("start", 1)) if token.tag == "ol" else None)
        else:
            self._counters.pop()

    def list_item(self, token: Token) -> None:
        """Begin or end an item of a list."""
        self._marker = self._next_marker() if token.nesting == _OPENS else ""

    def table(self, token: Token) -> None:
        """Begin or end a table."""
        if token.nesting == _OPENS:
            self._cells = []
        else:
            self.blocks.append(table(self._cells or []))
            self._cells = None

    def row(self, _: Token) -> None:
        """Begin a row of a table."""
        if self._cells is not None:
            self._cells.append([])

    def code(self, token: Token) -> None:
        """Add the lines of a code block."""
        self.blocks.append(paragraph(token.content))

    def raw_html(self, token: Token) -> None:
        """Add the words of raw HTML."""
        end = 0
        for title in _HTML_HEADING.finditer(token.content):
            before = paragraph(_html_words(token.content[end : title.start()]))
            self.blocks += [before, heading(int(title[1]), _html_words(title[2]))]
            end = title.end()
        self.blocks.append(paragraph(_html_words(token.content[end:])))

    def words(self, token: Token) -> None:
        """Add the words of a paragraph, a heading, an item or a cell."""
        is_plain = self._cells is None and not self._level and not self._marker
        starts = entry_starts(token.content) if is_plain and _shows_lines(token) else frozenset()
        words = _inline_words(token.children or [], starts=starts)
        words = _ITEM_STATE.sub("", words) if self._marker else _CALLOUT.sub("", words)
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
    "inline": BlockWriter.words,
    "heading_open": BlockWriter.mark_heading,
    "heading_close": BlockWriter.mark_heading,
    "bullet_list_open": BlockWriter.list,
    "bullet_list_close": BlockWriter.list,
    "ordered_list_open": BlockWriter.list,
    "ordered_list_close": BlockWriter.list,
    "list_item_open": BlockWriter.list_item,
    "list_item_close": BlockWriter.list_item,
    "table_open": BlockWriter.table,
    "table_close": BlockWriter.table,
    "tr_open": BlockWriter.row,
    "fence": BlockWriter.code,
    "code_block": BlockWriter.code,
    "html_block": BlockWriter.raw_html,
}


_SHIFTS: dict[str, Callable[[str], str]] = {
    "<sup>": superscript,
    "<sub>": subscript,
    "</sup>": str,
    "</sub>": str,
}


def _inline_words(tokens: Sequence[Token], *, starts: Collection[int] = ()) -> str:
    """Return the text of inline tokens; hard line breaks stay, soft ones become blanks.

    What is struck out (`~~so~~`, `<del>`, `<s>`) is left out.

    Args:
        tokens: of a block.
        starts: numbers of the lines of its source before which a soft break stays as well.
    """
    lines: list[list[str]] = [[""]]
    pieces: list[str] = []
    shift: Callable[[str], str] = str  # of what stands between `<sup>` or `<sub>` and its end
    struck = 0  # passages that are open, one inside the other
    number = 0  # of the line of the source
    for token in tokens:
        struck = max(0, struck + _strike(token))
        number += _count_line_ends(token)
        is_meant = token.type == "softbreak" and number in starts
        is_break = is_meant or token.type == "hardbreak" or _is_break_tag(token)
        if is_break or token.type == "softbreak":
            lines[-1].append("".join(pieces).strip())
            pieces = []
        elif not struck:
            shift = _SHIFTS.get(token.content.lower(), shift) if token.type == "html_inline" else shift
            pieces.append(shift(_text(token)))
        if is_break:
            lines.append([""])
    lines[-1].append("".join(pieces).strip())
    return "\n".join(one_line(join_lines([part for part in line if part])) for line in lines)


def _shows_lines(block: Token) -> bool:
    """Return whether the tokens inside a block have all line ends of its source: those in code are blanks there."""
    return block.content.count("\n") == sum(map(_count_line_ends, block.children or []))


def _count_line_ends(token: Token) -> int:
    return 1 if token.type in ("hardbreak", "softbreak") else token.content.count("\n")


def _is_break_tag(token: Token) -> bool:
    return token.type == "html_inline" and _BREAK_TAG.match(token.content) is not None


def _strike(token: Token) -> int:
    """Return 1 if a token begins struck-out text, -1 if it ends it, else 0."""
    if token.type in ("s_open", "s_close"):
        return token.nesting
    tag = _UNSEEN_TAG.match(token.content) if token.type == "html_inline" else None
    return 0 if tag is None else _CLOSES if tag[1] else _OPENS


def _text(token: Token) -> str:
    """Return the text of a token; a character reference as browsers read it, `&#146;` as in Windows' encoding."""
    if token.type == "text_special" and token.info == "entity":
        return html.unescape(token.markup)
    return token.content if token.type in ("text", "text_special", "code_inline") else ""


def _html_words(source: str) -> str:
    from markdown_it.common.html_re import HTML_TAG_RE  # noqa: PLC0415  heavy

    seen = _UNSEEN_HTML.sub(" ", source)
    return "\n".join(map(one_line, html.unescape(HTML_TAG_RE.sub(" ", seen)).split("\n")))
