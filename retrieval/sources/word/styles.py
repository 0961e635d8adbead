"""The styles and lists of a Word document: which paragraphs are headings, and what stands before those of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_NO_LEVEL = 9  # what Word writes for running text
_NO_LIST = "0"
_UNNUMBERED = frozenset({"bullet", "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What matters of a paragraph's style."""

    name: str = ""
    level: int = 0  # of the heading that it makes; 0 for none
    is_title: bool = False
    number: str | None = None  # of the list that it belongs to
    depth: int = 0  # in that list, from 0


class Styles:
    """The paragraph styles of a document of python-docx."""

    def __init__(self, document: Any) -> None:
        elements = {one.style_id: one.element for one in document.styles}
        default = next((one.style_id for one in document.styles if one.element.get(f"{W}default") == "1"), None)
        self._elements = elements
        self._default = default
        self._known: dict[str | None, Style] = {}

    def of(self, paragraph: Any) -> Style:
        """The style of a paragraph, with what the paragraph itself says."""
        properties = paragraph.find(f"{W}pPr")
        named = _value(properties, "pStyle") or self._default
        if named not in self._known:
            self._known[named] = self._inherited(named)
        return _with(self._known[named], properties)

    def _inherited(self, name: str | None) -> Style:
        chain: list[Any] = []
        while name in self._elements and self._elements[name] not in chain:
            chain.append(self._elements[name])
            name = _value(chain[-1], "basedOn")
        style = Style()
        for element in reversed(chain):
            style = _with(style, element.find(f"{W}pPr"))
            shown = _value(element, "name") or ""
            match = _HEADING.match(shown)
            style = replace(
                style,
                name=shown,
                level=int(match[1]) if match else style.level,
                is_title=style.is_title or shown.casefold() == "title",
            )
        return style


def _with(style: Style, properties: Any) -> Style:
    """The style with what paragraph properties add to it."""
    if properties is None:
        return style
    outline = _value(properties, "outlineLvl")
    if outline is not None and outline.isdecimal():
        style = replace(style, level=int(outline) + 1 if int(outline) < _NO_LEVEL else 0)
    listed = properties.find(f"{W}numPr")
    if listed is not None:
        depth = _value(listed, "ilvl") or "0"
        style = replace(
            style, number=_value(listed, "numId") or style.number, depth=int(depth) if depth.isdecimal() else 0
        )
    return style


class Numbering:
    """The lists of a document of python-docx, counted as it is read."""

    def __init__(self, document: Any) -> None:
        self._formats: dict[tuple[str | None, int], str] = {}
        self._next: dict[tuple[str, int], int] = {}
        part = next((r for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
        if part is None or part.is_external:
            return
        root = part.target_part.element
        abstract = {one.get(f"{W}abstractNumId"): one for one in root.iterchildren(f"{W}abstractNum")}
        for one in root.iterchildren(f"{W}num"):
            levels = abstract.get(_value(one, "abstractNumId"))
            for level in () if levels is None else levels.iterchildren(f"{W}lvl"):
                depth = level.get(f"{W}ilvl") or "0"
                self._formats[one.get(f"{W}numId"), int(depth)] = _value(level, "numFmt") or "decimal"

    def marker(self, paragraph: Any, style: Style) -> str:
        """What stands before a list's item, "-" or "3."; empty for a paragraph of no list."""
        if style.number is None or style.number == _NO_LIST or not any(one.text for one in paragraph.iter(f"{W}t")):
            return ""
        if self._formats.get((style.number, style.depth), "bullet") in _UNNUMBERED:
            return "-"
        for number, depth in list(self._next):
            if number == style.number and depth > style.depth:
                del self._next[number, depth]
        count = self._next.get((style.number, style.depth), 1)
        self._next[style.number, style.depth] = count + 1
        return f"{count}."


def _value(parent: Any, tag: str) -> str | None:
    child = None if parent is None else parent.find(f"{W}{tag}")
    return None if child is None else child.get(f"{W}val")
