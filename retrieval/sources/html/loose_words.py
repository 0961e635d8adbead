"""Loose words: puts words that stand in no paragraph into paragraphs, because trafilatura reads only these."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from retrieval.sources.html.page_elements import ASIDE, INLINE, LONG_LINE, SENTENCE_END, content

CONTAINERS = frozenset({"div", "section", "center", "article", "main", "header", "hgroup", "body"})
LINK_SHARE = 0.5  # of the words that makes them a list of links
_BLOCKS = frozenset({"div", "p", "section", "article", "center", "ul", "ol", "dl", "table", "blockquote", "pre"})
# Classes of captions, which trafilatura removes as parts of pictures, and of inline words, which it takes for buttons
# and menus by their names.
_CAPTION = re.compile(r"caption", re.IGNORECASE)
_APART = re.compile(r"editsection|reference|share|social|comment|noprint|sr-only|icon", re.IGNORECASE)
_TEXT_TAGS = frozenset({"p", "li", "td", "dd", "blockquote"})


@dataclass(slots=True, kw_only=True)
class _Run:
    """Loose words: what stands before them, their first text, and the inline elements that follow it."""

    before: Any = None
    text: str = ""
    elements: list[Any] = field(default_factory=list)
    has_gap: bool = False  # two line breaks part it from other words


def wrap_loose_words(root: Any) -> None:
    """Put loose words of a `<div>`, `<section>` or `<center>` into paragraphs."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag in CONTAINERS:
            _wrap(element)
        is_open = element.tag in ("article", "main", "div", "section")
        skipped = ASIDE - {"header"} if is_open else ASIDE
        waiting += [child for child in element if isinstance(child.tag, str) and child.tag not in skipped]


def split_paragraphs(tree: Any) -> None:
    """Split paragraphs that hold a block, as browsers do: the words before it, the block, the words behind it."""
    for paragraph in list(tree.iter("p")):
        if any(child.tag in _BLOCKS for child in paragraph):
            paragraph.tag = "div"
            for child in paragraph:
                if child.tag in CONTAINERS and not any(part.tag in _BLOCKS for part in child):
                    child.tag = "p"
            for run in _runs(paragraph):
                _make_paragraph(paragraph, run)


def release_names(tree: Any) -> None:
    """Remove the classes of captions and of inline words in running text."""
    for element in tree.iter("p", "div", "span"):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        is_caption = bool(_CAPTION.search(names)) and bool(SENTENCE_END.search(content(element).strip()))
        if (is_caption or _is_inside_text(element)) and names.strip() and not _APART.search(names):
            for name in ("class", "id"):
                element.attrib.pop(name, None)


def _is_inside_text(element: Any) -> bool:
    parent = element.getparent()
    if element.tag != "span" or parent is None or parent.tag not in _TEXT_TAGS:
        return False
    return bool((parent.text or "").strip()) and bool((element.tail or "").strip())


def _wrap(container: Any) -> None:
    """Put each run of loose words of a container into a paragraph."""
    for run in _runs(container):
        if _is_running(run):
            _make_paragraph(container, run)


def _runs(container: Any) -> list[_Run]:
    """Return the runs of loose words; two line breaks end one."""
    runs: list[_Run] = []
    run = _Run(text=container.text or "")
    for child in [*container, None]:
        is_inline = child is not None and (not isinstance(child.tag, str) or child.tag in INLINE)
        is_gap = is_inline and _is_break(child) and bool(run.elements) and _is_break(run.elements[-1])
        if is_inline and not (is_gap and not (run.elements[-1].tail or "").strip()):
            run.elements.append(child)
            continue
        if is_inline:
            run.elements.pop()
            run.has_gap = True
        if run.text.strip() or run.elements:
            runs.append(run)
        run = _Run(before=child, text="" if child is None else child.tail or "", has_gap=is_inline)
    return runs


def _is_break(element: Any) -> bool:
    return bool(element.tag == "br")


def _is_running(run: _Run) -> bool:
    """Return whether loose words are running text: a sentence, or lines with breaks, and not links alone."""
    words = " ".join([run.text, *(f"{content(element)} {element.tail or ''}" for element in run.elements)]).split()
    line = " ".join(words)
    linked = sum(len(content(element)) for element in run.elements if element.tag == "a")
    has_break = run.has_gap or any(map(_is_break, run.elements))
    is_line = has_break or len(line) >= LONG_LINE or bool(SENTENCE_END.search(line))
    return bool(line) and is_line and linked < LINK_SHARE * len(line)


def _make_paragraph(container: Any, run: _Run) -> None:
    paragraph = container.makeelement("p")
    paragraph.text = run.text
    if run.before is None:
        container.text = None
        container.insert(0, paragraph)
    else:
        run.before.tail = None
        container.insert(container.index(run.before) + 1, paragraph)
    for element in run.elements:
        paragraph.append(element)  # with what follows it
