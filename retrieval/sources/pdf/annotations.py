"""Annotations of a PDF's page that show text: the fields of a form that are filled in, and text on the page.

This module is loaded by the process that reads a PDF (see `child_process`), so it imports only modules beside it.
Source: ISO 32000-1, 12.5.5 (appearance streams) and 12.7 (interactive forms).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from retrieval.sources.pdf.matrix import PageTransform

_HIDDEN = 2 | 32  # the flags of what is not shown
_TEXT_FIELDS = ("/Tx", "/Ch")
_MOST = 5_000  # on one page
_CORNERS = 4


def text_appearances(page: Any) -> Iterator[tuple[Any, PageTransform]]:
    """Yield the form that draws each annotation with text, and the matrix that moves it to its place."""
    annotations = page.get("/Annots")
    for reference in list(annotations.get_object() if annotations is not None else ())[:_MOST]:
        with suppress(KeyError, AttributeError, TypeError, ValueError, IndexError):  # one that is not as it should be
            annotation = reference.get_object()
            form = annotation["/AP"]["/N"].get_object()
            if _shows_text(annotation) and hasattr(form, "get_data"):
                yield form, _shift_to(annotation["/Rect"], form.get("/BBox", (0, 0, 0, 0)))


def _shows_text(annotation: Any) -> bool:
    if int(annotation.get("/F", 0)) & _HIDDEN:
        return False
    if annotation.get("/Subtype") == "/FreeText":
        return True
    parent = annotation.get("/Parent")
    kind = annotation.get("/FT") or (parent.get_object().get("/FT") if parent is not None else None)
    return annotation.get("/Subtype") == "/Widget" and kind in _TEXT_FIELDS


def _shift_to(rectangle: Any, box: Any) -> PageTransform:
    x, y, end_x, end_y = (float(number) for number in list(rectangle)[:_CORNERS])
    left, foot, right, top = (float(number) for number in list(box)[:_CORNERS])
    return (1.0, 0.0, 0.0, 1.0, min(x, end_x) - min(left, right), min(y, end_y) - min(foot, top))
