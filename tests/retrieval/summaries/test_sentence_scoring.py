from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, fields

import numpy as np
import pytest

from retrieval.core.records import Matrix
from retrieval.discourse.article_sentence import ArticleSentence
from retrieval.summaries.sentence_scoring import WEIGHTS, SalienceWeights, features, scores

TOLD = (
    "The council of Welmouth met on Monday.",
    "Ferries carry sheep and letters.",
    "The council of Welmouth met again, and Mayor Ida Brask paid 400 crowns to 12 ferrymen.",
    "“We are tired of meetings,” the mayor said to me.",
)


def written(*texts: str, language: str = "en") -> list[ArticleSentence]:
    return [ArticleSentence(text=text, language=language) for text in texts]


def vectors(count: int) -> Matrix:
    return np.eye(4, dtype=np.float32)[[0] * count]


def column(name: str, texts: Sequence[str] = TOLD, *, language: str = "en", title: str = "") -> list[float]:
    at = [field.name for field in fields(SalienceWeights)].index(name)
    found = features(written(*texts, language=language), vectors(len(texts)), title=title)
    return [float(value) for value in found[:, at]]


def test_there_is_a_property_for_each_weight() -> None:
    assert features(written(*TOLD), vectors(4)).shape == (4, len(fields(SalienceWeights)))


def test_early_sentences_have_more_of_it() -> None:
    early = column("early")
    assert early[0] == 1
    assert early == sorted(early, reverse=True)


def test_what_is_spoken_of_often_is_topical() -> None:
    topical = column("topical")
    assert topical[0] > topical[1] == 0


def test_the_title_says_what_is_topical() -> None:
    assert column("topical", title="Sheep on ferries")[1] > column("topical")[1]


def test_names_numbers_speech_and_oneself_are_seen() -> None:
    assert column("names")[2] > column("names")[1] == 0
    assert column("numbers")[2] > column("numbers")[0] == 0
    assert column("speech") == [0, 0, 0, 1]
    assert column("personal") == [0, 0, 0, 1]


def test_german_nouns_are_no_names() -> None:
    assert column("names", ["Der Hund holt den Ball aus dem Garten."], language="de") == [0]


def test_one_sentence_has_a_score() -> None:
    assert np.isfinite(scores(written(TOLD[0]), vectors(1))).all()


@pytest.mark.parametrize("text", ["", "…", "漁港は月曜日に開いた。", "𝕏" * 1000])
def test_any_text_has_a_score(text: str) -> None:
    assert np.isfinite(scores(written(text, *TOLD, language="ja"), vectors(5))).all()


def test_the_score_is_the_weighted_sum() -> None:
    found = features(written(*TOLD), vectors(4), title="Council")
    assert scores(written(*TOLD), vectors(4), title="Council") == pytest.approx(found @ np.array(astuple(WEIGHTS)))
