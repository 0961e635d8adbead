"""Page trees: converts what trafilatura extracts from a web page into blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from retrieval.sources.base.block_text import DocumentBlock, heading, list_item, paragraph, table
from retrieval.sources.base.shifted_text import subscript, superscript

_INLINE = frozenset({"hi", "ref", "del", "span", "a"})
_WITH_LINES = frozenset({"quote", "code"})  # what trafilatura makes of `<pre>`
_SPACES = re.compile(r"[^\S\n]+")


def blocks_of_tree(body: Any) -> list[DocumentBlock]:
    """Return the blocks of a body (an lxml element in trafilatura's own vocabulary), in the order of the page."""
    collector = _BlockCollector()
    collector.take(body)
    return collector.blocks


class _BlockCollector:
    """Collects words until an element ends them, as a heading, an item or a paragraph."""

    def __init__(self) -> None:
        self.blocks: list[DocumentBlock] = []
        self._words: list[str] = []
        self._marker = ""  # of a list item whose first words are still to come
        self._has_lines = False  # whether a line end in the words is one that a reader of the page sees

    def take(self, element: Any) -> None:
        """Remove the element, but not what follows it."""
        if not isinstance(element.tag, str):  # a comment
            return
        match element.tag:
            case "head":
                self._end()
                self.blocks.append(heading(_level(element), _text(element)))
            case "list":
                self._list(element)
            case "table":
                self._end()
                cells = ([_text(cell) for cell in row.iter("cell")] for row in element.iter("row"))
                self.blocks.append(table(cells))
            case "code" if "\n" in _text(element):
                self._end()
                self.blocks.append(paragraph("".join(element.itertext())))
            case "lb":
                self._words.append("\n")
            case "hi" if element.get("rend") in ("#sup", "#sub"):
                self._words.append(_shifted(element))
            case "graphic":
                pass
            case tag:
                self._inside(element, is_inline=tag in _INLINE or tag == "code")

    def _inside(self, element: Any, *, is_inline: bool) -> None:
        before = self._has_lines
        if not is_inline:
            self._end()
            self._has_lines = element.tag in _WITH_LINES
        self._add(element.text)
        for child in element:
            self.take(child)
            self._add(child.tail)
        if not is_inline:
            self._end()
        self._has_lines = before

    def _add(self, words: str | None) -> None:
        """Add words of running text, where a line end is a mere space, or of a block with lines of its own."""
        self._words.append((words or "") if self._has_lines else (words or "").replace("\n", " "))

    def _list(self, element: Any) -> None:
        self._end()
        is_ordered = element.get("rend") == "ol"
        for number, child in enumerate(element.iterchildren("item"), start=1):
            self._marker = f"{number}." if is_ordered else "-"
            self._inside(child, is_inline=False)
        self._marker = ""

    def _end(self) -> None:
        """End the paragraph or item that the collected words make."""
        lines = [_SPACES.sub(" ", line).strip() for line in "".join(self._words).split("\n")]
        words = "\n".join(line for line in lines if line)
        self._words = []
        if words:
            self.blocks.append(list_item(self._marker, words) if self._marker else paragraph(words))
            self._marker = ""


def _level(element: Any) -> int:
    rend = element.get("rend") or ""
    return int(rend[1:]) if re.fullmatch(r"h[1-6]", rend) else 2  # where it does not say, below the title


def _text(element: Any) -> str:
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "hi" and child.get("rend") in ("#sup", "#sub"):
            yield _shifted(child)
        elif isinstance(child.tag, str):
            is_inline = child.tag in _INLINE or child.tag == "code"
            yield _text(child) if is_inline else f" {_text(child)} "
        yield child.tail or ""


def _shifted(element: Any) -> str:
    text = "".join(element.itertext())
    return superscript(text) if element.get("rend") == "#sup" else subscript(text)
