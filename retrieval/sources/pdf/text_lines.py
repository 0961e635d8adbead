"""Lines of a PDF's page: joins its runs of text, with a blank between runs that are apart.

This module is loaded by the process that reads a PDF (see `child_process`), so it imports only what that names.
The shares of the size are those of usual fonts: letters are moved by less than a tenth for kerning, and the narrowest
blank of justified lines is a sixth. Compared with poppler's counts of words by `bench/quality/pdf_words.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any, TypeAlias

from retrieval.sources.base.shifted_text import subscript, superscript
from retrieval.sources.pdf.reading_direction import is_right_to_left, order_logically
from retrieval.sources.pdf.text_runs import Run

LineRecord: TypeAlias = list[Any]  # [x, y, size, is bold, [[x, text], …]], as it is sent

_BLANK = 0.13  # of the size, between two runs
_COLUMN = 1.5  # sizes between two runs: more than the widest blank of justified lines
_CELL = 1.0  # sizes between two runs, the second of which begins where a cell of a row beside them does
_SAME_COLUMN = 1.5  # points from a whole one
_ROWS_NEAR = 3  # lines before and behind a line
_ROWS_ALIGNED = 2  # of them that have a narrow gap at one place
_SAME_BASELINE = 0.3  # of the size: how far the baselines of one line are apart at most
_BASELINE = 0.7  # of the smaller size, where a raised number is smaller than the text
_RAISED = 0.85  # times the larger size
_SHIFT = 0.08  # of the size, by which such a number is raised or lowered at least
_NUMBER = re.compile(r"[\d+−-]{1,4}")
_SLANT = 0.1  # of its length, by which a run may rise and still be upright
_DOUBLE = 0.15  # of the size, or of the run's length if that is less: how far a second drawing for bold is moved
_DOUBLE_LENGTH = 0.4
_TURNS = (0, 90, 180, 270)
_RECENT = 50  # runs of the same text that a run is compared with
_TURNED = 3  # times the upright characters, from which on those of another direction are the page's text
_SPACED_RUNS = 6  # of single letters, by which spaced letters are recognised
_SPACED_SHARE = 0.8
_CAPITAL = 1.8  # times the size of the text, from which on a letter is a drop cap
_CAPITAL_LETTERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _PageLine:
    """Runs on one baseline."""

    runs: tuple[Run, ...]
    y: float
    size: float  # of most characters


def build_lines(runs: Sequence[Run], rotation: int) -> list[LineRecord]:
    """Build the lines of a page, in the order in which they are drawn.

    Args:
        runs: of the page, in its own coordinates.
        rotation: the degrees by which viewers turn the page, clockwise.
    """
    upright = _without_doubles(_upright(runs, rotation))
    lines = [_line(group) for group in _groups(upright) if any(run.text.strip() for run in group)]
    return _records(_with_drop_caps(lines))


def _upright(runs: Sequence[Run], rotation: int) -> list[Run]:
    """Return the upright runs; if nearly all runs have another direction, these."""
    upright = _seen_upright(runs, rotation)
    length = _length(upright)
    if _length(runs) - length <= _TURNED * length:
        return upright
    others = [_seen_upright(runs, turn) for turn in _TURNS if turn != rotation]
    most = max(others, key=_length)
    return most if _length(most) > _TURNED * length else upright


def _length(runs: Iterable[Run]) -> int:
    return sum(len(run.text.strip()) for run in runs)


def _seen_upright(runs: Iterable[Run], turn: int) -> list[Run]:
    return [run for run in (_turned(run, turn) for run in runs) if _is_upright(run)]


def _turned(run: Run, turn: int) -> Run:
    if turn == 0:
        return run
    points = ((run.x, run.y), (run.end_x, run.end_y))
    (x, y), (end_x, end_y) = ({90: (y, -x), 180: (-x, -y), 270: (-y, x)}.get(turn, (x, y)) for x, y in points)
    return replace(run, x=x, y=y, end_x=end_x, end_y=end_y)


def _is_upright(run: Run) -> bool:
    length = run.end_x - run.x
    return length >= 0 and abs(run.end_y - run.y) <= _SLANT * max(length, run.size * _SLANT)


def _without_doubles(runs: Iterable[Run]) -> Iterator[Run]:
    """Leave out runs that are drawn twice, with a small shift, to look bold or to have a shadow."""
    drawn: dict[str, list[Run]] = {}
    for run in runs:
        near = min(_DOUBLE * run.size, _DOUBLE_LENGTH * (run.end_x - run.x))
        earlier = drawn.setdefault(run.text, [])
        is_double = any(abs(run.x - other.x) <= near and abs(run.y - other.y) <= near for other in earlier[-_RECENT:])
        if is_double and run.text.strip():
            continue
        earlier.append(run)
        yield run


def _groups(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Yield the runs that follow each other on one baseline."""
    group: list[Run] = []
    main: Run | None = None  # of the largest size in the group
    for run in runs:
        if main is not None and abs(run.y - main.y) > _farthest(run.size, main.size):
            yield group
            group, main = [], None
        group.append(run)
        if run.text.strip() and (main is None or run.size > main.size):
            main = run
    yield group


