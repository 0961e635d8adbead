"""The words of inline nodes: references as their text, substitutions as what they stand for, footnotes as nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_UNSEEN = frozenset({"footnote_reference", "image", "raw", "system_message", "comment", "substitution_definition"})
_WRITTEN = frozenset({"#text", "substitution_reference", "citation_reference", "problematic"})
_MOST_EXPANDED = 1_000_000  # characters that substitutions and titles of labels may add to a document
_DEEPEST = 20  # names inside of what other names stand for
_LABELLED = frozenset({"title", "rubric"})  # what the label before it names


class RstWords:
    """Reads the words of nodes.

    Args:
        document: as `rst_parser.parse` gives it; its substitutions and labels are known in all of it.
    """

    def __init__(self, document: Any) -> None:
        self._definitions: dict[str, Any] = {}  # by name, in lower case
        self._labelled: dict[str, Any] = {}  # titles, by the labels before them
        self._expanded = 0  # characters
        self._open: set[int] = set()  # what names stand for whose words are being read, by identity
        self._learn(document)

    def read(self, node: Any) -> str:
        """Return the words of the inline nodes in a node, with its line ends."""
        parts: list[str] = []
        for child in node.children:
            if child.tagname == "footnote_reference" and parts:
                parts[-1] = parts[-1].rstrip()
            parts.append(self._part(child))
        return "".join(parts)

    def _part(self, node: Any) -> str:
        words = str(node.astext()) if node.tagname in _WRITTEN else ""
        match node.tagname:
            case "substitution_reference":
                return self._substitution(words)
            case "citation_reference":
                return f"[{words}]"
            case "problematic":  # a mark that nothing closes
                return words.strip("`|")
            case "reference" if node.get("label"):
                return self._title(node["label"])
            case tag:
                return words if tag in _WRITTEN or tag in _UNSEEN else self.read(node)

    def _substitution(self, name: str) -> str:
        """Return what a substitution stands for; its name where it is not defined."""
        key = " ".join(name.lower().split())
        return self._expand(self._definitions.get(key), name)

    def _title(self, label: str) -> str:
        """Return the title of the section with a label; the label where it is in another document."""
        return self._expand(self._labelled.get(" ".join(label.lower().split())), label)

    def _expand(self, node: Any, name: str) -> str:
        """Return the words that a name stands for; the name where that is nothing, itself, or too much."""
        is_open = id(node) in self._open or len(self._open) >= _DEEPEST
        if node is None or is_open or self._expanded > _MOST_EXPANDED:
            return name
        self._open.add(id(node))
        words = self.read(node)
        self._open.remove(id(node))
        self._expanded += len(words) + 1
        return words

    def _learn(self, document: Any) -> None:
        labels: list[str] = []
        for node in _nodes(document):
            if node.tagname == "substitution_definition":
                self._definitions.setdefault(str(node["names"][0]).lower(), node)
            elif node.tagname == "target":
                labels += node["names"]
            elif labels:
                if node.tagname in _LABELLED:
                    self._labelled |= dict.fromkeys(labels, node)
                labels = []


def _nodes(parent: Any) -> Iterator[Any]:
    """Yield the nodes below a node that are no inline nodes, in the order of the document."""
    for node in parent.children:
        if node.tagname != "system_message":
            yield node
        if node.tagname not in ("paragraph", "title", "#text"):
            yield from _nodes(node)
