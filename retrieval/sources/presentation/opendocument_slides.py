"""Slides in the OpenDocument format: their titles, lists, boxes of text, tables and the notes of the speaker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from retrieval.sources.base.block_text import DocumentBlock, heading
from retrieval.sources.odt.odt_body import OdtBody
from retrieval.sources.odt.odt_styles import OdtStyles

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}%s"
_CLASS, _VISIBILITY = _NAMES % ("presentation", "class"), _NAMES % ("presentation", "visibility")
_PAGE_STYLE, _STYLE_NAME = _NAMES % ("drawing", "style-name"), _NAMES % ("style", "name")
_SLIDE_LEVEL = 2  # of the heading that a slide's title is
_MARGINS = ("footer", "header", "date-time", "page-number")  # what stands on every slide


def opendocument_slides(root: Any, styles: OdtStyles) -> Iterator[list[DocumentBlock]]:
    """Yield the blocks of each slide that is shown, in order.

    Args:
        root: of `content.xml`, whose elements have tags without a namespace.
        styles: of the document.
    """
    hidden = {
        style.get(_STYLE_NAME)
        for style in root.iterfind("automatic-styles/style")
        if any(part.get(_VISIBILITY) == "hidden" for part in style.iterchildren("drawing-page-properties"))
    }
    for page in root.iterfind("body/presentation/page"):
        if page.get(_PAGE_STYLE) not in hidden:
            yield sorted(_page_blocks(page, styles), key=lambda block: not block.level)


def _page_blocks(page: Any, styles: OdtStyles) -> Iterator[DocumentBlock]:
    for shape in page:
        if shape.tag == "notes":
            yield from _page_blocks([frame for frame in shape if frame.get(_CLASS) == "notes"], styles)
        elif shape.get(_CLASS) == "title":
            yield heading(_SLIDE_LEVEL, " ".join(block.text for block in OdtBody([shape], styles).blocks()))
        elif shape.get(_CLASS) not in _MARGINS:
            yield from OdtBody([shape], styles).blocks()
