"""Makes a digest: what several articles say about some words, by date; a statement of two articles is shown once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.core.overview_records import Digest, DigestEntry
from retrieval.core.records import Article, Question, StoredPassage
from retrieval.core.reply_records import Citation
from retrieval.discourse.near_duplicates import are_near_duplicates
from retrieval.discourse.self_containedness import context_groups
from retrieval.summaries import query_focus, sentence_scoring, sentence_selection
from retrieval.summaries.article_body import FetchStored, read_body

# Sentences of one article that are shown at most, so that a long article leaves room for the others.
OF_EACH = 3
# The least relevance of a sentence, as a share of that of the most relevant sentence in any article.
SHARE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A sentence with its context, and how much it is about the words."""

    citations: tuple[Citation, ...]
    text: str
    language: str
    relevance: float
    score: float


def digest(about: Question, articles: Sequence[str], fetch: FetchStored, *, sentences: int) -> Digest:
    """Return sentences of the articles about some words, by date; undated articles come last.

    Args:
        about: the words, made ready for the library.
        articles: ids of the articles that may speak of them, best first.
        fetch: gives an article with its passages, or None where it is gone.
        sentences: at most; what two articles say counts once.
    """
    candidates = [candidate for article_id in articles for candidate in _candidates(about, fetch(article_id))]
    best = max((candidate.relevance for candidate in candidates), default=0.0)
    entries: list[tuple[_Candidate, DigestEntry]] = []
    for candidate in sorted(candidates, key=lambda candidate: (-candidate.score, _order(candidate.citations[0]))):
        if candidate.relevance < SHARE * best:
            continue
        same = next((at for at, (other, _) in enumerate(entries) if _agree(candidate, other)), None)
        if same is not None:
            entries[same] = _merge(*entries[same], candidate)
        elif sum(len(entry.citations) for _, entry in entries) + len(candidate.citations) <= sentences:
            entries.append((candidate, DigestEntry(citations=candidate.citations, also=())))
    ordered = sorted((entry for _, entry in entries), key=lambda entry: _order(entry.citations[0]))
    return Digest(words=about.text, entries=tuple(_without_repeats(ordered)))


def _candidates(about: Question, stored: tuple[Article, Sequence[StoredPassage]] | None) -> list[_Candidate]:
    """Return the sentences of an article that are most about the words, at most OF_EACH."""
    if stored is None:
        return []
    article, passages = stored
    body = read_body(article, passages)
    if not body.ranges:
        return []
    relevance = query_focus.relevance(about, body.sentences, body.vectors)
    relevant = query_focus.relevant_mask(relevance)
    relevance = query_focus.titled_relevance(about, article.title, body.sentences, relevance)
    base = sentence_scoring.scores(body.sentences, body.vectors, title=article.title)
    scores = base + sentence_selection.FOCUS * relevance
    candidates = [
        _Candidate(
            citations=tuple(Citation.of(article, body.ranges[other]) for other in group),
            text=body.sentences[at].text,
            language=article.language,
            relevance=float(relevance[at]),
            score=float(scores[at]),
        )
        for at, group in enumerate(context_groups(body.sentences))
        if group and relevant[at]
    ]
    return _best_apart(candidates)


def _best_apart(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the best candidates of an article without a sentence in common, at most OF_EACH."""
    chosen: list[_Candidate] = []
    for candidate in sorted(candidates, key=lambda candidate: (-candidate.score, candidate.citations[0].start)):
        used = {citation.start for other in chosen for citation in other.citations}
        if len(chosen) < OF_EACH and not any(citation.start in used for citation in candidate.citations):
            chosen.append(candidate)
    return chosen


def _agree(first: _Candidate, second: _Candidate) -> bool:
    is_same_language = first.language == second.language
    return is_same_language and are_near_duplicates(first.text, second.text, language=first.language)


def _merge(candidate: _Candidate, entry: DigestEntry, again: _Candidate) -> tuple[_Candidate, DigestEntry]:
    """Return the entry with another article that says it; the earliest is quoted."""
    first, later = sorted((candidate, again), key=lambda candidate: _order(candidate.citations[0]))
    also = (*entry.also, later.citations[-1])
    return first, DigestEntry(citations=first.citations, also=tuple(sorted(also, key=_order)))


def _without_repeats(entries: Sequence[DigestEntry]) -> list[DigestEntry]:
    """Return the entries; "also in" names each article once."""
    result = []
    for entry in entries:
        own = entry.citations[0].article_id
        others = {citation.article_id: citation for citation in reversed(entry.also) if citation.article_id != own}
        result.append(replace(entry, also=tuple(sorted(others.values(), key=_order))))
    return result


def _order(citation: Citation) -> tuple[bool, str, str, str, int]:
    """Return the sort key of a digest: date, then title, then place in the text; undated last."""
    day = (citation.published or "")[:10]
    return (not day, day, citation.title.casefold(), citation.article_id, citation.start)
