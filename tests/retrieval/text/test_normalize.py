"""The text that offsets point into."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.normalize import normalise


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
        ("Cafe\u0301", "Café"),
        ("soft\u00adhyphen zero\u200bwidth \ufeffmark", "softhyphen zerowidth mark"),
        ("left\u202eright\u2066x\u2069", "leftrightx"),
        ("tab\there no\u00a0break", "tab here no break"),
        ("bell\x07 null\x00 escape\x1b[31m", "bell  null  escape [31m"),
        ("a   \nb", "a\nb"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("  \n edge \n ", "edge"),
        ("family 👩\u200d👩\u200d👧", "family 👩\u200d👩\u200d👧"),
        ("lone \ud800 surrogate", "lone   surrogate"),
    ],
)
def test_normalises(given_text: str, expected: str) -> None:
    assert normalise(given_text) == expected


@given(st.text())
def test_normalising_again_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\r" not in once
    assert "\x00" not in once
