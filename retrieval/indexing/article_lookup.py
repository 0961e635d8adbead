"""Finds the article that a user means by a name: an id, a title, a source, or a part that only one has."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from retrieval.core.errors import ArticleUnknown
from retrieval.core.protocols import Engine
from retrieval.core.records import Article, ArticleCard

_LEAST_ID = 4  # characters of an id that may stand for the whole
_SHOWN = 5  # titles named when a name fits several, or none


def find_article(engine: Engine, library: str, name: str) -> Article:
    """Find the article that a name means. Called inside a snapshot of the engine.

    Raises:
        ArticleUnknown: as `find`.
    """
    article = engine.article(library, find(name, engine.articles(library)).id)
    assert article is not None  # noqa: S101  listed in the same snapshot
    return article


def find(name: str, cards: Sequence[ArticleCard]) -> ArticleCard:
    """Find the only article that goes by the name: exact first, then a unique part.

    Raises:
        ArticleUnknown: no article, or more than one, goes by it; the message names the nearest.
    """
    key = name.strip().casefold()
    for exact in (
        [card for card in cards if key in (card.id, card.source.casefold())],
        [card for card in cards if card.title.casefold() == key],
        [card for card in cards if len(key) >= _LEAST_ID and card.id.startswith(key)],
        [card for card in cards if key and key in card.title.casefold()],
        [card for card in cards if key and key in card.source.casefold()],
    ):
        if len(exact) == 1:
            return exact[0]
        if exact:
            raise ArticleUnknown(
                f"{len(exact)} articles go by that name", where=name, advice=f"Say which: {_listed(exact)}."
            )
    raise ArticleUnknown("no article goes by that name", where=name, advice=_nearest(key, cards))


def _nearest(key: str, cards: Sequence[ArticleCard]) -> str:
    if not cards:
        return "The library is empty: add articles with `footnote add FOLDER`."
    by_title = {card.title.casefold(): card for card in cards}
    close = difflib.get_close_matches(key, by_title, n=_SHOWN, cutoff=0.4)
    if not close:
        return "See `footnote articles` for their titles."
    return f"Nearest: {'; '.join(by_title[title].title for title in close)}."


def _listed(cards: Sequence[ArticleCard]) -> str:
    shown = "; ".join(f"{card.title} ({card.id[:8]})" for card in cards[:_SHOWN])
    return shown if len(cards) <= _SHOWN else f"{shown}; and {len(cards) - _SHOWN} more"
