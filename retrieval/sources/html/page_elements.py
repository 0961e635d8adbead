"""Page elements: which elements of HTML stand in running text, beside it, and around it."""

from __future__ import annotations

import re
from typing import Any

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
IN_TEXT = frozenset({"p", "li", "td", "th", "dd", "dt", "blockquote", "figcaption", *HEADINGS})
CELLS = frozenset({"td", "th"})
_INLINE_TAGS = """
a abbr acronym b bdi bdo big br button cite code data dfn em font i img input ins kbd label mark math nobr output
progress q ruby samp small span strong sub sup time tt u var wbr
"""
INLINE = frozenset(_INLINE_TAGS.split())
ASIDE = frozenset({"nav", "aside", "footer", "form", "header", "menu", "figure", "table", "ul", "ol", "dl", "pre"})
# Names of classes and ids of what is no article.
BESIDE_NAMES = re.compile(r"comment|side|related|widget|more|foot|teaser|promo|modal", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?…。！？:;][\"'”’»)\]]*$")
LONG_LINE = 40  # characters; shorter words in no paragraph, and without an end of a sentence, are labels


def content(element: Any) -> str:
    """Return the words in an element; empty for a comment."""
    return "".join(element.itertext()) if isinstance(element.tag, str) else ""


def class_names(element: Any) -> frozenset[str]:
    """Return the names of an element's classes."""
    return frozenset((element.get("class") or "").split())


def append_text(element: Any, text: str) -> None:
    """Put a text behind all that is in an element."""
    if len(element):
        element[-1].tail = f"{element[-1].tail or ''}{text}"
    else:
        element.text = f"{element.text or ''}{text}"
