"""Finds the article that a user means by a name: an id, a title, a source, or a part that only one has."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from retrieval.core.errors import ArticleAmbiguous, ArticleUnknown
from retrieval.core.protocols import Engine
from retrieval.core.records import Article, ArticleCard
from retrieval.text.letter_forms import fold_letters

_LEAST_ID = 4  # characters of an id that may stand for the whole
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
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
    """Find the only article that goes by the name: exact first, then words of it, then how a word begins.

    Letters may be without their marks. Only in scripts without spaces, any part will do.

    Raises:
        ArticleAmbiguous: more than one article goes by it; the message names them.
        ArticleUnknown: no article goes by it; the message names the nearest.
    """
    key = _fold(name)
    words, beginning = re.compile(rf"(?<!\w){re.escape(key)}(?!\w)"), re.compile(rf"(?<!\w){re.escape(key)}")
    for exact in (
        [card for card in cards if key in (card.id, _fold(card.source))],
        [card for card in cards if _fold(card.title) == key],
        [card for card in cards if len(key) >= _LEAST_ID and card.id.startswith(key)],
        [card for card in cards if key and words.search(_fold(card.title))],
        [card for card in cards if key and words.search(_fold(card.source))],
        [card for card in cards if key and beginning.search(_fold(card.title))],
        [card for card in cards if key and beginning.search(_fold(card.source))],
        [card for card in cards if _UNSPACED.search(key) and key in _fold(card.title)],
    ):
        if len(exact) == 1:
            return exact[0]
        if exact:
            titles = [card.title for card in exact]
            raise ArticleAmbiguous(titles, where=name, advice=f"Say which: {_listed(exact)}.")
    raise ArticleUnknown("no article goes by that name", where=name, advice=_nearest(key, cards))


def _fold(name: str) -> str:
    return fold_letters(name.strip().casefold())


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
