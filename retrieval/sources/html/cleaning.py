"""Prepares web pages for trafilatura, so that it loses no visible words and finds no hidden ones.

trafilatura drops some elements with the words in them wherever they stand (`<time>`, `<label>`, `<q>`, `<figure>`), and
words that stand in no paragraph. So these are written as paragraphs and plain words before.
"""

from __future__ import annotations

import re
from typing import Any

_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|text-decoration(?:-line)?\s*:[^;]*line-through",
    re.IGNORECASE,
)
_UNSEEN = frozenset({"template", "del", "s", "strike", "rt", "rp", "annotation", "annotation-xml"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_IN_TEXT = frozenset({"p", "li", "td", "th", "dd", "dt", "blockquote", "figcaption", *_HEADINGS})
# Inline, and dropped by trafilatura.
_WORDS = frozenset({"time", "label", "output", "math", "button", "q", "meter", "progress"})
_INLINE_TAGS = """
a abbr acronym b bdi bdo big br button cite code data dfn em font i img input ins kbd label mark math nobr output
progress q ruby samp small span strong sub sup time tt u var wbr
"""
_INLINE = frozenset(_INLINE_TAGS.split())
_CONTAINERS = frozenset({"div", "section", "center", "article", "main"})
_ASIDE = frozenset({"nav", "aside", "footer", "form", "header", "menu", "figure", "table", "ul", "ol", "dl", "pre"})
_OTHER_NAMES = frozenset({"form", "menu", "marquee", "slot", "dialog", "search", "object"})
_CREDIT = re.compile(r"\s*(?:photo|picture|image|credit|foto|bild|©)\b|\s*©", re.IGNORECASE)  # of a picture, no caption
_PERMALINKS = frozenset("¶#§🔗")
_NOTE_NUMBER = re.compile(r"\[?\(?(?:\d{1,3}|[a-z*†‡])\)?\]?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…。！？:;][\"'”’»)\]]*$")
_LONG_LINE = 40  # characters; shorter words in no paragraph, and without an end of a sentence, are labels
_MAIN_SHARE = 0.5  # of the page's paragraph text that makes an `<aside>` the article


def clean(tree: Any) -> None:
    """Change the tree of a page: remove hidden and struck-out words, make words in special elements plain ones."""
    _remove_unseen(tree)
    _remove_note_numbers(tree)
    for heading in list(tree.iter(*_HEADINGS)):
        _separate_parts(heading)
    _open_asides(tree)
    _rename(tree)
    _unwrap_words(tree)


def wrap_loose_words(root: Any) -> None:
    """Put loose words of a `<div>`, `<section>` or `<center>` into paragraphs."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag in _CONTAINERS:
            _wrap(element)
        waiting += [child for child in element if isinstance(child.tag, str) and child.tag not in _ASIDE]


def _remove_unseen(tree: Any) -> None:
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            continue
        is_closed = element.tag == "dialog" and element.get("open") is None
        has_hiding_style = _HIDDEN_STYLE.search(element.get("style") or "") is not None
        is_hidden = is_closed or has_hiding_style or element.get("hidden") is not None
        if (element.tag in _UNSEEN or is_hidden) and element.getparent() is not None and element.tag != "body":
            element.drop_tree()


def _remove_note_numbers(tree: Any) -> None:
    """Remove the numbers of notes, and the signs that link a heading to itself."""
    for link in list(tree.iter("a")):
        text = "".join(link.itertext()).strip()
        parent = link.getparent()
        if parent is None:
            continue
        in_heading = parent.tag in _HEADINGS and text in _PERMALINKS
        is_note = link.get("role") == "doc-noteref" or (
            parent.tag == "sup" and (link.get("href") or "").startswith("#") and len(parent) == 1
        )
        if in_heading or (is_note and _NOTE_NUMBER.fullmatch(text)):
            link.drop_tree()


def _separate_parts(heading: Any) -> None:
    """Put a blank between the parts of a heading that a style sheet separates: `<span>Opinion</span><span>Coal…`."""
    for part in heading.iter("span", "div", "small", "strong"):
        following = part.getnext()
        is_glued = following is not None and following.tag in ("span", "div", "small", "strong") and not part.tail
        is_before_text = following is None and (part.tail or " ")[0].isupper()
        if (is_glued or is_before_text) and len("".join(part.itertext()).strip()) > 1:  # a single letter begins a word
            part.tail = f" {part.tail or ''}"
    for part in heading.iter("small", "div", "p"):
        part.text = f" {part.text or ''}"


def _open_asides(tree: Any) -> None:
    """Make an `<aside>` that contains the article an ordinary part of the page."""
    asides = list(tree.iter("aside"))
    if not asides:
        return
    total = sum(len(paragraph.text_content()) for paragraph in tree.iter("p"))
    for aside in asides:
        own = sum(len(paragraph.text_content()) for paragraph in aside.iter("p"))
        if own > _MAIN_SHARE * total:
            aside.tag = "div"


def _rename(tree: Any) -> None:
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and (element.tag in _OTHER_NAMES or "-" in element.tag):
            _rename_box(element)
    for element in list(tree.iter("fieldset", "legend", "figure", "footer", "summary", "details")):
        if element.tag == "figure" and element.find(".//figcaption") is not None:
            _open_figure(element)
        elif element.tag in ("legend", "summary") or _is_source_of_quote(element):
            element.tag = "p"
        elif element.tag in ("fieldset", "details"):
            element.tag = "div"


def _rename_box(element: Any) -> None:
    """Give an element that few pages have the name of one that is read: `<ship-card>`, `<menu>`, a form with text."""
    if element.tag == "form":
        is_text = any(len(paragraph.text_content()) >= _LONG_LINE for paragraph in element.iter("p", "fieldset"))
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
        caption.tag = "div" if caption.find(".//p") is not None else "p"


def _unwrap_words(tree: Any) -> None:
    for element in list(tree.iter(*_WORDS)):
        parent = element.getparent()
        if parent is None or not _stands_in_text(element):
            continue
        if element.tag == "q":
            element.text = f"“{element.text or ''}"
            _append(element, "”")
        if element.tag == "math":
            _flatten(element)
        element.drop_tag()


def _stands_in_text(element: Any) -> bool:
    """Whether an element is part of running text, and not a control or a separate date."""
    parent = element.getparent()
    around = [parent.text, *(child.tail for child in parent)]
    if any(text and text.strip() for text in around):
        return True
    return any(ancestor.tag in _IN_TEXT for ancestor in (parent, parent.getparent()) if ancestor is not None)


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


def _append(element: Any, text: str) -> None:
    if len(element):
        element[-1].tail = f"{element[-1].tail or ''}{text}"
    else:
        element.text = f"{element.text or ''}{text}"


def _wrap(container: Any) -> None:
    """Put each run of loose words of a container into a paragraph."""
    loose: list[tuple[Any, str, list[Any]]] = []  # the element before the words, the text behind it, the elements
    before: Any = None
    text, run = container.text or "", list[Any]()
    for child in [*container, None]:
        if child is not None and (not isinstance(child.tag, str) or child.tag in _INLINE):
            run.append(child)
            continue
        if _is_running(text, run):
            loose.append((before, text, run))
        before, text, run = child, "" if child is None else child.tail or "", []
    for element, words, inline in loose:
        _make_paragraph(container, element, words, inline)


def _is_running(text: str, run: list[Any]) -> bool:
    """Whether loose words are running text: a sentence, or lines with breaks, and not links alone."""
    words = " ".join([text, *(f"{_content(element)} {element.tail or ''}" for element in run)]).split()
    line = " ".join(words)
    linked = sum(len(_content(element)) for element in run if element.tag == "a")
    has_break = any(element.tag == "br" for element in run)
    is_line = has_break or len(line) >= _LONG_LINE or bool(_SENTENCE_END.search(line))
    return bool(line) and is_line and linked < _MAIN_SHARE * len(line)


def _content(element: Any) -> str:
    return "".join(element.itertext()) if isinstance(element.tag, str) else ""


def _make_paragraph(container: Any, before: Any, text: str, run: list[Any]) -> None:
    paragraph = container.makeelement("p")
    paragraph.text = text
    if before is None:
        container.text = None
        container.insert(0, paragraph)
    else:
        before.tail = None
        container.insert(container.index(before) + 1, paragraph)
    for element in run:
        paragraph.append(element)  # with what follows it
