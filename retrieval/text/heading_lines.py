"""Headings as plain texts write them: underlined, between two lines, in capitals, or as the head of a manual page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

RULE = re.compile(r"([=\-~*^\"'+#_])\1{2,}")  # the marks of reStructuredText, except punctuation
_LONGEST = 100  # characters of a heading
# The length of the line under a heading, as a share of the heading's: longer lines part a text, shorter are dashes.
_LEAST_RULE, _MOST_RULE = 0.5, 1.5
_SENTENCE_WORDS = 4  # of a line with a full stop, under which a rule parts the text
_CODE_END = (";", "{", "}", "\\")  # of a line between rules that shows code
_CAPITALS = re.compile(r"[^\W\d_a-z][^a-z_=$<>|{}\\]{1,39}")  # without what names of settings and code have in them
_MOST_CAPITALS = 5  # words: longer lines are sentences in capitals, such as warnings
_LEAST_CAPITALS, _LEAST_ANNOUNCING = 4, 2  # letters of such a line, and of one with a colon: shorter ones are names

_MANUAL_HEAD = re.compile(r"(?P<name>\S+\(\w{1,8}\))(?: {2,}\S.*? {2,}| +)(?P=name)", re.IGNORECASE)
_COLUMNS = re.compile(" {2,}")
_PART = "   "  # before the title of a part of a section
_LONGEST_HEAD = 250  # characters of the head of a manual page


def find_headings(lines: Sequence[str]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the numbers of the lines that are headings without a `#`, and of the rules above and under them."""
    underlined = {number for number, _ in underlined_headings(lines)}
    rules = {at for number in underlined for at in (number - 1, number + 1) if at >= 0}
    name = manual_name(lines)
    last = next((number for number in reversed(range(len(lines))) if lines[number].strip()), -1)
    others = (n for n in range(last) if is_in_capitals(lines, n) or (name and _is_of_manual(lines, n, name)))
    return frozenset(underlined.union(others)), frozenset(at for at in rules if RULE.fullmatch(lines[at].strip()))


def manual_name(lines: Sequence[str]) -> str:
    """Return the name that a manual page has at its head, `tar(1)`; empty where the lines are something else."""
    first = next((line.strip() for line in lines if line.strip()), "")
    head = _MANUAL_HEAD.fullmatch(first) if len(first) <= _LONGEST_HEAD else None
    return head["name"] if head else ""


def is_manual_margin(line: str, name: str) -> bool:
    """Return whether a line is the head or the foot of a sheet of the manual page of that name."""
    return not line.startswith(" ") and _COLUMNS.split(line.strip())[-1].casefold() == name.casefold()


def _is_of_manual(lines: Sequence[str], number: int, name: str) -> bool:
    """Return whether a line of a manual page is its head or foot, or the title of a part of a section."""
    if is_manual_margin(lines[number], name):
        return True
    is_part = lines[number].startswith(_PART) and lines[number][len(_PART) :][:1].strip() != ""
    return is_part and not lines[number - 1].strip() and lines[number + 1].startswith(f"{_PART}  ")


def underlined_headings(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the number of each line that is a heading, and the kind of rule under it."""
    for number in range(len(lines) - 1):
        title, rule = lines[number].strip(), RULE.fullmatch(lines[number + 1].strip())
        if not title or rule is None:
            continue
        above = lines[number - 1].strip() if number else ""
        overline = RULE.fullmatch(above)
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


def is_in_capitals(lines: Sequence[str], number: int) -> bool:
    """Return whether a line is a heading in capitals: after a blank line, and before another or an indented line."""
    line = lines[number]
    above = lines[number - 1].strip() if number else ""
    below = lines[number + 1] if number + 1 < len(lines) else ""
    is_alone = number > 0 and not above and not line.startswith(" ") and (not below.strip() or below.startswith("  "))
    least = _LEAST_ANNOUNCING if line.rstrip().endswith(":") and below.strip() else _LEAST_CAPITALS
    is_capitals = bool(_CAPITALS.fullmatch(line.strip())) and sum(map(str.isupper, line)) >= least
    is_short = len(line.split()) <= _MOST_CAPITALS and not line.rstrip().endswith((".", "!", "?", ",", ";"))
    return is_alone and is_capitals and is_short
