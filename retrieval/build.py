"""Chooses the parts that settings name: the only module that names concrete classes.

A part is imported where it is chosen, so that nobody waits for an engine or a model that is not configured.
"""

from __future__ import annotations

import importlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.core.errors import ClusterUnusable, ConfigError, LibraryError
from retrieval.core.home_folder import expand_home
from retrieval.core.library_health import LibraryHealth
from retrieval.core.protocols import Embedder, Engine, Reader, SourceRegistry, Watch
from retrieval.core.settings import ModelSettings, Settings
from retrieval.footnote import Footnote
from retrieval.indexing import library_copy
from retrieval.indexing.library_copy import LibraryCopy, LibraryStore
from retrieval.indexing.workload import ignore_progress
from retrieval.readers import shipped
from retrieval.sources import Fetcher
from retrieval.text import analyzer

if TYPE_CHECKING:
    from retrieval.readers.extractive import Stage
    from retrieval.readers.span_readings import QaModel

_FILE = "library.sqlite"
# Modules that are otherwise imported by the first question, overview or addition.
_PARTS_ON_USE = ("retrieval.pipeline", "retrieval.overviews", "retrieval.sources.loader_choice")


def open_footnote(settings: Settings) -> Footnote:
    """Build Footnote with the parts that the settings name. The library is created if missing; no model is loaded.

    Raises:
        LibraryError: the library's file cannot be used.
        ClusterUnusable: the library's cluster cannot be used, or its index is of another program, version or model.
        ModelError: a configured model that must say its dimension is missing.
    """
    embedder = _EMBEDDERS[settings.models.embedder](settings.models)
    engine, registry = _ENGINES[settings.library.engine](settings, embedder)
    reader = choose_reader(settings)
    fetcher = Fetcher(settings.web)
    return Footnote(
        settings=settings, engine=engine, registry=registry, embedder=embedder, reader=reader, fetcher=fetcher
    )


@contextmanager
def temporary_footnote(settings: Settings) -> Iterator[Footnote]:
    """Open an empty library that is deleted afterwards, with all other settings as they are configured."""
    with tempfile.TemporaryDirectory(prefix="footnote-") as folder:
        temporary = replace(settings.library, path=str(Path(folder) / _FILE), engine="sqlite")
        with closing(open_footnote(replace(settings, library=temporary))) as footnote:
            yield footnote


def check_library(settings: Settings) -> LibraryHealth:
    """Check what stores the library, without opening it and without writing to it."""
    return _CHECKS[settings.library.engine](settings)


def copy_libraries(
    settings: Settings, *, source: str, target: str, watch: Watch | None = None
) -> Iterator[LibraryCopy]:
    """Copy every library from one engine to another, and yield what was done when it is done.

    Args:
        settings: the places and models of both.
        source: the name of the engine that is read.
        target: the name of the engine that is written.
        watch: is called with the progress.

    Raises:
        ConfigError: both are the same.
        ClusterUnusable: the cluster cannot be opened.
        LibraryError: the file cannot be opened, or an engine fails.
    """
    if source == target:
        raise ConfigError(
            f"the libraries would be copied from '{source}' to itself", advice="Name two engines: --from and --to."
        )
    with ExitStack() as opened:
        original, copy = (_open_store(settings, name, opened) for name in (source, target))
        for library in library_copy.library_names(original):
            yield library_copy.copy_library(original, copy, library, watch or ignore_progress)


def _open_store(settings: Settings, name: str, opened: ExitStack) -> LibraryStore:
    engine, registry = _ENGINES[name](settings, _EMBEDDERS[settings.models.embedder](settings.models))
    opened.callback(engine.close)
    return LibraryStore(engine=engine, registry=registry)


def load_model_runtime(settings: Settings) -> None:
    """Load the machine code that the configured models run on; the models themselves are loaded where they are used.

    No other thread of the process runs meanwhile: for tenths of a second, and from a cold disk for seconds. So call it
    before anything that has to be answered in time. What answers and what reads articles is imported likewise.
    """
    models = settings.models
    named = models.reader == "span" and models.reader_model not in shipped.DIGESTS
    reads_on_onnx = models.reader == "span" and not named
    runtimes = {
        "torch": models.embedder == "transformer" or named,
        "onnxruntime": models.embedder == "transformer" or reads_on_onnx,
        "tokenizers": models.embedder == "transformer" or reads_on_onnx,
    }
    for part in _PARTS_ON_USE:
        importlib.import_module(part)
    for module in (module for module, is_needed in runtimes.items() if is_needed):
        with suppress(ImportError):  # it is missed, and said so, where a model is loaded
            importlib.import_module(module)


def data_folder(settings: Settings) -> Path:
    """Return the folder in which programs keep files that belong to the library: for SQLite, that of its file."""
    return library_path(settings).parent


def choose_reader(settings: Settings) -> Reader:
    """Return the reader that the settings name; it loads its models when they are first used."""
    return _READERS[settings.models.reader](settings)


