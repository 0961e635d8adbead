"""Suggests sentences while a user types, by words alone, without an embedder."""

from __future__ import annotations

from retrieval.core.protocols import Engine
from retrieval.core.records import Statistics, StoredPassage
from retrieval.core.reply_records import Citation
from retrieval.ranking import bm25
from retrieval.text.analyzer import indexed_terms, terms
from retrieval.text.language_detection import DEFAULT

CANDIDATES = 50  # passages that are scored; chosen so that 10,000 passages take well under 50 ms
READ_PASSAGES = 12  # passages whose sentences are scored


def sentences(engine: Engine, typed: str, *, library: str, limit: int) -> list[Citation]:
    """Return the sentences with the highest BM25 in the best passages, without repeated wordings; best first.

    Args:
        engine: stores the sentences. The caller is inside a snapshot.
        typed: the characters typed so far.
        library: the library's name.
        limit: how many sentences at most.
    """
    languages = engine.languages(library) or (DEFAULT,)
    typed_terms = tuple(dict.fromkeys(term for language in languages for term in terms(typed, language)))
    if not typed_terms:
        return []
    statistics = engine.statistics(library, typed_terms)
    scored = _scored(_passages(engine, typed_terms, statistics, library), typed_terms, statistics)
    scored.sort(key=lambda pair: (-pair[0], pair[1].passage.id, pair[2]))
    return _cite(engine, library, scored, limit)


def _passages(
    engine: Engine, typed_terms: tuple[str, ...], statistics: Statistics, library: str
) -> list[StoredPassage]:
    postings = engine.postings(library, engine.lexical(library, typed_terms, CANDIDATES))
    scores = bm25.passage_scores(typed_terms, [posting.terms for posting in postings], statistics)
    ordered = sorted(zip(scores, postings, strict=True), key=lambda pair: (-pair[0], pair[1].passage_id))
    return engine.fetch(library, [posting.key for _, posting in ordered[:READ_PASSAGES]])


def _scored(
    passages: list[StoredPassage], typed_terms: tuple[str, ...], statistics: Statistics
) -> list[tuple[float, StoredPassage, int]]:
    """Return the score, passage and position of each sentence that contains a typed term."""
    sentences = [(stored, position) for stored in passages for position in range(len(stored.passage.sentences))]
    analysed = [
        indexed_terms(stored.passage.quote(stored.passage.sentences[position]), stored.language)
        for stored, position in sentences
    ]
    scores = bm25.sentence_scores(typed_terms, analysed, statistics)
    return [(float(score), *sentence) for score, sentence in zip(scores, sentences, strict=True) if score > 0]


def _cite(engine: Engine, library: str, scored: list[tuple[float, StoredPassage, int]], limit: int) -> list[Citation]:
    citations: dict[str, Citation] = {}
    articles = {}
    for _, stored, position in scored:
        if len(citations) == limit:
            break
        article_id = stored.passage.article_id
        if article_id not in articles:
            articles[article_id] = engine.article(library, article_id)
        article = articles[article_id]
        if article is not None:
            citation = Citation.of(article, stored.passage.sentences[position])
            citations.setdefault(citation.quote.casefold(), citation)
    return list(citations.values())
