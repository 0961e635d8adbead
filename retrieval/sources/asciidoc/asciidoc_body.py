"""The blocks of an AsciiDoc document, line by line."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.sources.asciidoc import asciidoc_forms as forms
from retrieval.sources.asciidoc.asciidoc_inline import words_of
from retrieval.sources.asciidoc.asciidoc_tables import table_rows
from retrieval.sources.base.block_text import DocumentBlock
from retrieval.sources.base.page_writer import PageWriter

_UNSEEN = frozenset("/+")  # what stands between such delimiters is a comment, or meant for another format
_CODE = frozenset("-.`~")
_MOST_OPEN = 20  # blocks inside each other
_HARD_BREAK = " +"


class AsciidocBody:
    """Reads the lines of a document.

    Attributes:
        attributes: that it sets, by name in lower case.
        title: its heading of the highest level; empty where it has none.
    """

    def __init__(self) -> None:
        self.attributes: dict[str, str] = {}
        self.title = ""
        self._page = PageWriter()
        self._paragraph: list[str] = []
        self._options = ""  # of the next block
        self._open: list[str] = []  # the delimiters of blocks that hold other blocks
        self._is_list = False  # a list is open, whose paragraph an item ends

    def blocks(self, lines: Sequence[str]) -> list[DocumentBlock]:
        """Return the blocks of the lines."""
        chosen = list(forms.chosen_lines(lines))
        index = self._header(chosen)
        while index < len(chosen):
            index = self._read(chosen, index)
        self._end()
        self._page.close()
        return self._page.blocks

    def _header(self, lines: Sequence[str]) -> int:
        """Read the title, and the lines of author and version right below it; return the index behind them."""
        first = next((number for number, line in enumerate(lines) if line.strip() and not _is_note(line)), len(lines))
        if first == len(lines):
            return 0
        match = forms.HEADING.fullmatch(lines[first].rstrip())
        is_ruled = forms.is_underlined(lines, first) and lines[first + 1].startswith("=")
        if not is_ruled and not (match and len(match[1]) == 1):
            return 0
        self.title = match[2] if match and not is_ruled else lines[first].strip()
        index = first + 1 + is_ruled
        while index < len(lines) and lines[index].strip():
            self._set(lines[index])
            index += 1
        self.title = words_of(self.title, self.attributes)
        return index

    def _set(self, line: str) -> bool:
        """Note the attribute that a line sets, and return whether it does."""
        match = forms.ATTRIBUTE.fullmatch(line.rstrip())
        if match is None:
            return False
        name = match[1].strip("!").casefold()
        if "!" in match[1]:
            self.attributes.pop(name, None)
        else:
            self.attributes[name] = words_of(match[2] or "", self.attributes)
        return True

    def _read(self, lines: Sequence[str], index: int) -> int:
        """Read the block or the line at an index, and return the index behind it."""
        line = lines[index].rstrip()
        if not line:
            self._end()
        elif forms.TABLE.fullmatch(line):
            return self._table(lines, index)
        elif forms.DELIMITER.fullmatch(line) and not (self._paragraph and len(line) == 2):  # noqa: PLR2004  `--`
            return self._delimited(lines, index)
        elif not self._paragraph and self._starts_block(lines, index):
            return index + 1 + (not forms.HEADING.fullmatch(line) and self._is_underlined(lines, index))
        elif not _is_note(line):
            self._text(line)
        return index + 1

    def _starts_block(self, lines: Sequence[str], index: int) -> bool:
        """Read a heading or a line about the next block, and return whether this is such a line."""
        line = lines[index].rstrip()
        if match := forms.HEADING.fullmatch(line):
            self._head(min(len(match[1]), 6), match[2])
        elif self._is_underlined(lines, index):
            self._head(forms.UNDERLINES.index(lines[index + 1][0]) + 1, line.strip())
        elif forms.BLOCK_ATTRIBUTES.fullmatch(line):
            self._options = f"{self._options} {line}"[:500]
        elif match := forms.BLOCK_TITLE.fullmatch(line):
            self._text(match[1])
            self._end()
        else:
            return self._set(line) or forms.BLOCK_MACRO.fullmatch(line) is not None
        return True

    def _is_underlined(self, lines: Sequence[str], index: int) -> bool:
        """Return whether a line is a heading with a line under it, which does not end an open block."""
        return forms.is_underlined(lines, index) and lines[index + 1].rstrip() not in self._open

    def _head(self, level: int, title: str) -> None:
        self._end()
        self._is_list = False
        self._options = ""
        self._page.head(level, words_of(title, self.attributes))

    def _text(self, line: str) -> None:
        """Add a line of text, which may begin an item of a list or a term."""
        may_begin = not self._paragraph or self._is_list
        item = forms.ITEM.fullmatch(line) if may_begin else None
        term = forms.TERM.fullmatch(line) if may_begin and not item else None
        if line == "+":
            self._end()
        elif item:
            self._end()
            self._is_list = True
            self._page.item("-" if item[1][0] in "*-•" else _number(item[1]))
            self._paragraph = [forms.CHECK.sub("", item[2])]
        elif term and not term[1].endswith(":"):
            self._end()
            self._is_list = True
            self._page.label(words_of(term[1], self.attributes))
            self._paragraph = [term[2]] if term[2] else []
        elif line[0].isspace() and not self._paragraph and not self._page.is_waiting:
            self._page.begin_code()
            self._page.add(line)
        else:
            self._paragraph.append(line.strip())

    def _end(self) -> None:
        """Write the paragraph."""
        if self._page.is_code:
            self._page.end_code()
        is_verse = "[verse" in self._options
        for line in _parts(self._paragraph, is_verse=is_verse):
            self._page.add(words_of(line, self.attributes))
            self._page.break_line()
        if self._paragraph:
            self._page.end()
            self._options = ""
        self._paragraph = []

    def _delimited(self, lines: Sequence[str], index: int) -> int:
        """Read a block between two delimiters; of those that hold other blocks only the delimiter is read."""
        mark = lines[index].rstrip()
        kind = mark[0]
        self._end()
        if mark == "--" or (kind not in _CODE and kind not in _UNSEEN):
            self._is_list = False if kind == "=" else self._is_list
            if mark in self._open:
                self._open.remove(mark)
            elif len(self._open) < _MOST_OPEN:
                self._open.append(mark)
            return index + 1
        closing = mark[:4] if kind in "`~" else mark
        closing = closing[:3] if kind == "`" else closing
        stop = next((at for at in range(index + 1, len(lines)) if lines[at].rstrip() == closing), len(lines))
        if kind in _CODE:
            self._page.begin_code()
            for line in lines[index + 1 : stop]:
                self._page.add(line)
            self._page.end_code()
        self._options = ""
        return stop + 1

    def _table(self, lines: Sequence[str], index: int) -> int:
        mark = lines[index].rstrip()
        self._end()
        stop = next((at for at in range(index + 1, len(lines)) if lines[at].rstrip() == mark), len(lines))
        rows = table_rows(lines[index + 1 : stop], self._options, mark[0])
        self._page.rows([[words_of(cell, self.attributes) for cell in row] for row in rows])
        self._options = ""
        return stop + 1


def _is_note(line: str) -> bool:
    """Return whether a line is a comment."""
    return line.startswith("//") and not line.startswith("////")


def _number(marker: str) -> str:
    digits = marker.strip("<>.")
    return f"{digits}." if digits.isdigit() else "1." if marker[0] in ".<" else f"{digits}."


def _parts(lines: Sequence[str], *, is_verse: bool) -> list[str]:
    """Return the lines that a paragraph shows: one, but where a plus sign at the end of a line breaks it."""
    if is_verse:
        return list(lines)
    parts: list[list[str]] = [[]]
    for line in lines:
        parts[-1].append(line.removesuffix(_HARD_BREAK))
        if line.endswith(_HARD_BREAK):
            parts.append([])
    return [" ".join(part) for part in parts if part]
