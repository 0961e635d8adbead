"""Directives: what each shows, those of docutils, those of Sphinx and those that nobody knows.

No directive of docutils is run, so that none reads a file, fetches an address, or fails over an option.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from docutils import nodes
from docutils.parsers.rst.directives import unicode_code
from docutils.statemachine import StringList

from retrieval.sources.rst.rst_directive_parts import Directive, split_directive
from retrieval.sources.rst.rst_tables import comma_separated_rows

# Lists that are made of other documents, what is read from files, pictures drawn from code, settings.
_UNSEEN_NAMES = """
toctree contents sectnum section-numbering index include literalinclude raw meta header footer target-notes role
default-role title highlight highlightlang currentmodule module moduleauthor sectionauthor codeauthor tabularcolumns
default-domain program graphviz digraph graph mermaid plantuml uml inheritance-diagram plot todo todolist autosummary
bibliography testsetup testcleanup date cssclass rst-class restructuredtext-test-directive replace unicode
"""
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
_CODE_NAMES = """
code code-block sourcecode code-cell code-tab doctest testcode testoutput prompt console ipython jupyter-execute
productionlist grammar-snippet math parsed-literal literal
"""
_CODE = frozenset(_CODE_NAMES.split())
_WRITTEN_CODE = frozenset({"math", "prompt", "productionlist"})  # whose code may begin beside the name
_TITLED_NAMES = """
admonition topic sidebar tab tab-item group-tab dropdown collapse details card grid-item-card centered
"""
_TITLED = frozenset(_TITLED_NAMES.split())
_NOTE_NAMES = """
note warning tip hint important caution attention danger error seealso epigraph highlights pull-quote compound
impl-detail
"""
_NOTES = frozenset(_NOTE_NAMES.split())
# What Sphinx and documents made with it describe by a signature: functions, options, settings.
_OBJECT_NAMES = """
function method class exception data attribute property classmethod staticmethod decorator decoratormethod describe
object option cmdoption envvar confval type struct union enum enumerator macro var member alias concept directive opcode
pdbcommand django-admin django-admin-option templatetag templatefilter fieldlookup cfunction ctype cmacro cvar cmember
abstractmethod awaitablefunction awaitablemethod coroutinefunction coroutinemethod
"""
_OBJECTS = frozenset(_OBJECT_NAMES.split())
_OWN_CLASS = re.compile(r"[a-z][a-z0-9 -]*")  # the argument of docutils' `class`, which is no signature
_VERSIONS = {
    "versionadded": "Added in version {}",
    "versionchanged": "Changed in version {}",
    "versionremoved": "Removed in version {}",
    "deprecated": "Deprecated since version {}",
}
_DEPRECATED_REMOVED = "Deprecated since version {}, removed in version {}"
_SENTENCE = re.compile(r"\S+ .*[.!?:][)\"']?", re.DOTALL)
_COMMENT = re.compile(r"(?:^|\s)\.\.(?:\s|$)")


def read_directive(state: Any, name: str, block: StringList, line: int) -> list[nodes.Node]:
    """Return what a directive shows.

    Args:
        state: of the parser.
        name: as it is written.
        block: the lines behind the name, the first of them beside it.
        line: of the document, where the block begins.
    """
    directive = split_directive(state, name, block, line)
    handle = _HANDLERS.get(directive.name, _unknown)
    return handle(directive)


def substituted(state: Any, name: str, text: str, line: int) -> list[nodes.Node]:
    """Return the inline nodes that a definition of a substitution gives; a picture gives none."""
    if name == "replace":
        return list(state.inline_text(text, line)[0])
    if name == "unicode":
        return [nodes.Text("".join(map(_character, _COMMENT.split(text, maxsplit=1)[0].split())))]
    return []


def _character(code: str) -> str:
    try:
        return str(unicode_code(code))
    except (ValueError, OverflowError):
        return code


def _unknown(directive: Directive) -> list[nodes.Node]:
    """Return the content, below the argument if that is a signature (the name has a domain) or a sentence."""
    if directive.has_domain and directive.argument:
        return _object(directive)
    is_text = _SENTENCE.fullmatch(_text(directive.argument)) is not None
    return directive.parse_all() if is_text else directive.parse()


def _nothing(_: Directive) -> list[nodes.Node]:
    return []


def _titled(directive: Directive) -> list[nodes.Node]:
    return [*directive.paragraph(_text(directive.argument)), *directive.parse()]


def _text(block: StringList) -> str:
    return "\n".join(block).strip()


def _code(directive: Directive) -> list[nodes.Node]:
    """Return code, below its caption."""
    lines = [*(directive.argument if directive.name in _WRITTEN_CODE else ()), *directive.content]
    text = "\n".join(lines)
    caption = directive.paragraph(directive.options.get("caption", ""))
    children = directive.words(text) if directive.name == "parsed-literal" else [nodes.Text(text.replace("\0", " "))]
    return [*caption, nodes.literal_block(text, "", *children)]


def _version(directive: Directive) -> list[nodes.Node]:
    """Return the sentence that says since when something is there, with the text that explains it."""
    is_twofold = directive.name == "deprecated-removed"
    written = _text(directive.argument).split(None, 2 if is_twofold else 1)
    count = 2 if is_twofold else 1
    versions, rest = written[:count], written[count:]
    pattern = _DEPRECATED_REMOVED if is_twofold else _VERSIONS[directive.name]
    sentence = pattern.format(*versions, *["?"] * (count - len(versions)))
    content = directive.parse()
    if rest:
        return [nodes.paragraph("", "", nodes.Text(f"{sentence}: "), *directive.words(rest[0])), *content]
    if content and isinstance(content[0], nodes.paragraph):
        return [nodes.paragraph("", "", nodes.Text(f"{sentence}: "), *content[0].children), *content[1:]]
    return [nodes.paragraph("", "", nodes.Text(f"{sentence}.")), *content]


def _object(directive: Directive) -> list[nodes.Node]:
    """Return the signatures of a part of a program above its description."""
    if not directive.argument:
        return directive.parse()
    signatures = _text(directive.argument).replace("\\\n", " ")
    term = nodes.term("", "", nodes.Text(signatures))
    item = nodes.definition_list_item("", term, nodes.definition("", *directive.parse()))
    return [nodes.definition_list("", item)]


def _class(directive: Directive) -> list[nodes.Node]:
    """Return the description of a class, or what docutils' directive gives a class of style sheets to."""
    argument = _text(directive.argument)
    is_style = not directive.has_domain and _OWN_CLASS.fullmatch(argument) is not None
    return directive.parse() if is_style else _object(directive)


