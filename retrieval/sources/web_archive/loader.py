"""Web pages saved as one file (MHTML, RFC 2557): the article of the page, without its pictures, styles and frames."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage

from retrieval.core.errors import SourceEmpty, SourceNotText
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.sources.base.document import RawDocument
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.mail.message import charset as stated_charset
from retrieval.sources.mail.message import content_of, header, parameter, parse_message

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)


class WebArchiveLoader(FileLoader):
    """Reads `.mht` and `.mhtml`: the page that the file was saved for, as a file of HTML is read.

    Its address is the one that the program which saved it notes, unless the page states its own.
    """

    suffixes = (".mht", ".mhtml")
    types = ("multipart/related", "application/x-mimearchive")

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:  # noqa: ARG002  its parts say
        """Yield the page's article."""
        message = _parsed(content, source)
        page = _page(message)
        if page is None:
            raise SourceEmpty(
                "there is no web page in it", where=source, advice="Save the page again, as .html, and add that file."
            )
        encoding = stated_charset(page)
        document = RawDocument(
            content=content_of(page),
            name="page.html",
            source=source,
            content_type=f"text/html; charset={encoding}" if encoding else "text/html",
        )
        address = _address(message, page)
        for item in self._extract_part(document):
            is_unnamed = isinstance(item, Draft) and item.canonical is None and address
            yield replace(item, canonical=address) if is_unnamed and isinstance(item, Draft) else item


def _parsed(content: bytes, source: str) -> EmailMessage:
    """Return the parts of the file.

    Raises:
        SourceNotText: it has none.
        SourceTooLarge: reading it would take too much time.
    """
    try:
        return parse_message(content.lstrip(), source)
    except SourceNotText as error:
        raise SourceNotText(
            "it is not a web page as browsers save it",
            where=source,
            advice="Save the page again, as .html, and add that file.",
        ) from error


def _page(message: EmailMessage) -> EmailMessage | None:
    """Return the part that the file begins with by its own account, else its first page; None without any."""
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    start = parameter(message, "start").strip("<> ")
    named = (page for page in pages if start and header(page, "content-id").strip("<> ") == start)
    return next(named, pages[0] if pages else None)


def _address(message: EmailMessage, page: EmailMessage) -> str:
    """Return the address that the page was saved from; empty where it is no web address."""
    address = header(message, "snapshot-content-location") or header(page, "content-location")
    return address if _ADDRESS.fullmatch(address) else ""
