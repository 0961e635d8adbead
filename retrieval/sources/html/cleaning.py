"""Prepares web pages for trafilatura, so that it loses no visible words and finds no hidden ones.

trafilatura drops some elements with the words in them wherever they stand (`<time>`, `<label>`, `<q>`, `<figure>`), and
words that stand in no paragraph. So these are written as paragraphs and plain words before.
"""

from __future__ import annotations

import re
from typing import Any

from retrieval.sources.html.hidden_elements import remove_unseen
from retrieval.sources.html.loose_words import CONTAINERS, split_paragraphs
from retrieval.sources.html.page_elements import (
    BESIDE_NAMES,
    HEADINGS,
    IN_TEXT,
    LONG_LINE,
    SENTENCE_END,
    append_text,
    content,
)
from retrieval.sources.html.page_tables import open_tables

# Inline, and dropped by trafilatura.
_WORDS = frozenset({"time", "label", "output", "math", "button", "q", "meter", "progress"})
_OTHER_NAMES = frozenset({"form", "menu", "marquee", "slot", "dialog", "search", "object", "blink", "noindex"})
# The credit of a picture, which is no caption.
_CREDIT = re.compile(r"\s*(?:photo(?:graph)?s?|picture|image|credit|foto|bild|©)\b|\s*©", re.IGNORECASE)
# The number of a picture in a gallery: "2/5", "2 of 5".
_PICTURE_NUMBER = re.compile(r"\s*\d{1,3}\s?(?:/|of|von)\s?\d{1,3}[.:]?\s+(?=\D)")
_PARTS = ("span", "div", "small", "strong")  # of headings
_PARENTS = {"li": ("ul", "ol", "menu", "dir"), "dd": ("dl", "div"), "dt": ("dl", "div"), "td": ("tr",), "th": ("tr",)}
_GAPS = re.compile(r"\s+")
_PERMALINKS = frozenset("¶#§🔗")
_NOTE_NUMBER = re.compile(r"\[?\(?(?:\d{1,3}|[a-z*†‡])\)?\]?", re.IGNORECASE)
_NOTE = re.compile(
    r"\b(?:note|tip|warning|caution|important|info|hint|admonition|callout|topic|sidenote|definition)\b", re.IGNORECASE
)
_NOTE_LINKS = 0.2  # of an aside's words; with more it leads elsewhere
_MAIN_SHARE = 0.5  # of the page's paragraph text that makes an `<aside>` the article


def clean(tree: Any) -> None:
    """Change the tree of a page: remove hidden and struck-out words, make words in special elements plain ones."""
    remove_unseen(tree)
    _remove_note_numbers(tree)
    for heading in list(tree.iter(*HEADINGS)):
        _separate_parts(heading)
        _unwrap_heading(heading)
    for code in list(tree.iter("code")):
        _write_in_line(code)
    _open_asides(tree)
    open_tables(tree)
    _rename(tree)
    _unwrap_words(tree)
    split_paragraphs(tree)


def _remove_note_numbers(tree: Any) -> None:
    """Remove the numbers of notes, and the signs with which a heading or a definition links to itself."""
    for link in list(tree.iter("a")):
        text = "".join(link.itertext()).strip()
        parent = link.getparent()
        if parent is None:
            continue
        is_permalink = text in _PERMALINKS and (parent.tag in HEADINGS or (link.get("href") or "").startswith("#"))
        is_note = link.get("role") == "doc-noteref" or (
            parent.tag == "sup" and (link.get("href") or "").startswith("#") and len(parent) == 1
        )
        if is_permalink or (is_note and _NOTE_NUMBER.fullmatch(text)):
            link.drop_tree()


def _separate_parts(heading: Any) -> None:
    """Put a blank between the parts of a heading that a style sheet separates: `<span>Opinion</span><span>Coal…`."""
    buttons = list(heading.iter("button"))
    is_button = sum(len(content(button).strip()) for button in buttons) == len(content(heading).strip())
    for button in buttons:  # the heading of an accordion is one; another has one beside its words
        button.drop_tag() if is_button else button.drop_tree()
    for part in heading.iter(*_PARTS, "a", "b", "i", "em", "br"):
        following = part.getnext()
        words = content(part).strip()
        before, behind = words[-1:], (part.tail or (content(following) if following is not None else ""))[:1]
        is_frame = part.tag in _PARTS and following is not None and following.tag in _PARTS and not part.tail
        is_glued = part.tag == "br" or is_frame or (before.islower() and behind.isupper())
        if is_glued and (len(words) > 1 or part.tag == "br"):  # a single letter begins a word
            part.tail = f" {part.tail or ''}"
    for part in heading.iter("small", "div", "p"):
        part.text = f" {part.text or ''}"


def _unwrap_heading(heading: Any) -> None:
    """Remove the `<div>` elements around a heading that hold nothing else: trafilatura drops such a heading."""
    while (frame := heading.getparent()) is not None and frame.tag == "div" and frame.getparent() is not None:
        names = f"{frame.get('class') or ''} {frame.get('id') or ''}"
        is_alone = len(frame) == 1 and not (frame.text or "").strip() and not (heading.tail or "").strip()
        if not is_alone or BESIDE_NAMES.search(names) or frame.getparent().tag not in CONTAINERS:
            return
        frame.drop_tag()


def _write_in_line(code: Any) -> None:
    """Make the words of `<code>` in running text plain ones on one line: trafilatura moves what is marked in it."""
    is_inside = code.getparent() is None or any(ancestor.tag in ("pre", "code") for ancestor in code.iterancestors())
    if is_inside or code.find(".//br") is not None or not _stands_in_text(code):
        return
    words = _GAPS.sub(" ", content(code))
    for part in list(code):
        code.remove(part)
    code.text = words


