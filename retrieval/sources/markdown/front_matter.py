"""Front matter: the title and date that a Markdown file states before its text, in YAML or TOML."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from retrieval.sources.base.block_text import one_line
from retrieval.sources.base.dates import iso_date

_YAML = re.compile(r"---[ \t]*\n(?=[ \t\n]*(?:#|[\w-]+[ \t]*:|(?:---|\.\.\.)[ \t]*(?:\n|\Z)))")
_YAML_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n")
_TOML_END = re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"([\w-]+)[ \t]*:(?:[ \t]+(.*))?$")
_BLOCK = re.compile(r"[>|][+-]?\d?[ \t]*$")
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_DATES = ("date", "published", "publishdate", "pubdate")
_AUTHORS = ("author", "authors", "byline")
_ADDRESSES = ("canonical", "canonical_url", "canonicalurl")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What the front matter says."""

    title: str = ""
    published: str | None = None  # ISO 8601
    author: str = ""
    canonical: str = ""


def split(text: str) -> tuple[FrontMatter, str]:
    """The front matter of a text, empty where it has none, and the text after it.

    Front matter that cannot be understood is taken off all the same: it is no part of the article. The text's lines
    must end in a line feed alone.
    """
    for start, end, parse in ((_YAML, _YAML_END, _yaml), (_TOML, _TOML_END, _toml)):
        opening = start.match(text)
        closing = end.search(text, opening.end()) if opening else None
        if opening and closing:
            return _understood(parse(text[opening.end() : closing.start()])), text[closing.end() :]
    return FrontMatter(), text


def _understood(table: Mapping[str, Any]) -> FrontMatter:
    stated = {key.casefold(): value for key, value in table.items()}
    dates = (_iso(stated[key]) for key in _DATES if key in stated)
    return FrontMatter(
        title=_first(stated, ("title",)),
        published=next((day for day in dates if day), None),
        author=_listed(_first(stated, _AUTHORS)),
        canonical=_first(stated, _ADDRESSES),
    )


def _first(stated: Mapping[str, Any], keys: Sequence[str]) -> str:
    """The first of the keys whose value is a text, or a list of texts, which is written with commas."""
    for key in keys:
        value = stated.get(key)
        if isinstance(value, list):
            value = ", ".join(one for one in value if isinstance(one, str))
        if isinstance(value, str) and one_line(value):
            return one_line(value)
    return ""


def _listed(written: str) -> str:
    """Names with commas between them, however YAML lists them: `[Ann, Bo]`, or an item a line."""
    if written.startswith("["):
        names = written.strip("[]").split(",")
    elif written.startswith("- "):
        names = re.split(r"(?:^|\s)- ", written)
    else:
        return written
    return ", ".join(name for one in names if (name := one.strip().strip("\"'")))


def _iso(value: Any) -> str | None:
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    return iso_date(value) if isinstance(value, str) else None


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _yaml(text: str) -> dict[str, str]:
    """The plain values of YAML's outermost mapping: enough for a title and a date, and no parser to attack."""
    values: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.split("\n"):
        if match := _KEY.match(line):
            first = match[2] or ""
            lines = values.setdefault(match[1], ["" if _BLOCK.match(first) else first])
        elif line.startswith((" ", "\t", "- ")):
            lines.append(line.strip())
    return {key: _scalar(" ".join(parts).strip()) for key, parts in values.items()}


def _scalar(written: str) -> str:
    if match := re.match(r"'((?:[^']|'')*)'", written):
        return match[1].replace("''", "'")
    if match := re.match(r'"(?:[^"\\]|\\.)*"', written):
        try:
            return str(json.loads(match[0], strict=False))
        except ValueError:
            return match[0][1:-1]
    return _COMMENT.sub("", written)
