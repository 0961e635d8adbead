"""Headings as plain texts write them: underlined, between two lines, or in capitals on a line of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_RULE = re.compile(r"([=\-~*^\"'+#_])\1{2,}")  # those of reStructuredText that are no punctuation
_LONGEST = 100  # characters of a heading
# Of the length of a heading, how long the line under it is: longer ones part a text, shorter ones are dashes.
_LEAST_RULE, _MOST_RULE = 0.5, 1.5
_SENTENCE_WORDS = 4  # of a line with a full stop, under which a rule parts the text
_CODE_END = (";", "{", "}", "\\")  # of a line between rules that shows code
_CAPITALS = re.compile(r"[^\W\d_a-z][^a-z]{1,39}")
_MOST_CAPITALS = 5  # words: longer lines are sentences in capitals, such as warnings
_LEAST_CAPITALS, _LEAST_ANNOUNCING = 4, 2  # letters of such a line, and of one with a colon: shorter ones are names


def mark_headings(lines: Sequence[str]) -> list[str]:
    """Return the lines with each heading as `## Heading`, its rules left out; a title of its own kind as `# Title`.

    The kind of line under a heading says how deep it is: the first kind that a text uses is the highest.
    """
    found = dict(_underlined(lines))
    kinds = list(dict.fromkeys(found.values()))
    first = next(
        (number for number, line in enumerate(lines) if line.strip() and not _RULE.fullmatch(line.strip())), -1
    )
    last = next((number for number in reversed(range(len(lines))) if lines[number].strip()), -1)
    has_title = first in found and list(found.values()).count(found[first]) == 1
    marked: list[str] = []
    for number, line in enumerate(lines):
        if number in found:
            depth = kinds.index(found[number]) + (1 if has_title else 2)
            marked += ["", f"{'#' * min(depth, 6)} {line.strip().removesuffix(':')}", ""]
        elif _RULE.fullmatch(line.strip()) and (number - 1 in found or number + 1 in found):
            continue
        elif number < last and _is_in_capitals(lines, number):
            marked += ["", f"{'#' * min(len(kinds) + 2, 6)} {line.strip().removesuffix(':')}", ""]
        else:
            marked.append(line)
    return marked


def _underlined(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the number of each line that is a heading, and the kind of rule under it."""
    for number in range(len(lines) - 1):
        title, rule = lines[number].strip(), _RULE.fullmatch(lines[number + 1].strip())
        if not title or rule is None:
            continue
        above = lines[number - 1].strip() if number else ""
        overline = _RULE.fullmatch(above)
        before_overline = "".join(lines[max(number - 2, 0) : max(number - 1, 0)])
        is_begun = not above or (overline is not None and not before_overline.strip())
        if is_begun and _is_heading(title, len(rule[0])):
            yield number, rule[1] * (2 if overline else 1)


def _is_heading(title: str, rule: int) -> bool:
    """Return whether a line with a rule of so many characters under it is a heading."""
    is_fitting = _LEAST_RULE * len(title) <= rule <= _MOST_RULE * len(title) + 4
    is_words = any(map(str.isalpha, title)) and not title.endswith(_CODE_END)
    is_sentence = title.endswith(".") and len(title.split()) >= _SENTENCE_WORDS
    return is_fitting and is_words and not is_sentence and len(title) <= _LONGEST


def _is_in_capitals(lines: Sequence[str], number: int) -> bool:
    """Return whether a line is a heading in capitals: after a blank line, and before another or an indented line."""
    line = lines[number]
    above = lines[number - 1].strip() if number else ""
    below = lines[number + 1] if number + 1 < len(lines) else ""
    is_alone = number > 0 and not above and not line.startswith(" ") and (not below.strip() or below.startswith("  "))
    least = _LEAST_ANNOUNCING if line.rstrip().endswith(":") and below.strip() else _LEAST_CAPITALS
    is_capitals = bool(_CAPITALS.fullmatch(line.strip())) and sum(map(str.isalpha, line)) >= least
    is_short = len(line.split()) <= _MOST_CAPITALS and not line.rstrip().endswith((".", "!", "?", ",", ";"))
    return is_alone and is_capitals and is_short
