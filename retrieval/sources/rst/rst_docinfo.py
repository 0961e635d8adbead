"""The title, author and date that a reStructuredText document states above its text.

docutils reads a list of fields there, Sphinx and Pelican too; Nikola reads comments, Python's proposals a head as of an
e-mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from retrieval.discourse.bylines import meant_author
from retrieval.discourse.dates import iso_date
from retrieval.sources.rst.rst_words import RstWords
from retrieval.text.normalize import one_line

_AUTHORS = ("author", "authors")
_DATES = ("date", "published", "created")
_TITLES = ("title",)
# Fields that steer programs.
_UNSEEN_NAMES = """
orphan tocdepth nocomments nosearch no-search slug tags category categories lang language modified status-page template
save_as url previous next type content-type last-modified post-history save-as
"""
_UNSEEN = frozenset({*_UNSEEN_NAMES.split(), *_AUTHORS, *_DATES, *_TITLES})
_COMMENT_FIELD = re.compile(r"(?P<name>title|author|date): +(?P<value>.{1,300})")
_KEYWORD = re.compile(r"\$[A-Za-z]{1,20}: *(?P<value>[^$]{0,200}?) *\$")  # which RCS and Subversion fill in
_MAIL_ADDRESS = re.compile(r"\s*<[^<>\s]{1,300}>")
_CLOCK = re.compile(r"\d{4}([/-])\d\d\1\d\d(?= \d\d:\d\d)")
_ABOVE = frozenset({"title", "target", "comment", "substitution_definition", "system_message", "image"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Docinfo:
    """The title, date and author that a document states, and the nodes that are its text."""

    title: str
    published: str | None  # ISO 8601
    author: str
    nodes: Sequence[Any]


def split_docinfo(nodes: Sequence[Any], words: RstWords) -> Docinfo:
    """Return what the fields and comments above a text state, and the nodes without those fields.

    Fields that are neither title, date, author nor for programs stay in the text.
    """
    stated = dict(_comment_fields(nodes))
    kept: list[Any] = []
    for number, node in enumerate(nodes):
        if node.tagname == "field_list":
            fields = [(field, *_field(field, words)) for field in node.children]
            stated |= {name: value for _, name, value in fields}
            for field, name, _ in fields:
                if name in _UNSEEN:
                    node.remove(field)
        elif node.tagname not in _ABOVE:
            return _docinfo(stated, [*kept, *nodes[number:]])
        kept.append(node)
    return _docinfo(stated, kept)


def _docinfo(stated: dict[str, str], nodes: Sequence[Any]) -> Docinfo:
    dates = (_date(stated[name]) for name in _DATES if name in stated)
    authors = (meant_author(_MAIL_ADDRESS.sub("", stated[name])) for name in _AUTHORS if name in stated)
    return Docinfo(
        title=stated.get("title", ""),
        published=next((date for date in dates if date), None),
        author=next((author for author in authors if author), ""),
        nodes=nodes,
    )


def _comment_fields(nodes: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Yield the fields that comments above the text state, as `.. title: The old weir`."""
    for node in nodes:
        if node.tagname not in _ABOVE:
            return
        if node.tagname == "comment" and (match := _COMMENT_FIELD.fullmatch(node.astext().strip())):
            yield match["name"], one_line(match["value"])


def _field(field: Any, words: RstWords) -> tuple[str, str]:
    """Return the name of a field in lower case, and its words on one line."""
    name, *bodies = field.children
    paragraphs = [node for body in bodies for node in body.findall(_is_paragraph)]
    value = ", ".join(one_line(words.read(node)) for node in paragraphs)
    return one_line(words.read(name)).lower(), _KEYWORD.sub(r"\g<value>", value)


def _date(written: str) -> str | None:
    match = _CLOCK.match(written)
    return iso_date(match[0] if match else written)


def _is_paragraph(node: Any) -> bool:
    return bool(node.tagname == "paragraph")
