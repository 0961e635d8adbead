"""Sources: one kind of location that articles come from a file."""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.errors import SourceUnsupported
from retrieval.protocols import Loader
from retrieval.records import Draft, Skipped
from retrieval.settings import LimitSettings
from retrieval.sources.folder import Folder
from retrieval.sources.json_lines import JsonLines
from retrieval.sources.markdown import Markdown
from retrieval.sources.plain_text import PlainText
from retrieval.sources.reading import absolute, is_address, suffix
from retrieval.sources.web_page import WebPage

__all__ = ["load", "loaders"]


def load(location: str, *, limits: LimitSettings) -> Iterator[Draft | Skipped]:
    """The articles at a file or folder, by the first loader that accepts it.

    The loader is chosen when this is called; nothing is read before the first article is asked for.

    Raises:
        SourceError: the location as a whole cannot be read; some kinds of it only while iterating.
    """
    if is_address(location):
        raise SourceUnsupported(
            "this version reads local files, not addresses",
            where=location,
            advice="Save the page as .html and add that file.",
        )
    path = absolute(location)
    for loader in loaders(limits):
        if loader.accepts(path):
            return loader.load(path)
    raise SourceUnsupported(
        f"{suffix(path)} files are not read",
        where=path,
        advice="Save the text as .txt, .md or .html and add that file.",
    )


def loaders(limits: LimitSettings) -> tuple[Loader, ...]:
    """Every loader, in order of preference; the last takes any file that may be text."""
    files = (JsonLines(limits), Markdown(limits), WebPage(limits), PlainText(limits))
    return (Folder(files), *files)
