"""Ranks sentences that two trained readers have read: what they make of them, beside what words and meaning tell."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from functools import cache
from typing import TypeAlias

from retrieval.core.records import Evidence
from retrieval.discourse.article_sentence import ArticleSentence
from retrieval.discourse.self_containedness import needs_context
from retrieval.languages import alternatives

SentenceKey: TypeAlias = tuple[str, int]  # a sentence: its passage's id and where it begins

# A sentence in a passage that was not read counts as one in which the model sees nothing.
UNREAD = -8.0
# A sentence in a language that the model does not know counts as one of which it cannot tell.
UNKNOWN = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWeights:
    """Weights of each kind of evidence for a sentence once two models have read: the first seven as in `Weights`."""

    lexical: float
    similarity: float
    passage_similarity: float
    passage_coverage: float
    coverage: float
    pairs: float
    expectation: float
    first: float  # log-odds of the small model
    last: float  # log-odds of the large model
    unread: float  # the large model did not read its passage
    dependent: float  # not understood without the sentence before it, and the question asks for no person
    asks: float  # it is a question itself


# Printed by bench/fitting/reading_weights.py, on articles that no model was trained on; but for `lexical`, which it
# prints as -2.17: at 0.4 clapnq-tune finds two more of 142, and people-train-own four fewer of 387.
READ_TWICE_WEIGHTS = ReadingWeights(
    lexical=0.4,
    similarity=12.28,
    passage_similarity=11.73,
    passage_coverage=7.0,
    coverage=2.51,
    pairs=1.08,
    expectation=1.38,
    first=0.75,
    last=1.81,
    unread=5.94,
    dependent=1.21,
    asks=-8.2,
)

# Where a sentence holds as much of the question's information, the question is in the text's own words, and the weights
# of words and meaning that were fitted on such questions find more (selqa-dev: right sentence first for 91%, by those
# above for 89%); where none does, those above (people-train-own 81% for 79%). Of .4 to .9, by folds of articles.
WORDS_TELL = 0.55

# The loss of a sentence that depends on another where a person is asked for: it does not name the person. Up to 1
# point changes nothing for the 160 such questions of the sets; between sentences that are read alike, which different
# processors order otherwise, it tells.
UNNAMED_LOSS = 1.0

# Points of score: sentences that are nearer are told apart by nothing, as the rounding of 8-bit products alone moves a
# reading by .1 on average. Of 1,451 answerable questions of seven sets 12 have such a tie, and the passage's rank puts
# three right sentences first and takes two away; with 0.4 it is seven and five, of 69 ties.
TIE = 0.05


def is_in_own_words(evidence: Sequence[Evidence]) -> bool:
    """Return whether no sentence holds enough of the question's information for its words to tell."""
    return max((each.coverage for each in evidence), default=0.0) < WORDS_TELL


def rank_read(
    question: str,
    evidence: Sequence[Evidence],
    *,
    first: Mapping[SentenceKey, float],
    last: Mapping[SentenceKey, float],
    languages: Mapping[str, str],
    weights: ReadingWeights = READ_TWICE_WEIGHTS,
) -> list[Evidence]:
    """Give evidence its score by both readings, and return it best first; ties by passage id, then position.

    Args:
        question: as understood.
        evidence: the sentences that are compared for it.
        first: the log-odds of the small model, by sentence; those that it has not read are missing.
        last: likewise, of the large model.
        languages: the language of each passage that the models know, by the passage's id.
        weights: of each kind of evidence.
    """
    counts, asks_who = astuple(weights), asks_for_person(question)
    scored = []
    for each in evidence:
        features = reading_features(each, asks_who=asks_who, first=first, last=last, languages=languages)
        scored.append(replace(each, score=sum(count * kind for count, kind in zip(counts, features, strict=True))))
    return sorted(scored, key=lambda e: (-e.score, e.passage.passage.id, e.sentence.start))


def reading_features(
    evidence: Evidence,
    *,
    asks_who: bool,
    first: Mapping[SentenceKey, float],
    last: Mapping[SentenceKey, float],
    languages: Mapping[str, str],
) -> tuple[float, ...]:
    """Return what `ReadingWeights` weighs of a sentence, in its order.

    Args:
        evidence: the sentence.
        asks_who: whether the question asks for a person.
        first: as of `rank_read`, like the others.
        last: likewise.
        languages: likewise.
    """
    passage, sentence = evidence.passage.passage, evidence.sentence
    key, language = (passage.id, sentence.start), languages.get(passage.id, "")
    own = ArticleSentence(text=passage.quote(sentence), language=language)
    is_read = key in first
    return (
        *evidence.compared,
        max(first.get(key, UNREAD), UNREAD) if language else UNKNOWN,
        max(last.get(key, UNREAD), UNREAD) if language else UNKNOWN,
        float(bool(language) and key not in last),
        float(is_read and not asks_who and needs_context(own)),
        float(is_read and own.is_question),
    )


def lower_unnamed(
    question: str, evidence: Sequence[Evidence], *, first: Collection[SentenceKey], languages: Mapping[str, str]
) -> list[Evidence]:
    """Lower the sentences that depend on another where the question asks for a person; arguments as of `rank_read`."""
    if not asks_for_person(question):
        return list(evidence)
    lowered = [
        replace(each, score=each.score - UNNAMED_LOSS) if _is_dependent(each, first, languages) else each
        for each in evidence
    ]
    return sorted(lowered, key=lambda e: (-e.score, e.passage.passage.id, e.sentence.start))


def settle_tie(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Put first, of the sentences that score like the best, the one whose passage words and meaning rank highest.

    Args:
        evidence: best first.

    Returns:
        The sentences in their new order; the scores stay descending.
    """
    tied = [each for each in evidence if evidence[0].score - each.score < TIE]
    if len(tied) < 2:  # noqa: PLR2004  one sentence ties with none
        return list(evidence)
    chosen = max(tied, key=lambda each: each.passage.score)
    order = [chosen, *(each for each in evidence if each is not chosen)]
    return [replace(each, score=ranked.score) for each, ranked in zip(order, evidence, strict=True)]


def _is_dependent(evidence: Evidence, first: Collection[SentenceKey], languages: Mapping[str, str]) -> bool:
    """Return whether a sentence that was read is not understood without the sentence before it."""
    passage, sentence = evidence.passage.passage, evidence.sentence
    own = ArticleSentence(text=passage.quote(sentence), language=languages.get(passage.id, ""))
    return (passage.id, sentence.start) in first and needs_context(own)


def asks_for_person(question: str) -> bool:
    """Return whether the question asks who."""
    return bool(_who_words().search(question))


@cache
def _who_words() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(lambda entry: entry.questions.who_words)})(?!\w)", re.IGNORECASE)
