"""Compounds of a question against texts that write them as one word."""

from __future__ import annotations

import pytest

from retrieval.text.compounds import cut_number, take_apart

PARTS = {"email": ("e", "mail")}


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (("answer", "email"), ["answer", "email", "e", "mail"]),
        (("mail", "email"), ["mail", "email", "e"]),
        (("e", "mail", "email"), ["e", "mail", "email"]),
        (("answer",), ["answer"]),
        ((), []),
    ],
)
def test_a_joined_word_has_its_parts(terms: tuple[str, ...], expected: list[str]) -> None:
    assert list(take_apart(terms, PARTS)) == expected


def test_a_part_of_two_compounds_is_added_once() -> None:
    assert list(take_apart(["email", "emu"], {"email": ("e", "mail"), "emu": ("e", "mu")}))[2:] == ["e", "mail", "mu"]


def test_without_compounds_nothing_changes() -> None:
    terms = ("email",)
    assert take_apart(terms, {}) is terms


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("gpt4", ("gpt", "4")),
        ("5kg", ("5", "kg")),
        ("5кг", ("5", "кг")),
        ("b52", ("b52",)),
        ("3d", ("3d",)),
        ("20th", ("20th",)),
        ("2ème", ("2ème",)),
        ("a1b2", ("a1b2",)),
        ("kg", ("kg",)),
        ("52", ("52",)),
    ],
)
def test_letters_and_a_number_are_cut(word: str, parts: tuple[str, ...]) -> None:
    assert cut_number(word) == parts
