"""The body of an OpenDocument text: converts its elements into blocks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from retrieval.sources.base.block_text import DocumentBlock, heading, list_item, paragraph, table
from retrieval.sources.base.shifted_text import subscript, superscript
from retrieval.sources.odt.odt_styles import TEXT, OdtStyles, read_number
from retrieval.text.normalize import one_line

_GAPS = re.compile(r"[ \t\r\n]+")  # of the markup, which stand for one blank
_CHARACTERS = {"s": " ", "tab": " ", "line-break": "\n"}
_SHIFTS = {"super": superscript, "sub": subscript}
# Deleted text, comments, prompts, the reading above ruby text, embedded objects, lists of headings and figures.
_UNSEEN_TAGS = """
tracked-changes annotation placeholder ruby-text object object-ole plugin forms event-listeners script
table-of-content illustration-index table-index object-index user-index alphabetical-index
"""
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_SHAPE_TAGS = """
frame g custom-shape rect line polyline polygon regular-polygon path circle ellipse connector caption measure control
"""
_ASIDES = frozenset({"note", *_SHAPE_TAGS.split()})  # which are read behind the paragraph or table that they stand in
_OUT_OF_LINE = _UNSEEN | _ASIDES
_SPAN = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}number-columns-spanned"


class OdtBody:
    """Reads the text of a document, whose elements have tags without a namespace.

    Args:
        text: its element `office:text`.
        styles: of the document.
    """

    def __init__(self, text: Any, styles: OdtStyles) -> None:
        self._text = text
        self._styles = styles
        self._reached: dict[tuple[str, int], int] = {}  # the last number in lists of a style and depth
        self.title = ""  # of the paragraph that is styled as one, once the blocks were read

    def blocks(self) -> list[DocumentBlock]:
        """Return the blocks in the order of the document, each note after the paragraph that it belongs to."""
        return list(self._blocks(self._text))

    def _blocks(self, parent: Any) -> Iterator[DocumentBlock]:
        for element in parent:
            yield from self._element(element)

    def _element(self, element: Any) -> Iterator[DocumentBlock]:
        match element.tag:
            case "p" | "h":
                yield from self._paragraph(element)
            case "list":
                yield from self._list(element, style="", depth=1)
            case "numbered-paragraph":
                yield from self._item(element, "-", style="", depth=1)
            case "table":
                yield from self._table(element)
            case tag if tag in _UNSEEN or element.get(f"{TEXT}display") == "none":
                pass
            case _:  # a section, a text box: paragraphs stand inside
                yield from self._blocks(element)

    def _paragraph(self, element: Any, marker: str = "") -> Iterator[DocumentBlock]:
        """Yield a heading, a list item where there is a marker, or a paragraph; then what stands beside it."""
        if not self._styles.is_shown(element):
            return
        text = self._words(element)
        if element.tag == "h":
            yield heading(read_number(element.get(f"{TEXT}outline-level"), 1), text)
        elif self._styles.is_title(element) and not self.title:
            self.title = one_line(text)
            yield heading(1, text)
        elif marker:
            yield list_item(marker, text)
        else:
            yield paragraph("\n".join(map(one_line, text.split("\n"))))
        yield from self._asides(element)

    def _asides(self, element: Any) -> Iterator[DocumentBlock]:
        for aside in _outermost(element, _ASIDES):
            yield from self._blocks(aside)

    def _list(self, element: Any, *, style: str, depth: int) -> Iterator[DocumentBlock]:
        """Yield the items of a list; its style is that of the list around it, if it names none."""
        style = element.get(f"{TEXT}style-name") or style
        first = self._styles.first_number(style, depth)
        before = (first or 1) - 1
        is_continued = element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list")
        number = self._reached.get((style, depth), before) if is_continued else before
        for item in element:
            marker = ""
            if item.tag == "list-item" and item.find("p") is not None:  # else only a list stands inside
                number = read_number(item.get(f"{TEXT}start-value"), number + 1)
                marker = "-" if first is None else f"{number}."
            yield from self._item(item, marker, style=style, depth=depth)
        self._reached[style, depth] = number

    def _item(self, element: Any, marker: str, *, style: str, depth: int) -> Iterator[DocumentBlock]:
        """Yield the blocks of a list item, of which the first paragraph has the marker."""
        for child in element:
            if child.tag == "p":
                yield from self._paragraph(child, marker)
                marker = ""
            elif child.tag == "list":
                yield from self._list(child, style=style, depth=depth + 1)
            else:
                yield from self._element(child)

    def _table(self, element: Any) -> Iterator[DocumentBlock]:
        """Yield the blocks of a table, row by row; of a table of one cell, the blocks of its content."""
        rows = list(_outermost(element, {"table-row"}))
        cells = [cell for row in rows for cell in row.iterchildren("table-cell")]
        if len(cells) == 1:
            yield from self._blocks(cells[0])
        else:
            yield table(map(self._row, rows))
            yield from self._asides(element)

    def _row(self, row: Any) -> list[str]:
        """Return the words of the cells; a cell that another in the row covers is left out, one from above is empty."""
        words: list[str] = []
        covers = 0
        for cell in row:
            if cell.tag == "table-cell":
                words.append(" ".join(map(self._words, _outermost(cell, {"p", "h"}))))
                covers = read_number(cell.get(_SPAN), 1) - 1
            elif covers > 0:
                covers -= 1
            else:
                words.append("")
        return words

    def _words(self, element: Any) -> str:
        """Return the visible words of a paragraph or of a part of it, without what is read behind it."""
        if not self._styles.is_shown(element):
            return ""
        parts = [_GAPS.sub(" ", element.text or "")]
        for child in element:
            parts += [self._part(child), _GAPS.sub(" ", child.tail or "")]
        return "".join(parts)

    def _part(self, element: Any) -> str:
        if element.tag in _OUT_OF_LINE:
            return ""
        words = _CHARACTERS.get(element.tag) or self._words(element)
        shift = _SHIFTS.get(self._styles.position(element)) if element.tag == "span" else None
        return words if shift is None else shift(words)


def _outermost(element: Any, tags: Collection[str]) -> Iterator[Any]:
    """Yield the elements with one of the tags that stand in no other such, and in nothing that is out of line."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag not in _OUT_OF_LINE:
            yield from _outermost(child, tags)
