"""Preferring newer articles for questions that ask for the newest state."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.answering.versions.recency import MOST_GAIN, asks_for_newest, prefer_newest
from retrieval.core.records import Evidence
from tests.retrieval.answering.test_decision import evidence

DATES = {"a": "2026-03-01", "b": "2026-04-01", "c": None}


def pieces(**scores: float) -> list[Evidence]:
    """Evidence from the articles that the names of the arguments say, best first."""
    (piece,) = evidence(0.0, text="The gate opens at nine in the morning.")
    passage = piece.passage.passage
    found = [
        replace(piece, score=score, passage=replace(piece.passage, passage=replace(passage, article_id=article)))
        for article, score in scores.items()
    ]
    return sorted(found, key=lambda piece: -piece.score)


def articles(found: list[Evidence]) -> list[str]:
    return [piece.passage.passage.article_id for piece in found]


@pytest.mark.parametrize(
    "question",
    [
        "What is the latest on the bridge?",
        "who leads the league NOW",
        "What happened this week in Pellhaven?",
        "whos the new harbour master",
        "Who will be their new coach?",
        "is the bridge open yet",
        "any news on the bridge",
        "Wer ist die neue Hafenmeisterin?",
        "Qui est la nouvelle capitaine ?",
        "¿Quién es el nuevo capitán?",
        "Was ist der aktuelle Preis?",
        "¿Cuál es el precio actual?",
        "Quel est le prix actuellement ?",
    ],
)
def test_questions_about_the_newest_state(question: str) -> None:
    assert asks_for_newest(question)


@pytest.mark.parametrize(
    "question",
    [
        "When did the bridge open?",
        "When was the new bridge built?",
        "Who built the new quay?",
        "Who knows the Snowdon path?",
        "Was kostet es?",
    ],
)
def test_other_questions(question: str) -> None:
    assert not asks_for_newest(question)


def test_the_newer_article_comes_first_where_both_answer() -> None:
    assert articles(prefer_newest("What is the latest price?", pieces(a=5.0, b=4.0, c=1.0), DATES.get)) == [
        "b",
        "a",
        "c",
    ]


def test_a_sentence_that_answers_much_better_stays_first() -> None:
    found = pieces(a=5.0, b=4.9 - MOST_GAIN)
    assert articles(prefer_newest("What is the latest price?", found, DATES.get)) == ["a", "b"]


def test_a_date_without_a_year_counts_only_beside_others_without_one() -> None:
    found = pieces(a=5.0, b=4.0)
    assert articles(prefer_newest("What is the latest price?", found, {"a": "03-01", "b": "04-01"}.get)) == ["b", "a"]
    mixed = {"a": "2026-03-01", "b": "04-01"}
    assert articles(prefer_newest("What is the latest price?", found, mixed.get)) == ["a", "b"]


def test_nothing_changes_for_other_questions_and_without_dates() -> None:
    found = pieces(a=5.0, b=4.0)
    assert prefer_newest("What was the price?", found, DATES.get) == found
    assert prefer_newest("What is the latest price?", found, lambda _: None) == found
