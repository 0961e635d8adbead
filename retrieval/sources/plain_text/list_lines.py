"""Lists in plain texts: which lines are an item, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

ITEM = re.compile(r" *(?:([-*•‣–])|(\d{1,3})[.)]) +(.*)")
# Marks that may as well be a word or a sign of a formula; the `o` is what browsers for terminals make of a bullet.
_SOFT_ITEM = re.compile(r" *(?:(\+)|(?<= )(o)) {1,3}(?!-(?!\w)|[+=|*<\d])(\S.*)")


def opens_item(line: str) -> bool:
    """Return whether an item begins in a line, be it the first of a paragraph."""
    return bool(ITEM.match(line) or _SOFT_ITEM.match(line))


def read_items(stretch: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield lines that no blank line parts by the list item they belong to, with its mark; others with no mark.

    An item goes on in lines that are as far in as its mark, and further. It ends above the name of who made the
    changes below, `[ Ada Lind ]`, as Debian's changelogs have them.
    """
    mark, lines, column = "", list[str](), 0
    for line in stretch:
        indent = len(line) - len(line.lstrip())
        item = _read_item(line, may_be_soft=bool(mark) or not lines or lines[-1].endswith(":"))
        if item or (mark and _is_below(line, indent, column)):
            if lines:
                yield mark, lines
            mark, words = item or ("", line.strip())
            lines, column = [words], indent
        else:
            lines.append(line.strip())
    if lines:
        yield mark, lines


def _read_item(line: str, *, may_be_soft: bool) -> tuple[str, str] | None:
    """Return the mark and the words of a line that opens an item."""
    if match := ITEM.fullmatch(line):
        return "-" if match[1] else f"{match[2]}.", match[3]
    match = _SOFT_ITEM.fullmatch(line) if may_be_soft else None
    return (match[1] or "-", match[3]) if match else None


def _is_below(line: str, indent: int, column: int) -> bool:
    """Return whether a line stands below an item whose mark is at a column, and is no part of it."""
    is_name = indent == column and line.lstrip().startswith("[")
    return not line.startswith(" ") or is_name or (indent < column and not line.lstrip().startswith("("))
