"""Page authors: finds all authors of a page's article."""

from __future__ import annotations

import re
from typing import Any

from retrieval.discourse.bylines import byline_pattern, distinct_names, is_names, person_names, split_names
from retrieval.sources.html.linked_data import linked_data
from retrieval.sources.html.page_elements import class_names
from retrieval.sources.html.page_title import meta_contents
from retrieval.text.normalize import one_line

_META = (("author",), ("article:author",), ("citation_author",), ("dc.creator",), ("parsely-author",))
_LINE_CHARACTERS = 80
_BYLINE_CLASS = re.compile(r"byline|auth?or|auteur", re.IGNORECASE)
_AUTHOR_NAMES = frozenset({"author", "author-name", "byline-name", "byline__name"})
_HEAD_PARAGRAPHS = 3  # in which a byline without a class stands
_OUTSIDE = frozenset({"aside", "nav", "footer", "form"})


def page_author(tree: Any, extracted: str) -> str:
    """Return the authors of a page's article, with commas between them.

    Args:
        tree: the page.
        extracted: what trafilatura takes for the author; it stands where the page does not name several.
    """
    lists = [list(meta_contents(tree, names)) for names in _META]
    named = [distinct_names(names) for names in (*lists, _linked_names(tree), _bylines(tree))]
    several = next((names for names in named if len(names) > 1), None)
    known = person_names(extracted.replace("; ", ", "))  # trafilatura's way of listing several
    return ", ".join(several or known or next((names for names in named if names), _byline_names(tree)))


def _byline_names(tree: Any) -> list[str]:
    """Return the names of the first element that is called a byline, in a language whose bylines are known."""
    head = [paragraph for _, paragraph in zip(range(_HEAD_PARAGRAPHS), tree.iter("p"), strict=False)]
    for element in tree.iter("p", "div", "span", "address"):
        words = one_line("".join(element.itertext()))
        match = byline_pattern().fullmatch(words) if len(words) <= _LINE_CHARACTERS else None
        is_plain = match is not None and element in head and is_names(match[1])
        if match and (is_plain or _BYLINE_CLASS.search(element.get("class") or "")):
            return split_names(match[1])
    return []


def _bylines(tree: Any) -> list[str]:
    """Return the words of the elements that are marked as authors beside the first such one, or in one list with it."""
    links = [
        link
        for link in tree.iter("a", "span", "address", "li")
        if _is_author(link)
        and not any(_is_author(other) for other in link.iterdescendants())
        and not any(ancestor.tag in _OUTSIDE for ancestor in link.iterancestors())
    ]
    if not links:
        return []
    first = _byline_frame(links[0])
    return [one_line("".join(link.itertext())) for link in links if _byline_frame(link) is first]


def _byline_frame(link: Any) -> Any:
    parent = link.getparent()
    return parent.getparent() if parent is not None and parent.tag == "li" else parent


def _is_author(element: Any) -> bool:
    """Return whether an element is marked as the name of an author."""
    if not isinstance(element.tag, str):
        return False
    marked = (element.get("rel") or element.get("itemprop") or "").split()
    return "author" in marked or (element.tag in ("a", "span") and bool(_AUTHOR_NAMES & class_names(element)))


def record_author(stated: Any) -> str:
    """Return the names that a record in a script gives as its author, with commas between them; empty for none."""
    listed = stated if isinstance(stated, list) else [stated]
    names = (_name(author, None) for author in listed)
    return ", ".join(distinct_names(name for name in names if isinstance(name, str)))


def _linked_names(tree: Any) -> list[str]:
    """Return the names of the authors in the page's JSON-LD, of the first record that has some."""
    for stated in linked_data(tree):
        graph = stated.get("@graph") if isinstance(stated, dict) else stated
        for record in [stated, *(graph if isinstance(graph, list) else [])]:
            authors = record.get("author") if isinstance(record, dict) else None
            if authors:
                listed = authors if isinstance(authors, list) else [authors]
                names = [_name(author, graph) for author in listed]
                return [name for name in names if isinstance(name, str)]
    return []


def _name(author: Any, graph: Any) -> Any:
    """Return the name of an author: itself, of its record, or of the record elsewhere that it refers to."""
    if not isinstance(author, dict):
        return author
    if "name" not in author and isinstance(graph, list):
        others = (record for record in graph if isinstance(record, dict) and record.get("@id") == author.get("@id"))
        author = next(others, author)
    return author.get("name")
