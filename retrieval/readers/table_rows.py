"""Writes the rows of tables as the models read them best: "Rod: Ash, Price: 30." for "Ash | 30" below "Rod | Price"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.text.line_groups import CELL_BORDER

_JOINT, _END = ", ", "."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """A text as a model reads it, and the offset of each of its characters in the stored text.

    Attributes:
        text: for the model.
        origins: the offset of each character in the stored text, and of the end, shape (characters + 1,); a character
            that is not in it has the offset before which it was inserted.
    """

    text: str
    origins: npt.NDArray[np.int64]


def write_rows(text: str, *, opens: bool) -> ReadText:
    """Write each row below the first of a table, which has the names of the columns if no digit stands in it.

    Args:
        text: of a passage.
        opens: whether its first line may be the first row of a table; else that table began in an earlier passage.
    """
    parts, origins, done = list[str](), list[npt.NDArray[np.int64]](), 0
    for start, end, written in _changes(text, opens=opens):
        parts += [text[done:start], written]
        origins += [np.arange(done, start), np.full(len(written), start)]
        done = end
    return ReadText(
        text="".join([*parts, text[done:]]), origins=np.concatenate([*origins, np.arange(done, len(text) + 1)])
    )


def _changes(text: str, *, opens: bool) -> Iterator[tuple[int, int, str]]:
    """Yield each range of the text that the model reads otherwise, in order, with its replacement."""
    head: Sequence[str] | None = None
    start, is_table = 0, not opens and CELL_BORDER in text.partition("\n")[0]
    for line in text.split("\n"):
        cells = line.split(CELL_BORDER)
        if len(cells) == 1:
            head, is_table = None, False
        elif not is_table:
            head, is_table = None if any(map(str.isdigit, line)) else cells, True
        elif head:
            yield from _row(cells, head, start)
        start += len(line) + 1


def _row(cells: Sequence[str], head: Sequence[str], start: int) -> Iterator[tuple[int, int, str]]:
    """Yield the changes of a row that begins at an offset."""
    for at, cell in enumerate(cells):
        if at:
            yield start - len(CELL_BORDER), start, _JOINT
        if at < len(head) and head[at].strip() and cell.strip():
            yield start, start, f"{head[at].strip()}: "
        start += len(cell) + len(CELL_BORDER)
    end = start - len(CELL_BORDER)
    yield end, end, _END
