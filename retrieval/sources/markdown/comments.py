"""Comments: removes HTML comments that begin a line of Markdown, before it is parsed.

CommonMark takes the whole line of such a comment for raw HTML, so that the words behind it would not be Markdown.
"""

from __future__ import annotations

import re

_OPENING = re.compile(r" {0,3}<!--")
_FENCE = re.compile(r"\s*(?:>\s*)*(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,})(.*)")
_END = "-->"


def without_comments(text: str) -> str:
    """Return the text without comments at the beginning of lines; comments in code stay."""
    lines: list[str] = []
    fence = ""
    is_open = False  # a comment goes on
    source = text.split("\n")
    last_end = max((number for number, line in enumerate(source) if _END in line), default=-1)
    for number, line in enumerate(source):
        rest = line
        if not is_open:
            fence = fence_after(line, fence)
        while is_open or (not fence and _OPENING.match(rest) and number <= last_end):
            is_open, rest = _skipped(rest, is_open=is_open)
            if is_open:
                break
        lines.append(rest)
    return "\n".join(lines)


def _skipped(line: str, *, is_open: bool) -> tuple[bool, str]:
    """Return whether the comment at the beginning of a line continues on the next, and the line without it."""
    start = 0 if is_open else line.index("<!--") + 2
    end = line.find(_END, start)
    return (True, "") if end < 0 else (False, line[end + len(_END) :].lstrip(" "))


def fence_after(line: str, fence: str) -> str:
    """Return the fence of the code block that is open after a line; empty for none."""
    match = _FENCE.fullmatch(line)
    if not match:
        return fence
    if not fence:
        return match[1] if "`" not in match[2] or match[1][0] == "~" else ""
    return "" if match[1].startswith(fence) and not match[2].strip() else fence