def _open_asides(tree: Any) -> None:
    """Make an `<aside>` an ordinary part of the page if it contains the article, or is a note inside it."""
    asides = list(tree.iter("aside"))
    if not asides:
        return
    total = sum(len(paragraph.text_content()) for paragraph in tree.iter("p"))
    for aside in asides:
        own = sum(len(paragraph.text_content()) for paragraph in aside.iter("p"))
        if own > _MAIN_SHARE * total or _is_note(aside):
            aside.tag = "div"


def _is_note(aside: Any) -> bool:
    """Return whether an `<aside>` of an article holds sentences of it, and neither links nor a form."""
    names = " ".join(aside.get(name) or "" for name in ("class", "id", "role", "aria-label"))
    is_inside = any(ancestor.tag in ("article", "main") for ancestor in aside.iterancestors())
    if (
        not is_inside
        or (names.strip() and not _NOTE.search(names))
        or next(aside.iter("form", "ul", "nav"), None) is not None
    ):
        return False
    text = content(aside).strip()
    linked = sum(len(content(link)) for link in aside.iter("a"))
    return len(text) >= LONG_LINE and bool(SENTENCE_END.search(text)) and linked < _NOTE_LINKS * len(text)


def _rename(tree: Any) -> None:
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and (element.tag in _OTHER_NAMES or "-" in element.tag):
            _rename_box(element)
    for element in list(tree.iter("fieldset", "legend", "figure", "footer", "summary", "details")):
        if element.tag == "figure" and next(element.iter("figcaption", "blockquote", "table", "pre"), None) is not None:
            _open_figure(element)
        elif element.tag in ("legend", "summary") or _is_source_of_quote(element):
            element.tag = "p"
        elif element.tag in ("fieldset", "details"):
            element.tag = "div"
    for item in list(tree.iter(*_PARENTS)):
        if item.getparent().tag not in _PARENTS[item.tag]:  # outside of a list
            item.tag = "p"


def _rename_box(element: Any) -> None:
    """Give an element that few pages have the name of one that is read: `<ship-card>`, `<menu>`, a form with text."""
    if element.tag == "form":
        is_text = any(len(paragraph.text_content()) >= LONG_LINE for paragraph in element.iter("p", "fieldset"))
        element.tag = "div" if is_text else "form"
    elif element.tag == "menu":
        element.tag = "ul"
    elif element.getparent() is not None and _stands_in_text(element) and element.tag != "dialog":
        element.drop_tag()
    else:
        element.tag = "div"


def _is_source_of_quote(element: Any) -> bool:
    return element.tag == "footer" and next(element.iterancestors("blockquote"), None) is not None


def _open_figure(figure: Any) -> None:
    """Make the caption of a figure a paragraph, and the figure the frame around it."""
    figure.tag = "div"
    for caption in list(figure.iter("figcaption")):
        if _CREDIT.match(caption.text_content()):
            caption.drop_tree()
            continue
        _trim_caption(caption)
        if caption.find(".//p") is not None:
            caption.drop_tag()
        else:
            caption.tag = "p"
    for link in list(figure.iter("a")):
        if not content(link).strip():  # a picture alone; trafilatura takes links beside few words for a menu
            link.drop_tree()


def _trim_caption(caption: Any) -> None:
    """Remove the number of the picture in front of a caption, and who took it behind it."""
    caption.text = _PICTURE_NUMBER.sub("", caption.text or "", count=1)
    for part in list(caption.iter("span", "small", "cite", "em", "i")):
        if _CREDIT.match(content(part)) and part.getparent() is not None:
            part.drop_tree()


def _unwrap_words(tree: Any) -> None:
    for element in list(tree.iter(*_WORDS)):
        parent = element.getparent()
        if parent is None or not (_stands_in_text(element) or _is_sentence(element)):
            continue
        if element.tag == "q":
            element.text = f"“{element.text or ''}"
            append_text(element, "”")
        if element.tag == "math":
            _flatten(element)
        element.drop_tag()


def _is_sentence(element: Any) -> bool:
    """Return whether a label or a date stands alone and says as much as a sentence."""
    words = content(element).strip()
    is_apart = element.tag == "button" or any(ancestor.tag == "form" for ancestor in element.iterancestors())
    return not is_apart and len(words) >= LONG_LINE and bool(SENTENCE_END.search(words))


def _stands_in_text(element: Any) -> bool:
    """Return whether an element is part of running text, and not a control or a separate date."""
    parent = element.getparent()
    around = [parent.text, *(child.tail for child in parent)]
    if any(text and text.strip() for text in around):
        return True
    return any(ancestor.tag in IN_TEXT for ancestor in (parent, parent.getparent()) if ancestor is not None)


def _flatten(formula: Any) -> None:
    """Write a MathML formula in a line: `a/b` for a fraction, `√a` for a root, superscripts and subscripts."""
    for part in list(formula.iter("mfrac", "msup", "msub", "msqrt")):
        if part.tag == "msqrt":
            part.text = f"√{(part.text or '').strip()}"
        elif len(part) > 1:
            sign = "/" if part.tag == "mfrac" else ""
            part[0].tail = sign
            part[1].tag = {"msup": "sup", "msub": "sub"}.get(part.tag, part[1].tag)
    for part in list(formula.iter()):
        if isinstance(part.tag, str) and part is not formula:
            part.text, part.tail = _stripped(part.text), _stripped(part.tail)
            if part.tag not in ("sup", "sub"):
                part.drop_tag()
    formula.text = _stripped(formula.text)


def _stripped(text: str | None) -> str | None:
    return text.strip() if text else text
