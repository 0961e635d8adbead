"""Page titles: what a page calls its article, without the name of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from retrieval.sources.base.block_text import one_line

_SEPARATOR = re.compile(r"\s+[|–—·•»«‹›:-]\s+|\s*[|]\s*|_(?=\S+$)")
_MARKS = " ¶#§🔗"  # that a heading links to itself with
_BANNERS = frozenset({"header", "nav", "footer", "aside"})
_FRAMES = frozenset({"article", "main"})


def page_title(tree: Any, extracted: str) -> str:
    """The title of a page's article.

    In this order: the first heading of level 1 in the article, what the page calls itself for those who link to it, a
    heading of level 1 anywhere, and the part of its `<title>` that is not the site's name.

    Args:
        tree: the page.
        extracted: what trafilatura takes for the title; it stands where there is nothing else.
    """
    site = one_line(_meta(tree, "og:site_name") or _meta(tree, "application-name"))
    whole = one_line("".join(next(tree.iter("title")).itertext())) if next(tree.iter("title"), None) is not None else ""
    parts = [part for part in map(str.strip, _SEPARATOR.split(whole)) if part]
    shared = _without_site(one_line(_meta(tree, "og:title")), site)
    inside, outside = _headings(tree, site, parts)
    candidates = (*inside[:1], shared, *outside[:1], _article_part(parts, site, tree), one_line(extracted))
    return next((title.strip(_MARKS) for title in candidates if title.strip(_MARKS)), "")


def _headings(tree: Any, site: str, parts: list[str]) -> tuple[list[str], list[str]]:
    """The headings of level 1 in the article, and those elsewhere, without those that name the site."""
    inside: list[str] = []
    outside: list[str] = []
    for heading in tree.iter("h1"):
        text = one_line("".join(heading.itertext())).strip(_MARKS)
        ancestors = {ancestor.tag for ancestor in heading.iterancestors()}
        in_frame = bool(ancestors & _FRAMES)
        is_banner = bool(ancestors & _BANNERS) and not in_frame
        is_site = text.casefold() == site.casefold() or (is_banner and len(parts) > 1 and text in parts)
        if text and not is_site:
            (inside if in_frame else outside).append(text)
    return inside, outside


def _article_part(parts: list[str], site: str, tree: Any) -> str:
    """The part of a `<title>` that names the article: what a heading says, else the first, else one of more words."""
    own = [part for part in parts if part.casefold() != site.casefold()] or parts
    if not own:
        return ""
    headings = {one_line("".join(heading.itertext())).casefold() for heading in tree.iter("h2", "h3")}
    named = next((part for part in own if part.casefold() in headings), None)
    longest = own[-1] if len(own[-1].split()) > len(own[0].split()) else own[0]
    return named or longest


def _without_site(title: str, site: str) -> str:
    """A title without the site's name behind a separator."""
    if not site or not title.casefold().endswith(site.casefold()):
        return title
    rest = title[: -len(site)]
    separator = re.search(r"\s*[|–—·•»-]\s*$", rest)
    return rest[: separator.start()] if separator else title


def _meta(tree: Any, name: str) -> str:
    return next(iter(meta_contents(tree, (name,))), "")


def meta_contents(tree: Any, names: tuple[str, ...]) -> Iterator[str]:
    """The contents of a page's `<meta>` elements of these names, in the order of the names."""
    elements = list(tree.iter("meta"))
    for name in names:
        for element in elements:
            stated = element.get("property") or element.get("name") or element.get("itemprop") or ""
            if stated.lower() == name and (element.get("content") or "").strip():
                yield element.get("content").strip()
