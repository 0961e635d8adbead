"""Footnotes in Markdown: two rules for markdown-it that take `[^1]` and `[^1]: …` out of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_DEFINITION = re.compile(r"\[\^([^\]\s]+)\]:")
_MARK = re.compile(r"\[\^([^\]\s]{1,100})\]")
_INDENT = 2  # columns by which a footnote's further paragraphs stand in


def without_footnotes(parser: MarkdownIt) -> MarkdownIt:
    """The parser, with footnotes and the marks of those that it has seen dropped."""
    parser.block.ruler.before("reference", "footnote", _definition, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.before("link", "footnote_mark", _mark)
    return parser


def _definition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001  markdown-it's
    match = _DEFINITION.match(state.src, state.bMarks[start_line] + state.tShift[start_line])
    if not match or state.is_code_block(start_line):
        return False
    if silent:
        return True
    state.env.setdefault("footnotes", set()).add(match[1])
    line = start_line + 1
    while line < end_line and _goes_on(state, line):
        line += 1
    state.line = line
    return True


def _goes_on(state: StateBlock, line: int) -> bool:
    if state.isEmpty(line):
        return line + 1 < state.lineMax and not state.isEmpty(line + 1) and _stands_in(state, line + 1)
    if _stands_in(state, line):
        return True
    begins_another = _DEFINITION.match(state.src, state.bMarks[line] + state.tShift[line])
    return not state.isEmpty(line - 1) and not begins_another


def _stands_in(state: StateBlock, line: int) -> bool:
    return bool(state.sCount[line] - state.blkIndent >= _INDENT)


def _mark(state: StateInline, silent: bool) -> bool:  # noqa: ARG001, FBT001  markdown-it's
    match = _MARK.match(state.src, state.pos)
    if not match or match[1] not in state.env.get("footnotes", ()):
        return False
    state.pos = match.end()
    return True
