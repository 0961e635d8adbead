"""Writes the blocks of a page of documentation: lists, code, and an option with its description below it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from retrieval.sources.base.block_text import DocumentBlock, heading, list_item, paragraph, table
from retrieval.text.normalize import one_line

_INDENT = "    "  # before the description of an option, below its names
_BULLET = re.compile(r"[•*o·○+–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)]")
_MOST_LABELS = 20  # names of one description; of more, the description belongs to the last ones
_NAMES_END = re.compile(r"[.!?:;,…][\"'”’)]*$")
_LONGEST_NAME = 60  # characters of an item that does so
_LONGEST_NAMES = 300  # characters of a paragraph that names what the indented one below it describes


class PageWriter:
    """Collects text, and makes a block of it where one ends."""

    def __init__(self) -> None:
        self.blocks: list[DocumentBlock] = []
        self._lines: list[list[str]] = [[]]  # words of the paragraph, by the lines that the page itself breaks
        self._labels: list[str] = []
        self._marker = ""
        self._code: list[str] | None = None

    @property
    def is_code(self) -> bool:
        """Return whether lines are kept as they are."""
        return self._code is not None

    @property
    def is_waiting(self) -> bool:
        """Return whether names were begun that have no description yet."""
        return bool(self._labels)

    @property
    def is_item(self) -> bool:
        """Return whether the paragraph is an item of a list."""
        return bool(self._marker)

    def add(self, text: str) -> None:
        """Add a line of text to the paragraph, or a line of code."""
        if self._code is not None:
            self._code.append(text.rstrip())
        elif text.strip():
            self._lines[-1].append(text.strip())

    def break_line(self) -> None:
        """Break the paragraph's line."""
        if self._code is None and self._lines[-1]:
            self._lines.append([])

    def end(self) -> None:
        """End the paragraph; names that still have no description wait for the next one."""
        text = "\n".join(one_line(" ".join(words)) for words in self._lines if words)
        self._lines = [[]]
        if not text:
            return
        if self._marker:
            self.blocks.append(list_item(self._marker, text))
        elif self._labels:
            self.blocks.append(paragraph("\n".join([*self._labels, f"{_INDENT}{one_line(text)}"])))
        else:
            self.blocks.append(paragraph(text))
        self._marker, self._labels = "", []

    def close(self) -> None:
        """End the paragraph, and write names that no description follows."""
        self.end_code()
        self.end()
        if self._labels:
            self.blocks.append(paragraph("\n".join(self._labels)))
        self._marker, self._labels = "", []

    def head(self, level: int, text: str) -> None:
        """Write a heading."""
        self.close()
        if one_line(text):
            self.blocks.append(heading(level, text))

    def label(self, text: str) -> None:
        """Begin a description: of names, or as the item of a list where they are a bullet or a number."""
        self.end()
        text = one_line(text)
        if not text:
            return
        if is_list_mark(text):
            self.close()
            self._marker = text.strip("()") if text[-1] in ".)" and text.strip("()")[:1].isdigit() else "-"
            self._marker = f"{self._marker.rstrip('.)')}." if self._marker != "-" else "-"
        else:
            self._labels = [*self._labels, text][-_MOST_LABELS:]

    def item(self, marker: str) -> None:
        """Begin an item of a list."""
        self.close()
        self._marker = marker

    def describe_last(self) -> None:
        """Take the last paragraph as the names of the following entries: pages made from DocBook do so."""
        text = one_line(" ".join(word for words in self._lines for word in words))
        text = text.removesuffix(":") if self._marker else text
        is_named = bool(text) and not self._labels and len(text) <= _LONGEST_NAMES and not _NAMES_END.search(text)
        if is_named and (not self._marker or len(text) <= _LONGEST_NAME):
            self._lines, self._labels, self._marker = [[]], [text], ""

    def begin_code(self) -> None:
        """Keep the lines that follow as they are."""
        if self._code is None:
            self.end()
            self._code = []

    def end_code(self) -> None:
        """Write the lines that were kept; a blank line parts blocks."""
        if self._code is None:
            return
        lines, self._code = self._code, None
        if text := textwrap.dedent("\n".join(lines)).strip("\n"):
            labels, self._labels, self._marker = self._labels, [], ""
            self.blocks += [paragraph("\n".join(labels))] if labels else []
            self.blocks += [paragraph(part) for part in re.split(r"\n{2,}", text)]

    def rows(self, cells: Sequence[Sequence[str]]) -> None:
        """Write a table."""
        self.close()
        self.blocks.append(table(cells))


def is_list_mark(text: str) -> bool:
    """Return whether a text is the bullet or the number of an item."""
    return _BULLET.fullmatch(text.strip()) is not None
