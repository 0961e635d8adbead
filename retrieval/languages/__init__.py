"""The lexicons of the languages. Each language has a module, which defines its `LEXICON`.

To add a language, add its module: the program imports every module of this package except `lexicon` when it needs the
first lexicon. The lexicon's part for small talk may be in a second module, such as `german_talk`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from retrieval.languages.lexicon import Lexicon

__all__ = ["Lexicon", "alternatives", "codes", "lexicon", "lexicons", "union"]

_UNKNOWN = Lexicon(code="")


def lexicon(code: str) -> Lexicon:
    """Return the lexicon of a language by its ISO 639-1 code; an empty one where the language is not known."""
    return _by_code().get(code, _UNKNOWN)


def codes() -> tuple[str, ...]:
    """Return the ISO 639-1 codes of the languages that have a lexicon, sorted."""
    return tuple(sorted(_by_code()))


def lexicons() -> tuple[Lexicon, ...]:
    """Return the lexicons of all languages, in the order of their codes."""
    return tuple(_by_code()[code] for code in codes())


def union(select: Callable[[Lexicon], Iterable[str]]) -> frozenset[str]:
    """Return the entries that the lexicons of all languages have together in one of their fields.

    Args:
        select: the field of a lexicon.
    """
    return frozenset(word for entry in lexicons() for word in select(entry))


def alternatives(select: Callable[[Lexicon], Iterable[str]]) -> str:
    """Return the patterns of all languages in one field as alternatives of a regular expression, in a fixed order.

    Args:
        select: the field of a lexicon.
    """
    return "|".join(dict.fromkeys(pattern for entry in lexicons() for pattern in select(entry)))


@cache
def _by_code() -> Mapping[str, Lexicon]:
    names = (
        module.name
        for module in pkgutil.iter_modules(__path__)
        if module.name != "lexicon" and not module.name.endswith("_talk")
    )
    entries: Iterable[Lexicon] = [import_module(f"{__name__}.{name}").LEXICON for name in names]
    return MappingProxyType({entry.code: entry for entry in entries})
