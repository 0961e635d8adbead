"""The registry of file formats: which loader reads which file, upload, page or attachment.

A new format is a folder with a `loader.py` that holds a subclass of `FileLoader`, and its line in `FILE_LOADERS`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from retrieval.core.errors import SourceEmpty, SourceTooLarge, SourceUnsupported
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources.asciidoc.loader import AsciidocLoader
from retrieval.sources.base.document import RawDocument, charset, media_type
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.base.isolation import isolate
from retrieval.sources.calendar.loader import CalendarLoader
from retrieval.sources.chat.loader import ChatLoader
from retrieval.sources.epub.loader import EpubLoader
from retrieval.sources.feed.loader import FeedLoader
from retrieval.sources.files.file_io import MEGABYTE, suffix, unpack
from retrieval.sources.html.loader import HtmlLoader
from retrieval.sources.json_document.loader import JsonLoader
from retrieval.sources.json_lines.loader import JsonLinesLoader
from retrieval.sources.latex.loader import LatexLoader
from retrieval.sources.mail.loader import MailLoader
from retrieval.sources.markdown.loader import MarkdownLoader
from retrieval.sources.mediawiki.loader import MediaWikiLoader
from retrieval.sources.notebook.loader import NotebookLoader
from retrieval.sources.odt.loader import OdtLoader
from retrieval.sources.org.loader import OrgLoader
from retrieval.sources.pdf.loader import PdfLoader
from retrieval.sources.plain_text.loader import PlainTextLoader
from retrieval.sources.presentation.loader import PresentationLoader
from retrieval.sources.roff.loader import RoffLoader
from retrieval.sources.rst.loader import RstLoader
from retrieval.sources.rtf.loader import RtfLoader
from retrieval.sources.spreadsheet.loader import SpreadsheetLoader
from retrieval.sources.web_archive.loader import WebArchiveLoader
from retrieval.sources.word.loader import WordLoader

# In order of preference: the first that accepts a file reads it. The last accepts any file that may be text.
FILE_LOADERS: tuple[type[FileLoader], ...] = (
    JsonLinesLoader,
    JsonLoader,
    NotebookLoader,
    MarkdownLoader,
    RstLoader,
    AsciidocLoader,
    OrgLoader,
    LatexLoader,
    HtmlLoader,
    WebArchiveLoader,
    PdfLoader,
    WordLoader,
    OdtLoader,
    RtfLoader,
    SpreadsheetLoader,
    PresentationLoader,
    EpubLoader,
    MailLoader,
    CalendarLoader,
    MediaWikiLoader,
    FeedLoader,
    ChatLoader,
    RoffLoader,
    PlainTextLoader,
)
_VAGUE_TYPES = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/zip", "text/plain"})
_XML_TYPES = frozenset({"application/xml", "text/xml"})  # of feeds, exports and anything else

# Formats of which a program's newer format is read.
_NEWER = {
    ".doc": ".docx", ".dot": ".docx", ".wps": ".docx", ".wpd": ".docx", ".pages": ".docx", ".sxw": ".odt",
    ".xls": ".xlsx", ".numbers": ".xlsx", ".xlsb": ".xlsx", ".ppt": ".pptx", ".pps": ".pptx", ".key": ".pptx",
    ".webarchive": ".html", ".msg": ".eml", ".mobi": ".epub", ".azw3": ".epub",
    ".djvu": ".pdf", ".ps": ".pdf",
}  # fmt: skip


def unread_advice(name: str) -> str:
    """Return what to do with a file whose format is not read, by its name."""
    if newer := _NEWER.get(suffix(name)):
        return f"Open it in a program that reads it, save it as {newer} and add that file."
    return "Save the text as .txt, .md or .html and add that file."


def file_loaders(limits: LimitSettings) -> tuple[FileLoader, ...]:
    """Return a loader of each file format, in order of preference."""
    return tuple(loader(limits, partial(extract_document, limits=limits)) for loader in FILE_LOADERS)


def extract_document(document: RawDocument, *, limits: LimitSettings) -> Iterator[Draft | Skipped]:
    """Yield the articles in a document whose bytes are here, by the loader of its media type or of its name's ending.

    Raises:
        SourceError: it as a whole cannot be read.
    """
    if not document.content:
        raise SourceEmpty("the file is empty", where=document.source, advice="Put text into it, or leave it out.")
    if len(document.content) > limits.file_megabytes * MEGABYTE:
        raise SourceTooLarge(
            f"it holds more than {limits.file_megabytes} MB",
            where=document.source,
            advice="Split it, or raise limits.file_megabytes in the configuration.",
        )
    content = unpack(document.content, document.name, document.source, limits)
    if content is not document.content:  # its type is that of the packer
        document = replace(document, content=content, content_type="")
    loader = loader_for(document, file_loaders(limits))
    if loader is None:
        kind = media_type(document.content_type) or suffix(document.name)
        raise SourceUnsupported(
            f"{kind} is not read",
            where=document.source,
            advice=unread_advice(document.name),
        )
    drafts = loader.extract(document.content, document.source, charset=charset(document.content_type))
    yield from isolate(drafts, document.source)


def loader_for(document: RawDocument, loaders: Sequence[FileLoader]) -> FileLoader | None:
    """Return the first loader for the media type; where that says little, for the ending of the name; None for none.

    Where neither says anything, the first bytes tell some formats. A server that sends everything as `text/plain` is
    not believed where the name has a kind of its own.
    """
    kind, ending = media_type(document.content_type), suffix(document.name)
    by_name = next((loader for loader in loaders if ending and ending in loader.suffixes), None)
    by_type = next((loader for loader in loaders if kind in loader.types), None)
    if by_type is None and by_name is None and kind in _VAGUE_TYPES | _XML_TYPES:
        by_name = next((loader for loader in loaders if loader.recognizes(document.name, document.content)), None)
    if kind in _VAGUE_TYPES:
        by_beginning = (
            item for item in loaders if item.has_ending(ending) and item.recognizes(document.name, document.content)
        )
        by_name = next(by_beginning, by_name)
        # A name below a file that is no folder, so that nothing of the kind can be there to be looked at.
        path = os.path.join(os.devnull, document.name)  # noqa: PTH118  strings, as they are written
        return by_name or by_type or next((loader for loader in loaders if loader.accepts(path)), None)
    return by_type or by_name
