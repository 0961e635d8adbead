"""Front matter: title and date that a Markdown file states before its text, in YAML, TOML, JSON or pandoc's form."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from retrieval.discourse.dates import iso_date
from retrieval.text.normalize import one_line

_YAML_START = re.compile(r"---[ \t]*\n")
_YAML_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_TOML_START = re.compile(r"\+\+\+[ \t]*\n")
_TOML_END = re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE)
_JSON_START = re.compile(r"(?=\{[ \t]*\n)")
_JSON_END = re.compile(r"(?<=^\})[ \t]*(?:\n|\Z)", re.MULTILINE)
_PANDOC_START = re.compile(r"(?=% )")
_PANDOC_END = re.compile(r"^(?!%|[ \t]+\S)", re.MULTILINE)  # the first line that neither opens nor continues a field
_PANDOC_FIELDS = ("title", "author", "date")  # in this order, each behind `%`
_BLANK_LINES = re.compile(r"\A(?:[ \t]*\n)+(?=---|\+\+\+)")
# What the first line of YAML is: a comment, nothing, or a key. Words with a colon after them may also be a sentence.
_CERTAIN = re.compile(r"(?:#|[\w-]+[ \t]*:|[\"'][^\"'\n]{1,80}[\"'][ \t]*:|\Z)")
_ENTRY = re.compile(r"(?:\"[^\"\n]+\"|'[^'\n]+'|[^\s#\"'\-\[\]{}&*!|>%@`,?:][^\n]{0,80}?)[ \t]*:(?=[ \t]|$)(.*)")
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_KEY_NOISE = re.compile(r"[\s_-]+")
_NOTHING = frozenset({"null", "~", "none"})
_MAIL_ADDRESS = re.compile(r"(?<=\S)\s*<[^<>\s]+@[^<>\s]+>")  # behind a name
_MOST_CHARACTERS = 20_000  # of one entry; what is longer is neither a title, a date nor an author
_TITLES = ("title",)
_DATES = (
    *("date", "published", "publishdate", "publisheddate", "pubdate", "publishedat", "datepublished"),
    *("publicationdate", "datecreated", "created", "createdat"),
)
_AUTHORS = ("author", "authors", "byline")
_ADDRESSES = ("canonical", "canonicalurl")
_FIELDS = frozenset({*_TITLES, *_DATES, *_AUTHORS, *_ADDRESSES})
_GIVEN_NAMES, _FAMILY_NAMES = ("given", "first", "firstname"), ("family", "last", "lastname")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The title, date and author in the front matter."""

    title: str = ""
    published: str | None = None  # ISO 8601
    author: str = ""
    canonical: str = ""


def split(text: str) -> tuple[FrontMatter, str]:
    """Return the front matter of a text, empty where it has none, and the text after it.

    Front matter that cannot be parsed is taken off all the same: it is no part of the article. The text's lines must
    end in a line feed alone.
    """
    text = _BLANK_LINES.sub("", text, count=1)
    for start, end, parse in (
        (_YAML_START, _YAML_END, _yaml),
        (_TOML_START, _TOML_END, _toml),
        (_JSON_START, _JSON_END, _json),
        (_PANDOC_START, _PANDOC_END, _pandoc),
    ):
        opening = start.match(text)
        closing = end.search(text, opening.end()) if opening else None
        if opening and closing:
            block = text[opening.end() : closing.start()]
            fields = parse(block)
            if parse is not _yaml:
                is_front = parse is _toml or bool(fields.keys() & _FIELDS)
                if is_front:
                    return _front_matter(fields), text[closing.end() :]
            elif _CERTAIN.match(block.lstrip(" \t\n")) or fields.keys() & _FIELDS:
                return _front_matter(fields), text[closing.end() :]
    return FrontMatter(), text


def _front_matter(fields: Mapping[str, Any]) -> FrontMatter:
    dates = (_iso(fields[key]) for key in _DATES if key in fields)
    return FrontMatter(
        title=_first(fields, _TITLES),
        published=next((day for day in dates if day), None),
        author=_first(fields, _AUTHORS),
        canonical=_first(fields, _ADDRESSES),
    )


