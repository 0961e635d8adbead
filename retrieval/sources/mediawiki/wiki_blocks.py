"""Lines of wikitext, whose templates and links are replaced: converts them into blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.sources.base.block_text import DocumentBlock, heading, join_lines, list_item, paragraph, table
from retrieval.sources.mediawiki.literal_text import CAPTION, CAPTION_END, CODE
from retrieval.sources.mediawiki.wiki_markup import plain_words
from retrieval.sources.mediawiki.wiki_tables import WikiCell, WikiTable, is_table, read_table
from retrieval.text.normalize import one_line

_LIST = re.compile(r"([*#:;]{1,50})[ \t]*(.*)", re.DOTALL)
_ITEM = re.compile(r"[ \t]*[*#]+[:*#]*[ \t]*")
_RULE = re.compile(r"-{4,}")
_CAPTION = re.compile(f"{CAPTION}([^{CAPTION}{CAPTION_END}]*){CAPTION_END}?")
_STRAY = ("|}", "|-", "{{", "}}")  # of a table or a template that is not whole
_HEADING_LEVELS = 6
_MOST_LEVELS = 8  # of tables that arrange parts of a page


def blocks_of_lines(text: str) -> list[DocumentBlock]:
    """Return the blocks of a page, without headings that nothing stands under."""
    return _without_empty_sections(_Lines().read(text.split("\n")))


class _Lines:
    """Collects lines until one ends the block that they make."""

    def __init__(self, level: int = 1) -> None:
        self._level = level
        self._blocks: list[DocumentBlock] = []
        self._paragraph: list[str] = []
        self._code: list[str] = []
        self._captions: list[str] = []
        self._marker = ""  # of the item that may go on
        self._item: list[str] = []  # its words
        self._is_term = False  # whether the item is a term that its definition follows
        self._numbers: dict[str, int] = {}  # by the marks of the list around an item

    def read(self, lines: list[str]) -> list[DocumentBlock]:
        """Return the blocks of the lines."""
        waiting = iter(lines)
        for line in waiting:
            if is_table(line):
                self._end()
                self._table(read_table(line, waiting))
            else:
                self._line(line)
        self._end()
        return self._blocks

    def _line(self, line: str) -> None:
        words = line.strip()
        if line.startswith(CODE):
            self._end()
            self._blocks.append(paragraph(plain_words(line)))
        elif not words or _RULE.match(words) or words.startswith(_STRAY):
            self._end()
        elif title := _heading(words):
            self._end()
            self._blocks.append(heading(title[0], self._words(title[1])))
        elif match := _LIST.match(words if words[0] in "*#" else line):
            self._list(match[1], match[2])
        elif line[0] == " " and not self._paragraph and words[0] not in "|!":
            self._end(code=False)
            self._code.append(self._words(line[1:]))
        else:
            self._end(paragraph=False)
            self._paragraph.append(self._words(words))

    def _list(self, marks: str, text: str) -> None:
        self._end(item=False)
        words = self._words(text)
        sign = marks[-1]
        if sign == ":" and self._item and (self._is_term or marks[:-1]):
            is_first = self._is_term and len(self._item) == 1 and not self._item[0].endswith(":")
            self._item.append(f"{':' if is_first else ''} {words}")
            return
        self._end_item()
        self._numbers = {inner: number for inner, number in self._numbers.items() if len(inner) <= len(marks)}
        if sign == ":":
            self._blocks.append(paragraph(words))
            return
        if sign == "#":
            self._numbers[marks] = self._numbers.get(marks, 0) + 1
        self._is_term = sign == ";"
        self._marker = f"{self._numbers[marks]}." if sign == "#" else "-"
        self._item = [_term(words) if self._is_term else words]

    def _end(self, *, paragraph: bool = True, code: bool = True, item: bool = True) -> None:
        """End the open blocks, except blocks of the kind that goes on."""
        if item:
            self._end_item()
            self._numbers = {}
        if code and self._code:
            self._blocks.append(_paragraph("\n".join(self._code)))
            self._code = []
        if paragraph and self._paragraph:
            self._blocks.append(_paragraph(join_lines(self._paragraph)))
            self._paragraph = []
        if paragraph and code and item:
            self._blocks += [_paragraph(caption) for caption in self._captions]
            self._captions = []

    def _end_item(self) -> None:
        if self._item:
            self._blocks.append(list_item(self._marker, "".join(self._item)))
        self._item, self._is_term = [], False

    def _words(self, text: str) -> str:
        """Return the words of a line; captions of pictures in it wait for the end of its block."""
        if CAPTION in text:
            self._captions += [plain_words(caption) for caption in _CAPTION.findall(text)]
            text = _CAPTION.sub("", text)
        return plain_words(text)

    def _table(self, written: WikiTable) -> None:
        """Add a table; of a table that arranges parts of the page its cells, each as a part of its own."""
        if not written.is_hidden:
            if written.caption is not None:
                self._blocks.append(_paragraph(_cell_words(written.caption)))
            if self._level < _MOST_LEVELS and _is_layout(written):
                for cell in written.cells:
                    self._blocks += _Lines(self._level + 1).read(cell.lines)
                    self._inner(cell)
            else:
                self._blocks.append(table([_cell_words(cell) for cell in row] for row in written.full_rows()))
                for cell in written.cells:
                    self._inner(cell)
        self._line(written.rest)

    def _inner(self, cell: WikiCell) -> None:
        for inner in cell.tables:
            self._table(inner)


def _paragraph(text: str) -> DocumentBlock:
    return paragraph("\n".join(map(one_line, text.split("\n"))))


def _heading(line: str) -> tuple[int, str] | None:
    """Return the level and the words of a heading; None for another line."""
    if not (line.startswith("=") and line.endswith("=")):
        return None
    opening, closing = len(line) - len(line.lstrip("=")), len(line) - len(line.rstrip("="))
    level = min(opening, closing, _HEADING_LEVELS)
    words = line[level : len(line) - level].strip()
    return (level, words) if words.strip("=") else None


def _term(words: str) -> str:
    """Return a term; with its definition where that stands on the same line, behind a colon between blanks."""
    term, colon, definition = words.partition(" : ")
    return f"{term.strip()}: {definition.strip()}" if colon else words


def _cell_words(cell: WikiCell) -> str:
    """Return the words of a cell on one line, with a bullet before each item of a list."""
    lines = [line for line in cell.lines if line.strip()]
    items = [_ITEM.sub("• ", line, count=1) if _ITEM.match(line) else line for line in lines]
    titles = (_heading(line.strip()) for line in items)
    words = [title[1] if title else line for title, line in zip(titles, items, strict=True)]
    return one_line(plain_words(_CAPTION.sub("", " ".join(words))))


def _is_layout(written: WikiTable) -> bool:
    """Return whether a table arranges parts of a page.

    It has one cell a row and no header, or no header, and tables or headings in its cells.
    """
    if any(cell.is_header for cell in written.cells):
        return False
    return all(len(row) == 1 for row in written.rows) or any(
        cell.tables or any(_heading(line.strip()) for line in cell.lines) for cell in written.cells
    )


def _without_empty_sections(blocks: list[DocumentBlock]) -> list[DocumentBlock]:
    return list(_kept(blocks))[::-1]


def _kept(blocks: list[DocumentBlock]) -> Iterator[DocumentBlock]:
    """Yield the blocks from the last to the first, without headings that nothing stands under."""
    level_below = 1  # of the heading that follows; an article ends as a section of the first level does
    for block in reversed(blocks):
        if not block.text or (block.level and level_below and block.level >= level_below):
            continue
        level_below = block.level
        yield block
