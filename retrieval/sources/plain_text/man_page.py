"""Manual pages as `man` prints them: their head, their foot, sections, and the description of each option."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.discourse.dates import iso_date
from retrieval.text.heading_lines import is_manual_margin, manual_name
from retrieval.text.normalize import one_line

Join = Callable[[Sequence[str]], str]  # makes one text of the lines of a description

# Bold and underlined letters of a printed page: a letter, a backspace and the letter again; or a terminal's colours.
OVERSTRUCK = re.compile("[^\n]\x08|\x1b\\[[0-9;]*m")
_COLUMNS = re.compile(" {2,}")
_BODY = 7  # spaces before the text of a section, and by which the description of an option is further in
_DESCRIPTION = "    "  # before the description of an option, below its names
_SUBSECTION = 3  # spaces before the title of a part of a section
# Blanks by which a line was made as long as the others; more part columns.
_STRETCHED = re.compile(r"(?<=\S) {2,3}(?=\S)")
_LONG_LINE = 50  # characters from which a line may have been stretched
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class ManPage:
    """A manual page as lines that mark their headings, with nothing repeated on each sheet."""

    title: str  # what it is the manual of, and in a line what that does
    published: str | None
    lines: tuple[str, ...]


def page_name(lines: Sequence[str]) -> str:
    """Return the name that a manual page has at its head, `tar(1)`; empty where the lines are something else."""
    name = manual_name(lines)
    return name if name and any(line.startswith(" " * _BODY) for line in lines[_start(lines) + 1 :]) else ""


def read_page(lines: Sequence[str], name: str, join: Join) -> ManPage:
    """Read the lines of a manual page.

    Args:
        lines: of the text.
        name: of the page, as `page_name` finds it.
        join: undoes the wrapping of a description.
    """
    margins = [line for line in lines if is_manual_margin(line, name)]
    body = [line for line in lines if not is_manual_margin(line, name)]
    parts = [part.strip() for line in margins[1:] for part in _COLUMNS.split(line)]
    return ManPage(
        title=_title(body) or name,
        published=next((date for part in parts if (date := iso_date(part))), None),
        lines=tuple(_marked(body, join)),
    )


def _start(lines: Sequence[str]) -> int:
    """Return the number of the first line that is not blank."""
    return next((number for number, line in enumerate(lines) if line.strip()), len(lines))


def _title(body: Sequence[str]) -> str:
    """Return the text of the first section: `tar - an archiving utility`; empty where that has another form."""
    found: list[str] = []
    for line in body[_start(body) + 1 :]:
        if found and not line.strip():
            break
        if line.strip():
            found.append(line)
    title = one_line(" ".join(found)).replace("\u2010 ", "")
    return title if found and found[0].startswith(" ") and len(title) <= _LONGEST_TITLE else ""


def _marked(body: Sequence[str], join: Join) -> Iterator[str]:
    """Yield the lines with sections as headings, moved to the margin."""
    stretch: list[str] = []
    before = ""  # the line above, empty below a heading
    for line in (*body, ""):
        indent = _indent(line)
        is_heading = bool(line.strip()) and (indent == 0 or (indent == _SUBSECTION and not before.strip()))
        before = "" if is_heading else line
        if line.strip() and not is_heading:
            stretch.append(line)
            continue
        yield from _described(stretch, join)
        stretch = []
        yield from ("", f"{'###' if indent else '##'} {line.strip()}", "") if is_heading else ("",)


def _described(stretch: Sequence[str], join: Join) -> Iterator[str]:
    """Yield the lines of a paragraph; of an option first its names, then its description as one line, further in."""
    if not stretch:
        return
    margin = min(map(_indent, stretch))
    moved = [_even(line[margin:]) for line in stretch]
    opening, further = moved[0], moved[1:]
    is_below = all(line.startswith(" " * _BODY) and line[_BODY] != " " for line in further)
    if is_below and _opens_with_names(opening, goes_on=bool(further)):
        yield opening[:_BODY].strip()
        yield _DESCRIPTION + join([_even(opening[_BODY:]), *(line.strip() for line in further)])
    elif is_below and further and not opening.startswith(" "):
        yield opening
        yield _DESCRIPTION + join([line.strip() for line in further])
    else:
        yield from moved


def _opens_with_names(line: str, *, goes_on: bool) -> bool:
    """Return whether the names of an option stand before its description on the same line: `-g     like -l`."""
    names, description = line[:_BODY], line[_BODY:]
    is_parted = names.endswith("  ") or (names.endswith(" ") and (goes_on or names.startswith("-")))
    return is_parted and bool(names.strip()) and not names.startswith(" ") and description[:1].strip() != ""


def _even(line: str) -> str:
    """Return a line without the blanks by which it was stretched."""
    indent = _indent(line)
    is_stretched = len(line) - indent >= _LONG_LINE and "    " not in line[indent:]
    return line[:indent] + _STRETCHED.sub(" ", line[indent:]) if is_stretched else line


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
