"""How sentences are ranked that two models have read."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import pairwise

import pytest

from retrieval.core.records import Evidence, Passage, RankedPassage, TextRange
from retrieval.readers.reading_ranker import (
    READ_TWICE_WEIGHTS,
    TIE,
    UNNAMED_LOSS,
    UNREAD,
    WORDS_TELL,
    ReadingWeights,
    SentenceKey,
    asks_for_person,
    is_in_own_words,
    lower_unnamed,
    rank_read,
    reading_features,
    settle_tie,
)
from retrieval.readers.sentence_ranker import Weights

QUESTION = "When does the boat leave?"
TEXT = "When does the ferry sail? It sails at seven. The ferry to Gull Point sails at nine."
ASKS, LEANS, NAMES = (("a", start) for start in (0, 26, 45))
ENGLISH = {"a": "en"}
COMPARED = (0.5,) * len(fields(Weights))


@pytest.fixture
def sentences() -> list[Evidence]:
    """Three sentences of a passage that all fit the question alike."""
    starts = [*(start for _, start in (ASKS, LEANS, NAMES)), len(TEXT) + 1]
    cut = tuple(TextRange(start=a, end=b - 1) for a, b in pairwise(starts))
    passage = Passage(id="a", article_id="article", start=0, end=len(TEXT), text=TEXT, sentences=cut)
    ranked = RankedPassage(passage=passage, title="", lexical=0.5, similarity=0.5, coverage=0.5, score=1.0)
    return [
        Evidence(
            passage=ranked,
            sentence=s,
            score=0.0,
            lexical=0.5,
            similarity=0.5,
            coverage=0.5,
            matched=(),
            compared=COMPARED,
        )
        for s in cut
    ]


def order(evidence: list[Evidence]) -> list[SentenceKey]:
    """The places of sentences, best first."""
    return [(each.passage.passage.id, each.sentence.start) for each in evidence]


def test_a_question_comes_last_and_a_sentence_that_leans_before_one_that_does_not(sentences: list[Evidence]) -> None:
    read = dict.fromkeys((ASKS, LEANS, NAMES), 1.0)
    ranked = rank_read(QUESTION, sentences, first=read, last=read, languages=ENGLISH)
    assert order(ranked) == [LEANS, NAMES, ASKS]


def test_both_readings_count_and_the_large_model_s_most(sentences: list[Evidence]) -> None:
    even = dict.fromkeys((ASKS, LEANS, NAMES), 0.0)
    ranked = rank_read(QUESTION, sentences, first=even, last=even | {NAMES: 3.0}, languages=ENGLISH)
    assert order(ranked)[0] == NAMES
    ranked = rank_read(QUESTION, sentences, first=even | {LEANS: 3.0}, last=even | {NAMES: 3.0}, languages=ENGLISH)
    assert order(ranked)[0] == NAMES
    assert ranked[0].score > READ_TWICE_WEIGHTS.last * 3.0


def test_what_was_not_read_counts_as_nothing_seen_and_an_unknown_language_as_unknown(sentences: list[Evidence]) -> None:
    weighed = dict(zip((f.name for f in fields(ReadingWeights)), features(sentences[1]), strict=True))
    assert (weighed["first"], weighed["last"], weighed["unread"]) == (UNREAD, UNREAD, 1.0)
    weighed = dict(zip(weighed, features(sentences[1], languages={}), strict=True))
    assert (weighed["first"], weighed["last"], weighed["unread"]) == (0.0, 0.0, 0.0)
    weighed = dict(zip(weighed, features(sentences[1], read={LEANS: -20.0}), strict=True))
    assert (weighed["first"], weighed["last"], weighed["unread"], weighed["dependent"]) == (UNREAD, UNREAD, 0.0, 1.0)


@pytest.mark.parametrize("question", ["Who sails at seven?", "Wer fährt um sieben?", "¿Quién zarpa?", "Qui part ?"])
def test_a_sentence_that_leans_gains_nothing_where_a_person_is_asked_for(
    sentences: list[Evidence], question: str
) -> None:
    read = dict.fromkeys((ASKS, LEANS, NAMES), 1.0)
    ranked = rank_read(question, sentences, first=read, last=read, languages=ENGLISH)
    by_place = {place: each.score for place, each in zip(order(ranked), ranked, strict=True)}
    assert by_place[LEANS] == by_place[NAMES]


def test_the_score_is_the_weighted_sum(sentences: list[Evidence]) -> None:
    names = [field.name for field in fields(ReadingWeights)]
    weights = ReadingWeights(**{name: 2.0**power for power, name in enumerate(names)})
    read, only = {ASKS: 0.5}, sentences[:1]
    (ranked,) = rank_read(QUESTION, only, first=read, last={ASKS: 0.25}, languages=ENGLISH, weights=weights)
    compared = sum(0.5 * 2.0**power for power in range(len(COMPARED)))
    assert ranked.score == compared + 0.5 * weights.first + 0.25 * weights.last + weights.asks
    assert replace(ranked, score=0.0) == sentences[0]
    assert len(names) == len(features(sentences[0]))


@pytest.mark.parametrize("question", ["Who sails at seven?", "Wer fährt um sieben?", "¿Quién zarpa?", "Qui part ?"])
def test_a_sentence_that_names_nobody_loses_where_a_person_is_asked_for(
    sentences: list[Evidence], question: str
) -> None:
    lowered = lower_unnamed(question, sentences, first=[ASKS, LEANS, NAMES], languages=ENGLISH)
    assert {each.sentence.start: each.score for each in lowered} == {0: 0.0, 26: -UNNAMED_LOSS, 45: 0.0}
    assert order(lowered)[-1] == LEANS
    assert lower_unnamed(question, sentences, first=[], languages=ENGLISH) == sentences
    assert lower_unnamed(QUESTION, sentences, first=[LEANS], languages=ENGLISH) == sentences


def test_words_tell_where_a_sentence_holds_most_of_the_question(sentences: list[Evidence]) -> None:
    assert is_in_own_words([replace(each, coverage=WORDS_TELL - 0.01) for each in sentences])
    assert not is_in_own_words([*sentences, replace(sentences[0], coverage=WORDS_TELL)])
    assert is_in_own_words([])


def scored(sentences: list[Evidence], scores: tuple[float, ...], ranks: tuple[float, ...]) -> list[Evidence]:
    """The sentences with these scores, each in a passage of this rank."""
    return [
        replace(each, score=score, passage=replace(each.passage, score=rank))
        for each, score, rank in zip(sentences, scores, ranks, strict=True)
    ]


def test_of_sentences_that_score_alike_that_of_the_passage_ranked_highest_comes_first(
    sentences: list[Evidence],
) -> None:
    tied = scored(sentences, (5.0, 5.0 - TIE / 2, 1.0), (0.5, 0.75, 1.0))
    settled = settle_tie(tied)
    assert order(settled) == [LEANS, ASKS, NAMES]
    assert [each.score for each in settled] == [5.0, 5.0 - TIE / 2, 1.0]
    assert settle_tie(settled) == settled


@pytest.mark.parametrize(
    ("scores", "ranks"),
    [
        ((5.0, 5.0 - 2 * TIE, 1.0), (0.5, 0.75, 1.0)),  # no tie
        ((5.0, 5.0, 5.0), (0.5, 0.5, 0.5)),  # no passage is ranked higher
    ],
)
def test_where_nothing_else_tells_the_order_stays(
    sentences: list[Evidence], scores: tuple[float, ...], ranks: tuple[float, ...]
) -> None:
    ranked = scored(sentences, scores, ranks)
    assert settle_tie(ranked) == ranked
    assert settle_tie([]) == []


def features(
    evidence: Evidence,
    *,
    question: str = QUESTION,
    read: dict[SentenceKey, float] | None = None,
    languages: dict[str, str] = ENGLISH,
) -> tuple[float, ...]:
    """What is weighed of a sentence that both models read alike."""
    return reading_features(
        evidence, asks_who=asks_for_person(question), first=read or {}, last=read or {}, languages=languages
    )