def _first(fields: Mapping[str, Any], keys: Sequence[str]) -> str:
    """Return the value of the first key with a text; the items of a list with commas between them."""
    values = (fields[key] for key in keys if key in fields)
    lines = (one_line(", ".join(_names(value))) for value in values)
    return next((line for line in lines if line), "")


def _names(value: Any) -> Iterator[str]:
    """Yield the texts of a value: itself, those of a list, or the `name` of a mapping."""
    match value:
        case str():
            yield "" if value.casefold() in _NOTHING else _MAIL_ADDRESS.sub("", value)
        case list():
            for entry in value:
                if not isinstance(entry, list):
                    yield from _names(entry)
        case dict():
            fields = {_field(str(key)): text for key, text in value.items() if isinstance(text, str)}
            parts = [fields[key] for keys in (_GIVEN_NAMES, _FAMILY_NAMES) for key in keys if key in fields]
            if name := fields.get("name") or fields.get("literal") or " ".join(parts):
                yield name
            else:  # authors by a short name of each
                yield from _names([entry for entry in value.values() if isinstance(entry, dict)])


def _iso(value: Any) -> str | None:
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    return iso_date(value) if isinstance(value, str) else None


def _field(key: str) -> str:
    """Return a key without what programs write differently: case, blanks, hyphens and underscores."""
    return _KEY_NOISE.sub("", key).casefold()


def _toml(text: str) -> dict[str, Any]:
    try:
        return {_field(key): value for key, value in tomllib.loads(text).items()}
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _json(text: str) -> dict[str, Any]:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {_field(str(key)): value for key, value in fields.items()} if isinstance(fields, dict) else {}


def _pandoc(text: str) -> dict[str, Any]:
    """Read a title block of pandoc: a title, authors parted by semicolons or lines, and a date."""
    values = [one_line(part.strip().replace("\n", "; ")) for part in re.split(r"^%", text, flags=re.MULTILINE)[1:]]
    fields: dict[str, Any] = dict(zip(_PANDOC_FIELDS, values, strict=False))
    if "author" in fields:
        fields["author"] = [name.strip() for name in fields["author"].split(";") if name.strip()]
    return fields


def _yaml(text: str) -> dict[str, Any]:
    """Return the fields of YAML's outermost mapping, each parsed by itself; of a key that stands twice, the first.

    So an entry that is no YAML (`title: Coal: a history`) costs none of the others, and is read as it stands.
    """
    fields: dict[str, Any] = {}
    for entry, rest in _entries(text):
        key, value = _parsed(entry) or (entry.partition(":")[0].strip("\"' "), _COMMENT.sub("", rest).strip())
        fields.setdefault(_field(key), value)
    return fields


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """Yield each entry with the lines that belong to it, and what stands behind the colon of its first line."""
    lines: list[str] = []
    rest = ""
    for line in (*text.split("\n"), None):
        match = None if line is None else _ENTRY.match(line)
        if line is None or match:
            if lines:
                yield "\n".join(lines), rest
            lines, rest = [], match[1] if match else ""
        if line is not None and (lines or match):
            lines.append(line)


def _parsed(entry: str) -> tuple[str, Any] | None:
    """Return the key and the value of an entry; None where it is no YAML."""
    import yaml  # noqa: PLC0415  heavy

    if len(entry) > _MOST_CHARACTERS:
        return None
    try:
        root = yaml.compose(entry, Loader=yaml.BaseLoader)  # nodes, of which nothing is constructed
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if not isinstance(root, yaml.MappingNode) or not root.value or not isinstance(root.value[0][0], yaml.ScalarNode):
        return None
    key, value = root.value[0]
    return str(key.value), _plain(value, depth=2)


def _plain(node: Any, *, depth: int) -> Any:
    """Return a node's texts: a string, a list or a dictionary; nothing that is nested deeper than an author's name."""
    import yaml  # noqa: PLC0415  heavy

    match node:
        case yaml.ScalarNode():
            return str(node.value)
        case yaml.SequenceNode() if depth:
            return [_plain(entry, depth=depth - 1) for entry in node.value]
        case yaml.MappingNode() if depth:
            return {
                str(key.value): _plain(value, depth=depth - 1)
                for key, value in node.value
                if isinstance(key, yaml.ScalarNode)
            }
        case _:
            return None
