"""Page authors: finds all authors of a page's article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from retrieval.languages import alternatives
from retrieval.sources.base.block_text import one_line
from retrieval.sources.base.metadata import meant_author
from retrieval.sources.html.page_title import meta_contents

_META = (("author",), ("article:author",), ("citation_author",), ("dc.creator",), ("parsely-author",))
_NAME_CHARACTERS = 80
_NO_NAME = re.compile(
    r"\d|\b(?:correspondent|reporter|editor|writer|columnist|staff|photographer|korrespondentin?|redakteur(?:in)?"
    r"|journaliste?|redactora?)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(rf"(?:{alternatives(lambda entry: entry.openings.byline_openers)})\s+(\D+)")
_BYLINE_CLASS = re.compile(r"byline|auth?or|auteur", re.IGNORECASE)
_OUTSIDE = frozenset({"aside", "nav", "footer", "form"})


def page_author(tree: Any, extracted: str) -> str:
    """The authors of a page's article, with commas between them.

    Args:
        tree: the page.
        extracted: what trafilatura takes for the author; it stands where the page does not name several.
    """
    lists = [list(meta_contents(tree, names)) for names in _META]
    named = [_distinct(names) for names in (*lists, _linked_names(tree), _bylines(tree))]
    several = next((names for names in named if len(names) > 1), None)
    known = _persons(extracted.replace("; ", ", "))  # trafilatura's way of listing several
    return ", ".join(several or known or next((names for names in named if names), _byline_names(tree)))


def _persons(listed: str) -> list[str]:
    """The names of a list with commas, without what the persons are: `Ann Orme, Harbour Correspondent`."""
    return _distinct(name for name in listed.split(", ") if not _NO_NAME.search(name))


def _byline_names(tree: Any) -> list[str]:
    """The names of the first element that is called a byline, in a language whose bylines are known."""
    for element in tree.iter("p", "div", "span", "address"):
        words = one_line("".join(element.itertext()))
        match = _BYLINE.fullmatch(words) if len(words) <= _NAME_CHARACTERS else None
        if match and _BYLINE_CLASS.search(element.get("class") or ""):
            return _persons(re.sub(r"\s+(?:and|und|et|y|&)\s+", ", ", match[1]))
    return []


def _distinct(names: Iterable[str]) -> list[str]:
    """The distinct names of persons."""
    shown = (meant_author(name) for name in names)
    return list(dict.fromkeys(name for name in shown if name and len(name) <= _NAME_CHARACTERS and "://" not in name))


def _bylines(tree: Any) -> list[str]:
    """The names that the first byline links to their authors."""
    links = [
        link
        for link in tree.iter("a", "span", "address")
        if "author" in (link.get("rel") or link.get("itemprop") or "").split()
        and not any(ancestor.tag in _OUTSIDE for ancestor in link.iterancestors())
    ]
    first = links[0].getparent() if links else None
    return [one_line("".join(link.itertext())) for link in links if link.getparent() is first]


def _linked_names(tree: Any) -> list[str]:
    """The names of the authors in the page's JSON-LD, of the first record that has some."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            stated = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        graph = stated.get("@graph") if isinstance(stated, dict) else stated
        for record in [stated, *(graph if isinstance(graph, list) else [])]:
            authors = record.get("author") if isinstance(record, dict) else None
            if authors:
                listed = authors if isinstance(authors, list) else [authors]
                names = [_name(author, graph) for author in listed]
                return [name for name in names if isinstance(name, str)]
    return []


def _name(author: Any, graph: Any) -> Any:
    """The name of an author: itself, of its record, or of the record elsewhere that it refers to."""
    if not isinstance(author, dict):
        return author
    if "name" not in author and isinstance(graph, list):
        others = (record for record in graph if isinstance(record, dict) and record.get("@id") == author.get("@id"))
        author = next(others, author)
    return author.get("name")
