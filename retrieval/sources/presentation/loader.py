"""Presentations: the text of each slide under its title, with the notes of the speaker."""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.core.errors import SourceDamaged
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.sources.base.block_text import DocumentBlock, render
from retrieval.sources.base.draft import draft
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.files.archive import Archive
from retrieval.sources.odt.odt_styles import OdtStyles
from retrieval.sources.office.package_parts import PackageParts
from retrieval.sources.presentation.opendocument_slides import opendocument_slides
from retrieval.sources.presentation.powerpoint_slides import PRESENTATION, slides

_KIND = "presentation"
_CONTENT, _STYLES = "content.xml", "styles.xml"


class PresentationLoader(FileLoader):
    """Reads `.pptx` and `.odp`: titles of slides as headings, their lists, boxes, tables and diagrams, and the notes.

    Hidden slides are left out, and so is what stands on every slide. The title is that of the first slide.
    """

    suffixes = (".pptx", ".pptm", ".ppsx", ".potx", ".odp")
    types = (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.openxmlformats-officedocument.presentationml.slideshow",
        "application/vnd.openxmlformats-officedocument.presentationml.template",
        "application/vnd.ms-powerpoint.presentation.macroenabled.12",
        "application/vnd.oasis.opendocument.presentation",
    )

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:  # noqa: ARG002  it says itself
        """Yield the presentation's article."""
        parts = PackageParts(Archive(content, source, kind=_KIND, limits=self._limits), source, kind=_KIND)
        pages = [[block for block in page if block.text] for page in _pages(parts, source)]
        stated = parts.properties()
        blocks = [block for page in pages for block in page]
        title = blocks[0].text if blocks and blocks[0].level else ""
        yield draft(
            source=source,
            title=title or stated.title,
            text=render(blocks[bool(title) :]),
            published=stated.created,
            author=stated.author,
            limits=self._limits,
        )


def _pages(parts: PackageParts, source: str) -> Iterator[list[DocumentBlock]]:
    if PRESENTATION in parts:
        yield from slides(parts)
        return
    parts.check_open()
    content = parts.root(_CONTENT)
    if content.find("body/presentation") is None:
        raise SourceDamaged(f"it is not a whole {_KIND}", where=source, advice="Save or download it again.")
    yield from opendocument_slides(content, OdtStyles([parts.root(_STYLES), content]))
