"""The analyser."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.analyzer import spellings, terms


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The bridges were closing", "en", ["bridg", "close"]),
        ("It's the mayor's idea, isn't it?", "en", ["mayor", "idea"]),
        ("U.S. and D.C. offices", "en", ["us", "dc", "offic"]),
        ("1,250,000 people and 3.5 litres", "en", ["1250000", "peopl", "3.5", "litr"]),
        ("3,5 Liter", "de", ["3.5", "lit"]),
        ("naïve CAFÉ", "en", ["naiv", "cafe"]),
        ("Zoë O’Brien", "en", ["zoe", "obrien"]),
        ("well-known", "en", ["well", "known"]),
        ("ﬁnal ﬁle ２０２６", "en", ["final", "file", "2026"]),
        ("Die Häuser der Städte", "de", ["haus", "stadt"]),
        ("Les chevaux de l'école", "fr", ["cheval", "ecol"]),
        ("黑豹队", "zh", ["黑豹", "豹队"]),
        ("東", "ja", ["東"]),
        ("в большом городе", "ru", ["больш", "город"]),
        ("who what when where", "en", []),
        ('" * NEAR(a) ; -- :', "en", ["near"]),
        ("🦦🦦", "en", []),
        ("", "en", []),
        ("unknown tongue", "xx", ["unknown", "tongue"]),
        ("1 000 000, 1.000.000, 1,000,000 and 1'000'000", "en", ["1000000"] * 4),
        ("1.250 und 3,125", "de", ["1250", "3.125"]),
        ("1,250 and 3.125", "en", ["1250", "3.125"]),
        ("1.250,50 1,250.50", "fr", ["1250.50", "1250.50"]),
        ("phone 030 123 456 from 192.168.100.100", "en", ["phone", "030", "123", "456", "192.168.100.100"]),
        ("10⁶ or 10^6, 10⁻³", "en", ["10", "10power6", "10", "10power6", "10", "10powerminus3"]),
        ("CO₂ on 5 m² or 5 m^2 of ¹⁴C", "en", ["co2", "5", "m2", "5", "m2", "14c"]),
        ("the pier² of 1931.³", "en", ["pier", "1931"]),
        ("1½ litres", "en", ["1", "1", "2", "litr"]),
        ("سال ۱۳۵۷ و ١٬٢٥٠", "fa", ["سال", "1357", "و", "1250"]),
        ("کتاب‌ها", "fa", ["كتابها", "كتاب", "ها"]),
        ("1,2,3", "en", ["1.2.3"]),
        ("10^x", "en", ["10", "x"]),
    ],
)
def test_terms(text: str, language: str, expected: list[str]) -> None:
    assert terms(text, language) == expected


def test_a_question_and_a_text_meet_in_the_same_terms() -> None:
    assert set(terms("When did the quarries close?", "en")) <= set(terms("The quarry closed on Friday.", "en"))


@pytest.mark.parametrize(
    ("typed", "written", "language"),
    [
        ("Lodz", "Łódź", "en"),
        ("Dakovo", "Đakovo", "en"),
        ("Aeroskobing", "Ærøskøbing", "en"),
        ("Tromso", "Tromsø", "no"),
        ("Thingvellir", "Þingvellir", "xx"),
        ("Diyarbakir", "Diyarbakır", "tr"),
        ("ISTANBUL", "İstanbul", "tr"),
        ("Strasse", "Straße", "de"),
        ("Ha Noi Da Nang", "Hà Nội Đà Nẵng", "vi"),
        ("שלום", "שָׁלוֹם", "he"),
        ('צה"ל', "צה״ל", "he"),
        ("محمد", "مُحَمَّد", "ar"),
        ("احمد", "أحمد", "ur"),
        ("كتاب", "کتـاب", "fa"),
        ("میخواهم", "می‌خواهم", "fa"),
        ("O'Brien", "OʼBrien", "en"),
    ],
)
def test_a_word_is_found_without_its_marks(typed: str, written: str, language: str) -> None:
    assert set(terms(typed, language)) <= set(terms(written, language))


def test_a_long_run_is_cut() -> None:
    assert [len(term) for term in terms("x" * 5_000, "xx")] == [64]


def test_spelling_is_that_of_the_text() -> None:
    assert spellings("When did the Quarries close?", "en") == {"quarri": "Quarries", "close": "close"}


def test_threads_do_not_share_a_stemmer() -> None:
    words = [f"running{'s' * (i % 7)} nationally{i}" for i in range(400)]
    alone = [terms(word, "en") for word in words]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda word: terms(word, "en"), words)) == alone


@given(st.text(), st.sampled_from(["en", "de", "ar", "zh", "hi", "xx"]))
def test_terms_are_words_that_an_index_can_hold(text: str, language: str) -> None:
    for term in terms(text, language):
        assert term
        assert len(term) <= 64 or not term.isascii()
        assert not any(c.isspace() or c in "\"'*:()-" for c in term)
