"""Marks the element of a page that frames its article, for trafilatura.

Without a frame trafilatura picks up the paragraphs alone, and headings and lists are lost. Of several parts that are
marked alike, such as the posts of a thread in a forum, it reads the first alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from retrieval.sources.html.loose_words import CONTAINERS, LINK_SHARE, wrap_loose_words
from retrieval.sources.html.page_elements import BESIDE_NAMES, CELLS, HEADINGS, LONG_LINE, content

_FRAME_SHARE = 0.8  # of a page's paragraph text that makes an element around it the article
_ASIDE = "ancestor::nav or ancestor::aside or ancestor::footer or ancestor::form"
_BESIDE = frozenset({"nav", "aside", "footer", "form"})
_MARK = "post"  # a class by which trafilatura knows an article before all others
_HEADLINE_WORDS = 3  # of a link in a heading: the name of who wrote a post is shorter
_MOST_LEVELS = 6  # that a forum puts around the words of a post


def mark_article(tree: Any) -> None:
    """Mark the article of a page, and put loose words in it into paragraphs."""
    from trafilatura.xpaths import BODY_XPATH  # noqa: PLC0415  heavy

    frame = next((frames[0] for find in BODY_XPATH if (frames := find(tree))), None)
    if frame is not None:
        frame = _with_parts_alike(frame)
    else:
        if next(tree.iter("p", "pre"), None) is None and (body := next(tree.iter("body"), None)) is not None:
            wrap_loose_words(body)
        frame = _frame_of_paragraphs(tree)
    if frame is not None:
        wrap_loose_words(frame)


def _with_parts_alike(frame: Any) -> Any:
    """Return the element that trafilatura would read, joined with the parts of the page that are marked as it is."""
    if _is_teaser(frame):
        return frame
    branch = frame
    for _ in range(_MOST_LEVELS):
        parent = branch.getparent()
        if parent is None or parent.tag in _BESIDE:
            break
        others = [child for child in parent if child is branch or _is_branch(child, branch, frame)]
        branches = [parts for child in others if (parts := _parts(child, frame))]
        if len(branches) > 1:
            return _joined([part for parts in branches for part in parts])
        branch = parent
    return frame


def _is_branch(element: Any, branch: Any, frame: Any) -> bool:
    """Return whether parts like the frame are looked for in an element beside the branch that has the frame.

    A class that they share tells them, as it does a question and its answers; without one the branches must be alike.
    """
    if not isinstance(element.tag, str) or element.tag in _BESIDE:
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _is_like(element, branch) or (bool(_first_class(frame)) and BESIDE_NAMES.search(names) is None)


def _is_like(element: Any, other: Any) -> bool:
    """Return whether elements have the same name, and the same first class."""
    return element.tag == other.tag and _first_class(element) == _first_class(other)


def _first_class(element: Any) -> str:
    return next(iter((element.get("class") or "").split()), "")


def _parts(branch: Any, frame: Any) -> list[Any]:
    """Return the elements in a branch of the page that are like the frame, without those that lead to other pages."""
    alike = [element for element in branch.iter(frame.tag) if _is_like(element, frame)]
    known = set(alike)
    outer = [part for part in alike if known.isdisjoint(part.iterancestors(frame.tag))]
    return [
        part for part in outer if part is frame or (len(content(part).strip()) >= LONG_LINE and not _is_teaser(part))
    ]


def _is_teaser(part: Any) -> bool:
    """Return whether a part announces another page: its headline is a link there, or links are much of its words."""
    words = len(content(part).strip())
    linked = sum(len(content(link)) for link in part.iter("a"))
    if part.getparent() is not None and (part.getparent().tag == "a" or linked > LINK_SHARE * words):
        return True
    links = {link for title in part.iter(*HEADINGS) for link in (*title.iter("a"), *title.iterancestors("a"))}
    return any("#" not in (link.get("href") or "#") and len(content(link).split()) >= _HEADLINE_WORDS for link in links)


def _joined(parts: Sequence[Any]) -> Any:
    """Move parts of a page into one article, with the headings between them; with all of it where they are siblings."""
    first, last = parts[0], parts[-1]
    parent = first.getparent()
    if all(part.getparent() is parent for part in parts):
        moved = list(parent)[parent.index(first) : parent.index(last) + 1]
    else:
        root = first.getroottree().getroot()
        order = {element: index for index, element in enumerate(root.iter())}
        inside = {heading for part in parts for heading in part.iter(*HEADINGS)}
        titles = [heading for heading in root.iter(*HEADINGS) if heading not in inside and heading.find(".//a") is None]
        between = [heading for heading in titles if order[first] < order[heading] < order[last]]
        moved = sorted([*parts, *between], key=order.__getitem__)
    article = parent.makeelement("article")
    article.set("class", _MARK)
    parent.insert(parent.index(first), article)
    for element in moved:
        article.append(element)  # with what follows it
    return article


def _is_chapter(element: Any, lengths: Mapping[Any, int]) -> bool:
    """Return whether an element is one of several with paragraphs, marked alike; a mere `<div>` is no mark."""
    if element.getparent() is None or (element.tag == "div" and not _first_class(element)):
        return False
    beside = (child for child in element.getparent() if child is not element and child in lengths)
    return any(_is_like(child, element) for child in beside)


def _frame_of_paragraphs(tree: Any) -> Any:
    """Return the innermost element with most of the paragraphs, renamed to `<article>`; None if there is none."""
    lengths: dict[Any, int] = {}
    for paragraph in tree.xpath(f"//p[not({_ASIDE})]"):
        size = len(paragraph.text_content())
        for ancestor in paragraph.iterancestors():
            lengths[ancestor] = lengths.get(ancestor, 0) + size
    most = max(lengths.values(), default=0)
    frame = next((e for e in reversed(list(tree.iter())) if lengths.get(e, -1) >= _FRAME_SHARE * most), None)
    while frame is not None and frame.tag not in CELLS:
        if frame.tag in CONTAINERS and not _is_chapter(frame, lengths):
            break
        frame = frame.getparent()
    if frame is None:
        return None
    if frame.tag in ("div", "section"):
        frame.tag = "article"
    elif frame.tag == "body":
        article = frame.makeelement("article")
        article.text, frame.text = frame.text, None
        article.extend(list(frame))
        frame.append(article)
        return article
    return frame