def _image(directive: Directive) -> list[nodes.Node]:
    """Return the text that stands for a picture, its caption and its legend; of a picture that is a link, none."""
    text = "" if "target" in directive.options else directive.options.get("alt", "")
    return [*directive.paragraph(text), *directive.parse()]


def _rubric(directive: Directive) -> list[nodes.Node]:
    return [nodes.rubric("", "", *directive.words(_text(directive.argument))), *directive.parse()]


def _comma_separated(directive: Directive) -> list[nodes.Node]:
    rows = comma_separated_rows(list(directive.content), directive.options)
    return [*directive.paragraph(_text(directive.argument)), _table(directive, rows)]


def _table(directive: Directive, rows: list[list[str]]) -> nodes.Node:
    """Return a table of cells that hold inline markup."""
    made = [
        nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *directive.words(cell))) for cell in row))
        for row in rows
    ]
    return nodes.table("", *made)


def _list_table(directive: Directive) -> list[nodes.Node]:
    """Return the table that a list of lists is; what else stands there is kept as it is."""
    title = directive.paragraph(_text(directive.argument))
    content: list[Any] = directive.parse()
    rows: list[nodes.Node] = []
    others: list[nodes.Node] = []
    for node in content:
        if isinstance(node, nodes.bullet_list):
            rows += [_row(item) for item in node.children]
        else:
            others.append(node)
    return [*title, *others, nodes.table("", *rows)]


def _row(item: Any) -> nodes.Node:
    """Return the row that an item of a list table is: each item of the list inside of it is a cell."""
    cells: list[nodes.Node] = []
    for node in item.children:
        inner = node.children if isinstance(node, nodes.bullet_list | nodes.enumerated_list) else [node]
        cells += [nodes.entry("", *(cell.children if isinstance(cell, nodes.list_item) else [cell])) for cell in inner]
    return nodes.row("", *cells)


_HANDLERS: dict[str, Callable[[Directive], list[nodes.Node]]] = {
    **dict.fromkeys(_UNSEEN, _nothing),
    **dict.fromkeys(_NOTES, Directive.parse_all),
    **dict.fromkeys(_CODE, _code),
    **dict.fromkeys((*_VERSIONS, "deprecated-removed"), _version),
    **dict.fromkeys(_TITLED, _titled),
    **dict.fromkeys(_OBJECTS, _object),
    "class": _class,
    "csv-table": _comma_separated,
    "figure": _image,
    "flat-table": _list_table,
    "image": _image,
    "list-table": _list_table,
    "rubric": _rubric,
    "table": _titled,
}
