"""The body of a Word document: converts its elements into blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from retrieval.sources.base.block_text import DocumentBlock, heading, list_item, paragraph, table
from retrieval.sources.word.runs import NOT_IN_LINE, RunReader, is_prompt
from retrieval.sources.word.styles import Numbering, Styles, W
from retrieval.text.normalize import one_line

_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_FRAMES = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_GALLERY = f"{W}docPartGallery"
_CONTENTS = re.compile(r"toc(?: heading| \d)|table of (?:contents|figures)", re.IGNORECASE)


class WordBody:
    """Reads a document of python-docx.

    Args:
        document: what `docx.Document` gives.
        read_chunk: returns the blocks of a document that is inside it, by the name of its part.
    """

    def __init__(self, document: Any, read_chunk: Callable[[str], Iterable[DocumentBlock]]) -> None:
        self._body = document.element.body
        self._relations = document.part.rels
        self._read_chunk = read_chunk
        self._styles = Styles(document)
        self._numbering = Numbering(document)
        self._runs = RunReader(self._styles)
        self._notes = _notes(document.part, self._runs)
        self._begun = ""  # a first letter in a frame, or words whose end was deleted: the next paragraph goes on
        self.title = ""  # of the paragraph that is styled as one, once the blocks were read

    def blocks(self) -> list[DocumentBlock]:
        """Return the blocks in the order of the document, each note after the paragraph that it belongs to."""
        return [*self._blocks(self._body), *self._rest()]

    def _rest(self) -> Iterator[DocumentBlock]:
        """Yield the words that no paragraph goes on with."""
        begun, self._begun = self._begun, ""
        if begun:
            yield paragraph(begun)

    def _blocks(self, parent: Any) -> Iterator[DocumentBlock]:
        for element in parent:
            match element.tag:
                case tag if tag == f"{W}p":
                    yield from self._paragraph(element)
                case tag if tag == f"{W}tbl":
                    yield from self._rest()
                    yield from self._table(element)
                case tag if tag == f"{W}altChunk":
                    yield from self._chunk(element)
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
        text = self._begun + self._runs.text(element)
        self._begun = text.strip() if _is_drop_cap(element) else text if _is_end_deleted(element) else ""
        if self._begun:
            pass
        elif style.is_title and not self.title:
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
        rows = (row for row in _inside(element, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None)
        cells = [list(_inside(row, f"{W}tc")) for row in rows]
        if sum(map(len, cells)) == 1:
            yield from self._blocks(next(cell for row in cells for cell in row))
        else:
            yield table([[self._cell(cell) for cell in row] for row in cells])

    def _chunk(self, element: Any) -> Iterator[DocumentBlock]:
        relation = self._relations.get(element.get(_RELATION))
        if relation is not None and not relation.is_external:
            yield from self._read_chunk(str(relation.target_part.partname).lstrip("/"))

    def _cell(self, cell: Any) -> str:
        return " ".join(map(self._runs.text, cell.iter(f"{W}p")))


def _is_drop_cap(element: Any) -> bool:
    frame = element.find(f"{W}pPr/{W}framePr")
    return frame is not None and (frame.get(f"{W}dropCap") or "none") != "none"


def _is_end_deleted(element: Any) -> bool:
    """Return whether the end of a paragraph was deleted, so that it and the next are one."""
    return element.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _inside(element: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, those in content controls and the like too."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _FRAMES:
            yield from _inside(child, tag)


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
