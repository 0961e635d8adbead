"""Page titles: finds the title of a page's article, without the name of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from retrieval.sources.base.block_text import DocumentBlock
from retrieval.text.normalize import one_line

# Between an article's title and the site's name, the surest first: a title itself may contain a dash.
_SEPARATORS = tuple(map(re.compile, (r"\s*[|]\s*|\s+::\s+", r"\s+[·•»«‹›]\s+", r"\s+[—–-]\s+|_(?=\S+$)", r"\s+:\s+")))
_SITE_NAMES = re.compile(r"(?:^|[\s_-])(?:site|logo|brand|masthead)(?:$|[\s_-])", re.IGNORECASE)  # of a heading's class
_LONG_TITLE = 3  # words; a site's name in front of an article's is rarely so long
_RUBRIC_WORDS = 4  # in the name of a section: "Wildfire", "Comment is free"
# Pages that the documentation of every program has: a title of this kind needs the name of the program with it.
_KINDS = """
about|authors|changelog|commands|configuration|contributing|documentation|examples|faq|features
frequently asked questions|getting started|glossary|install|installation|installing|introduction|license|options
overview|quick start|quickstart|reference|release notes|requirements|security|support|troubleshooting|tutorial
upgrading|usage|user guide|einführung|erste schritte|häufige fragen|konfiguration|überblick|démarrage
foire aux questions|instalación|introducción|configuración|preguntas frecuentes|primeros pasos
"""
_KINDS_OF_PAGE = frozenset(re.split(r"[|\n]", _KINDS.strip()))
_MARKS = " ¶#§🔗"  # that a heading links to itself with
_BANNERS = frozenset({"header", "nav", "footer", "aside"})
_FRAMES = frozenset({"article", "main"})


def page_title(tree: Any, extracted: str) -> str:
    """Return the title of a page's article.

    In this order: the first heading of level 1 in the article, what the page calls itself for those who link to it, a
    heading of level 1 anywhere, and the part of its `<title>` that is not the site's name. A title that the pages of
    every program have, such as "Installation", keeps the name of the site.

    Args:
        tree: the page.
        extracted: what trafilatura takes for the title; it stands where there is nothing else.
    """
    site = one_line(_meta(tree, "og:site_name") or _meta(tree, "application-name"))
    whole = one_line("".join(next(tree.iter("title")).itertext())) if next(tree.iter("title"), None) is not None else ""
    parts = _parts(whole, site)
    shared = _without_site(one_line(_meta(tree, "og:title")), site)
    shared = "" if shared.casefold() == site.casefold() else shared
    inside, outside = _headings(tree, site, parts)
    names = (_article_part(parts, site, tree), *_first_subheading(tree), *parts[:1], one_line(extracted))
    candidates = (*inside[:1], shared, *outside[:1], *names)
    title = next((title.strip(_MARKS) for title in candidates if title.strip(_MARKS)), "")
    is_part = len(parts) > 1 and title.casefold() in _KINDS_OF_PAGE and title in parts
    return whole if is_part else title


def without_rubric(blocks: Sequence[DocumentBlock], title: str) -> Sequence[DocumentBlock]:
    """Return the blocks of an article without the name of a section and its title, if it begins with both."""
    rubric, repeated = (blocks[0], blocks[1]) if len(blocks) > 1 else (None, None)
    if rubric is None or repeated is None or rubric.level or not repeated.level:
        return blocks
    is_rubric = len(rubric.text.split()) <= _RUBRIC_WORDS and rubric.text[-1:].isalnum()
    return blocks[2:] if is_rubric and repeated.text.casefold() == title.casefold() else blocks


def _parts(title: str, site: str) -> list[str]:
    """Return the parts of a `<title>`, by the first kind of separator that it has; the site's name in front is one."""
    if site and title.casefold().startswith(f"{site.casefold()}: "):
        return [title[: len(site)], title[len(site) + 1 :].strip()]
    split = ([part for part in map(str.strip, separator.split(title)) if part] for separator in _SEPARATORS)
    return next((parts for parts in split if len(parts) > 1), [title] if title else [])


