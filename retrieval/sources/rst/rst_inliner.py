"""Reads the inline markup of reStructuredText with docutils: emphasis, references, and roles of any name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from docutils.nodes import unescape
from docutils.parsers.rst import states

from retrieval.sources.rst.rst_roles import LABELS, role_words, split_domain, split_target

_MOST_CHARACTERS = 2_000  # of text whose inline markup is read at once; the time grows with its square
_LITERAL = frozenset({"code", "literal", "math"})  # roles in whose text a backslash is one


class RstInliner(states.Inliner):
    """Reads inline markup: any role gives its words, and web addresses are words like others."""

    def parse(self, text: str, lineno: int, memo: Any, parent: Any) -> tuple[list[nodes.Node], list[nodes.Node]]:
        """Return the nodes of a text, and messages; a long text is read in parts."""
        children: list[nodes.Node] = []
        messages: list[nodes.Node] = []
        for part in _parts(text):
            more, warnings = super().parse(part, lineno, memo, parent)
            children += more
            messages += warnings
        return children, messages

    def implicit_inline(self, text: str, lineno: int) -> list[nodes.Node]:  # noqa: ARG002  as docutils calls it
        """Return a text as it is."""
        return [nodes.Text(text)] if text else []

    def problematic(self, text: str, rawsource: str, message: nodes.Node) -> nodes.Node:  # noqa: ARG002
        """Return a mark that nothing closes."""
        return nodes.problematic(rawsource, text)

    def interpreted(
        self,
        rawsource: str,
        text: str,
        role: str,
        lineno: int,  # noqa: ARG002  as docutils calls it
    ) -> tuple[list[nodes.Node], list[nodes.Node]]:
        """Return the words of interpreted text."""
        name = split_domain(role or "")
        if (role or "").lower() in self.document.raw_roles:
            return [], []
        if name in _LITERAL:
            return [nodes.literal(rawsource, unescape(text, True))], []
        title, label = split_target(unescape(text))
        if name in LABELS and title is label:
            return [nodes.reference(rawsource, label, label=label)], []
        return [nodes.inline(rawsource, role_words(name, unescape(text)))], []


for _name, _value in vars(states.Inliner).items():  # the parts of its patterns, which it looks for in the class alone
    if isinstance(_value, str) and not _name.startswith("__"):
        setattr(RstInliner, _name, _value)


def _parts(text: str) -> Iterator[str]:
    """Yield the parts of a text, each within the bound, that end behind a sentence, else behind a word."""
    start = 0
    while len(text) - start > _MOST_CHARACTERS:
        stop = start + _MOST_CHARACTERS
        cuts = (text.rfind(mark, start + _MOST_CHARACTERS // 2, stop) for mark in (". ", ".\n", "\n", " "))
        end = next((cut + 1 for cut in cuts if cut > 0), stop)
        yield text[start:end]
        start = end
    yield text[start:]
