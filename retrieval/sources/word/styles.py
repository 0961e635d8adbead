"""The styles and lists of a Word document: which paragraphs are headings, and the markers of list items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_NO_LEVEL = 9  # what Word writes for running text
_NO_LIST = "0"
_UNNUMBERED = frozenset({"bullet", "none"})
_OFF = frozenset({"0", "false", "off"})
_UNSHOWN = ("vanish", "strike", "dstrike")  # hidden, and struck out with one line or two


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphStyle:
    """The relevant properties of a paragraph's style."""

    name: str = ""
    level: int = 0  # of the heading that it makes; 0 for none
    is_title: bool = False
    number: str | None = None  # of the list that it belongs to
    depth: int = 0  # in that list, from 0


class Styles:
    """The styles of a document of python-docx."""

    def __init__(self, document: Any) -> None:
        self._elements = {style.style_id: style.element for style in document.styles}
        self._default = next(
            (
                name
                for name, element in self._elements.items()
                if element.get(f"{W}default") == "1" and element.get(f"{W}type") in ("paragraph", None)
            ),
            None,
        )
        self._styles: dict[str | None, ParagraphStyle] = {}

    def of(self, paragraph: Any) -> ParagraphStyle:
        """Return the style of a paragraph, with the paragraph's own properties."""
        properties = paragraph.find(f"{W}pPr")
        name = self._name(properties)
        if name not in self._styles:
            self._styles[name] = self._inherited(name)
        return _with_properties(self._styles[name], properties)

    def is_shown(self, run: Any, paragraph: Any) -> bool:
        """Return whether the words of a run count.

        It does unless it is hidden or struck out, by itself or by a style.
        """
        properties = run.find(f"{W}rPr")
        names = [_value(properties, "rStyle"), self._name(None if paragraph is None else paragraph.find(f"{W}pPr"))]
        sources = [properties, *(style.find(f"{W}rPr") for name in names for style in self._chain(name))]
        return not any(_is_on(sources, toggle) for toggle in _UNSHOWN)

    def _name(self, properties: Any) -> str | None:
        return _value(properties, "pStyle") or self._default

    def _chain(self, name: str | None) -> Iterator[Any]:
        """Yield the elements of a style, then of the styles that it is based on."""
        seen: set[str | None] = set()
        while name in self._elements and name not in seen:
            seen.add(name)
            yield self._elements[name]
            name = _value(self._elements[name], "basedOn")

    def _inherited(self, name: str | None) -> ParagraphStyle:
        style = ParagraphStyle()
        for element in reversed(list(self._chain(name))):
            style = _with_properties(style, element.find(f"{W}pPr"))
            shown = _value(element, "name") or ""
            match = _HEADING.match(shown)
            style = replace(
                style,
                name=shown,
                level=int(match[1]) if match else style.level,
                is_title=style.is_title or shown.casefold() == "title",
            )
        return style


def _with_properties(style: ParagraphStyle, properties: Any) -> ParagraphStyle:
    """Return the style with paragraph properties added to it."""
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


def _is_on(properties: list[Any], name: str) -> bool:
    """Return whether a toggle property is on, by the first run properties that set it."""
    switches = (source.find(f"{W}{name}") for source in properties if source is not None)
    switch = next((switch for switch in switches if switch is not None), None)
    return switch is not None and (switch.get(f"{W}val") or "1").lower() not in _OFF


class Numbering:
    """The lists of a document of python-docx, counted as it is read."""

    def __init__(self, document: Any) -> None:
        self._formats: dict[tuple[str | None, int], str] = {}
        self._next: dict[tuple[str, int], int] = {}
        part = next((r for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
        if part is None or part.is_external:
            return
        root = part.target_part.element
        definitions = {element.get(f"{W}abstractNumId"): element for element in root.iterchildren(f"{W}abstractNum")}
        for number in root.iterchildren(f"{W}num"):
            definition = definitions.get(_value(number, "abstractNumId"))
            for level in () if definition is None else definition.iterchildren(f"{W}lvl"):
                depth = level.get(f"{W}ilvl") or "0"
                self._formats[number.get(f"{W}numId"), int(depth)] = _value(level, "numFmt") or "decimal"

    def marker(self, paragraph: Any, style: ParagraphStyle) -> str:
        """Return the marker of a list item, "-" or "3."; empty for other paragraphs."""
        is_blank = not any(text.text for text in paragraph.iter(f"{W}t"))
        if style.number is None or style.number == _NO_LIST or is_blank:
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
