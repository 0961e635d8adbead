"""What counts as talk in four languages, and that questions which look like it go to the articles."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from retrieval.conversation.talk.talk_kinds import TalkIntent
from retrieval.conversation.talk.talk_recognition import is_babble, recognise_talk

MESSAGES = Path(__file__).parents[3] / "data" / "talk_messages.tsv"


def _messages() -> list[tuple[str, str, str]]:
    with MESSAGES.open(encoding="utf-8", newline="") as file:
        return [(row[0], row[1], row[2]) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


@pytest.mark.parametrize(("language", "kind", "message"), _messages())
def test_talk_is_talk_and_a_question_is_none(language: str, kind: str, message: str) -> None:
    intent = recognise_talk(message)
    assert (intent is None) == (kind == "question"), (language, intent)


def test_the_kind_and_the_language_are_recognised() -> None:
    assert recognise_talk("how many articles do you have") == TalkIntent(kind="count", language="en")
    assert recognise_talk("Wie viele Artikel hast du?") == TalkIntent(kind="count", language="de")
    assert recognise_talk("¿Cuántos artículos tienes?") == TalkIntent(kind="count", language="es")
    assert recognise_talk("Combien d’articles as-tu ?") == TalkIntent(kind="count", language="fr")


@pytest.mark.parametrize(
    ("message", "about"),
    [
        ("Do you have anything on the Grain Market?", "the Grain Market"),
        ("hast du was über Bienenzucht", "Bienenzucht"),
        ("¿Tienes algo sobre el faro?", "el faro"),
        ("tu as quelque chose sur les phares ?", "les phares"),
        ("the Grain Market, do you have anything on that?", "the Grain Market"),
    ],
)
def test_what_is_asked_for_is_taken_as_it_was_typed(message: str, about: str) -> None:
    intent = recognise_talk(message)
    assert intent is not None
    assert (intent.kind, intent.about) == ("coverage", about)


@pytest.mark.parametrize(
    ("message", "about", "asks_news"),
    [
        ("any news on the frost bow", "the frost bow", True),
        ("Do you have any news about the ferry?", "the ferry", True),
        ("gibt es Nachrichten zur Fähre?", "Fähre", True),
        ("as-tu des nouvelles sur le bac ?", "le bac", True),
        ("¿hay alguna noticia sobre el transbordador?", "el transbordador", True),
        ("any articles on the news desk", "the news desk", False),
        ("do you have anything about the ferry?", "the ferry", False),
    ],
)
def test_who_asks_for_news_of_something_may_ask_the_articles(message: str, about: str, asks_news: bool) -> None:  # noqa: FBT001
    intent = recognise_talk(message)
    assert intent is not None
    assert (intent.kind, intent.about, intent.may_be_question) == ("coverage", about, asks_news)


@pytest.mark.parametrize(
    "message",
    [
        "No, I meant the court in 2019",
        "no, the number from the morning",
        "how often is it updated",
        "who wrote it",
        "ok and why?",
        "What can I do?",
        "anything on the price?",
    ],
)
def test_a_line_that_goes_on_with_a_conversation_is_no_talk(message: str) -> None:
    assert recognise_talk(message, in_conversation=True) is None


@pytest.mark.parametrize("message", ["thanks!", "who are you", "how many articles do you have", "no", "lol"])
def test_talk_in_a_conversation_is_talk(message: str) -> None:
    assert recognise_talk(message, in_conversation=True) is not None


def test_a_slip_of_the_keyboard_is_understood() -> None:
    assert recognise_talk("how many artciles do you have") == TalkIntent(kind="count", language="en")


def test_signs_alone_are_met() -> None:
    assert recognise_talk("😂😂") == TalkIntent(kind="laugh", language="")
    assert recognise_talk("?!?!") == TalkIntent(kind="nonsense", language="")


@pytest.mark.parametrize(
    "line",
    [
        "https://boats.example/fees",
        " <https://boats.example/> http://boats.example/a?b=c#d",
        "https://boats.example/" * 50,
    ],
)
def test_who_sends_an_address_learns_how_articles_are_added(line: str) -> None:
    assert recognise_talk(line) == TalkIntent(kind="howto", language="")
    assert recognise_talk(f"what does {line} say about the fees of the boats in the harbour") is None


def test_long_lines_are_questions() -> None:
    assert recognise_talk("thanks " * 40) is None


def test_abbreviations_without_a_vowel_are_no_keys_hit_at_random() -> None:
    assert recognise_talk("why no https") is None
    assert recognise_talk("sftp or ssh") is None
    assert recognise_talk("bcdfgh") == TalkIntent(kind="nonsense", language="")


def test_babble_is_repeated_or_unknown() -> None:
    assert is_babble("flib flib wobble", is_known=True)
    assert is_babble("wobblefrizz", is_known=False)
    assert not is_babble("harbour bridge", is_known=True)
    assert not is_babble("broken accents", is_known=False)  # words of a dictionary, which the library has not
    assert not is_babble("flib only at weekends", is_known=False)
    assert not is_babble("Wobblefrizz", is_known=False)  # a name
    assert not is_babble("wobblefrizz?", is_known=False)


@pytest.mark.parametrize(
    "message",
    [
        "when was the last update",
        "what are the commands",
        "is there a bot on the server",
        "how do i submit a post",
        "do i need to pay",
        "wann ist das nächste update",
        "was sind die befehle",
        "quand est la prochaine mise à jour",
        "quien creo el servidor",
    ],
)
def test_what_may_ask_about_the_world_is_marked(message: str) -> None:
    intent = recognise_talk(message)
    assert intent is not None
    assert intent.may_be_question


@pytest.mark.parametrize(
    "message",
    ["are you a bot", "how many articles do you have", "help", "hi", "wer bist du", "qui es-tu", "quien eres"],
)
def test_what_speaks_to_the_bot_asks_nothing_else(message: str) -> None:
    intent = recognise_talk(message)
    assert intent is not None
    assert not intent.may_be_question


@pytest.mark.parametrize("message", ["whats new in 1.8", "was ist neu in 1.8", "quoi de neuf dans la 1.8"])
def test_what_is_new_in_a_version_is_a_question(message: str) -> None:
    assert recognise_talk(message) is None


@pytest.mark.parametrize(
    "message",
    [
        f"habt ihr da {'eine ' * 150}!",
        f"gibt es im archiv {'eine ' * 150}!",
        f"habt ihr {'einen artikel ' * 60}!",
        f"tienes {'algun ' * 150}!",
        f"hay {'algun ' * 150}!",
    ],
)
def test_words_without_end_take_no_time_beyond_their_number(message: str) -> None:
    began = time.process_time()
    assert recognise_talk(message) is None
    assert time.process_time() - began < 5  # seconds; where a word can be read in two ways each doubles the time


@pytest.mark.parametrize("line", ["hello???", "hi?", "Guten Morgen?", "bonjour ?", "¿hola?"])
def test_a_greeting_that_waits_for_a_reply_is_one(line: str) -> None:
    for in_conversation in (False, True):
        intent = recognise_talk(line, in_conversation=in_conversation)
        assert intent is not None
        assert intent.kind == "greeting"


@pytest.mark.parametrize("line", ["hello world program?", "hi, what time is it?", "thanks?", "hello kitty?"])
def test_a_greeting_with_more_behind_it_asks(line: str) -> None:
    assert recognise_talk(line) is None