def _farthest(size: float, other: float) -> float:
    """Return the greatest distance of the baselines of two runs in one line."""
    smaller, larger = sorted((size, other))
    return (_BASELINE if smaller < _RAISED * larger else _SAME_BASELINE) * smaller


def _line(group: Sequence[Run]) -> _PageLine:
    sizes: dict[float, int] = {}
    for run in group:
        sizes[run.size] = sizes.get(run.size, 0) + len(run.text.strip())
    size = max(sizes, key=lambda size: (sizes[size], size))
    y = next(run.y for run in group if run.size == size)
    return _PageLine(runs=tuple(sorted(group, key=lambda run: run.x)), y=y, size=size)


def _records(lines: Sequence[_PageLine]) -> list[LineRecord]:
    """Return the lines as they are sent: also parted where rows beside them have a cell, however narrow the gap is."""
    records = [_record(line, ()) for line in lines]
    begins = [{round(x) for x, _ in record[4][1:]} for record in records]
    narrow = [_narrow_begins(line) if cells else set() for line, cells in zip(lines, begins, strict=True)]
    for at, line in enumerate(lines):
        near = [other for other in range(max(0, at - _ROWS_NEAR), min(len(lines), at + _ROWS_NEAR + 1)) if other != at]
        columns = set().union(*(begins[other] for other in near))
        counts = Counter(x for other in near for x in narrow[other])
        columns |= {x for x, count in counts.items() if count >= _ROWS_ALIGNED}
        if columns:
            records[at] = _record(line, sorted(columns))
    return records


def _narrow_begins(line: _PageLine) -> set[int]:
    """Return where runs begin behind a gap that is wider than a blank."""
    pairs = pairwise(run for run in line.runs if run.text.strip())
    return {round(run.x) for before, run in pairs if run.x - before.end_x > _CELL * line.size}


def _record(line: _PageLine, columns: Sequence[float]) -> LineRecord:
    shown = [run for run in line.runs if run.text.strip()]
    parts = [[round(x, 1), text] for x, text in _parts(line, columns) if text.strip()]
    is_bold = all(run.is_bold for run in shown)
    return [parts[0][0], round(line.y, 1), round(line.size, 1), is_bold, parts]


