"""Letters that are written in more than one way."""

from __future__ import annotations

import pytest

from retrieval.text.letter_forms import fold_letters, plain_letters


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Łódź", "Lódź"),  # a model's own tokenizer takes the marks that Unicode decomposes
        ("Đakovo, København", "Dakovo, Kobenhavn"),
        ("Malmö and ISTANBUL", "Malmö and ISTANBUL"),
        ("Ærø", "Æro"),  # a ligature stands for two letters
        ("Iırmak", "Iirmak"),
    ],
)
def test_every_character_keeps_its_place(written: str, plain: str) -> None:
    assert plain_letters(written) == plain
    assert len(plain) == len(written)


def test_a_plain_text_stays_as_it_is() -> None:
    text = "In 1994 the last mill closed."
    assert plain_letters(text) is text


def test_a_word_is_folded_further() -> None:
    assert fold_letters("łódź") == "lodz"
