"""Parses reStructuredText with docutils, as a flat list of nodes, in time that grows with the text.

docutils decides what is a title, a list or a table. This module replaces the parts that would stop, take long, or do
what a document asks for: directives and roles are read here, sections are not nested, long paragraphs are read in
parts, and what is nested too deeply stays plain text. No transform is run: references are resolved where the words are
read.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType, SimpleNamespace
from typing import Any

from docutils import frontend, nodes, utils
from docutils.nodes import unescape
from docutils.parsers import rst
from docutils.parsers.rst import states, tableparser
from docutils.statemachine import StringList, string2lines

from retrieval.sources.rst.rst_directives import read_directive, substituted
from retrieval.sources.rst.rst_inliner import RstInliner
from retrieval.sources.rst.rst_pieces import split_pieces
from retrieval.sources.rst.rst_tables import GridTableParser, SimpleTableParser

_NEVER = 5  # a level of messages that none has
_DEEPEST = 20  # blocks inside each other; each costs about ten frames of Python's thousand
_WIDEST = 200  # blanks in a row
_BLANKS = re.compile(f" {{{_WIDEST},}}")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_TARGET = re.compile(r"(?:`(?P<phrase>[^`]+)`|(?P<name>(?:\\.|[^:\\]|:(?! |$))+)):(?: |$)")
_DEFINITION = re.compile(r"(?P<name>(?:\\.|[^|\\])+)\| +(?P<directive>[\w:-]+) ?::(?: +(?P<text>.*))?")
_RAW_ROLE = re.compile(r"(?P<name>[\w.:+-]+) *\( *raw *\)")
_HEADER = re.compile(r"PEP: +\d+\n")  # of Python's proposals, which begins as an e-mail does
_TABLES = {
    tableparser.GridTableParser: GridTableParser,
    tableparser.SimpleTableParser: SimpleTableParser,
}


def parse(text: str) -> nodes.document:
    """Return the document of a text.

    Its nodes are those of docutils in a flat list: a title has its level as the attribute `level`, a reference to the
    label of a section has it as the attribute `label`. Whatever is wrong with the text, there is a document.
    """
    settings = copy.copy(_settings())
    document = utils.new_document("document", settings)
    document.title_styles, document.raw_roles = [], set()
    document.reporter.system_message = _message
    lines = string2lines(
        _BLANKS.sub(" " * _WIDEST, _BLANK_LINES.sub("\n\n", text)),
        tab_width=settings.tab_width,
        convert_whitespace=True,
    )
    initial = "RFC2822Body" if _HEADER.match(text) else "Body"
    for start, end in split_pieces(lines):
        _parse_piece(lines[start:end], document, initial)
        initial = "Body"
    _Rules.nested_sm_cache.clear()  # which hold on to the document
    return document


@cache
def _settings() -> Any:
    settings = frontend.get_default_settings(rst.Parser)
    settings.report_level = settings.halt_level = _NEVER
    settings.warning_stream = False
    settings.file_insertion_enabled = settings.raw_enabled = False
    return settings


def _message(level: int, message: str, *children: nodes.Node, **_: Any) -> nodes.system_message:
    """Return a message of docutils without its text: whether it is about a title is all that is read of it."""
    return nodes.system_message("", *children, level=level, about_title="title" in message.lower())


def _parse_piece(lines: Sequence[str], document: nodes.document, initial: str) -> None:
    """Add the nodes of a piece to the document: where docutils fails, of each of its parts, or the part as it is."""
    if _is_parsed(lines, document, initial):
        return
    for start, end in split_pieces(lines, 1):
        if not _is_parsed(lines[start:end], document, "Body"):
            document += _plain_paragraphs(lines[start:end])


def _is_parsed(lines: Sequence[str], document: nodes.document, initial: str) -> bool:
    """Add the nodes of lines to the document; where docutils fails, leave it as it was and return False."""
    before = len(document.children)
    machine = states.RSTStateMachine(state_classes=_STATES, initial_state=initial)
    try:
        machine.run(StringList(list(lines), "document"), document, inliner=RstInliner())
    except Exception:  # noqa: BLE001  on odd input docutils raises what happens to come: ValueError, AssertionError, …
        del document.children[before:]
        return False
    return True


def _plain_paragraphs(lines: Sequence[str]) -> list[nodes.Node]:
    """Return a paragraph for each stretch of lines between blank ones."""
    stretches = re.split(r"\n\s*\n", "\n".join(lines).replace("\0", " "))
    return [nodes.paragraph("", "", nodes.Text(stretch)) for stretch in stretches if stretch.strip()]


class _Rules:
    """The rules in place of those of docutils: each state of the parser inherits them before its own."""

    nested_sm_cache: list[Any] = []  # noqa: RUF012  of state machines, as docutils keeps them
    simple_table_border_pat = re.compile("=[ =]*$")  # in time that grows with the line

    def __init__(self, state_machine: Any, debug: bool = False) -> None:  # noqa: FBT001, FBT002  as docutils calls it
        super().__init__(state_machine, debug)  # type: ignore[call-arg]
        self.nested_sm_kwargs = {"state_classes": _STATES, "initial_state": "Body"}

    def section(self: Any, title: str, source: str, style: Any, lineno: int, messages: Any) -> None:  # noqa: ARG002
        """Add the title of a section, without nesting what stands below it."""
        styles = self.document.title_styles
        if style not in styles:
            styles.append(style)
        self.parent += nodes.title(title, "", *self.inline_text(title, lineno)[0], level=styles.index(style) + 1)

    def nested_parse(  # noqa: PLR0917  as docutils calls it
        self: Any,
        block: StringList,
        input_offset: int,
        node: Any = None,
        match_titles: bool = False,  # noqa: FBT001, FBT002, ARG002  as docutils calls it
        state_machine_class: Any = None,
        state_machine_kwargs: Any = None,
    ) -> int:
        """Parse a block in pieces, and leave one that is nested too deeply as plain text."""
        if state_machine_kwargs is not None:
            return int(self._nested(block, input_offset, node, state_machine_class, state_machine_kwargs))
        depth = getattr(self.memo, "depth", 0)
        if depth >= _DEEPEST:
            node += _plain_paragraphs(block)
            return input_offset + len(block)
        self.memo.depth = depth + 1
        end = input_offset
        for start, stop in list(split_pieces(block)):
            end = self._nested(block[start:stop], input_offset + start, node, None, None)
        self.memo.depth = depth
        return end

    def _nested(self: Any, block: StringList, offset: int, node: Any, kind: Any, options: Any) -> int:
        return super().nested_parse(block, offset, node, options is None, kind, options)  # type: ignore[misc, no-any-return]

    def block_quote(self: Any, indented: StringList, line_offset: int) -> list[nodes.Node]:
        """Parse quotations in pieces."""
        pieces = list(split_pieces(indented or []))
        quotations = [self._quotation(indented[start:end], line_offset + start) for start, end in pieces]
        return [node for quotation in quotations for node in quotation]

    def _quotation(self: Any, indented: StringList, line_offset: int) -> list[nodes.Node]:
        return super().block_quote(indented, line_offset)  # type: ignore[misc, no-any-return]

    def nested_list_parse(  # noqa: PLR0917  as docutils calls it
        self: Any,
        block: StringList,
        input_offset: int,
        node: Any,
        initial_state: str,
        blank_finish: Any,
        blank_finish_state: str | None = None,
        extra_settings: Mapping[str, Any] = MappingProxyType({}),
    ) -> tuple[int, Any]:
        """Parse the further items of a list as docutils does, with a state machine that was used before."""
        try:
            machine = self.nested_sm_cache.pop()
        except IndexError:  # none is left; another thread may just have taken the last
            machine = self.nested_sm(**self.nested_sm_kwargs)
        machine.parent_state_machine = self.state_machine
        finished = machine.states[blank_finish_state or initial_state]
        finished.blank_finish = blank_finish
        for name, value in extra_settings.items():
            setattr(machine.states[initial_state], name, value)
        machine.initial_state = initial_state
        machine.run(block, input_offset, memo=self.memo, node=node, match_titles=False)
        machine.initial_state = "Body"
        end = machine.abs_line_offset()
        self.nested_sm_cache.append(machine)
        return end, finished.blank_finish

    def table(self: Any, isolate_function: Any, parser_class: Any) -> Any:
        """Parse a table with the parsers of `rst_tables`; leave out the top of a simple table that never ends."""
        if parser_class is tableparser.SimpleTableParser and not self._has_border():
            return [], True
        return super().table(isolate_function, _TABLES[parser_class])  # type: ignore[misc]

    def _has_border(self: Any) -> bool:
        machine = self.state_machine
        return any(self.simple_table_border_pat.match(line) for line in machine.input_lines[machine.line_offset + 1 :])

    def directive(self: Any, match: re.Match[str], **_: Any) -> tuple[list[nodes.Node], bool]:
        """Return what a directive shows."""
        machine = self.state_machine
        block, _indent, line, blank_finish = machine.get_first_known_indented(match.end(), strip_top=False)
        while block and not block[-1].strip():
            block.trim_end()
        if match[1].lower() == "role" and block and (role := _RAW_ROLE.match(block[0])):
            self.document.raw_roles.add(role["name"].lower())
        return read_directive(self, match[1], block, line), blank_finish or machine.is_next_line_blank()

    def hyperlink_target(self: Any, match: re.Match[str]) -> tuple[list[nodes.Node], bool]:
        """Return the name of a target as a node without text."""
        block, *_, blank_finish = self.state_machine.get_first_known_indented(
            match.end(), until_blank=True, strip_indent=False
        )
        named = _TARGET.match(block[0].strip())
        name = (named["phrase"] or named["name"]) if named else ""
        return [nodes.target(names=[nodes.fully_normalize_name(unescape(name))])], blank_finish

    def anonymous_target(self: Any, match: re.Match[str]) -> tuple[list[nodes.Node], bool]:
        """Leave out where an anonymous reference leads to."""
        *_, blank_finish = self.state_machine.get_first_known_indented(match.end(), until_blank=True)
        return [], blank_finish

    def substitution_def(self: Any, match: re.Match[str]) -> tuple[list[nodes.Node], bool]:
        """Return the definition of a substitution; one that is damaged is left out, as a comment is."""
        machine = self.state_machine
        block, _indent, line, blank_finish = machine.get_first_known_indented(match.end(), strip_indent=False)
        definition = _DEFINITION.fullmatch(block[0].rstrip())
        if definition is None:
            return [], blank_finish
        lines = (text.strip() for text in (definition["text"] or "", *block[1:]))
        text = "\n".join(line for line in lines if line)
        children = substituted(self, definition["directive"].lower(), text, line)
        name = nodes.whitespace_normalize_name(definition["name"])
        return [nodes.substitution_definition("", "", *children, names=[name])], blank_finish

    explicit = SimpleNamespace(
        patterns=states.Body.explicit.patterns,
        constructs=[
            (states.Body.footnote, states.Body.explicit.constructs[0][1]),
            (states.Body.citation, states.Body.explicit.constructs[1][1]),
            (hyperlink_target, states.Body.explicit.constructs[2][1]),
            (substitution_def, states.Body.explicit.constructs[3][1]),
            (directive, states.Body.explicit.constructs[4][1]),
        ],
    )


# docutils knows a state by the name of its class.
_STATES = tuple(type(kind.__name__, (_Rules, kind), {}) for kind in states.state_classes)
