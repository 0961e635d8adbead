"""Runs the process that reads a PDF: starts it, passes the file, limits its time and memory, and reads its output."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from retrieval.core.errors import SourceDamaged, SourceEmpty, SourceError, SourceLocked, SourceTooLarge
from retrieval.core.settings import LimitSettings
from retrieval.sources.base.dehyphenation import expand_ligatures
from retrieval.sources.base.draft import check_length
from retrieval.text.normalize import one_line

_CHILD = Path(__file__).with_name("child_process.py")
_MARK = b"%PDF-"
_HEAD_BYTES = 1024  # in which readers look for the mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text on a page, or one column's share of it. Lengths are points, from the lower left corner."""

    page: int  # from 0
    x: float
    y: float
    size: float
    is_bold: bool
    text: str
    parts: tuple[tuple[float, str], ...] = ()  # the stretches that wide gaps set apart, with where they begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The lines on the pages of a PDF, and its metadata."""

    pages: tuple[tuple[Line, ...], ...]  # lines in the order in which they were drawn
    unread: tuple[int, ...]  # pages, from 0, that could not be read
    title: str
    author: str
    created: str | None  # ISO 8601


def read(content: bytes, source: str, limits: LimitSettings) -> Document:
    """Read a PDF in a separate process.

    Raises:
        SourceError: it is no PDF, damaged, locked, without text, or over a limit.
    """
    if _MARK not in content[:_HEAD_BYTES]:
        raise SourceDamaged("it is not a PDF", where=source, advice="Download or export it again.")
    first, *pages = _run_child(content, source, limits)
    if "error" in first:
        _refuse(first["error"], source, limits)
    if isinstance(pages[-1], dict):
        _refuse(pages[-1]["error"], source, limits)
    document = Document(
        pages=tuple(tuple(_lines(number, page)) for number, page in enumerate(pages)),
        unread=tuple(number for number, page in enumerate(pages) if isinstance(page, str)),
        title=one_line(first["title"] or ""),
        author=one_line(first["author"] or ""),
        created=first["created"],
    )
    if not any(document.pages):
        _refuse_silence(pages, source, limits)
    return document


def _run_child(content: bytes, source: str, limits: LimitSettings) -> list[Any]:
    """Return the output of the process, line by line."""
    bounds = {
        "pages": limits.pdf_pages,
        "characters": limits.article_characters,
        "megabytes": limits.pdf_megabytes,
        "seconds": limits.pdf_seconds,
    }
    # -P: so that no module beside the child's file is taken for one of the standard library.
    command = [sys.executable, "-P", str(_CHILD), json.dumps(bounds)]
    try:
        process = subprocess.run(  # noqa: S603  our own file, and numbers
            command, input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=limits.pdf_seconds,
            check=False,
        )  # fmt: skip
        records = [json.loads(line) for line in process.stdout.splitlines()]
    except subprocess.TimeoutExpired:
        _refuse("time", source, limits)
    except OSError as error:
        raise SourceError(
            f"the process that reads PDFs could not be started ({error.strerror})",
            where=source,
            advice="Check what the system allows this user to run.",
        ) from error
    except ValueError:  # it was stopped in the middle of a line
        _refuse("memory", source, limits)
    if not records or (process.returncode and "error" not in str(records[-1])):
        _refuse("memory", source, limits)
    return records


def _refuse(kind: str, source: str, limits: LimitSettings) -> NoReturn:
    if kind == "long":
        check_length(limits.article_characters + 1, where=source, limits=limits)
    error, what, advice = _REFUSALS[kind]
    values = {"pages": limits.pdf_pages, "seconds": limits.pdf_seconds, "megabytes": limits.pdf_megabytes}
    raise error(what.format(**values), where=source, advice=advice)


_REFUSALS: dict[str, tuple[type[SourceError], str, str]] = {
    "password": (SourceLocked, "it is locked with a password", "Save it without the password and add that."),
    "cipher": (
        SourceLocked,
        "it is encrypted in a way that takes a further package to read",
        "Install it (pip install cryptography), or print the PDF to a new one and add that.",
    ),
    "damaged": (SourceDamaged, "the PDF is damaged or cut short", "Download or export it again."),
    "pages": (
        SourceTooLarge,
        "it has more than {pages:,} pages",
        "Split it, or raise limits.pdf_pages in the configuration.",
    ),
    "page": (
        SourceTooLarge,
        "a page of it holds more than can be read in bounds",
        "Export it again with less on a page, or save its text as .txt and add that.",
    ),
    "time": (
        SourceTooLarge,
        "reading it took longer than {seconds:g} seconds",
        "Split it, or raise limits.pdf_seconds in the configuration.",
    ),
    "memory": (
        SourceTooLarge,
        "reading it took more than {megabytes:,} MB of memory",
        "Split it, or raise limits.pdf_megabytes in the configuration.",
    ),
}


def _lines(page: int, record: Any) -> list[Line]:
    lines = []
    for x, y, size, is_bold, parts in () if isinstance(record, str) else record:
        shown = tuple((at, text) for at, raw in parts if (text := one_line(expand_ligatures(raw))))
        if shown:
            text = " ".join(text for _, text in shown)
            lines.append(Line(page=page, x=x, y=y, size=size, is_bold=is_bold, text=text, parts=shown))
    return lines


def _refuse_silence(pages: Sequence[Any], source: str, limits: LimitSettings) -> NoReturn:
    """Refuse a document without text, with a reason that depends on what its pages have instead."""
    if broken := [page for page in pages if isinstance(page, str)]:
        _refuse("page" if "limit" in broken else "damaged", source, limits)
    shown = "its one page is a picture" if len(pages) == 1 else f"its {len(pages):,} pages are pictures"
    raise SourceEmpty(
        f"there is no text in it: {shown}",
        where=source,
        advice="Run text recognition (OCR) on it, for example with ocrmypdf, and add the result.",
    )
