"""Sources: everything that articles come from, a package for each format; `web` has those that are fetched.

These are the names that other packages use. A module is imported when a name of it is first used, so that asking does
not wait for the loaders of formats.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retrieval.sources.base.document import RawDocument
    from retrieval.sources.files.file_io import is_address
    from retrieval.sources.loader_choice import load, load_articles, loaders, measure, read_standard_input
    from retrieval.sources.loader_registry import extract_document
    from retrieval.sources.local.fingerprint import NOTHING_KNOWN, KnownOrigins
    from retrieval.sources.local.sizes import file_size
    from retrieval.sources.web.deadline import limit_all_fetches
    from retrieval.sources.web.fetcher import Fetcher
    from retrieval.sources.web.url_options import KINDS, Choice, settled, with_choice

__all__ = [
    "KINDS",
    "NOTHING_KNOWN",
    "Choice",
    "Fetcher",
    "KnownOrigins",
    "RawDocument",
    "extract_document",
    "file_size",
    "is_address",
    "limit_all_fetches",
    "load",
    "load_articles",
    "loaders",
    "measure",
    "read_standard_input",
    "settled",
    "with_choice",
]

# The names by the module that defines them.
_NAMES = {
    "base.document": "RawDocument",
    "files.file_io": "is_address",
    "loader_choice": "load load_articles loaders measure read_standard_input",
    "loader_registry": "extract_document",
    "local.fingerprint": "NOTHING_KNOWN KnownOrigins",
    "local.sizes": "file_size",
    "web.deadline": "limit_all_fetches",
    "web.fetcher": "Fetcher",
    "web.url_options": "KINDS Choice settled with_choice",
}
_ORIGINS = {name: module for module, names in _NAMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    """Import the module of a public name, and return what has that name there."""
    if name not in _ORIGINS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_ORIGINS[name]}"), name)