def _parts(line: _PageLine, columns: Sequence[float]) -> list[tuple[float, str]]:
    """Return the parts of a line between wide gaps, and narrower ones before columns, each with its place."""
    is_reversed = is_right_to_left("".join(run.text for run in line.runs))
    blank = _least_blank(line)
    parts: list[tuple[float, list[str]]] = []
    end = 0.0
    for run in line.runs:
        gap = run.x - end
        is_cell = gap > _CELL * line.size and any(abs(run.x - x) <= _SAME_COLUMN for x in columns)
        is_apart = gap > _COLUMN * line.size or is_cell
        if not parts or (is_apart and run.text.strip() and not is_reversed):
            if run.text.strip() or not parts:
                parts.append((run.x, []))
        elif gap > blank and not run.text[:1].isspace() and not (parts[-1][1] and parts[-1][1][-1][-1:].isspace()):
            parts[-1][1].append(" ")
        parts[-1][1].append(_shifted(run, line))
        if run.text.strip():
            end = max(end, run.end_x) if len(parts[-1][1]) > 1 else run.end_x
    texts = [(x, "".join(pieces)) for x, pieces in parts]
    return [(x, order_logically(text)) for x, text in texts] if is_reversed else texts


def _shifted(run: Run, line: _PageLine) -> str:
    """Return the text of a run; a small number above or below the line as such a number, `²` or `₂`."""
    number, height = run.text.strip(), run.y - line.y
    if run.size >= _RAISED * line.size or not _NUMBER.fullmatch(number) or abs(height) < _SHIFT * line.size:
        return run.text
    return run.text.replace(number, superscript(number) if height > 0 else subscript(number))


def _least_blank(line: _PageLine) -> float:
    """Return the least gap that means a blank between two runs; larger for words with spaced letters."""
    least = _BLANK * line.size
    shown = [run for run in line.runs if run.text.strip()]
    letters = [run for run in shown if len(run.text.strip()) == 1 and run.text.strip().isalpha()]
    if len(letters) < max(_SPACED_RUNS, _SPACED_SHARE * len(shown)):
        return least
    usual = median(after.x - before.end_x for before, after in pairwise(shown))
    return max(least, 1.5 * usual) if usual > least / 2 else least


def _with_drop_caps(lines: list[_PageLine]) -> list[_PageLine]:
    """Join each drop cap with the line that it begins."""
    joined: list[_PageLine] = []
    capital: _PageLine | None = None
    for at, line in enumerate(lines):
        if capital is not None and _is_beside(capital, line):
            first = line.runs[0]
            joined.append(replace(line, runs=(replace(first, x=capital.runs[0].x), *line.runs[1:])))
            continue
        following = lines[at + 1] if at + 1 < len(lines) else None
        capital = None
        if following is None or not _is_drop_cap(line, following):
            joined.append(line)
            continue
        capital = line
        others = [other for other in lines if other is not line and other is not following]
        lines[at + 1] = _with_letter(following, "".join(run.text for run in line.runs).strip(), others)
    return joined


def _with_letter(line: _PageLine, letter: str, others: Iterable[_PageLine]) -> _PageLine:
    """Return the line with a letter in front, joined to its first word unless the page shows that both are words."""
    words = {word.casefold() for other in others for run in other.runs for word in run.text.split()}
    first = line.runs[0]
    word = first.text.lstrip().partition(" ")[0].casefold()
    is_word = word in words and (letter + word).casefold() not in words and letter.casefold() in words
    text = f"{letter}{' ' if is_word else ''}{first.text.lstrip()}"
    return replace(line, runs=(replace(first, text=text), *line.runs[1:]))


def _is_drop_cap(line: _PageLine, following: _PageLine) -> bool:
    letter = "".join(run.text for run in line.runs).strip()
    is_large = line.size >= _CAPITAL * following.size
    return len(letter) <= _CAPITAL_LETTERS and letter[-1:].isalpha() and is_large and _is_beside(line, following)


def _is_beside(capital: _PageLine, line: _PageLine) -> bool:
    """Return whether a line stands to the right of a drop cap, between its top and its foot."""
    gap = line.runs[0].x - capital.runs[-1].end_x
    is_near = -_BLANK * capital.size <= gap <= capital.size
    foot = capital.y - line.size / 2
    return is_near and line.size < capital.size and foot <= line.y <= capital.y + capital.size
