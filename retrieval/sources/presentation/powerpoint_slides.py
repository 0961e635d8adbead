"""Slides of PowerPoint: their titles, lists, boxes of text, tables, diagrams and the notes of the speaker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from retrieval.sources.base.block_text import DocumentBlock, heading, list_item, paragraph, table
from retrieval.sources.office.package_parts import PackageParts, relation

PRESENTATION = "ppt/presentation.xml"
_SLIDE_LEVEL = 2  # of the heading that a slide's title is
_TITLES = ("title", "ctrTitle")
_MARGINS = ("dt", "ftr", "hdr", "sldNum", "sldImg")  # what stands on every slide
_LISTS = ("", "body", "obj")  # places for text whose lines are items
_BREAKS = {"br": "\n", "tab": " "}
_NOT_SHOWN = ("0", "false")
_NOTES = "ppt/notesSlides/"
_DEEPEST = 100  # groups inside groups


def slides(parts: PackageParts) -> Iterator[list[DocumentBlock]]:
    """Yield the blocks of each slide that is shown, in order."""
    targets = parts.targets(PRESENTATION)
    for slide in parts.root(PRESENTATION).iterfind("sldIdLst/sldId"):
        name = targets.get(relation(slide), "")
        root = parts.root(name)
        if root.get("show") not in _NOT_SHOWN and (shapes := root.find("cSld/spTree")) is not None:
            yield [*_in_order(_Slide(parts, parts.targets(name)).shape_blocks(shapes)), *_notes(parts, name)]


def _in_order(blocks: Iterator[DocumentBlock]) -> list[DocumentBlock]:
    """Return the blocks of a slide with its title first, wherever it is drawn."""
    return sorted(blocks, key=lambda block: not block.level)


def _notes(parts: PackageParts, name: str) -> Iterator[DocumentBlock]:
    """Yield what the speaker noted below a slide."""
    for target in parts.targets(name).values():
        for shape in parts.root(target).iter("sp") if target.startswith(_NOTES) else ():
            if _placeholder_kind(shape) == "body":
                yield from (paragraph(_words(line)) for line in shape.iterfind("txBody/p"))


class _Slide:
    """A slide; its diagrams are other parts of the file, found by their ids."""

    def __init__(self, parts: PackageParts, targets: dict[str, str]) -> None:
        self._parts = parts
        self._targets = targets

    def shape_blocks(self, shapes: Any, depth: int = 0) -> Iterator[DocumentBlock]:
        """Yield the blocks of shapes and of the groups among them."""
        for shape in shapes if depth < _DEEPEST else ():
            match shape.tag:
                case "sp":
                    yield from _text_blocks(shape)
                case "grpSp":
                    yield from self.shape_blocks(shape, depth + 1)
                case "AlternateContent":  # the same, for newer and for older programs
                    yield from self.shape_blocks(next(shape.iterchildren("Choice", "Fallback"), ()), depth + 1)
                case "graphicFrame":
                    yield from self._graphic(shape)

    def _graphic(self, frame: Any) -> Iterator[DocumentBlock]:
        """Yield a table, or the texts of a diagram as a list."""
        for drawn in frame.iterfind("graphic/graphicData/tbl"):
            yield table([[_cell(cell) for cell in row.iterchildren("tc")] for row in drawn.iterchildren("tr")])
        for diagram in frame.iterfind("graphic/graphicData/relIds"):
            points = self._parts.root(self._targets.get(relation(diagram, "dm"), "")).iterfind("ptLst/pt/t")
            yield from (list_item("-", _lines(point)) for point in points)


def _placeholder_kind(shape: Any) -> str | None:
    """Return the kind of place of the layout that a shape fills, empty for any; None for none."""
    placeholder = shape.find("nvSpPr/nvPr/ph")
    return None if placeholder is None else placeholder.get("type") or ""


def _text_blocks(shape: Any) -> Iterator[DocumentBlock]:
    kind = _placeholder_kind(shape)
    body = shape.find("txBody")
    if body is None or kind in _MARGINS:
        return
    lines = [line for line in body.iterchildren("p") if _words(line).strip()]
    if kind in _TITLES:
        yield heading(_SLIDE_LEVEL, " ".join(map(_words, lines)))
        return
    is_list = kind in _LISTS and len(lines) > 1
    for number, line in enumerate(lines, start=1):
        marker = _marker(line, number, is_list=is_list)
        yield list_item(marker, _words(line)) if marker else paragraph(_words(line))


def _marker(line: Any, number: int, *, is_list: bool) -> str:
    """Return the mark of an item; empty for a line of text."""
    properties = line.find("pPr")
    if properties is not None and properties.find("buNone") is not None:
        return ""
    if properties is not None and properties.find("buAutoNum") is not None:
        return f"{number}."
    return "-" if is_list or (properties is not None and properties.find("buChar") is not None) else ""


def _cell(cell: Any) -> str:
    return "" if "1" in (cell.get("hMerge"), cell.get("vMerge")) else " ".join(map(_words, cell.iterfind("txBody/p")))


def _lines(element: Any) -> str:
    return " ".join(map(_words, element.iterchildren("p")))


def _words(line: Any) -> str:
    """Return the words of a paragraph."""
    return "".join(_BREAKS.get(part.tag) or part.text or "" for part in line.iter("t", *_BREAKS))
