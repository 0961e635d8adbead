"""Summarises one article by its own sentences: those that stand for the whole, in order, and what they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.core.errors import ConfigError, LibraryDamaged
from retrieval.core.overview_records import Length, Summary
from retrieval.core.records import Article, ArticleCard, Citation, Matrix, Question, Sentence, StoredPassage
from retrieval.discourse.near_duplicates import agree
from retrieval.discourse.self_containedness import Written, dateline, noise, together
from retrieval.summaries import query_focus, sentence_scoring


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much a summary may hold."""

    words: int | None  # about so many; None: only the sentences are counted
    sentences: int  # at most


# People's summaries of news are about 35 to 60 words; the shortest length keeps within twice that. Chosen with the
# weights of `salience`: on cnn-summaries-tune 45 to 60 words score alike.
ROOMS: dict[Length, Room] = {
    "short": Room(words=55, sentences=4),
    "medium": Room(words=110, sentences=6),
    "long": Room(words=180, sentences=8),
}
# Taken off per unit of cosine to the nearest sentence chosen before (maximal marginal relevance: Carbonell and
# Goldstein, 1998), in the unit of `salience`: it decides between sentences that are otherwise about as good.
REPETITION = 0.05
# A sentence's relevance to the focus against its salience.
FOCUS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An article's sentences with what choosing among them needs."""

    ranges: tuple[Sentence, ...]  # without datelines
    written: tuple[Written, ...]
    vectors: Matrix  # shape (sentences, dimension)


def summarize(
    card: ArticleCard,
    article: Article,
    passages: Sequence[StoredPassage],
    *,
    length: Length | int,
    about: Question | None = None,
) -> Summary:
    """The summary of an article in sentences of its own, in the order of its text.

    An article that has no more to say is given whole; what is no sentence of its own (teasers, captions, bylines) is
    left out unless there is nothing else.

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
    room = roomed(length, where=article.title)
    focused = about.text if about else ""
    found = body(article, passages)
    if not found.ranges:
        return Summary(article=card, citations=(), focus=focused)
    relevance = query_focus.relevance(about, found.written, found.vectors) if about else None
    chosen = choose(found, room, title=article.title, relevance=relevance)
    return Summary(
        article=card, citations=tuple(Citation.of(article, found.ranges[at]) for at in chosen), focus=focused
    )


def roomed(length: Length | int, *, where: str) -> Room:
    """The room of a length.

    Raises:
        ConfigError: it is a number below 1.
    """
    if not isinstance(length, int):
        return ROOMS[length]
    if length < 1:
        raise ConfigError(f"a summary cannot have {length} sentences", where=where, advice="Ask for 1 or more.")
    return Room(words=None, sentences=length)


def body(article: Article, passages: Sequence[StoredPassage]) -> Body:
    """The sentences of an article's passages, checked against its text.

    Raises:
        LibraryDamaged: a stored sentence is not what stands at its place.
    """
    ranges: list[Sentence] = []
    written: list[Written] = []
    end, item = 0, False
    for stored in passages:
        for sentence in stored.passage.sentences:
            quote = _quote(article, stored, sentence)
            gap = article.text[end : sentence.start]
            marked = bool(gap.rpartition("\n")[2].strip()) and "#" not in gap
            item = marked or (item and not gap.strip() and "\n\n" not in gap)
            cut = dateline(quote)
            ranges.append(Sentence(start=sentence.start + cut, end=sentence.end))
            written.append(
                Written(
                    text=quote[cut:],
                    language=stored.language,
                    opens="#" in gap or not end,
                    item=item,
                    parted=marked or "\n\n" in gap,
                )
            )
            end = sentence.end
    vectors = [stored.vectors.sentences for stored in passages]
    return Body(
        ranges=tuple(ranges),
        written=tuple(written),
        vectors=np.concatenate(vectors) if vectors else np.zeros((0, 1), np.float32),
    )


def choose(
    found: Body,
    room: Room,
    *,
    title: str = "",
    relevance: query_focus.Relevance | None = None,
    weights: sentence_scoring.Weights = sentence_scoring.WEIGHTS,
) -> list[int]:
    """The positions of the sentences that summarise best, ascending; none where no sentence speaks of the focus.

    Each step takes the sentence, with those it needs, of the best mean score less its likeness to those taken before.

    Args:
        found: at least one sentence.
        room: how much to take.
        title: of the article.
        relevance: of each sentence to a focus, if there is one.
        weights: of what makes a sentence stand for the whole.
    """
    spoken = query_focus.speaking(relevance) if relevance is not None else np.ones(len(found.written), dtype=bool)
    if not spoken.any():
        return []
    own = [at for at, one in enumerate(found.written) if spoken[at] and not noise(one)]
    if not own:
        own = np.flatnonzero(spoken).tolist()[: room.sentences]
    if len(own) <= room.sentences and (room.words is None or _words(found, own) <= room.words):
        return own if relevance is None else _with_needs(found, own, room)
    scores = sentence_scoring.scores(found.written, found.vectors, title=title, weights=weights)
    if relevance is not None:
        scores = scores + FOCUS * relevance
    return _greedy(found, room, scores, spoken) or own[:1]


def _greedy(found: Body, room: Room, scores: sentence_scoring.Scores, spoken: npt.NDArray[np.bool_]) -> list[int]:
    groups = together(found.written)
    sizes = np.array([len(group or ()) for group in groups])
    means = np.array([scores[list(group)].mean() if group else -np.inf for group in groups])
    means[~spoken] = -np.inf
    nearest = np.zeros(len(groups))
    chosen: list[int] = []
    while len(chosen) < room.sentences:
        gains = np.where(sizes <= room.sentences - len(chosen), means - REPETITION * nearest, -np.inf)
        best = int(np.argmax(gains))  # the earlier one, where two are equal
        group = groups[best]
        if group is None or gains[best] == -np.inf:
            break
        means[best] = -np.inf
        new = [at for at in group if at not in chosen]
        if not new or any(_repeats(found, best, other) for other in chosen if other not in group):
            continue
        if room.words is not None and chosen and _words(found, chosen) + _words(found, new) / 2 > room.words:
            break
        chosen += new
        means[new] = -np.inf
        nearest = np.maximum(nearest, (found.vectors @ found.vectors[new].T).max(axis=1))
    return sorted(chosen)


def _with_needs(found: Body, own: Sequence[int], room: Room) -> list[int]:
    """Those sentences, each with what it needs, as far as there is room."""
    groups, chosen = together(found.written), set[int]()
    for at in own:
        wanted = chosen.union(groups[at] or ())
        if len(wanted) <= room.sentences:
            chosen = wanted
    return sorted(chosen) or list(own)


def _words(found: Body, positions: Sequence[int]) -> int:
    return sum(found.written[at].length for at in positions)


def _repeats(found: Body, one: int, other: int) -> bool:
    ours = found.written[one]
    return agree(ours.text, found.written[other].text, language=ours.language)


def _quote(article: Article, stored: StoredPassage, sentence: Sentence) -> str:
    """The sentence's words, which the passage and the article must agree on."""
    start = stored.passage.start
    quote = article.text[sentence.start : sentence.end]
    if not quote or stored.passage.text[sentence.start - start : sentence.end - start] != quote:
        raise LibraryDamaged(
            f"the stored sentence at {sentence.start} is not what the article says there",
            where=article.title,
            advice=f"Add the article again: footnote add '{article.source}'.",
        )
    return quote
