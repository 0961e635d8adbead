"""The body of a Word document: converts its elements into blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from retrieval.sources.base.block_text import DocumentBlock, heading, list_item, one_line, paragraph, table
from retrieval.sources.word.runs import NOT_IN_LINE, RunReader, is_prompt
from retrieval.sources.word.styles import Numbering, Styles, W

_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_GALLERY = f"{W}docPartGallery"
_CONTENTS = re.compile(r"toc(?: heading| \d)|table of (?:contents|figures)", re.IGNORECASE)


class WordBody:
    """Reads a document of python-docx.

    Args:
        document: what `docx.Document` gives.
    """

    def __init__(self, document: Any) -> None:
        self._body = document.element.body
        self._styles = Styles(document)
        self._numbering = Numbering(document)
        self._runs = RunReader(self._styles)
        self._notes = _notes(document.part, self._runs)
        self._drop_cap = ""  # a first letter in a frame of its own, which the next paragraph goes on with
        self.title = ""  # of the paragraph that is styled as one, once the blocks were read

    def blocks(self) -> list[DocumentBlock]:
        """Return the blocks in the order of the document, each note after the paragraph that it belongs to."""
        return list(self._blocks(self._body))

    def _blocks(self, parent: Any) -> Iterator[DocumentBlock]:
        for element in parent:
            match element.tag:
                case tag if tag == f"{W}p":
                    yield from self._paragraph(element)
                case tag if tag == f"{W}tbl":
                    yield from self._table(element)
                case tag if (
                    not isinstance(tag, str) or tag in NOT_IN_LINE or _is_contents(element) or is_prompt(element)
                ):
                    pass
                case _:  # a content control, an insertion: paragraphs stand inside
                    yield from self._blocks(element)

    def _paragraph(self, element: Any) -> Iterator[DocumentBlock]:
        style = self._styles.of(element)
        if _CONTENTS.fullmatch(style.name):
            return
        text = self._drop_cap + self._runs.text(element)
        self._drop_cap = text.strip() if _is_drop_cap(element) else ""
        if self._drop_cap:
            return
        if style.is_title and not self.title:
            self.title = one_line(text)
            yield heading(1, text)
        elif style.level:
            yield heading(style.level, text)
        elif marker := self._numbering.marker(element, style):
            yield list_item(marker, text)
        else:
            yield paragraph("\n".join(map(one_line, text.split("\n"))))
        for box in _outermost(element, f"{W}txbxContent"):
            yield from self._blocks(box)
        for mark in element.iter(*_NOTES):
            for note in self._notes.get((_NOTES[mark.tag], mark.get(f"{W}id")), ()):
                yield paragraph(one_line(note))

    def _table(self, element: Any) -> Iterator[DocumentBlock]:
        """Yield the blocks of a table, row by row; of a table of one cell, the blocks of its content."""
        cells = [list(row.iterchildren(f"{W}tc")) for row in element.iterchildren(f"{W}tr")]
        if sum(map(len, cells)) == 1:
            yield from self._blocks(next(cell for row in cells for cell in row))
        else:
            yield table([[self._cell(cell) for cell in row] for row in cells])

    def _cell(self, cell: Any) -> str:
        return " ".join(map(self._runs.text, cell.iter(f"{W}p")))


def _is_drop_cap(element: Any) -> bool:
    frame = element.find(f"{W}pPr/{W}framePr")
    return frame is not None and (frame.get(f"{W}dropCap") or "none") != "none"


def _outermost(element: Any, tag: str) -> Iterator[Any]:
    for child in element:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and not child.tag.endswith("}Fallback"):
            yield from _outermost(child, tag)


def _is_contents(element: Any) -> bool:
    gallery = element.find(f"{W}sdtPr//{_GALLERY}") if element.tag == f"{W}sdt" else None
    return gallery is not None and bool(_CONTENTS.fullmatch(gallery.get(f"{W}val") or ""))


def _notes(part: Any, runs: RunReader) -> dict[tuple[str, str | None], tuple[str, ...]]:
    """Return the paragraphs of each footnote and endnote, by its kind and number."""
    from docx.oxml.parser import parse_xml  # noqa: PLC0415  heavy; it resolves no entities

    notes: dict[tuple[str, str | None], tuple[str, ...]] = {}
    for relation in part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in _NOTES.values() and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                if isinstance(note.tag, str) and note.get(f"{W}type") is None:  # the others are lines that set them off
                    notes[kind, note.get(f"{W}id")] = tuple(map(runs.text, note.iter(f"{W}p")))
    return notes
