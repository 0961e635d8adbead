"""The analyser."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.analyzer import compound_parts, indexed_terms, spellings, terms


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


def test_who_changes_the_terms_of_a_text_changes_nothing_for_the_next() -> None:
    """The terms of a sentence are kept, and every caller gets a list of its own."""
    sentence = "The e-mail names the quay."
    terms(sentence, "en").clear()
    indexed_terms(sentence, "en").append("harbour")
    assert terms(sentence, "en") == ["e", "mail", "name", "quay"]
    assert indexed_terms(sentence, "en") == ["e", "mail", "name", "quay", "email"]


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


# What people type, what articles have, and a language.
WRITTEN_APART = [
    ("AT&T", "at & t", "en"),
    ("att", "AT&T’s", "en"),
    ("R&D", "r & d", "de"),
    ("gpt4", "GPT-4", "en"),
    ("gpt 4", "GPT4", "fr"),
    ("covid19", "COVID\u201119", "es"),
    ("covid 19", "Covid-19", "de"),
    ("5kg", "5 kg", "de"),
    ("5 кг", "5кг", "ru"),
    ("250 km", "250km", "en"),
    ("v1.2.3", "version 1.2.3", "en"),
    ("1.2.3", "v1.2.3", "de"),
    ("PhD", "Ph.D.", "en"),
    ("bsc", "B.Sc.", "en"),
    ("US", "U.S", "en"),
    ("USA", "U.S.A", "de"),
    ("oclock", "o’clock", "en"),
    ("email", "E-Mail", "de"),
    ("emails", "e-mails", "en"),
    ("emailadresse", "E-Mail-Adresse", "de"),
    ("wifi", "Wi\u2010Fi", "fr"),
    ("wifi", "通过Wi-Fi连接", "zh"),
    ("online", "on-line", "en"),
    ("cooperate", "co-operating", "en"),
    ("nodejs", "Node.js", "en"),
    ("b52", "B-52", "en"),
    ("3d", "3-D", "es"),
    ("csharp", "C#", "en"),
    ("c sharp", "C#", "en"),
    ("C++", "C++,", "de"),
    ("24/7", "24/7.", "en"),
]


@pytest.mark.parametrize(("typed", "written", "language"), WRITTEN_APART)
def test_a_word_is_found_however_it_is_parted(typed: str, written: str, language: str) -> None:
    """What is typed has all its words in what is written."""
    asked = terms(typed, language)
    assert asked
    assert set(asked) <= set(indexed_terms(written, language))


@pytest.mark.parametrize(
    ("typed", "written", "language"), [pair for pair in WRITTEN_APART if pair != ("C++", "C++,", "de")]
)
def test_what_is_written_is_found_by_either_way_of_typing(typed: str, written: str, language: str) -> None:
    """A question in the written way finds the typed one by a part or by the joined form."""
    asked = {*terms(written, language), *compound_parts(written, language)}
    assert asked & set(indexed_terms(typed, language))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++ or C# in a C", ["c", "plusplus", "c", "sharp", "c"]),
        ("Mr.X went. At 5.It rained.", ["mrx", "went", "5", "rain"]),
        ("the 20th and the 3rd, in the 1990s", ["20th", "3rd", "1990s"]),
        ("MP3 and CO2", ["mp3", "co2"]),
        ("bbc.co.uk, a@x.io", ["bbc", "co", "uk", "x", "io"]),
        ("S&P 500", ["sp", "500"]),
        ("salt&pepper, Tom&Jo", ["salt", "pepper", "tom", "jo"]),
        ("A & B & he", ["ab"]),
        ("Mr & Ms Orme", ["mr", "ms", "orm"]),
        ("J.K.Rowling", ["jk", "rowl"]),
        ("v2 of tv1.5", ["v2", "tv1", "5"]),
    ],
)
def test_names_and_short_forms(text: str, expected: list[str]) -> None:
    assert terms(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("an e-mail and two e-mails", ["email", "email"]),
        ("a well-known mother-in-law", ["wellknown", "motherinlaw"]),
        ("not-so-well-known", []),
        ("2024-05-01, 5-kg, GPT-4", []),
        ("www.bbc.co.uk and /well-known/a-b", []),
        ("it ends.The next-", ["endsth"]),
        ("no compound", []),
    ],
)
def test_compounds_are_indexed_as_one_word_behind_all_others(text: str, joined: list[str]) -> None:
    assert indexed_terms(text, "en") == terms(text, "en") + joined


def test_the_parts_of_a_compound() -> None:
    assert compound_parts("Is the e-mail of A-by there?", "en") == {"email": ("e", "mail"), "abi": ("abi",)}


@pytest.mark.parametrize("unit", ["a-", "a'", "ab&", "a & ", "a.", "v1.", "\u0915\u093e-", "c#", "a1-", "漢a-"])
def test_time_grows_with_the_text(unit: str) -> None:
    started = time.process_time()
    indexed_terms(unit * (200_000 // len(unit)), "en")
    assert time.process_time() - started < 10


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
    for term in indexed_terms(text, language):
        assert term
        assert len(term) <= 64 or not term.isascii()
        assert not any(c.isspace() or c in "\"'*:()-" for c in term)
