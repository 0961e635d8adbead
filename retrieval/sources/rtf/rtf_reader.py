r"""Reads the text of RTF: follows its groups, and what they say of encodings, of hidden and of deleted text.

The rules are those of the Rich Text Format Specification 1.9.1: a group `{…}` inherits what the group around it set.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from retrieval.sources.rtf.rtf_codes import (
    CHARACTERS,
    CHARSETS,
    CODE_PAGES,
    ENCODINGS,
    MARKS,
    NOTES,
    PROPERTIES,
    SEEN,
    UNSEEN,
)

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<code>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
_CODE_UNITS = 65_536  # of UTF-16; those above the half are written as negative numbers
_ENDS = frozenset({"par", "sect", "page", "column"})
_ROW_ENDS = frozenset({"row", "nestrow"})
_LEVELS = 9  # of an outline; the next number is that of text
_MOST_FALLBACK = 9  # characters
_SIZE = 24  # half points, where nothing is said
_DATE_PARTS = ("yr", "mo", "dy")


@dataclass(frozen=True, slots=True, kw_only=True)
class RtfParagraph:
    r"""A paragraph, or the row of a table.

    Attributes:
        text: of the paragraph, with `\v` for a line break.
        cells: of the row; none of a paragraph.
        size: of its largest letters, in half points.
        is_bold: whether all of it is.
        level: its level in the outline, 1 to 9; 0 for text.
        marker: the mark of a list before it, `1.`; empty for none.
    """

    text: str
    cells: tuple[str, ...] = ()
    size: int = 0
    is_bold: bool = False
    level: int = 0
    marker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _GroupState:
    """The settings that hold in a group."""

    is_text: bool = True
    is_hidden: bool = False
    is_deleted: bool = False
    target: str = ""  # what its text belongs to, where that is not the document
    encoding: str = ""  # of its font; empty: that of the document
    fallback: int = 1  # characters behind one of Unicode, which are for older programs
    size: int = _SIZE
    is_bold: bool = False
    level: int = 0
    is_table: bool = False


_CHANGES: dict[str, Callable[[_GroupState, int], _GroupState]] = {
    "b": lambda state, number: replace(state, is_bold=bool(number)),
    "v": lambda state, number: replace(state, is_hidden=bool(number)),
    **dict.fromkeys(("deleted", "strike", "striked"), lambda state, number: replace(state, is_deleted=bool(number))),
    "fs": lambda state, number: replace(state, size=number),
    "uc": lambda state, number: replace(state, fallback=max(0, min(number, _MOST_FALLBACK))),
    "outlinelevel": lambda state, number: replace(state, level=number + 1 if 0 <= number < _LEVELS else 0),
    "intbl": lambda state, _: replace(state, is_table=True),
    "plain": lambda state, _: replace(state, is_bold=False, is_hidden=False, is_deleted=False, size=_SIZE),
    "pard": lambda state, _: replace(state, level=0, is_table=False),
}


class RtfReader:
    """Reads a document.

    Args:
        content: the file.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._encoding = "cp1252"
        self._state = _GroupState()
        self._stack: list[_GroupState] = []
        self._is_first = self._is_star = False  # whether the next word may name what the group is for
        self._font, self._fonts = 0, dict[int, str]()
        self._skip = 0  # characters that are for older programs
        self._raw = bytearray()
        self._words: list[tuple[str, int, bool]] = []
        self._notes: list[str] = []
        self._marker = ""
        self._date: dict[str, int] = {}
        self.properties: dict[str, str] = {}
        self.is_whole = False  # whether the document was closed, once it was read

    @property
    def created(self) -> str:
        """The day on which the document was made, once it was read, as ISO 8601; empty where it states none."""
        return "{yr:04}-{mo:02}-{dy:02}".format(**self._date) if len(self._date) == len(_DATE_PARTS) else ""

    def paragraphs(self) -> Iterator[RtfParagraph]:
        """Yield the paragraphs and the rows in order."""
        position = 0
        while match := _TOKEN.search(self._content, position):
            position = match.end()
            if match["text"] or match["code"]:
                self._take(match["text"] or bytes.fromhex(match["code"].decode()))
                continue
            self._flush()
            if match["brace"]:
                self._group(opens=match["brace"] == b"{")
            elif match["symbol"]:
                yield from self._control(match["symbol"].decode("latin-1"), None)
            else:
                word, number = match["word"].decode(), match["number"]
                position += max(0, int(number or 0)) if word == "bin" else 0
                yield from self._control(word, None if number is None else int(number))
        self._flush()
        yield from self._end()

    def _take(self, text: bytes) -> None:
        """Take characters in the encoding of their font."""
        skipped = min(self._skip, len(text))
        self._skip -= skipped
        self._raw += text[skipped:]
        self._is_first = False

    def _flush(self) -> None:
        if self._raw:
            encoding = self._state.encoding or self._encoding
            self._write(self._raw.decode(encoding, "replace"))
            self._raw.clear()

    def _write(self, text: str) -> None:
        """Write text where the group's text belongs."""
        state = self._state
        if state.target in PROPERTIES:
            self.properties[state.target] = self.properties.get(state.target, "") + text
        elif not state.is_text or state.is_hidden or state.is_deleted:
            pass
        elif state.target in MARKS:
            self._marker += text
        elif state.target in NOTES:
            self._notes[-1] += text
        else:
            self._words.append((text, state.size, state.is_bold))

    def _group(self, *, opens: bool) -> None:
        self._skip = 0
        if opens:
            self._stack.append(self._state)
        elif self._stack:
            self._state = self._stack.pop()
            self.is_whole = not self._stack
        self._is_first, self._is_star = opens, False

    def _control(self, word: str, number: int | None) -> Iterator[RtfParagraph]:
        """Follow a control word, and yield the paragraph that it ends."""
        is_first, self._is_first = self._is_first, False
        if word == "*":
            self._is_first = self._is_star = is_first
        elif is_first and self._opens(word):
            return
        elif word in _ENDS or word in ("\n", "\r") or word in _ROW_ENDS:
            yield from self._break(is_row=word in _ROW_ENDS)
        elif word == "u" and number is not None:
            self._write(chr(number % _CODE_UNITS))
            self._skip = self._state.fallback
        elif word in CHARACTERS:
            self._write(CHARACTERS[word])
        else:
            self._set(word, 1 if number is None else number)

    def _opens(self, word: str) -> bool:
        """Take a word as the name of what a group is for, and return whether it is."""
        if word == "ud" and len(self._stack) > 1:  # the words of `{\\upr{…}{\\*\\ud …}}` for programs that know Unicode
            self._state = self._stack[-2]
        elif word in PROPERTIES:
            self._state = replace(self._state, target=word)
        elif word in NOTES and self._state.is_text:
            self._state = replace(self._state, target=word)
            self._notes.append("")
        elif word in MARKS:
            self._state = replace(self._state, target=word)
            self._marker = ""
        elif word in UNSEEN or (self._is_star and word not in SEEN):
            self._state = replace(self._state, is_text=False, target=word)
        else:
            return False
        return True

    def _set(self, word: str, number: int) -> None:
        """Set what holds in the group from here on."""
        if change := _CHANGES.get(word):
            self._state = change(self._state, number)
            self._marker = self._marker if word != "pard" or self._words else ""
        elif word in ("f", "fcharset", "cpg"):
            self._set_font(word, number)
        elif word == "ansicpg":
            self._encoding = _codec(number)
        elif word in ENCODINGS:
            self._encoding = ENCODINGS[word]
        elif word in _DATE_PARTS and self._state.target == "creatim":
            self._date[word] = number

    def _set_font(self, word: str, number: int) -> None:
        if word == "f":
            self._font = number
            self._state = replace(self._state, encoding=self._fonts.get(number, ""))
        elif self._state.target == "fonttbl":
            self._fonts[self._font] = CHARSETS.get(number, "") if word == "fcharset" else _codec(number)

    def _break(self, *, is_row: bool) -> Iterator[RtfParagraph]:
        """End a paragraph or a row; inside a cell a paragraph ends only its line."""
        if self._state.target in NOTES:
            self._write("\n")
        elif self._state.is_text and not self._state.target:
            if self._state.is_table and not is_row:
                self._write("\v")
            else:
                yield from self._end()

    def _end(self) -> Iterator[RtfParagraph]:
        """Yield the paragraph or row that was begun, and the notes that stand in it."""
        text = _joined("".join(words for words, _, _ in self._words))
        letters = [part for part in self._words if part[0].strip()]
        if letters:
            yield RtfParagraph(
                text=text,
                cells=tuple(text.split("\x1e")) if "\x1e" in text else (),
                size=max(size for _, size, _ in letters),
                is_bold=all(is_bold for _, _, is_bold in letters),
                level=self._state.level,
                marker=self._marker.strip(),
            )
        yield from (RtfParagraph(text=_joined(note)) for note in self._notes if note.strip())
        self._words, self._notes, self._marker = [], [], ""


def _joined(text: str) -> str:
    """Return a text whose characters may be written as the two halves of UTF-16."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _codec(page: int) -> str:
    """Return Python's name of a code page; that of Western Europe where it knows none."""
    try:
        return codecs.lookup(CODE_PAGES.get(page, f"cp{page}")).name
    except LookupError:
        return "cp1252"
