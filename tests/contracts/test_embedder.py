"""What every embedder promises."""

from __future__ import annotations

import math

import numpy as np
import pytest

from retrieval.core.protocols import Embedder
from retrieval.core.records import Passage
from retrieval.embedders.hashing import HashingEmbedder
from retrieval.embedders.transformer import TransformerEmbedder
from retrieval.text import passages

TEXT = (
    "Otters returned to the river Welm in 2019. A camera near the weir counted seven of them.\n\n"
    "## Food\n\nThey eat crayfish, eels and the occasional duckling.\n\n渡轮六点半出发。天黑前返回。\n\n🦦! Really?"
)
LONG = " ".join(
    f"Sentence number {i} says that the boat of the harbour master is painted {i} times." for i in range(80)
)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(HashingEmbedder, id="hashing"),
        pytest.param(lambda: TransformerEmbedder(precision="float32"), id="transformer"),
        pytest.param(lambda: TransformerEmbedder(precision="bfloat16"), id="transformer-bfloat16"),
    ],
)
def embedder(request: pytest.FixtureRequest) -> Embedder:
    made: Embedder = request.param()
    return made


def split(text: str) -> list[Passage]:
    return passages.split("a", text, "en")


def test_vectors_are_unit_and_of_the_dimension(embedder: Embedder) -> None:
    found = embedder.passages(split(TEXT), ["Otters"] * len(split(TEXT)))
    for passage, vectors in zip(split(TEXT), found, strict=True):
        assert vectors.passage.shape == (embedder.dimension,)
        assert vectors.sentences.shape == (len(passage.sentences), embedder.dimension)
        assert vectors.passage.dtype == vectors.sentences.dtype == np.float32
        assert np.linalg.norm(vectors.passage) == pytest.approx(1, abs=1e-4)
        assert np.linalg.norm(vectors.sentences, axis=1) == pytest.approx(1, abs=1e-4)
    question = embedder.question("Where do otters live?")
    assert question.shape == (embedder.dimension,)
    assert np.linalg.norm(question) == pytest.approx(1, abs=1e-4)


def test_a_text_has_its_vector_whatever_stands_beside_it(embedder: Embedder) -> None:
    first, *_ = split(TEXT)
    alone = embedder.passages([first], ["Otters"])[0]
    among = embedder.passages([*split(LONG), first], [*["Boats"] * len(split(LONG)), "Otters"])[-1]
    tolerance = 1e-2 if getattr(embedder, "_precision", "") == "bfloat16" else 1e-3
    assert math.isclose(float(alone.passage @ among.passage), 1, abs_tol=tolerance)
    assert np.diag(alone.sentences @ among.sentences.T) == pytest.approx(1, abs=tolerance)


def test_nothing_gives_nothing(embedder: Embedder) -> None:
    assert embedder.passages([], []) == []


def test_warming_twice_is_once(embedder: Embedder) -> None:
    embedder.warm()
    embedder.warm()


@pytest.mark.parametrize("text", ["?", "🦦", "渡轮", "x" * 5_000, "\u200d"])
def test_any_question_has_a_vector(embedder: Embedder, text: str) -> None:
    assert np.isfinite(embedder.question(text)).all()


def test_a_sentence_is_nearest_to_itself(embedder: Embedder) -> None:
    passage = split(TEXT)[0]
    vectors = embedder.passages([passage], ["Otters"])[0]
    question = embedder.question("How many otters did the camera near the weir count?")
    assert int(np.argmax(vectors.sentences @ question)) == 1


def test_a_passage_past_the_model_s_reach_still_has_its_sentences(embedder: Embedder) -> None:
    text = " ".join(["endless"] * 900) + ". A second sentence comes after it."
    for passage in split(text):
        vectors = embedder.passages([passage], ["Long"])[0]
        assert np.isfinite(vectors.sentences).all()
        assert np.linalg.norm(vectors.sentences, axis=1) == pytest.approx(1, abs=1e-4)
