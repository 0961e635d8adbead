"""Reading order: the files of an EPUB book in their order, with the titles of their parts."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from retrieval.core.errors import SourceDamaged, SourceLocked
from retrieval.sources.files.archive import Archive
from retrieval.sources.html.markup import parse_xhtml
from retrieval.text.normalize import one_line

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_TEXT = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_GENERAL = frozenset({"", "application/xml", "text/xml", "text/plain", "application/octet-stream"})
_ENDINGS = (".xhtml", ".html", ".htm")
_CONTENTS = "application/x-dtbncx+xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPlan:
    """The metadata and the parts of a book."""

    title: str
    author: str
    published: str  # as written
    parts: tuple[str, ...]  # names in the archive, in the order in which they are read
    titles: Mapping[str, str]  # of parts, by the book's own table of contents


def read_plan(archive: Archive, source: str) -> BookPlan:
    """Read a book's metadata, its parts and their order.

    Raises:
        SourceError: the book does not say what is in it, or its text is locked.
    """
    package = _package(archive, source)
    root = parse_xhtml(archive.markup(package), source)
    items = {item.get("id"): item for item in root.iter("item")}
    names = {key: _stored_name(archive, package, item.get("href") or "") for key, item in items.items()}
    contents = [
        key
        for key, item in items.items()
        if "nav" in (item.get("properties") or "").split() or item.get("media-type") == _CONTENTS
    ]
    texts = dict.fromkeys(key for key, item in items.items() if key not in contents and _is_text(item))
    spine = [reference.get("idref") for reference in root.iter("itemref")]
    parts = [key for key in spine if key in texts] or list(texts)  # without an order that of the list
    named = tuple(dict.fromkeys(names[key] for key in parts))
    _check_open(archive, named, source)
    return BookPlan(
        title=_first(root, "title"),
        author=", ".join(dict.fromkeys(filter(None, (_text_of(creator) for creator in root.iter("creator"))))),
        published=_first(root, "date"),
        parts=named,
        titles=_titles(archive, [names[key] for key in contents], source),
    )


def _package(archive: Archive, source: str) -> str:
    """Return the name of the file that says what is in the book."""
    if _CONTAINER in archive:
        container = parse_xhtml(archive.markup(_CONTAINER), source)
        named = (file.get("full-path") for file in container.iter("rootfile"))
        package = next((archive.stored_name(name) for name in named if name), None)
    else:
        package = next((name for name in archive.names if name.lower().endswith(".opf")), None)
    if package is None:
        raise SourceDamaged("the book does not say what is in it", where=source, advice="Save or download it again.")
    return package


def _is_text(item: Any) -> bool:
    """Return whether a file of the book is a text, by its type; where that is a general one, by its name."""
    kind = (item.get("media-type") or "").strip().lower()
    return kind in _TEXT or (kind in _GENERAL and (item.get("href") or "").lower().endswith(_ENDINGS))


def _check_open(archive: Archive, parts: tuple[str, ...], source: str) -> None:
    if _ENCRYPTION not in archive:
        return
    root = parse_xhtml(archive.markup(_ENCRYPTION), source)
    locked = {unquote(reference.get("URI") or "") for reference in root.iter("CipherReference")}
    if locked & set(parts):  # else only its fonts are
        raise SourceLocked(
            "its text is locked by the shop that sold it", where=source, advice="Add a copy without copy protection."
        )


def _titles(archive: Archive, contents: list[str], source: str) -> dict[str, str]:
    """Return the title of each part by the tables of contents: the first entry that leads to it."""
    titles: dict[str, str] = {}
    for name in contents:
        if name not in archive:
            continue
        root = parse_xhtml(archive.markup(name), source)
        links = [(link.get("href"), _text_of(link)) for link in root.iter("a")]
        for point in root.iter("navPoint"):
            target = point.find("content")
            links.append((None if target is None else target.get("src"), _text_of(point.find("navLabel"))))
        for address, words in links:
            if address and words:
                titles.setdefault(_stored_name(archive, name, address), words)
    return titles


def _stored_name(archive: Archive, base: str, address: str) -> str:
    """Return the name in the archive of a file that another file refers to."""
    path = address.partition("#")[0]
    if not path:
        return base
    names = [posixpath.normpath(posixpath.join(posixpath.dirname(base), name)) for name in (unquote(path), path)]
    return next((stored for name in names if (stored := archive.stored_name(name)) in archive), names[0])


def _first(root: Any, tag: str) -> str:
    return next((words for element in root.iter(tag) if (words := _text_of(element))), "")


def _text_of(element: Any) -> str:
    return "" if element is None else one_line("".join(element.itertext()))
