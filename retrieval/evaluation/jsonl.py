"""Reads files of one JSON object a line, plain or compressed; an error names the file and the line."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from retrieval.core.errors import EvaluationError


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLine:
    """One parsed line."""

    where: str  # file:line
    values: Mapping[str, Any]
    form: str  # an example of a right line, for advice

    def error(self, what: str, advice: str | None = None) -> EvaluationError:
        """Return the error about this line."""
        return EvaluationError(what, where=self.where, advice=advice or f"A line looks like this: {self.form}.")

    def text(self, key: str) -> str:
        """Return a text that is required and must not be blank.

        Raises:
            EvaluationError: it is missing or blank.
        """
        value = self.optional(key)
        if value is None or not value.strip():
            raise self.error(f"'{key}' is missing or empty")
        return value

    def optional(self, key: str) -> str | None:
        """Return a text, or None where it is missing or null."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, str):
            raise self.error(f"'{key}' must be text, not {value!r:.60}")
        return value

    def items(self, key: str) -> list[Any]:
        """Return a list; empty where it is missing or null."""
        value = self.values.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.error(f"'{key}' must be a list, not {value!r:.60}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts without the blank ones; empty where it is missing or null."""
        items = self.items(key)
        for item in items:
            if not isinstance(item, str):
                raise self.error(f"'{key}' must contain texts, not {item!r:.60}")
        return tuple(item for item in items if item.strip())


def read_lines(file: Path, *, form: str) -> Iterator[JsonLine]:
    """Read the objects of a file, in order; blank lines are skipped.

    Args:
        file: UTF-8, `.gz` if compressed.
        form: an example of a right line, for messages.

    Raises:
        EvaluationError: the file cannot be read, or a line is not a JSON object.
    """
    number = 0
    try:
        with _open(file) as stream:
            for number, raw in enumerate(stream, start=1):
                if raw.strip():
                    yield _parse(raw, f"{file}:{number}", form)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise EvaluationError(
            "the compressed file is damaged", where=f"{file}:{number + 1}", advice="Copy or make it again."
        ) from error
    except OSError as error:
        raise EvaluationError(
            f"the file cannot be read ({error.strerror})", where=str(file), advice="Make it a file that you may read."
        ) from error


def _open(file: Path) -> BinaryIO:
    return cast("BinaryIO", gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb"))


def _parse(raw: bytes, where: str, form: str) -> JsonLine:
    line = JsonLine(where=where, values={}, form=form)
    try:
        values = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise line.error("the line is not JSON in UTF-8") from error
    if not isinstance(values, dict):
        raise line.error("the line is not a JSON object")
    return JsonLine(where=where, values=values, form=form)
