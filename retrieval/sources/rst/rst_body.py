"""The body of a reStructuredText document: converts the nodes of docutils into blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from retrieval.sources.base.block_text import DocumentBlock, heading, join_lines, list_item, paragraph, table
from retrieval.sources.rst.rst_words import RstWords
from retrieval.text.normalize import one_line

_UNSEEN_TAGS = "comment target substitution_definition transition label attribution image raw pending topic_title"
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_LETTERED = {"loweralpha": "a", "upperalpha": "A"}
_ERROR = 3  # the level of messages about what is not read elsewhere; it is quoted in them
_RULE = re.compile(r"([!-/:-@\[-`{-~])\1* *")
_BORDER_LINE = re.compile(r"[-=+| ]*")
_CELL_BORDER = re.compile(r" *\| *")
_ARGUMENT_NAMES = "param parameter arg argument key keyword kwarg kwparam var ivar cvar type vartype option"
_ARGUMENTS = frozenset(_ARGUMENT_NAMES.split())  # fields of Sphinx whose name ends with that of an argument
_FIELD_NAMES = {
    "return": "Returns",
    "returns": "Returns",
    "rtype": "Return type",
    "raise": "Raises",
    "raises": "Raises",
    "except": "Raises",
    "exception": "Raises",
}


class RstBody:
    """Reads the blocks of a document.

    Args:
        words: reads the words of inline nodes.
    """

    def __init__(self, words: RstWords) -> None:
        self._words = words
        self._level = 0  # of the heading above

    def blocks(self, nodes: Sequence[Any]) -> list[DocumentBlock]:
        """Return the blocks of nodes, in their order."""
        return [block for node in nodes for block in self._node(node)]

    def _node(self, node: Any) -> Iterator[DocumentBlock]:
        if node.tagname in _HANDLERS:
            yield from _HANDLERS[node.tagname](self, node)
        elif node.tagname not in _UNSEEN:
            yield from self.blocks(node.children)

    def title(self, node: Any) -> Iterator[DocumentBlock]:
        """Yield the heading of a section."""
        self._level = node["level"]
        yield heading(self._level, self._words.read(node))

    def rubric(self, node: Any) -> Iterator[DocumentBlock]:
        """Yield a heading that opens no section."""
        yield heading(self._level + 1, self._words.read(node))

    def paragraph(self, node: Any) -> Iterator[DocumentBlock]:
        """Yield a paragraph with its lines joined."""
        yield paragraph(self._joined(node))

    def code(self, node: Any) -> Iterator[DocumentBlock]:
        """Yield the lines of code."""
        yield paragraph(self._words.read(node))

    def verse(self, node: Any) -> Iterator[DocumentBlock]:
        """Yield lines that are meant as such."""
        yield paragraph("\n".join(self._lines(node)))

    def _joined(self, node: Any) -> str:
        """Return the words of a node on one line."""
        lines = map(one_line, self._words.read(node).split("\n"))
        return join_lines([line for line in lines if line])

    def _lines(self, block: Any) -> Iterator[str]:
        for line in block.children:
            if line.tagname == "line_block":
                yield from self._lines(line)
            else:
                yield self._joined(line)

    def list(self, node: Any) -> Iterator[DocumentBlock]:
        """Yield the items of a list, each with its marker; roman numbers are written as others."""
        first = node.get("start", 1)
        letter = _LETTERED.get(node.get("enumtype", ""))
        for number, item in enumerate(node.children, start=first):
            marker = f"{chr(ord(letter) + number - 1)})" if letter else f"{number}."
            yield from self._item("-" if node.tagname == "bullet_list" else marker, item)

    def _item(self, marker: str, item: Any) -> Iterator[DocumentBlock]:
        """Yield the blocks of a list item, of which the first has the marker if it is a paragraph."""
        blocks = self.blocks(item.children)
        if blocks and not blocks[0].level and not blocks[0].marker:
            yield list_item(marker, blocks[0].text)
            blocks = blocks[1:]
        yield from blocks

    def descriptions(self, node: Any) -> Iterator[DocumentBlock]:
        """Yield terms, options or signatures, each with its description."""
        for item in node.children:
            yield from self._description(item)

    def fields(self, node: Any) -> Iterator[DocumentBlock]:
        """Yield each field as a list item."""
        for field in node.children:
            yield from self._entry(field)

    def citation(self, node: Any) -> Iterator[DocumentBlock]:
        """Yield what a citation names, behind its label."""
        yield from self._labelled(f"[{node.children[0].astext()}]", node.children[1:])

    def _description(self, item: Any) -> Iterator[DocumentBlock]:
        """Yield a term, an option or a signature with its description, whose first paragraph stands below it."""
        *terms, description = item.children
        label = ": ".join(filter(None, map(self._term, terms))) if item.tagname == "definition_list_item" else ""
        if item.tagname == "option_list_item":
            label = ", ".join(map(self._option, item.children[0].children))
        blocks = self.blocks(description.children)
        if blocks and not blocks[0].level and not blocks[0].marker:
            yield paragraph(f"{label}\n{blocks[0].text}")
            blocks = blocks[1:]
        else:
            yield paragraph(label)
        yield from blocks

    def _term(self, term: Any) -> str:
        return "\n".join(one_line(line) for line in self._words.read(term).split("\n"))

    def _option(self, option: Any) -> str:
        """Return an option as it is typed: `--output=FILE`."""
        return "".join(part.astext() for part in option.children)

    def _entry(self, field: Any) -> Iterator[DocumentBlock]:
        """Yield a field as a list item that begins with its name."""
        if len(field.children) == 0:
            return
        name, *bodies = field.children
        yield from self._labelled(
            f"{_field_name(self._joined(name))}:", [node for body in bodies for node in body.children], "-"
        )

    def _labelled(self, label: str, nodes: Sequence[Any], marker: str = "") -> Iterator[DocumentBlock]:
        """Yield the blocks of nodes, of which the first paragraph begins with a label."""
        blocks = self.blocks(nodes)
        is_text = bool(blocks) and not blocks[0].level and not blocks[0].marker
        text = f"{label} {blocks[0].text}" if is_text else label
        yield list_item(marker, text) if marker else paragraph(text)
        yield from blocks[1:] if is_text else blocks

    def table(self, node: Any) -> Iterator[DocumentBlock]:
        """Yield the rows of a table; of a table of one cell, the blocks of its content."""
        rows = [[entry for entry in row.children if entry.tagname == "entry"] for row in node.findall(_is_row)]
        if sum(map(len, rows)) == 1:
            yield from self.blocks(next(entry.children for row in rows for entry in row))
        else:
            yield table([[self._cell(entry) for entry in row] for row in rows])

    def _cell(self, entry: Any) -> str:
        return " ".join(str(block).lstrip("#") if block.level else block.text for block in self.blocks(entry.children))

    def quote(self, node: Any) -> Iterator[DocumentBlock]:
        """Yield a quotation, and behind it whose it is."""
        yield from self.blocks([child for child in node.children if child.tagname != "attribution"])
        for child in node.children:
            if child.tagname == "attribution":
                yield paragraph(f"— {self._joined(child)}")

    def unread(self, message: Any) -> Iterator[DocumentBlock]:
        """Yield what a message quotes because it could not be read: titles and tables that are damaged."""
        quoted = [child for child in message.children if child.tagname == "literal_block"]
        for child in quoted if message.get("level", 0) >= _ERROR else ():
            lines = [line.strip() for line in child.astext().split("\n")]
            words = [line for line in lines if not _RULE.fullmatch(line) and not _BORDER_LINE.fullmatch(line)]
            if words:
                yield self._quoted(words, is_title=message.get("about_title", False))

    def _quoted(self, lines: Sequence[str], *, is_title: bool) -> DocumentBlock:
        if is_title and len(lines) == 1:
            return heading(self._level + 1, lines[0])
        return table([_CELL_BORDER.split(line.strip("|").strip()) for line in lines])


_HANDLERS: dict[str, Callable[[RstBody, Any], Iterator[DocumentBlock]]] = {
    "title": RstBody.title,
    "rubric": RstBody.rubric,
    "paragraph": RstBody.paragraph,
    "literal_block": RstBody.code,
    "doctest_block": RstBody.code,
    "line_block": RstBody.verse,
    "bullet_list": RstBody.list,
    "enumerated_list": RstBody.list,
    "definition_list": RstBody.descriptions,
    "option_list": RstBody.descriptions,
    "field_list": RstBody.fields,
    "table": RstBody.table,
    "block_quote": RstBody.quote,
    "citation": RstBody.citation,
    "system_message": RstBody.unread,
}


def _field_name(name: str) -> str:
    """Return the name of a field as Sphinx shows it: "size" for `param int size`, "Raises Error" for `raises Error`."""
    kind, _, rest = name.partition(" ")
    if kind in _ARGUMENTS and rest:
        return rest.rpartition(" ")[2]
    return f"{_FIELD_NAMES.get(kind, kind)} {rest}".rstrip()


def _is_row(node: Any) -> bool:
    return bool(node.tagname == "row")
