"""The lines of changelogs that head the changes of a version: by name and number, by date and author, by stars."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

# Above the changes of a version in Debian; in GNU's ChangeLog those of a day.
DEBIAN_VERSION = re.compile(r"[a-z\d][\w.+-]* \(\S+\)[\w ~.+-]*; urgency=\w+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d  \S[^<\n]{0,80}<[^>\n]{1,80}>")
_SIGNED = re.compile(r" -- [^<\n]{0,80}<[^>\n]{0,80}> {1,2}(\S.{0,60})")  # below those of a version in Debian
_VERSION = re.compile(r"(?:^|[\s\[(vV\"-])\d+\.\d[\w.+~-]*")
_ITEM = re.compile(r"\s*[-*+o•] +\S")
_MOST_WORDS, _MOST_BEFORE = 9, 4  # of a line that heads the changes of a version, and before its number
_LONGEST = 100
_LEAST_VERSIONS = 2

_STARS = re.compile(r"(\*{1,5}) +(\S.*)")
_PARTED_SHARE = (
    0.7  # of the lines with two stars and more that have a blank line above, where they are headings and no nested list
)
_MOST_JUDGED = 40  # of those lines, the first ones: old entries were often written otherwise
_MOST_NAME = 4  # words of such a line that names the part below it: "Bug fixes", "Changes in behavior"


def version_headings(lines: Sequence[str]) -> Mapping[int, int]:
    """Return the numbers of the lines that head the changes of a version or of a day, with their level from 0."""
    found = {number: 0 for number, line in enumerate(lines) if _is_stated(line)}
    versions = [number for number in range(len(lines)) if _heads_version(lines, number)]
    return found or (dict.fromkeys(versions, 0) if len(versions) >= _LEAST_VERSIONS else {})


def signed_day(lines: Sequence[str]) -> str:
    """Return the date of a Debian changelog's newest entry, as written; empty where the lines are no such changelog."""
    if not any(DEBIAN_VERSION.fullmatch(line) for line in lines[:1]):
        return ""
    return next((match[1] for line in lines if (match := _SIGNED.fullmatch(line))), "")


def outline(lines: Sequence[str]) -> Mapping[int, tuple[int, str]]:
    """Return the lines of an outline: their level from 1, 0 for an item of a list, and their text.

    Emacs and GNU's NEWS write headings so: `* Changes in 2.1`, `** Bug fixes`. A line with nothing below it but the
    next one is an item.
    """
    stars = [number for number, line in enumerate(lines) if line.startswith("*") and _STARS.fullmatch(line)]
    deep = [number for number in stars if lines[number].startswith("**")][:_MOST_JUDGED]
    parted = sum(number == 0 or not lines[number - 1].strip() for number in deep)
    if not deep or parted < _PARTED_SHARE * len(deep):
        return {}
    nexts = [*stars[1:], len(lines)]
    return {number: _star_line(lines, number, following) for number, following in zip(stars, nexts, strict=True)}


def _star_line(lines: Sequence[str], number: int, following: int) -> tuple[int, str]:
    """Return the level and the text of a line of an outline, before the next one.

    It is a heading where lines of a lower level follow, or where it is short, or names a version, and has text below.
    """
    level, text = len(lines[number]) - len(lines[number].lstrip("*")), lines[number].lstrip("* ").rstrip()
    is_parent = following < len(lines) and lines[following].startswith("*" * (level + 1))
    is_name = len(text.split()) <= _MOST_NAME or (_VERSION.search(text) and len(text.split()) <= _MOST_WORDS)
    has_body = any(line.strip() for line in lines[number + 1 : following])
    is_parted = not "".join(lines[number + 1 : number + 2]).strip()
    return (level if is_parted and (is_parent or (is_name and has_body)) else 0), text


def _is_stated(line: str) -> bool:
    return len(line) <= 2 * _LONGEST and bool(DEBIAN_VERSION.fullmatch(line) or _DAY.fullmatch(line))


def _heads_version(lines: Sequence[str], number: int) -> bool:
    """Return whether a line of a few words with the number of a version stands above a list, or what is indented."""
    line = lines[number].rstrip()
    if not 0 < len(line) <= _LONGEST or line[0].isspace() or line[0] == "#" or line[-1] in ".,;?!" or _ITEM.match(line):
        return False
    if number and lines[number - 1].strip():
        return False
    version = _VERSION.search(line)
    if version is None or len(line.split()) > _MOST_WORDS or len(line[: version.start()].split()) > _MOST_BEFORE:
        return False
    below = next((text for text in lines[number + 1 : number + 3] if text.strip()), "")
    return bool(_ITEM.match(below)) or below.startswith((" ", "\t"))
