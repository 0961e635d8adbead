"""Summarises an article by the sentences that represent the whole, in order, with the context that they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.core.errors import ConfigError
from retrieval.core.overview_records import Length, Summary
from retrieval.core.records import Article, ArticleCard, Question, StoredPassage, TextRange
from retrieval.core.reply_records import Citation
from retrieval.discourse.boilerplate import is_boilerplate
from retrieval.discourse.code_lines import is_code
from retrieval.discourse.near_duplicates import are_near_duplicates
from retrieval.discourse.self_containedness import context_groups
from retrieval.summaries import newest_changes, query_focus, sentence_scoring
from retrieval.summaries.article_body import ArticleBody, read_body
from retrieval.text.analyzer import terms


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthLimit:
    """The most that a summary may have."""

    words: int | None  # about so many; None: only the sentences are counted
    sentences: int


# People's summaries of news are about 35 to 60 words; the shortest length keeps within twice that. Chosen with the
# weights of `sentence_scoring`: on cnn-summaries-tune 45 to 60 words score alike.
LENGTH_LIMITS: dict[Length, LengthLimit] = {
    "short": LengthLimit(words=55, sentences=4),
    "medium": LengthLimit(words=110, sentences=6),
    "long": LengthLimit(words=180, sentences=8),
}
# Subtracted per unit of cosine to the nearest sentence chosen before (maximal marginal relevance: Carbonell and
# Goldstein, 1998), in the unit of `sentence_scoring`: it decides between sentences that are otherwise about as good.
REPETITION = 0.05
# A manual or another long document is summarised by its sections: a second sentence of one is taken only where the
# others have none left. News has no headings, so that its summaries are as they were.
MANUAL_SENTENCES, MANUAL_SECTIONS = 55, 4
SAME_SECTION = 1.0  # more than scores differ by
# The sentence that says what a manual is about names it within so many words, and is among so many from the beginning.
SUBJECT_WORDS, OPENING_SENTENCES = 2, 15
# A sentence's relevance to the focus against its score.
FOCUS = 1.0


def summarize(
    card: ArticleCard,
    article: Article,
    passages: Sequence[StoredPassage],
    *,
    length: Length | int,
    about: Question | None = None,
) -> Summary:
    """Summarize an article in sentences of its own, in the order of its text.

    A changelog is summarized by its newest versions, each with its heading, which is not counted as a sentence. An
    article that has no more to say is given whole; boilerplate (teasers, captions, bylines) is left out unless there
    is nothing else. Code and synopses of commands are never a part of it: without any prose it is empty.

    Args:
        card: the article in a list, for the summary to carry.
        article: the article whose text the citations point into.
        passages: all its passages, in the order of its text.
        length: how long, by name or as a number of sentences, 1 or more.
        about: what it should be about; where the article does not speak of that, the summary is empty.

    Raises:
        ConfigError: fewer than one sentence is asked for.
        LibraryDamaged: a stored sentence is not what stands at its place in the article's text.
    """
    limit = length_limit(length, where=article.title)
    focus = about.text if about else ""
    body = read_body(article, passages)
    if not body.ranges:
        return Summary(article=card, citations=(), focus=focus)
    headings: list[TextRange] = []
    if about is None:
        body, headings = newest_changes.limit_to_newest(article.text, body, limit.sentences)
    relevance = query_focus.relevance(about, body.sentences, body.vectors) if about else None
    chosen = (
        _leading(body, limit) if headings else choose_sentences(body, limit, title=article.title, relevance=relevance)
    )
    shown = newest_changes.with_headings([body.ranges[at] for at in chosen], headings)
    citations = tuple(Citation.of(article, each) for each in shown)
    return Summary(article=card, citations=citations, focus=focus)


def length_limit(length: Length | int, *, where: str) -> LengthLimit:
    """Return the limit that a length stands for.

    Args:
        length: a name, or a number of sentences.
        where: the article, for the error's message.

    Raises:
        ConfigError: it is a number below 1.
    """
    if not isinstance(length, int):
        return LENGTH_LIMITS[length]
    if length < 1:
        raise ConfigError(f"a summary cannot have {length} sentences", where=where, advice="Ask for 1 or more.")
    return LengthLimit(words=None, sentences=length)


def choose_sentences(
    body: ArticleBody,
    limit: LengthLimit,
    *,
    title: str = "",
    relevance: query_focus.Relevance | None = None,
    weights: sentence_scoring.SalienceWeights = sentence_scoring.WEIGHTS,
) -> list[int]:
    """Choose the sentences that summarise best: their positions, ascending; none where none speaks of the focus.

    Args:
        body: at least one sentence.
        limit: how much to take.
        title: of the article.
        relevance: of each sentence to a focus, if there is one.
        weights: of what makes a sentence stand for the whole.
    """
    count = len(body.sentences)
    relevant = query_focus.relevant_mask(relevance) if relevance is not None else np.ones(count, dtype=bool)
    if not relevant.any():
        return []
    relevant &= ~np.array([is_code(sentence) for sentence in body.sentences])
    own = [at for at, sentence in enumerate(body.sentences) if relevant[at] and not is_boilerplate(sentence)]
    if not own:
        own = np.flatnonzero(relevant).tolist()[: limit.sentences]
    if not own:
        return []
    if len(own) <= limit.sentences and (limit.words is None or _count_words(body, own) <= limit.words):
        return own if relevance is None else _with_context(body, own, limit)
    is_manual = _is_manual(body)
    scores = sentence_scoring.scores(body.sentences, body.vectors, title=title, by_section=is_manual, weights=weights)
    if relevance is not None:
        scores = scores + FOCUS * relevance
    elif is_manual and (opening := _find_definition(body, own, title)) is not None:
        scores[opening] += SAME_SECTION
    return _choose_greedily(body, limit, scores, relevant) or own[:1]


def _leading(body: ArticleBody, limit: LengthLimit) -> list[int]:
    """Return the first sentences, code aside: of a version the changes that matter most come first."""
    chosen: list[int] = []
    for at, sentence in enumerate(body.sentences):
        words = _count_words(body, chosen) + sentence.length / 2
        if len(chosen) == limit.sentences or (chosen and limit.words is not None and words > limit.words):
            break
        chosen += [] if is_code(sentence) else [at]
    return chosen


def _choose_greedily(
    body: ArticleBody, limit: LengthLimit, scores: sentence_scoring.Scores, relevant: npt.NDArray[np.bool_]
) -> list[int]:
    """Take at each step the sentence, with its context, of the best mean score less its likeness to those chosen."""
    groups = context_groups(body.sentences)
    sizes = np.array([len(group or ()) for group in groups])
    means = np.array([scores[list(group)].mean() if group else -np.inf for group in groups])
    means[~relevant] = -np.inf
    likeness = np.zeros(len(groups))
    sections = _sections(body)
    has_sections = _is_manual(body)
    chosen: list[int] = []
    while len(chosen) < limit.sentences:
        gains = np.where(sizes <= limit.sentences - len(chosen), means - REPETITION * likeness, -np.inf)
        best = int(np.argmax(gains))  # the earlier one, where two are equal
        group = groups[best]
        if group is None or gains[best] == -np.inf:
            break
        means[best] = -np.inf
        new = [at for at in group if at not in chosen]
        if not new or any(_is_repetition(body, best, other) for other in chosen if other not in group):
            continue
        if (
            limit.words is not None
            and chosen
            and _count_words(body, chosen) + _count_words(body, new) / 2 > limit.words
        ):
            break
        chosen += new
        means[new] = -np.inf
        if has_sections:
            means[sections == sections[best]] -= SAME_SECTION
        likeness = np.maximum(likeness, (body.vectors @ body.vectors[new].T).max(axis=1))
    return sorted(chosen)


def _find_definition(body: ArticleBody, own: Sequence[int], title: str) -> int | None:
    """Return the first sentence that opens with what the manual is about: `GNU tar is an archiving program …`."""
    language = body.sentences[0].language
    subject = next(iter(terms(title, language)), None)
    if subject is None:
        return None
    openings = ((at, " ".join(body.sentences[at].words[:SUBJECT_WORDS])) for at in own[:OPENING_SENTENCES])
    return next((at for at, words in openings if subject in terms(words, language)), None)


def _sections(body: ArticleBody) -> npt.NDArray[np.int64]:
    """Return the number of each sentence's section."""
    return np.cumsum([sentence.opens_section for sentence in body.sentences])


def _is_manual(body: ArticleBody) -> bool:
    """Return whether the article is as long, and has as many sections, as manuals have."""
    return len(body.sentences) >= MANUAL_SENTENCES and len(set(_sections(body).tolist())) >= MANUAL_SECTIONS


def _with_context(body: ArticleBody, own: Sequence[int], limit: LengthLimit) -> list[int]:
    """Return the sentences, each with its context, as far as the limit allows."""
    groups, chosen = context_groups(body.sentences), set[int]()
    for at in own:
        larger = chosen.union(groups[at] or ())
        if len(larger) <= limit.sentences:
            chosen = larger
    return sorted(chosen) or list(own)


def _count_words(body: ArticleBody, positions: Sequence[int]) -> int:
    return sum(body.sentences[at].length for at in positions)


def _is_repetition(body: ArticleBody, at: int, other: int) -> bool:
    sentence = body.sentences[at]
    return are_near_duplicates(sentence.text, body.sentences[other].text, language=sentence.language)