def _headings(tree: Any, site: str, parts: list[str]) -> tuple[list[str], list[str]]:
    """Return the headings of level 1 in the article, then others on the page, without names of the site."""
    inside: list[str] = []
    outside: list[str] = []
    below = {one_line("".join(heading.itertext())).strip(_MARKS) for heading in tree.iter("h2", "h3")}
    for heading in tree.iter("h1"):
        text = _own_words(heading, parts)
        ancestors = {ancestor.tag for ancestor in heading.iterancestors()}
        in_frame = bool(ancestors & _FRAMES)
        is_banner = bool(ancestors & _BANNERS) and not in_frame
        is_banner = is_banner or any(_leads_home(link) for link in heading.iter("a"))
        is_part = len(parts) > 1 and text in parts
        is_banner = is_banner or any(
            _SITE_NAMES.search(frame.get("class") or "") for frame in (heading, *_around(heading))
        )
        is_site = text.casefold() == site.casefold() or (is_part and (is_banner or bool(below & {*parts} - {text})))
        if text and not is_site:
            (inside if in_frame else outside).append(text)
    return inside, outside


def _around(heading: Any) -> list[Any]:
    """Return the two elements around a heading, in which a site puts its logo."""
    return list(heading.iterancestors())[:2]


def _own_words(heading: Any, parts: list[str]) -> str:
    """Return the words of a heading without a kicker or a line below it.

    They are the part of it that is also the page's title.
    """
    text = one_line("".join(heading.itertext())).strip(_MARKS)
    pieces = {one_line("".join(piece.itertext())) for piece in heading.iter() if piece is not heading}
    for part in parts:
        rest = text.removeprefix(part) if text.startswith(part) else text.removesuffix(part)
        if rest != text and rest and {part, rest.strip()} & pieces:
            return part
    return text


def _leads_home(link: Any) -> bool:
    return re.fullmatch(r"(?:https?://[^/]+)?/?(?:index\.\w+)?", link.get("href") or "#") is not None


def _first_subheading(tree: Any) -> list[str]:
    """Return the first heading of level 2 in the article, for a page whose other headings name the site."""
    for heading in tree.iter("h2"):
        ancestors = {ancestor.tag for ancestor in heading.iterancestors()}
        if ancestors & _FRAMES and not ancestors & {"nav", "aside", "footer"}:
            return [one_line("".join(heading.itertext())).strip(_MARKS)]
    return []


def _article_part(parts: list[str], site: str, tree: Any) -> str:
    """Return the part of a `<title>` that names the article: that which a heading repeats, else the first or longer."""
    own = [part for part in parts if part.casefold() != site.casefold()]
    if not own:
        return ""
    headings = {one_line("".join(heading.itertext())).casefold() for heading in tree.iter("h2", "h3")}
    named = next((part for part in own if part.casefold() in headings), None)
    words = len(own[-1].split())
    longest = own[-1] if words > len(own[0].split()) and words >= _LONG_TITLE else own[0]
    return named or longest


def _without_site(title: str, site: str) -> str:
    """Return a title without the site's name behind a separator."""
    if not site or not title.casefold().endswith(site.casefold()):
        return title
    rest = title[: -len(site)]
    separator = re.search(r"\s*[|–—·•»-]\s*$", rest)
    return rest[: separator.start()] if separator else title


def _meta(tree: Any, name: str) -> str:
    return next(iter(meta_contents(tree, (name,))), "")


def meta_contents(tree: Any, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the contents of a page's `<meta>` elements of these names, in the order of the names."""
    elements = list(tree.iter("meta"))
    for name in names:
        for element in elements:
            names_of_element = map(element.get, ("property", "name", "itemprop", "http-equiv"))
            stated = next(filter(None, names_of_element), "")
            if stated.lower() == name and (element.get("content") or "").strip():
                yield element.get("content").strip()
