"""The slips that the benchmark of misspelt questions puts in."""

from __future__ import annotations

import random

from bench.quality.misspelt_questions import misspell, slip_in
from retrieval.text.typing_slips import meant_spellings


def test_one_content_word_has_one_slip() -> None:
    chance = random.Random(0)
    for _ in range(200):
        slip = misspell("When does the harbour open to visitors?", chance)
        assert slip is not None
        question, word, misspelt = slip
        assert word in {"harbour", "open", "visitors"}
        assert question == "When does the harbour open to visitors?".replace(word, misspelt)
        assert word in meant_spellings(misspelt)


def test_a_question_without_content_words_has_none() -> None:
    assert misspell("who is it?", random.Random(0)) is None


def test_the_same_seed_gives_the_same_slips() -> None:
    first, second = ([slip_in("harbour", random.Random(seed)) for seed in range(9)] for _ in range(2))
    assert first == second
