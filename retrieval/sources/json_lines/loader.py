"""JSON Lines in the evaluation format: many articles in one file, one object a line, perhaps packed."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeAlias

from retrieval.core.errors import SourceEmpty, SourceError, SourceNotText, SourceUnsupported
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.discourse.dates import iso_date
from retrieval.sources.base.draft import draft
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.files.compression import PACKED
from retrieval.sources.files.file_io import read_lines, unpack_lines
from retrieval.text.normalize import normalise

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UNSHOWN_CATEGORIES = ("Cc", "Cs")  # controls and halves of surrogate pairs
_FIELDS = ("id", "title", "text", "url", "published", "author", "canonical")
_UNIQUE_FIELDS = ("id", "url")
_SeenKeys: TypeAlias = dict[tuple[str, str], int]  # the line of each value of a unique key
_ADVICE = 'A line is {"id": …, "title": …, "text": …}, and may have "url", "published" and "author".'


class JsonLinesLoader(FileLoader):
    """Reads `.jsonl`, also packed as `.gz`, `.bz2` or `.xz`: an article a line.

    A line is an object with `id`, `title`, `text`, and perhaps `url`, `published`, `author` and `canonical`. The source
    is the url, else `path#id`. The text is taken as it is, only normalised.
    """

    suffixes = (".jsonl", *(f".jsonl{ending}" for ending in PACKED))
    types = ("application/jsonl", "application/x-ndjson", "application/x-jsonlines")

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:  # noqa: ARG002  it is UTF-8
        """Yield the articles in the order of the lines; a bad line, or a repeated id or url, is skipped and named.

        Raises:
            SourceError: the file cannot be read, or its first line shows that it holds no articles.
        """
        yield from self._articles(unpack_lines(content, source, self._limits), source)

    def _load_file(self, path: str) -> Iterator[Draft | Skipped]:
        """Yield the articles, as `extract` gives them, without the whole file in memory."""
        yield from self._articles(read_lines(path, self._limits), path)

    def _articles(self, lines: Iterator[bytes], path: str) -> Iterator[Draft | Skipped]:
        number, is_begun = 0, False
        seen: _SeenKeys = {}
        try:
            for number, line in enumerate(lines, start=1):
                if number == 1:
                    _check_kind(line, path)
                if line.strip(_BYTE_ORDER_MARK + b" \t\r\n"):
                    is_begun = True
                    yield self._article(line, number, path, seen)
        except SourceError as error:
            if not is_begun:
                raise
            yield Skipped(source=path, reason=f"after line {number}, {error.what}. {error.advice}")
        else:
            if not is_begun:
                raise SourceEmpty("the file is empty", where=path, advice=_ADVICE)

    def _article(self, line: bytes, number: int, path: str, seen: _SeenKeys) -> Draft | Skipped:
        try:
            fields = _fields(line)
            source = fields.get("url") or f"{path}#{fields['id']}"
            _check_new(fields, seen)
            article = draft(
                source=source,
                title=fields.get("title") or fields["id"],
                text=normalise(fields["text"]),
                published=iso_date(fields.get("published", "")),
                author=fields.get("author", ""),
                canonical=fields.get("canonical", ""),
                where=f"{path}, line {number}",
                limits=self._limits,
            )
        except _BadLineError as error:
            return Skipped(source=path, reason=f"line {number}: {error}. {_ADVICE}")
        except SourceError as error:
            return Skipped(source=path, reason=f"line {number}: {error.what}. {error.advice}")
        seen.update({(key, fields[key]): number for key in _UNIQUE_FIELDS if key in fields})
        return replace(article, key=fields["id"])


class _BadLineError(Exception):
    """The fault of a line, as a clause."""


def _check_new(fields: dict[str, str], seen: _SeenKeys) -> None:
    for key in _UNIQUE_FIELDS:
        if number := seen.get((key, fields.get(key, ""))):
            raise _BadLineError(f'its "{key}" was on line {number} already')


def _check_kind(line: bytes, path: str) -> None:
    """Refuse at the first line a file that would fail on every line."""
    if b"\0" in line or line.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceNotText("it is not UTF-8 text", where=path, advice="Save it as UTF-8.")
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return
    if isinstance(record, dict) and "question" in record and "text" not in record:
        raise SourceUnsupported(
            "it holds questions, not articles",
            where=path,
            advice="Add the file of articles; `footnote eval` takes both.",
        )


def _fields(line: bytes) -> dict[str, str]:
    """Return the line's known fields; those that are absent or null are left out."""
    record = _parsed(line)
    fields = {key: record[key] for key in _FIELDS if record.get(key) is not None}
    for key, value in fields.items():
        if not isinstance(value, str):
            raise _BadLineError(f'"{key}" is not text')
    for key in ("id", "text"):
        if not fields.get(key, "").strip():
            raise _BadLineError(f'"{key}" is missing or blank')
    for key in ("id", "url"):
        if any(unicodedata.category(character) in _UNSHOWN_CATEGORIES for character in fields.get(key, "")):
            raise _BadLineError(f'"{key}" holds a character that cannot be shown')
    return fields


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.removeprefix(_BYTE_ORDER_MARK).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _BadLineError("it is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise _BadLineError(f"it is not JSON ({error.msg.lower()} at character {error.colno})") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets within brackets
        raise _BadLineError("its JSON cannot be read") from error
    if not isinstance(record, dict):
        raise _BadLineError("it is not a JSON object")
    return record
