"""Chooses the parts that settings name: the only module that names concrete classes."""

from __future__ import annotations

import os
from pathlib import Path

from retrieval import terms
from retrieval.embedders.hashing import HashingEmbedder
from retrieval.embedders.transformer import TransformerEmbedder
from retrieval.engines.sqlite import SqliteEngine
from retrieval.pipeline import Footnote
from retrieval.protocols import Embedder
from retrieval.readers.similarity import SimilarityReader
from retrieval.settings import Settings

_FILE = "library.sqlite"


def footnote(settings: Settings) -> Footnote:
    """Footnote with the parts that the settings name. Opens the library's file, made if missing; loads no model.

    Raises:
        LibraryError: the library's file cannot be used.
        ModelError: a configured model that must say its dimension is missing.
    """
    embedder = _embedder(settings)
    engine = SqliteEngine(
        library_path(settings),
        model=embedder.name,
        dimension=embedder.dimension,
        analyse=terms.terms,
        analyser=terms.VERSION,
    )
    return Footnote(settings=settings, engine=engine, embedder=embedder, reader=SimilarityReader())


def library_path(settings: Settings) -> Path:
    """The library's file: as configured, else in the user's data folder ($XDG_DATA_HOME, ~/.local/share)."""
    if settings.library.path:
        return Path(settings.library.path).expanduser()
    return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser() / "footnote" / _FILE


def _embedder(settings: Settings) -> Embedder:
    models = settings.models
    if models.embedder == "hashing":
        return HashingEmbedder()
    return TransformerEmbedder(model=models.embedder_model, precision=models.precision, threads=models.threads)
