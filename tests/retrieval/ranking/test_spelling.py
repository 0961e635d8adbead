"""Misspelt words of questions are read as words of the articles, and correct ones never are."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from retrieval.core.ingestion_records import Draft
from retrieval.footnote import Footnote
from retrieval.ranking import spelling

ENGLISH = (
    "The library on Mill Lane opens at nine on weekdays and stays shut on Sundays. Karel Ostbrink runs the ferry. "
    "A tray of cakes costs two crowns. Kerry Vaughn lends bicycles at the station."
)
GERMAN = (
    "Die Bücherei am Markt öffnet um neun Uhr. Das Straßenfest findet im September statt, und die Nachbarschaft "
    "sammelt dafür Geld. Fahrräder dürfen nicht auf den Bahnsteig."
)


@pytest.fixture
def town(opened: Callable[..., Footnote]) -> Footnote:
    footnote = opened()
    drafts = [Draft(title="", text=text, source=source) for text, source in ((ENGLISH, "a.txt"), (GERMAN, "b.txt"))]
    footnote.store(drafts, library="town")
    return footnote


def correct(footnote: Footnote, question: str, library: str = "town") -> str:
    return spelling.correct(footnote._engine, question, library)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("when does the libary open on sundys", "when does the library open on sundays"),
        ("how much is the ferrry?", "how much is the ferry?"),
        ("Libary hours", "Library hours"),
        ("who is Ostbrnik?", "who is Ostbrink?"),  # a name that is on no list
        ("where is Kery's shop", "where is Kerry's shop"),
        ("wann öffnet die Büchrei", "wann öffnet die bücherei".replace("b", "B")),
        ("libary, libary!", "library, library!"),
        ("costs of a bicylce-ride", "costs of a bicycle-ride"),
    ],
)
def test_a_slip_is_corrected(town: Footnote, typed: str, meant: str) -> None:
    assert correct(town, typed).replace("Bucherei", "Bücherei") == meant


@pytest.mark.parametrize(
    "question",
    [
        "when does the library open on Sundays",
        "where is the tram?",  # a correct word that nothing has, one slip from "tray"
        "wo hält die Strassenbahn",
        "où est la fée ?",
        'what is a "libary"?',
        "what is “libary”?",
        "run libary.py, /usr/libary, libary_path, libary@town.example, #libary and libary42",
        "LIBARY",  # an abbreviation, or shouting
        "what is a liBary",
        "why havent they opened",
        "cke",
        "a lib ary",
        "wuvqzx zzkqw",
        "",
    ],
)
def test_what_is_no_slip_stays(town: Footnote, question: str) -> None:
    assert correct(town, question) == question


def test_a_question_of_many_unknown_words_is_in_another_language(town: Footnote) -> None:
    assert correct(town, "libary ferrry bicylce") == "library ferry bicycle"
    question = "libary ferrry bicylce stattion"
    assert correct(town, question) == question


def test_a_library_in_another_language_and_an_empty_one_correct_nothing(opened: Callable[..., Footnote]) -> None:
    footnote = opened()
    italian = "La biblioteca di via Mulino apre alle nove nei giorni feriali e resta chiusa la domenica per tutti."
    footnote.store([Draft(title="", text=italian, source="a.txt")], library="borgo")
    assert correct(footnote, "quando apre la bibliteca", "borgo") == "quando apre la bibliteca"
    assert correct(footnote, "the libary", "nowhere") == "the libary"


def test_a_word_of_an_article_in_any_language_is_correct(opened: Callable[..., Footnote]) -> None:
    footnote = opened()
    spanish = (
        "La biblioteca de la calle del Molino abre a las nueve. Los vecinos de Librara pasean por el puerto viejo."
    )
    texts = ((ENGLISH, "a.txt"), (spanish, "b.txt"))
    footnote.store([Draft(title="", text=text, source=source) for text, source in texts], library="town")
    assert set(footnote._engine.languages("town")) == {"en", "es"}
    assert correct(footnote, "who lives in Librara") == "who lives in Librara"
    assert correct(footnote, "the librara opens", "nowhere") == "the librara opens"
    assert correct(footnote, "the libraby opens") == "the library opens"


@pytest.mark.parametrize("piece", ["libary ", '"', "«a", "a'", "x@", "libary'", "ä" * 30 + " ", "a.b"])
def test_long_questions_take_no_longer_than_their_length(town: Footnote, piece: str) -> None:
    question = (piece * 200_000)[:200_000]
    start = time.process_time()
    correct(town, question)
    assert time.process_time() - start < 5
