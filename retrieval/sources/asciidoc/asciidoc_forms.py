"""The forms of the lines of AsciiDoc: headings, delimiters, items, terms, attributes and directives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

HEADING = re.compile(r"(={1,6}|#{1,6}) +(\S.*?)(?: +\1)?")
UNDERLINES = "=-~^+"  # below headings, the highest first
ATTRIBUTE = re.compile(r":(!?[\w][\w-]{0,60}!?):(?:[ ]+(.*))?")
BLOCK_ATTRIBUTES = re.compile(r"\[(?:[a-zA-Z#.%\"'{][^\n]{0,500}|\[[^\]\n]{0,100}\])?\]")
BLOCK_TITLE = re.compile(r"\.([^\s.].*)")
DELIMITER = re.compile(r"(?:-{4,}|\.{4,}|\+{4,}|={4,}|\*{4,}|_{4,}|/{4,}|--|```\S*|~~~~\S*)")
TABLE = re.compile(r"[|,:!]={3,}")
ITEM = re.compile(r"[ \t]*(\*{1,5}|-|•|\.{1,5}|\d{1,3}\.|[a-zA-Z]\.|<(?:\d{1,2}|\.)>) +(\S.*)")
TERM = re.compile(r"[ \t]*(\S.{0,300}?)(?:::|:::|::::|;;)(?:[ \t]+(\S.*))?")
BLOCK_MACRO = re.compile(r"[a-z][\w-]{1,20}::[^\s\[]{0,500}\[.{0,500}\]")
CHECK = re.compile(r"\[[ xX*]\] +")
_CONDITION = re.compile(r"(ifdef|ifndef|ifeval|endif)::([^\[\s]{0,200})\[(.{0,1000})\]")
_MOST_CONDITIONS = 50  # inside each other
_SHORTER, _LONGER = 3, 3  # characters by which a line under a heading may differ from it


def is_underlined(lines: Sequence[str], number: int) -> bool:
    """Return whether a line is a heading with a line of signs of about its length under it."""
    title, rule = lines[number].rstrip(), lines[number + 1].rstrip() if number + 1 < len(lines) else ""
    is_rule = len(rule) > 1 and rule[0] in UNDERLINES and not rule.strip(rule[0])
    is_fitting = -_SHORTER <= len(rule) - len(title) <= _LONGER
    return is_rule and is_fitting and any(map(str.isalnum, title)) and not title.startswith((" ", "|", ".", "["))


def chosen_lines(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines without those whose condition does not hold: which attributes the lines above them set."""
    attributes: set[str] = set()
    open_conditions: list[bool] = []
    for line in lines:
        match = _CONDITION.fullmatch(line.rstrip()) if line.startswith(("if", "endif")) else None
        if match is None:
            if all(open_conditions):
                _note_attribute(line, attributes)
                yield line
        elif match[1] == "endif":
            open_conditions = open_conditions[:-1]
        else:
            is_set = any(name.casefold() in attributes for name in re.split("[,+]", match[2]))
            holds = is_set if match[1] == "ifdef" else not is_set if match[1] == "ifndef" else False
            if match[3] and match[1] != "ifeval":
                if holds and all(open_conditions):
                    yield match[3]
            elif len(open_conditions) < _MOST_CONDITIONS:
                open_conditions.append(holds)


def _note_attribute(line: str, attributes: set[str]) -> None:
    """Add the attribute that a line sets, or take away the one that it unsets."""
    match = ATTRIBUTE.fullmatch(line.rstrip()) if line.startswith(":") else None
    if match is not None:
        name = match[1].strip("!").casefold()
        (attributes.discard if "!" in match[1] else attributes.add)(name)
