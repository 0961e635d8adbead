"""Sources: everything that articles come from, one kind of it a file; `web` holds those that are fetched."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import partial

from retrieval.core.errors import SourceMissing, SourceUnsupported
from retrieval.core.ingestion_records import Draft, Known, Same, Skipped
from retrieval.core.protocols import Loader
from retrieval.core.settings import LimitSettings
from retrieval.sources.base import document
from retrieval.sources.base.document import Body, FileLoader
from retrieval.sources.epub.loader import Book
from retrieval.sources.files.file_io import absolute, is_address, suffix
from retrieval.sources.html.loader import WebPage
from retrieval.sources.json_lines.loader import JsonLines
from retrieval.sources.local.fingerprint import Expect, KnownOf, Stamped
from retrieval.sources.local.folder import Folder
from retrieval.sources.local.glob_pattern import Pattern
from retrieval.sources.local.stdin import STANDARD_INPUT, standard_input
from retrieval.sources.mail.loader import Mail
from retrieval.sources.markdown.loader import Markdown
from retrieval.sources.pdf.loader import Pdf
from retrieval.sources.plain_text.loader import PlainText
from retrieval.sources.web import dispatch
from retrieval.sources.web.deadline import in_time
from retrieval.sources.web.fetcher import Fetcher
from retrieval.sources.web.url_options import KINDS, Choice, settled, with_choice
from retrieval.sources.word.loader import Word

__all__ = [
    "KINDS",
    "Body",
    "Choice",
    "Fetcher",
    "fresh",
    "in_time",
    "is_address",
    "load",
    "loaders",
    "read_standard_input",
    "settled",
    "understand",
    "with_choice",
]

_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,24}(?::\d+)?", re.IGNORECASE)


def nothing_known(_: str) -> Known | None:
    """For a first reading: everything is read."""


def nobody_waits(_: int) -> None:
    """For whoever shows no progress."""


def load(
    location: str,
    *,
    limits: LimitSettings,
    fetcher: Fetcher | None = None,
    known: KnownOf = nothing_known,
    expect: Expect = nobody_waits,
) -> Iterator[Draft | Same | Skipped]:
    """The articles at a file, a folder or a web address, by the first loader that accepts it.

    The loader is chosen when this is called; nothing is read before the first article is asked for.

    Args:
        location: a path, or an address of the web (see `web.loading` for what it gives).
        limits: what is refused as too large.
        fetcher: what fetches from the web; None: addresses are refused.
        known: what is stored of a file or address, so that one that has not changed is not read again.
        expect: is told before a folder, a pattern, a feed or a sitemap is read how many files or pages it names.

    Raises:
        SourceError: the location as a whole cannot be read; some kinds of it only while iterating.
    """
    if is_address(location):
        if fetcher is None:
            raise SourceUnsupported(
                "nothing is fetched from the web here",
                where=location,
                advice="Save the page as .html and add that file.",
            )
        read = partial(understand, limits=limits)
        return dispatch.load(location, fetcher=fetcher, understand=read, known=known, expect=expect)
    if location == STANDARD_INPUT:
        return read_standard_input(limits=limits)
    path = absolute(location)
    if _is_bare(location, limits) and not os.path.lexists(path):
        raise SourceMissing(
            "nothing is there",
            where=path,
            advice=f"Check the spelling of the path, or of a page write https://{location}.",
        )
    for loader in loaders(limits, known, expect):
        if loader.accepts(path):
            return loader.load(path)
    raise SourceUnsupported(
        f"{suffix(path)} files are not read",
        where=path,
        advice="Save the text as .txt, .md or .html and add that file.",
    )


def fresh(location: str, *, limits: LimitSettings) -> Iterator[Draft | Skipped]:
    """As `load`, for whoever knows nothing of the location and so never hears that it is the same."""
    return (item for item in load(location, limits=limits) if not isinstance(item, Same))


def loaders(limits: LimitSettings, known: KnownOf = nothing_known, expect: Expect = nobody_waits) -> tuple[Loader, ...]:
    """Every loader, in order of preference; the last takes any file that may be text."""
    files = tuple(Stamped(one, known) for one in _kinds(limits))
    folder = Folder(files, expect)
    return (folder, Pattern((folder, *files), expect), *files)


def understand(body: Body, *, limits: LimitSettings) -> Iterator[Draft | Skipped]:
    """The articles in a document whose bytes are here, by the loader of its media type or of its name's ending.

    Raises:
        SourceError: it as a whole cannot be read.
    """
    return document.drafts(body, _kinds(limits), limits)


def read_standard_input(*, limits: LimitSettings, title: str = "") -> Iterator[Draft | Skipped]:
    """The article on standard input, under a title if one is given.

    Raises:
        SourceError: there is nothing on it, or too much, or it cannot be read.
    """
    return standard_input(partial(understand, limits=limits), limits=limits, title=title)


def _is_bare(location: str, limits: LimitSettings) -> bool:
    """Whether it looks like a web address without its beginning, `example.com/news`, and not like a file's name."""
    host = location.partition("/")[0]
    return _HOST.fullmatch(host) is not None and not any(suffix(host) in one.suffixes for one in _kinds(limits))


def _kinds(limits: LimitSettings) -> tuple[FileLoader, ...]:
    """The loaders of files, in order of preference; an attachment of an e-mail goes to any of them."""
    return (
        JsonLines(limits),
        Markdown(limits),
        WebPage(limits),
        Pdf(limits),
        Word(limits),
        Book(limits),
        Mail(limits, attached=partial(understand, limits=limits)),
        PlainText(limits),
    )
