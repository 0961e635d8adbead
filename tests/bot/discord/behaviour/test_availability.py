"""Where it works, and in which words. The sentences of the promise, in its order.

- the bot's own words are English, German, Spanish or French: commands by discord.py's translator, the reply in the
  asker's locale; quotes are never translated
- it works in servers, threads, forum posts and direct messages, and may be installed by a user
- every server has its own library, which no question of another ever sees
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.i18n import LANGUAGES
from support.discord_simcord import FOLLOW_UP, NOWHERE, OTTERS, QUESTION, QUOTE, UNDERSTOOD, Simulation
from support.samples import DRAFTS

COMMANDS = "PUT /applications/*/commands"
FOR_ALL = {
    "Answer this",
    "Add to the library",
    "This is the answer",
    "Keep as article",
    "ask",
    "summary",
    "random",
    "digest",
    "articles",
    "search",
    "privacy",
    "library",
}
NEEDS_A_SERVER = {"settings", "status"}


def registered_commands(sim: Simulation) -> dict[str, Any]:
    """What Discord was told of the commands, by name."""
    (commands,) = sim.requests(COMMANDS)
    return {command["name"]: command for command in commands}


# -- words


@pytest.mark.parametrize(("locale", "code"), [("de", "de"), ("es-419", "es"), ("fr", "fr"), ("ja", "en")])
def test_own_words_are_in_the_asker_s_locale_and_the_quote_as_it_stands(
    sim: Simulation, locale: str, code: str
) -> None:
    sim.locales[sim.ada.id] = locale
    say, card = LANGUAGES[code], sim.ask().message
    assert f"> {QUOTE}" in card.text
    labels = [say.buttons.why, say.buttons.follow_up, say.buttons.helpful]
    assert set(labels) <= {button["label"] for button in card.buttons}
    assert say.no_answer in sim.ask(NOWHERE).message.text
    assert sim.press(card, labels[1]).form["title"] == say.forms.follow_up


def test_each_reader_s_buttons_answer_in_the_reader_s_own_words(sim: Simulation) -> None:
    sim.locales[sim.bob.id] = "de"
    shown = sim.press(sim.ask().message, "Why?", by=sim.bob).message
    assert LANGUAGES["de"].why.answered in shown.text


@pytest.mark.parametrize("code", ["de", "es-ES", "es-419", "fr", "en-US"])
def test_commands_and_their_options_are_named_in_every_language(sim: Simulation, code: str) -> None:
    waiting = list(registered_commands(sim).values())
    while waiting:
        entry = waiting.pop()
        waiting += entry.get("options") or []
        assert entry["name_localizations"][code], entry["name"]
        if entry.get("description"):
            assert entry["description_localizations"][code], entry["name"]


def test_a_mention_is_answered_in_the_server_s_language(sim: Simulation) -> None:
    sim.does(lambda: sim.env.backend.edit_guild(sim.guild.id, {"preferred_locale": "fr"}))
    assert LANGUAGES["fr"].no_answer in sim.mention(NOWHERE)[0].text


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("Wann wird der Kran im Hafen wieder gebaut?", "de"),
        ("Quand est-ce que la grue du port sera construite ?", "fr"),
        ("¿Cuándo se construye la grúa del puerto?", "es"),
        ("When will the crane be built again?", "en"),
        ("crane?", "en"),
    ],
)
def test_a_direct_message_is_answered_in_its_own_language(sim: Simulation, question: str, code: str) -> None:
    sim.stock(library=f"user-{sim.ada.id}")
    assert LANGUAGES[code].in_own_library().no_answer in sim.dm(question)[0].text


def test_a_command_in_direct_messages_is_answered_in_the_language_of_discord(sim: Simulation) -> None:
    sim.locales[sim.ada.id] = "fr"
    sim.stock(library=f"user-{sim.ada.id}")
    said = sim.slash_directly("ask", question="Wann wird der Kran im Hafen wieder gebaut?").message.text
    assert LANGUAGES["fr"].in_own_library().no_answer in said


# -- places


def test_it_answers_in_a_thread(sim: Simulation) -> None:
    thread = sim.thread("quarries")
    assert QUOTE in sim.ask(at=thread).message.text
    (answer,) = sim.mention(QUESTION, at=thread)
    assert answer.channel_id == str(thread.id)


def test_it_answers_inside_a_forum_post(sim: Simulation) -> None:
    forum = sim.does(lambda: sim.guild.create_forum_channel("help"))
    post = sim.thread("When did it close?", at=forum)
    (answer,) = sim.mention(QUESTION, at=post)
    assert (answer.channel_id, QUOTE in answer.text) == (str(post.id), True)
    assert QUOTE in sim.ask(at=post).message.text


def test_a_thread_follows_the_settings_of_its_channel(sim: Simulation) -> None:
    thread = sim.thread("quarries")
    assert "I found nothing in the articles that answers this." in sim.mention(NOWHERE, at=thread)[0].text
    sim.services.ledger.preferences.change(sim.place(), channel=False, accepted_wrong=0.0)
    sim.slash("settings", by=sim.keeper, channel=sim.channel, sure=3)
    assert QUOTE in sim.mention(QUESTION, at=thread)[0].text


def test_direct_messages_have_a_library_of_their_own(sim: Simulation) -> None:
    assert sim.slash_directly("articles").message.text.startswith("You have no articles of your own yet. Add some with")
    added = sim.slash_directly("library add", file=("boats.txt", b"Boats\n\nThe red boat leaves at seven o'clock."))
    assert "1 article added" in added.message.text
    answer = sim.slash_directly("ask", question="When does the red boat leave?").message
    assert "The red boat leaves at seven" in answer.text
    assert "boats" not in sim.slash("articles").message.text.casefold()


def test_in_direct_messages_the_words_themselves_are_the_follow_up(sim: Simulation) -> None:
    sim.stock(library=f"user-{sim.ada.id}")
    sim.dm(QUESTION)
    (answer,) = sim.dm(FOLLOW_UP)
    assert UNDERSTOOD in answer.text


def test_buttons_work_in_direct_messages_also_after_a_restart(sim: Simulation) -> None:
    sim.stock(library=f"user-{sim.ada.id}")
    card = sim.slash_directly("ask", question=OTTERS).message
    sim.restart()
    assert "Why this sentence" in sim.press(card, "Why?").message.text


# -- installed by a user


def test_reading_and_asking_may_be_installed_by_a_user_and_work_everywhere(sim: Simulation) -> None:
    commands = registered_commands(sim)
    assert commands.keys() == FOR_ALL | NEEDS_A_SERVER
    for name in FOR_ALL:
        assert sorted(commands[name]["integration_types"]) == [0, 1], name
        assert sorted(commands[name]["contexts"]) == [0, 1, 2], name
    assert {name for name, command in commands.items() if command["integration_types"] == [0]} == NEEDS_A_SERVER


def test_where_only_a_user_installed_it_the_library_is_the_user_s(sim: Simulation) -> None:
    sim.stock(DRAFTS[1], library=f"user-{sim.ada.id}")
    sim.only_installed_by = sim.ada.id
    assert QUOTE not in sim.ask().message.text
    assert "2019" in sim.ask(OTTERS).message.text


# -- whose articles


def test_no_question_sees_another_server_s_articles(sim: Simulation) -> None:
    carl = sim.member("carl", of=sim.elsewhere)
    sim.stock(DRAFTS[1], library=f"guild-{sim.elsewhere.id}")
    assert QUOTE not in sim.ask(by=carl, at=sim.other).message.text
    assert [QUOTE in message.text for message in sim.mention(QUESTION, by=carl, at=sim.other)] == [False]
    assert sim.let(carl.autocomplete(sim.other, "ask", "question", "slate quarry")) == []


def test_a_choice_of_one_server_shows_nothing_in_another(sim: Simulation) -> None:
    carl = sim.member("carl", of=sim.elsewhere)
    (chosen,) = [
        choice for choice in sim.typing("ask", "question", "crayfish eels") if "crayfish, eels" in choice["name"]
    ]
    assert "duckling" not in sim.ask(chosen["value"], by=carl, at=sim.other).message.text
