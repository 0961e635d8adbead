"""Batches of bounded memory, which change no vector."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.embedders import word_pieces
from retrieval.embedders.transformer import TransformerEmbedder
from retrieval.text import passages


@given(st.lists(st.integers(0, 20_000), max_size=200))
def test_batches_are_bounded_and_hold_every_text_once(lengths: list[int]) -> None:
    batches = list(word_pieces._batches(lengths))

    assert sorted(number for batch in batches for number in batch) == list(range(len(lengths)))
    for batch in batches:
        longest = max(lengths[number] for number in batch)
        assert len(batch) <= word_pieces._BATCH_PASSAGES
        assert len(batch) == 1 or len(batch) * longest <= word_pieces._BATCH_PIECES


@pytest.mark.model
def test_tokenising_a_few_texts_at_a_time_changes_no_vector(monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = TransformerEmbedder(precision="float32")
    text = "\n\n".join(f"Otter {number} returned to the Welm{' again' * number}. It eats eels." for number in range(5))
    split = [passage for name in "abc" for passage in passages.split(name, text, "en")]
    titles = [f"Otters {number}" for number in range(len(split))]
    whole = embedder.passages(split, titles)
    monkeypatch.setattr(word_pieces, "_TOKENISED_TEXTS", 2)
    for vectors, expected in zip(embedder.passages(split, titles), whole, strict=True):
        np.testing.assert_array_equal(vectors.passage, expected.passage)
        np.testing.assert_array_equal(vectors.sentences, expected.sentences)
