"""Layout: the blocks of a document as the plain lines that articles are stored in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.text.line_groups import CELL_BORDER
from retrieval.text.normalize import normalise, one_line

_HEADING = re.compile("#{1,6} ")
_HASHES = re.compile("^(?=#{1,6} )", re.MULTILINE)
_FIRST_HASHES = re.compile("^ #[# ]*")  # a text begins without a space, and this one not with a heading


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentBlock:
    """A heading, a list item, or a stretch of running text, already normalised; the empty ones are left out."""

    text: str
    level: int = 0  # 1 to 6 for a heading
    marker: str = ""  # of a list item: "-", "1."

    def __str__(self) -> str:
        if self.level:
            return f"{'#' * self.level} {self.text}"
        return f"{self.marker} {self.text}" if self.marker else self.text


def heading(level: int, text: str) -> DocumentBlock:
    """Return a heading on one line; the level is brought into 1 to 6."""
    return DocumentBlock(text=one_line(text), level=min(max(level, 1), 6))


def list_item(marker: str, text: str) -> DocumentBlock:
    """Return a list item on one line."""
    return DocumentBlock(text=one_line(text), marker=marker)


def paragraph(text: str) -> DocumentBlock:
    """Return a paragraph, rows or code. A line that would read as a heading, as `# ls` would, has a space before it."""
    return DocumentBlock(text=_HASHES.sub(" ", normalise(text)))


def table(cells: Iterable[Sequence[str]]) -> DocumentBlock:
    """Return a table: a line for each row that says something."""
    filled = [[one_line(cell) for cell in row] for row in cells]
    return paragraph("\n".join(CELL_BORDER.join(row) for row in filled if any(row)))


def render(blocks: Iterable[DocumentBlock]) -> str:
    """Return the text of an article: a blank line between blocks, none between the items of a list."""
    return render_with_offsets(blocks)[0]


def render_with_offsets(blocks: Iterable[DocumentBlock]) -> tuple[str, list[int]]:
    """Return the text of an article, and where in it the words of each block begin.

    The words of an empty block begin where the text ends so far.
    """
    parts: list[str] = []
    starts: list[int] = []
    length, after_item = 0, False
    for block in blocks:
        separator = "" if not parts or not block.text else "\n" if after_item and block.marker else "\n\n"
        shown = str(block) if block.text else ""
        shown = shown if parts else _FIRST_HASHES.sub(lambda match: match[0].replace(" ", ""), shown)
        starts.append(length + len(separator) + len(shown) - len(block.text))
        if block.text:
            parts += [separator, shown]
            length += len(separator) + len(shown)
            after_item = bool(block.marker)
    return normalise("".join(parts)), starts


def join_lines(lines: Sequence[str]) -> str:
    """Return the lines of a wrapped paragraph as one; between two ideographs nothing is put in."""
    text = ""
    for line in lines:
        space = " " if text and not (_is_unspaced(text[-1]) and _is_unspaced(line[:1])) else ""
        text += space + line
    return text


def has_sentence(text: str) -> bool:
    """Return whether some line that is not a heading holds a letter or a digit."""
    return any(any(map(str.isalnum, line)) for line in text.split("\n") if not _HEADING.match(line))


def _is_unspaced(character: str) -> bool:
    is_wide = bool(character) and unicodedata.east_asian_width(character) in "WF"
    return is_wide and not "\uac00" <= character <= "\ud7a3"  # Korean is wide and puts spaces between words
