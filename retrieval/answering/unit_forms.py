"""Elements that belong together by form: a lead-in with its code, list or table; a sentence around code or about it."""

from __future__ import annotations

import re
from itertools import takewhile

from retrieval.answering.unit_section import Section
from retrieval.languages import alternatives

_MOST_BETWEEN = 1  # sentences between one and the code below its paragraph
# Questions that an instruction answers: its code is part of it even where the sentence before does not announce it.
_HOW_TO = re.compile(
    rf"(?<!\w)(?:{alternatives(lambda entry: entry.questions.instruction_openings)})(?!\w)", re.IGNORECASE
)


def with_form(section: Section, first: int, last: int) -> tuple[int, int]:
    """Add the elements before and after that belong to these by their form."""
    before = (first, last)
    if first and _is_announced_by(section, first):
        first -= 1
    if last + 1 < len(section.elements) and _announces(section, first, last):
        last += 1
    return (first, last) if (first, last) == before else with_form(section, first, last)


def _is_announced_by(section: Section, at: int) -> bool:
    """Return whether an element needs the one before it by its form, as code needs its lead-in."""
    before, element = section.elements[at - 1], section.elements[at]
    if element.kind == "code":
        return before.kind != "heading" and (before.is_lead_in or before.is_open)
    return before.kind == "code" and (_is_second_half(section, at) or _tells_of_code(section, at))


def _tells_of_code(section: Section, at: int) -> bool:
    """Return whether an element says what the code above it does: "This deletes all of them."."""
    element = section.elements[at]
    return element.kind == "sentence" and not element.is_lead_in and section.is_dependent(at)


def _announces(section: Section, first: int, last: int) -> bool:
    """Return whether the last element needs the next one by its form."""
    element, following = section.elements[last], section.elements[last + 1]
    if following.kind == "heading":
        return False
    if element.is_lead_in and (following.kind in {"code", "item", "row"} or following.paragraph != element.paragraph):
        return True
    if _opens_list(section, last) or _instructs(section, last):
        return True
    if following.kind == "code":
        return element.is_open
    if element.kind == "code":
        return _is_second_half(section, last + 1)
    goes_on = following.kind == element.kind and following.paragraph == element.paragraph
    return element.kind in {"item", "row"} and goes_on and _announced_list(section, first, last)


def _instructs(section: Section, at: int) -> bool:
    """Return whether an instruction is asked for, and an element stands in a paragraph that code follows soon."""
    elements = section.elements
    if elements[at].kind != "sentence" or not _HOW_TO.search(section.question):
        return False
    following = elements[at + 1 : at + 2 + _MOST_BETWEEN]
    rest = list(takewhile(lambda e: e.kind == "sentence" and e.paragraph == elements[at].paragraph, following))
    return len(rest) < len(following) and following[len(rest)].kind == "code"


def _announced_list(section: Section, first: int, last: int) -> bool:
    """Return whether the list or table that goes on was announced by an element that is shown."""
    shown = range(first, last)
    own = section.elements[last].paragraph
    return any(
        (section.elements[i].is_lead_in or _opens_list(section, i)) and section.elements[i].paragraph != own
        for i in shown
    )


def _opens_list(section: Section, at: int) -> bool:
    """Return whether an element is a sentence that ends in the middle, with a list that ends it: "You need"."""
    elements = section.elements
    is_above_list = at + 1 < len(elements) and elements[at + 1].kind == "item"
    return elements[at].kind == "sentence" and elements[at].is_open and is_above_list


def _is_second_half(section: Section, at: int) -> bool:
    """Return whether an element goes on with a sentence that began before a block of code."""
    element = section.elements[at]
    return element.kind == "sentence" and section.text[element.start].islower()
