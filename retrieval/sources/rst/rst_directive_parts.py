"""The parts of a directive: its name, its argument, its options and its content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList

from retrieval.sources.rst.rst_roles import split_domain

_OPTION = re.compile(r":(?P<name>[^\s:][^:]{0,80}):(?: +(?P<value>.*)|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """A directive as it is written.

    Its content and its argument are blocks of the state machine that reads the document.
    """

    state: Any  # a state of the parser
    name: str  # in lower case, without a domain
    has_domain: bool
    argument: StringList  # the lines that begin beside the name
    options: Mapping[str, str]
    content: StringList
    line: int  # of the document, where the content begins

    def parse(self) -> list[nodes.Node]:
        """Return the content as nodes."""
        return self._parse(self.content)

    def parse_all(self) -> list[nodes.Node]:
        """Return the argument as text, and the content."""
        return [*self._parse(self.argument), *self._parse(self.content)]

    def words(self, text: str) -> list[nodes.Node]:
        """Return the inline nodes of a text."""
        return list(self.state.inline_text(text, self.line)[0])

    def paragraph(self, text: str) -> list[nodes.Node]:
        """Return a paragraph, or nothing for an empty text."""
        return [nodes.paragraph(text, "", *self.words(text))] if text.strip() else []

    def _parse(self, block: StringList) -> list[nodes.Node]:
        container = nodes.container()
        if block:
            self.state.nested_parse(block, self.line, container, match_titles=True)
        return list(container.children)


def split_directive(state: Any, name: str, block: StringList, line: int) -> Directive:
    """Return a directive in its parts.

    Args:
        state: of the parser.
        name: as it is written.
        block: the lines behind the name, the first of them beside it.
        line: of the document, where the block begins.
    """
    argument, options, content = _split_block(block)
    return Directive(
        state=state,
        name=split_domain(name),
        has_domain=":" in name,
        argument=argument,
        options=options,
        content=content,
        line=line + len(block) - len(content),
    )


def _split_block(block: StringList) -> tuple[StringList, dict[str, str], StringList]:
    """Return the argument, the options and the content of a directive."""
    start = 0
    if block and block[0].strip():
        while start < len(block) and block[start].strip() and not (start and _OPTION.match(block[start])):
            start += 1
    argument = block[:start]
    start = max(start, 1 if block and not block[0].strip() else 0)
    options: dict[str, str] = {}
    name = ""
    while start < len(block) and block[start].strip():
        match = _OPTION.fullmatch(block[start])
        if match is None and not (name and block[start].startswith(" ")):
            break
        name = match["name"].lower() if match else name
        options[name] = (match["value"] or "") if match else f"{options[name]}\n{block[start].strip()}"
        start += 1
    while start < len(block) and not block[start].strip():
        start += 1
    return argument, options, block[start:]
