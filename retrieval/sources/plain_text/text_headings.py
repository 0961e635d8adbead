"""Marks the headings of plain texts with `#`, as the stored texts of all formats have them."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.sources.plain_text.changelog_lines import outline, version_headings
from retrieval.text.heading_lines import RULE, is_in_capitals, underlined_headings


def mark_headings(lines: Sequence[str]) -> list[str]:
    """Return the lines with each heading as `## Heading`, its rules left out; a title of its own kind as `# Title`.

    The kind of line under a heading says how deep it is: the first kind that a text uses is the highest.
    """
    found = dict(underlined_headings(lines))
    stars, versions = outline(lines), version_headings(lines)
    kinds = list(dict.fromkeys(found.values()))
    first = next((number for number, line in enumerate(lines) if line.strip() and not RULE.fullmatch(line.strip())), -1)
    last = next((number for number in reversed(range(len(lines))) if lines[number].strip()), -1)
    has_title = first in found and list(found.values()).count(found[first]) == 1
    marked: list[str] = []
    for number, line in enumerate(lines):
        if number in found:
            depth = kinds.index(found[number]) + (1 if has_title else 2)
            marked += ["", f"{'#' * min(depth, 6)} {line.strip().removesuffix(':')}", ""]
        elif RULE.fullmatch(line.strip()) and (number - 1 in found or number + 1 in found):
            continue
        elif number in stars:
            level, words = stars[number]
            marked += ["", f"{'#' * (level + 1)} {words.removesuffix(':')}", ""] if level else [f"- {words}"]
        elif number in versions or (number < last and is_in_capitals(lines, number)):
            marked += ["", f"{'#' * min(len(kinds) + 2, 6)} {line.strip().removesuffix(':')}", ""]
        else:
            marked.append(line)
    return marked
