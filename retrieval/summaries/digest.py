"""What several articles say about some words: their sentences in order of date, what two of them say told once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from retrieval.core.overview_records import Digest, DigestEntry
from retrieval.core.records import Article, Citation, Question, StoredPassage
from retrieval.discourse.near_duplicates import agree
from retrieval.discourse.self_containedness import together
from retrieval.summaries import query_focus, sentence_scoring, sentence_selection

# How many sentences of one article are told at most, so that a long one does not drown the others.
OF_EACH = 3
# Of the sentence that is most about it in any article: what is less is left out.
SHARE = 0.6

Fetch = Callable[[str], tuple[Article, Sequence[StoredPassage]] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A sentence with those it needs, and how much it is about the words."""

    citations: tuple[Citation, ...]
    text: str
    language: str
    relevance: float
    score: float


def digest(about: Question, articles: Sequence[str], fetch: Fetch, *, sentences: int) -> Digest:
    """What the articles say about some words, by date; undated articles come last.

    Args:
        about: the words, made ready for the library.
        articles: ids of those that may speak of them, best first.
        fetch: an article with its passages, or None where it is gone.
        sentences: at most; what two articles say counts once.
    """
    found = [one for article_id in articles for one in _of_article(about, fetch(article_id))]
    best = max((one.relevance for one in found), default=0.0)
    entries: list[tuple[_Found, DigestEntry]] = []
    for one in sorted(found, key=lambda one: (-one.score, _place(one.citations[0]))):
        if one.relevance < SHARE * best:
            continue
        same = next((at for at, (other, _) in enumerate(entries) if _agree(one, other)), None)
        if same is not None:
            entries[same] = _joined(*entries[same], one)
        elif sum(len(entry.citations) for _, entry in entries) + len(one.citations) <= sentences:
            entries.append((one, DigestEntry(citations=one.citations, also=())))
    ordered = sorted((entry for _, entry in entries), key=lambda entry: _place(entry.citations[0]))
    return Digest(words=about.text, entries=tuple(_without_repeats(ordered)))


def _of_article(about: Question, stored: tuple[Article, Sequence[StoredPassage]] | None) -> list[_Found]:
    """The sentences of an article that are most about the words, at most OF_EACH."""
    if stored is None:
        return []
    article, passages = stored
    body = sentence_selection.body(article, passages)
    if not body.ranges:
        return []
    relevance = query_focus.relevance(about, body.written, body.vectors)
    speaking = query_focus.speaking(relevance)
    scores = (
        sentence_scoring.scores(body.written, body.vectors, title=article.title) + sentence_selection.FOCUS * relevance
    )
    found = [
        _Found(
            citations=tuple(Citation.of(article, body.ranges[other]) for other in group),
            text=body.written[at].text,
            language=article.language,
            relevance=float(relevance[at]),
            score=float(scores[at]),
        )
        for at, group in enumerate(together(body.written))
        if group and speaking[at]
    ]
    chosen: list[_Found] = []
    for one in sorted(found, key=lambda one: (-one.score, one.citations[0].start)):
        taken = {citation.start for other in chosen for citation in other.citations}
        if len(chosen) < OF_EACH and not any(citation.start in taken for citation in one.citations):
            chosen.append(one)
    return chosen


def _agree(one: _Found, other: _Found) -> bool:
    return one.language == other.language and agree(one.text, other.text, language=one.language)


def _joined(found: _Found, entry: DigestEntry, again: _Found) -> tuple[_Found, DigestEntry]:
    """The entry with one more article that says it; the earliest is quoted."""
    first, later = sorted((found, again), key=lambda one: _place(one.citations[0]))
    also = (*entry.also, later.citations[-1])
    return first, DigestEntry(citations=first.citations, also=tuple(sorted(also, key=_place)))


def _without_repeats(entries: Sequence[DigestEntry]) -> list[DigestEntry]:
    """The entries, each article named once in what is "also in"."""
    kept = []
    for entry in entries:
        own = entry.citations[0].article_id
        others = {one.article_id: one for one in reversed(entry.also) if one.article_id != own}
        kept.append(replace(entry, also=tuple(sorted(others.values(), key=_place))))
    return kept


def _place(citation: Citation) -> tuple[bool, str, str, str, int]:
    """The order in which a digest tells: by date, then title, then place in the text."""
    day = (citation.published or "")[:10]
    return (not day, day, citation.title.casefold(), citation.article_id, citation.start)
