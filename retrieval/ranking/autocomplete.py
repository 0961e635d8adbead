"""Sentences while somebody types: found and scored by words alone, without an embedder."""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.core.protocols import Engine
from retrieval.core.records import Citation, Statistics, StoredPassage
from retrieval.ranking import bm25
from retrieval.text.analyzer import terms
from retrieval.text.language_detection import DEFAULT

CANDIDATES = 50  # passages that are scored; chosen so that 10,000 passages take well under 50 ms
READ = 12  # passages whose sentences are scored


def sentences(engine: Engine, typed: str, *, library: str, limit: int) -> list[Citation]:
    """The sentences with the highest BM25 among those of the best passages, each wording once; best first.

    Args:
        engine: where they are stored. The caller holds a snapshot.
        typed: what was typed so far.
        library: of which library.
        limit: most sentences.
    """
    languages = engine.languages(library) or (DEFAULT,)
    asked = tuple(dict.fromkeys(term for language in languages for term in terms(typed, language)))
    if not asked:
        return []
    statistics = engine.statistics(library, asked)
    scored = [
        pair for stored in _passages(engine, asked, statistics, library) for pair in _scored(stored, asked, statistics)
    ]
    scored.sort(key=lambda pair: (-pair[0], pair[1].passage.id, pair[2]))
    return _cited(engine, library, scored, limit)


def _passages(engine: Engine, asked: tuple[str, ...], statistics: Statistics, library: str) -> list[StoredPassage]:
    postings = engine.postings(library, engine.lexical(library, asked, CANDIDATES))
    scores = bm25.passage_scores(asked, [one.terms for one in postings], statistics)
    ordered = sorted(zip(scores, postings, strict=True), key=lambda pair: (-pair[0], pair[1].passage_id))
    return engine.fetch(library, [one.key for _, one in ordered[:READ]])


def _scored(
    stored: StoredPassage, asked: tuple[str, ...], statistics: Statistics
) -> Iterator[tuple[float, StoredPassage, int]]:
    """Each sentence that holds a word that was typed, by its position, with its score."""
    passage = stored.passage
    analysed = [
        terms(passage.text[one.start - passage.start : one.end - passage.start], stored.language)
        for one in passage.sentences
    ]
    scores = bm25.sentence_scores(asked, analysed, statistics)
    return ((float(score), stored, position) for position, score in enumerate(scores) if score > 0)


def _cited(engine: Engine, library: str, scored: list[tuple[float, StoredPassage, int]], limit: int) -> list[Citation]:
    found: dict[str, Citation] = {}
    articles = {}
    for _, stored, position in scored:
        if len(found) == limit:
            break
        article_id = stored.passage.article_id
        if article_id not in articles:
            articles[article_id] = engine.article(library, article_id)
        article = articles[article_id]
        if article is not None:
            citation = Citation.of(article, stored.passage.sentences[position])
            found.setdefault(citation.quote.casefold(), citation)
    return list(found.values())
