"""The macros of man(7): sections, options with their descriptions, lists, examples and tables as blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from retrieval.sources.base.block_text import DocumentBlock
from retrieval.sources.base.page_writer import PageWriter, is_list_mark
from retrieval.sources.roff.roff_escapes import plain
from retrieval.sources.roff.roff_source import RoffLine
from retrieval.sources.roff.roff_tables import TableLines
from retrieval.text.normalize import one_line

_FONTS = frozenset({"B", "I", "SM", "SB", "R", "CW", "C", "cW"})
_ALTERNATING = frozenset({"BR", "BI", "IR", "IB", "RB", "RI"})
_PARAGRAPHS = frozenset({"PP", "P", "LP", "HP", "sp", "Sp", "SP"})
_CODE_BEGINS, _CODE_ENDS = frozenset({"nf", "EX", "Vb"}), frozenset({"fi", "EE", "Ve"})
_LINKS, _LINK_ENDS = frozenset({"UR", "MT"}), frozenset({"UE", "ME"})
_MOVED_BACK = re.compile(r"\\h'-")  # before the mark of a list's item, in pages made from DocBook
_HEADINGS = {"SH": 2, "SS": 3}


class ManBlocks:
    """Reads the lines of a page that is written with the macros man; `title_line` has the arguments of its `.TH`."""

    def __init__(self) -> None:
        self.title_line: tuple[str, ...] = ()
        self._page = PageWriter()
        self._awaited: Callable[[str], None] | None = None  # takes the next line of text: a heading, or names
        self._link = ""
        self._table: TableLines | None = None
        self._is_equation = False
        self._is_hanging = False  # in a paragraph that may name what an indented one below it describes

    def read(self, lines: Iterable[RoffLine]) -> list[DocumentBlock]:
        """Return the blocks of the lines."""
        for line in lines:
            if self._table is not None:
                self._add_row(line)
            elif self._is_equation:
                self._is_equation = line.request != "EN"
            elif line.request:
                self._follow(line.request, [plain(argument) for argument in line.arguments])
            else:
                self._text(line.text)
        self._page.close()
        return self._page.blocks

    def _text(self, text: str) -> None:
        """Add a line of text; a blank one ends the paragraph."""
        if not self._page.is_code and not text.strip():
            self._page.end()
            return
        words = plain(text)
        if _MOVED_BACK.match(text.strip()) and is_list_mark(words):
            self._page.label(words)
            return
        self._write(words)

    def _write(self, words: str) -> None:
        """Add words as a line, or to what awaits them."""
        if self._awaited is not None and words.strip():
            awaited, self._awaited = self._awaited, None
            awaited(words)
        else:
            self._page.add(words)

    def _follow(self, request: str, words: Sequence[str]) -> None:
        if request == "TH" and not self.title_line:
            self.title_line = tuple(words)
        elif request in _HEADINGS:
            self._head(_HEADINGS[request], " ".join(words))
        elif request in _PARAGRAPHS:
            self._awaited = None
            self._is_hanging = request == "HP"
            self._page.add("") if self._page.is_code else self._page.end()
        elif request in {"TP", "TQ"}:
            self._page.end_code()
            self._page.end()
            self._awaited = self._page.label
        elif request == "IP":
            self._page.end_code()
            self._indent_anew(words[0] if words else "")
        elif request in {"RS", "RE"}:
            self._indent(request)
        elif request == "br":
            self._page.break_line()
        elif request in _CODE_BEGINS:
            self._page.begin_code()
        elif request in _CODE_ENDS:
            self._page.end_code()
        else:
            self._follow_inside(request, words)

    def _follow_inside(self, request: str, words: Sequence[str]) -> None:
        """Follow a request that is about words; what only moves them, and what is not known, gives nothing."""
        if request in _FONTS:
            self._style(" ".join(words))
        elif request in _ALTERNATING:
            self._style("".join(words))
        elif request in _LINKS:
            self._link = words[0] if words else ""
        elif request in _LINK_ENDS:
            self._write(f"({self._link}){''.join(words[:1])}" if self._link else "".join(words[:1]))
        elif request in {"URL", "MTO"}:
            address, shown, mark = (*words, "", "", "")[:3]
            self._write((f"{shown} ({address})" if shown else address) + mark)
        elif request in {"SY", "OP"}:
            self._page.break_line() if request == "SY" else None
            self._write(" ".join(words) if request == "SY" else f"[{' '.join(words)}]")
        elif request == "YS":
            self._page.end()
        elif request == "TS":
            self._table = TableLines()
        elif request == "EQ":
            self._is_equation = True

    def _style(self, words: str) -> None:
        """Add words in a font; without any, the words of the next line count."""
        if words:
            self._write(words)

    def _head(self, level: int, title: str) -> None:
        self._page.close()
        self._awaited = None if title else (lambda words: self._page.head(level, words))
        self._page.head(level, title)

    def _indent_anew(self, names: str) -> None:
        """Begin an indented paragraph with names before it; without them it describes the item of a list above it."""
        if names.strip():
            self._page.label(names)
        else:
            self._page.describe_last() if self._page.is_item or self._is_hanging else None
            self._page.end()
        self._is_hanging = False

    def _indent(self, request: str) -> None:
        self._awaited = None
        if self._page.is_code:
            return
        self._page.describe_last() if request == "RS" else None
        self._page.end()

    def _add_row(self, line: RoffLine) -> None:
        """Add a line to the table, or end it."""
        if self._table is not None and line.request == "TE":
            rows = [[one_line(plain(cell)) for cell in row] for row in self._table.rows()]
            self._table = None
            self._page.rows(rows)
        elif self._table is not None:
            self._table.add(line)
