"""The macros of mdoc(7): sections, lists of options, examples and tables as blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from retrieval.sources.base.block_text import DocumentBlock
from retrieval.sources.base.page_writer import PageWriter
from retrieval.sources.roff.mdoc_inline import CALLABLE, MdocText, cells
from retrieval.sources.roff.roff_escapes import plain
from retrieval.sources.roff.roff_source import RoffLine

_BULLETS = frozenset({"-bullet", "-dash", "-hyphen"})
_KEPT = frozenset({"-literal", "-unfilled"})  # displays whose lines are kept
_HEADINGS = {"Sh": 2, "Ss": 3}


@dataclass(slots=True)
class _List:
    kind: str
    number: int = 0
    rows: list[list[list[str]]] = field(default_factory=list)  # of a list in columns: the words of each cell


class MdocBlocks:
    """Reads the lines of a page that is written with the macros mdoc; `title_line` has its name, section and date."""

    def __init__(self) -> None:
        self._page = PageWriter()
        self._text = MdocText()
        self._lists: list[_List] = []
        self._kept: list[bool] = []  # of each open display, whether its lines are kept
        self._is_open_label = False  # names that go on in the next lines, up to `Xc`
        self._section = ""
        self._heads = {"Dt": ("", ""), "Dd": ("",)}

    @property
    def title_line(self) -> tuple[str, ...]:
        """The name, the section and the date of the page."""
        name, section = (*self._heads["Dt"], "", "")[:2]
        return name, section, " ".join(self._heads["Dd"])

    def read(self, lines: Iterable[RoffLine]) -> list[DocumentBlock]:
        """Return the blocks of the lines."""
        for line in lines:
            if line.request:
                self._follow(line.request, line.arguments)
            elif line.text.strip() or self._page.is_code:
                self._text.add(plain(line.text if self._page.is_code else line.text.strip()))
                self._flush_kept()
            else:
                self._end()
        self._end()
        self._page.close()
        return self._page.blocks

    def _follow(self, macro: str, tokens: Sequence[str]) -> None:
        if macro in self._heads:
            self._heads[macro] = tuple(plain(token) for token in tokens)
        elif macro in _HEADINGS:
            self._head(_HEADINGS[macro], tokens)
        elif macro in {"Pp", "Lp", "sp", "PP"}:
            self._end()
        elif macro in {"Bl", "It", "El"}:
            self._follow_list(macro, tokens)
        elif macro in {"Bd", "Ed"}:
            self._display(tokens if macro == "Bd" else None)
        elif macro in {"D1", "Dl"}:
            self._display(["-literal"])
            self._text.read(tokens)
            self._flush_kept()
            self._display(None)
        elif macro in CALLABLE:
            self._line(macro, tokens)
        elif macro == "br":
            self._flush()
            self._page.break_line()

    def _follow_list(self, macro: str, tokens: Sequence[str]) -> None:
        """Begin a list or an item, or end the innermost list."""
        if macro == "It":
            self._item(tokens)
            return
        self._end()
        if macro == "Bl":
            self._lists.append(_List(kind=tokens[0] if tokens else "-item"))
        elif self._lists and (rows := self._lists.pop().rows):
            self._page.rows([[" ".join(cell) for cell in row] for row in rows])

    def _line(self, macro: str, tokens: Sequence[str]) -> None:
        """Add a line of macros; in a synopsis the name of the program begins a line."""
        if macro == "Nm" and self._section == "SYNOPSIS" and not self._lists:
            self._flush()
            self._page.break_line()
        if macro == "Nd":
            self._text.add("–")
        self._text.read([macro, *tokens])
        if self._is_open_label and (macro == "Xc" or "Xc" in tokens):
            self._end_label()
        self._flush_kept()

    def _head(self, level: int, tokens: Sequence[str]) -> None:
        self._end()
        self._lists = []
        self._text.read(tokens)
        title = self._text.take()
        self._section = title if level == _HEADINGS["Sh"] else self._section
        self._page.head(level, title)

    def _item(self, tokens: Sequence[str]) -> None:
        """Begin an item of the innermost list."""
        self._end()
        if not self._lists:
            return
        current = self._lists[-1]
        current.number += 1
        if current.kind == "-column":
            current.rows.append([[self._cell(cell)] for cell in cells(tokens)])
        elif current.kind in _BULLETS:
            self._page.item("-")
        elif current.kind == "-enum":
            self._page.item(f"{current.number}.")
        elif current.kind != "-item":
            self._text.read(tokens)
            self._is_open_label = "Xo" in tokens and "Xc" not in tokens
            self._end_label() if not self._is_open_label else None

    def _cell(self, tokens: Sequence[str]) -> str:
        self._text.read(tokens)
        return self._text.take()

    def _end_label(self) -> None:
        self._is_open_label = False
        self._page.label(self._text.take())

    def _display(self, tokens: Sequence[str] | None) -> None:
        """Begin a display, or end the innermost one."""
        self._end()
        if tokens is not None:
            self._kept.append(not _KEPT.isdisjoint(tokens))
            if self._kept[-1]:
                self._page.begin_code()
        elif self._kept and self._kept.pop():
            self._page.end_code()

    def _flush_kept(self) -> None:
        """Write the words so far as a line of its own, where lines are kept."""
        if self._page.is_code:
            self._page.add(self._text.take())

    def _flush(self) -> None:
        if words := self._text.take():
            self._page.add(words)

    def _end(self) -> None:
        """End the paragraph; words behind a row of a table belong to its last cell."""
        self._is_open_label = False
        if self._lists and self._lists[-1].rows and (words := self._text.take()):
            self._lists[-1].rows[-1][-1].append(words)
            return
        if self._page.is_code:
            self._page.add(self._text.take())
        else:
            self._flush()
            self._page.end()
