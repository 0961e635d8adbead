"""Drafts: the checks of limits and titles that every loader makes before it returns an article."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from retrieval.core.errors import SourceEmpty, SourceTooLarge
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources.base.block_text import DocumentBlock, has_sentence
from retrieval.sources.files.compression import unpacked_name
from retrieval.text.normalize import one_line

_TITLE_CHARACTERS = 300  # a title is shown on a line or two; what is longer is cut at a word
_KINDS_OF_DOCUMENT = frozenset(
    {"changelog", "changes", "copyright", "faq", "history", "howto", "install", "news", "readme", "todo", "upgrade"}
)
_TEXT_ENDINGS = ".adoc .asciidoc .htm .html .markdown .md .mdx .org .rest .rst .text .txt"
_FORMATS = frozenset(_TEXT_ENDINGS.split())
_JOINERS = re.compile(r"[\s_-]+")
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#<>\"']+(?:[/?#][^\s<>\"]*)?", re.IGNORECASE)
_ADDRESS_CHARACTERS = 2_000


def draft(
    *,
    source: str,
    title: str,
    text: str,
    published: str | None,
    author: str = "",
    canonical: str = "",
    where: str = "",
    limits: LimitSettings,
) -> Draft:
    """Return a draft of a normalised text, if it holds a sentence and is within the limits.

    Args:
        source: of the article.
        title: its title; where it is blank, the name of the source is made readable.
        text: normalised.
        published: ISO 8601, or None.
        author: who wrote it, as it says itself; blank where it does not.
        canonical: the address that it names as its own; left out where it is no web address.
        where: the place that messages name; the source if empty.
        limits: the largest sizes that are accepted.

    Raises:
        SourceEmpty: no line but headings holds a letter or a digit.
        SourceTooLarge: the text is longer than an article may be.
    """
    where = where or source
    check_length(len(text), where=where, limits=limits)
    if not has_sentence(text):
        what = "there is no sentence in it, only headings" if text.startswith("#") else "there is no sentence in it"
        raise SourceEmpty(what, where=where, advice="Add text to it, or leave it out.")
    return Draft(
        source=source,
        title=_shortened(title) or title_from_name(source),
        text=text,
        published=published,
        author=_shortened(author) or None,
        canonical=_web_address(canonical),
    )


def check_length(characters: int, *, where: str, limits: LimitSettings, share: int = 1) -> None:
    """Refuse a text that is longer than an article may be; `share` allows for so many times the length in markup.

    Raises:
        SourceTooLarge: it is.
    """
    if characters > share * limits.article_characters:
        raise SourceTooLarge(
            f"its text is longer than {limits.article_characters:,} characters",
            where=where,
            advice="Split it, or raise limits.article_characters in the configuration.",
        )


def title_from_name(path: str) -> str:
    """Return a title made of a file's name: `moon-landing_1969.txt` gives "moon landing 1969".

    A name that programs give to a document of each, `README`, has that of its folder before it, and keeps an ending
    that says what it is about: `ufw/README.Debian` gives "ufw README.Debian".
    """
    folder, name = os.path.split(path)
    stem, ending = os.path.splitext(unpacked_name(name))  # noqa: PTH122  strings, as given
    if is_kind_of_document(name):
        topic = "" if ending.casefold() in _FORMATS else ending
        stem = f"{os.path.basename(folder)} {stem}{topic}"  # noqa: PTH119  strings, as given
    return _shortened(_JOINERS.sub(" ", stem)) or _shortened(stem) or "untitled"


def is_kind_of_document(path: str) -> bool:
    """Return whether a file has the name of a document that programs bring along, whatever its ending: `README.tun`."""
    name = os.path.basename(unpacked_name(path))  # noqa: PTH119  strings, as given
    return name.partition(".")[0].casefold() in _KINDS_OF_DOCUMENT


def split_title(blocks: Sequence[DocumentBlock], title: str = "") -> tuple[str, Sequence[DocumentBlock]]:
    """Return the title of a document and its other blocks.

    Args:
        blocks: the document.
        title: what it calls itself elsewhere; if empty, its first heading of level 1 is the title.

    Returns:
        The title, or an empty string; the blocks, without the heading that opens them if that is the title.
    """
    blocks = [block for block in blocks if block.text]
    title = one_line(title) or next((block.text for block in blocks if block.level == 1), "")
    repeated = bool(blocks) and blocks[0].level > 0 and blocks[0].text.casefold() == title.casefold()
    return title, blocks[1:] if repeated else blocks


def opening_heading(blocks: Sequence[DocumentBlock]) -> str:
    """Return the heading that opens a document, if it is above all others; else an empty string."""
    levels = [block.level for block in blocks if block.level]
    is_above = bool(levels) and blocks[0].level == min(levels) and levels.count(levels[0]) == 1
    return blocks[0].text if is_above else ""


def _web_address(written: str) -> str | None:
    """Return the address if a browser would open it; else None."""
    address = one_line(written)
    is_whole = _WEB_ADDRESS.fullmatch(address) and len(address) <= _ADDRESS_CHARACTERS
    return address if is_whole else None


def _shortened(title: str) -> str:
    title = one_line(title)
    if len(title) <= _TITLE_CHARACTERS:
        return title
    cut = title[:_TITLE_CHARACTERS]
    return (cut.rpartition(" ")[0] or cut) + "…"