def library_path(settings: Settings) -> Path:
    """Return the library's file: as configured, else in the user's data folder ($XDG_DATA_HOME, ~/.local/share).

    A relative path in the variable counts as none, as the XDG specification asks.
    """
    if settings.library.path:
        return expand_home(settings.library.path)
    named = Path(os.environ.get("XDG_DATA_HOME", ""))
    return (named if named.is_absolute() else expand_home("~/.local/share")) / "footnote" / _FILE


def _transformer(models: ModelSettings) -> Embedder:
    from retrieval.embedders.transformer import TransformerEmbedder

    return TransformerEmbedder(model=models.embedder_model, precision=models.precision, threads=models.threads)


def _hashing(_: ModelSettings) -> Embedder:
    from retrieval.embedders.hashing import HashingEmbedder

    return HashingEmbedder()


def _sqlite(settings: Settings, embedder: Embedder) -> tuple[Engine, SourceRegistry]:
    from retrieval.engines.sqlite.engine import SqliteEngine

    engine = SqliteEngine(
        library_path(settings),
        model=embedder.name,
        dimension=embedder.dimension,
        analyse=analyzer.indexed_terms,
        analyser=analyzer.VERSION,
        older_analysers=analyzer.OLDER_VERSIONS,
    )
    return engine, engine.source_registry


def _opensearch(settings: Settings, embedder: Embedder) -> tuple[Engine, SourceRegistry]:
    from retrieval.engines.opensearch.cluster_address import ClusterAddress
    from retrieval.engines.opensearch.cluster_engine import OpenSearchEngine

    address = ClusterAddress.from_settings(settings.opensearch, os.environ)
    try:
        engine = OpenSearchEngine(
            address,
            prefix=settings.opensearch.prefix,
            shards=settings.opensearch.shards,
            replicas=settings.opensearch.replicas,
            model=embedder.name,
            dimension=embedder.dimension,
            analyse=analyzer.indexed_terms,
            analyser=analyzer.VERSION,
        )
        with ExitStack() as opened:
            opened.callback(engine.close)
            registry = engine.source_registry
            opened.pop_all()
    except LibraryError as error:
        raise ClusterUnusable(error.what, where=error.where, advice=error.advice) from error
    return engine, registry


def reading_stages(settings: Settings) -> list[Stage]:
    """Return the models that read, the quickest first, each with the weight that was fitted for it."""
    from retrieval.readers.extractive import ALONE, FIRST, SECOND, Stage
    from retrieval.readers.onnx_model import OnnxQaModel

    models, counts = settings.models, settings.retrieval
    if models.reader_model not in shipped.DIGESTS:
        from retrieval.readers.qa_model import TorchQaModel

        model: QaModel = TorchQaModel(model=models.reader_model, precision=models.precision)
        return [Stage(model=model, passages=counts.model_passages, weight=ALONE)]
    small = OnnxQaModel(shipped.SMALL, threads=models.threads)
    if models.reader_model == shipped.SMALL:
        return [Stage(model=small, passages=counts.model_passages, weight=ALONE)]
    large = OnnxQaModel(shipped.LARGE, threads=models.threads)
    return [
        Stage(model=small, passages=counts.model_passages, weight=FIRST),
        Stage(model=large, passages=counts.large_passages, weight=SECOND),
    ]


def _span(settings: Settings) -> Reader:
    from retrieval.readers.extractive import ExtractiveReader
    from retrieval.readers.reading_ranker import READ_TWICE_WEIGHTS

    languages = {code.strip() for code in settings.models.reader_languages.split(",")} - {""}
    stages = reading_stages(settings)
    weights = READ_TWICE_WEIGHTS if len(stages) > 1 else None
    return ExtractiveReader(stages, languages=languages or None, weights=weights)


def _similarity(_: Settings) -> Reader:
    from retrieval.readers.sentence_ranker import SimilarityReader

    return SimilarityReader()


def _check_sqlite(settings: Settings) -> LibraryHealth:
    from retrieval.engines.sqlite import file_health

    return file_health.check_file(library_path(settings))


def _check_opensearch(settings: Settings) -> LibraryHealth:
    from retrieval.engines.opensearch.cluster_health import check_cluster

    return check_cluster(settings.opensearch, os.environ)


# The names that settings take: their choices in settings.py are these keys.
_EMBEDDERS: dict[str, Callable[[ModelSettings], Embedder]] = {"transformer": _transformer, "hashing": _hashing}
_ENGINES: dict[str, Callable[[Settings, Embedder], tuple[Engine, SourceRegistry]]] = {
    "opensearch": _opensearch,
    "sqlite": _sqlite,
}
_CHECKS: dict[str, Callable[[Settings], LibraryHealth]] = {"opensearch": _check_opensearch, "sqlite": _check_sqlite}
_READERS: dict[str, Callable[[Settings], Reader]] = {"span": _span, "similarity": _similarity}
