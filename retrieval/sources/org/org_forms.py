"""The forms of the lines of an Org document: headlines, keywords, blocks, drawers, items, tables and notes.

Source: the Org syntax, https://orgmode.org/worg/org-syntax.html.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

HEADLINE = re.compile(r"(\*+) +(\S.*)")
TAGS = re.compile(r"(?<![ \t])[ \t]+:((?:[\w@#%]+:)+)[ \t]*\Z")
PRIORITY = re.compile(r"\[#[A-Za-z0-9]{1,2}\]\s*")
COOKIE = re.compile(r"\[\d*(?:/\d*|%)\]\s*")  # how much of a task is done
KEYWORD = re.compile(r"[ \t]*#\+([A-Za-z][\w-]{0,40})(?:\[[^\]\n]{0,200}\])?:(?:[ \t]+(.*)|[ \t]*)")
BLOCK = re.compile(r"[ \t]*#\+begin_([a-z][\w-]{0,40})(?: .*)?", re.IGNORECASE)
BLOCK_END = re.compile(r"[ \t]*#\+end_([a-z][\w-]{0,40})[ \t]*", re.IGNORECASE)
DRAWER = re.compile(r"[ \t]*:([\w-]{1,40}):[ \t]*")
COMMENT = re.compile(r"[ \t]*(?:#(?: .*)?|-\*-.{1,200}-\*-[ \t]*)")
FIXED_WIDTH = re.compile(r"[ \t]*:(?: (.*)|[ \t]*)")
PLANNING = re.compile(
    r"[ \t]*(?:(?:SCHEDULED|DEADLINE|CLOSED): *[<\[][^>\]\n]{1,80}[>\]](?:--?[<\[][^>\]\n]{1,80}[>\]])?\s*)+"
)
PLAN = re.compile(r"(SCHEDULED|DEADLINE|CLOSED): *([<\[][^>\]\n]{1,80}[>\]](?:--?[<\[][^>\]\n]{1,80}[>\]])?)")
CLOCK = re.compile(r"[ \t]*CLOCK: *[<\[].*")
TABLE = re.compile(r"[ \t]*\|.*")
RULE = re.compile(r"[ \t]*-{5,}[ \t]*")
ITEM = re.compile(r"(?:[ \t]*([-+])|[ \t]+(\*)|[ \t]*(\d{1,4}|[A-Za-z])[.)])(?:[ \t]+(.*)|[ \t]*)")
COUNTER = re.compile(r"\[@(?:start:)?(\d{1,4})\]\s*")
CHECK = re.compile(r"\[[ xX-]\](?:\s+|\Z)")
TERM = re.compile(r"(\S.{0,300}?)[ \t]{1,20}::(?:[ \t]+(.*))?")
NOTE = re.compile(r"\[fn:([\w-]{1,60})\][ \t]*(.*)")
_COLUMN = re.compile(r"<[lrc]?\d*>|[/!#^_$*]|")  # of a row that says how the columns look
_TABLE_RULE = re.compile(r"[ \t]*\|[-+]")


class BlockEnds:
    """Finds the lines that end blocks and drawers, in time that does not depend on how many are left open.

    Args:
        lines: of the document.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._ends: dict[str, list[int]] = defaultdict(list)
        self._headlines: list[int] = []
        for number, line in enumerate(lines):
            if match := BLOCK_END.fullmatch(line):
                self._ends[match[1].casefold()].append(number)
            elif line.strip().casefold() == ":end:":
                self._ends[":"].append(number)
            elif HEADLINE.fullmatch(line):
                self._headlines.append(number)

    def of_block(self, kind: str, begin: int) -> int | None:
        """Return the line that ends a block of a kind in lower case, None where none does."""
        return _next(self._ends.get(kind, []), begin)

    def of_drawer(self, begin: int) -> int | None:
        """Return the line that ends a drawer, which ends before the next headline; None where none does."""
        end, headline = _next(self._ends.get(":", []), begin), _next(self._headlines, begin)
        return end if end is not None and (headline is None or end < headline) else None


def table_cells(line: str) -> list[str]:
    """Return the cells of a row; none of a rule, and of a row that only says how its columns look."""
    if _TABLE_RULE.match(line):
        return []
    cells = [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
    is_layout = (
        any(cells) and all(_COLUMN.fullmatch(cell) for cell in cells) and any(cell[:1] in "</" for cell in cells)
    )
    return [] if is_layout else cells


def unescape_code(line: str) -> str:
    """Return a line of code without the comma that keeps it from being read as a headline or a keyword."""
    bare = line.lstrip()
    is_escaped = bare.startswith((",*", ",#+", ",,*", ",,#+"))
    return line[: len(line) - len(bare)] + bare[1:] if is_escaped else line


def _next(numbers: Sequence[int], begin: int) -> int | None:
    at = bisect_left(numbers, begin)
    return numbers[at] if at < len(numbers) else None
