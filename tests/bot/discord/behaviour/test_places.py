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
from support.discord_simcord import FOLLOW_UP, NOWHERE, OTTERS, QUESTION, QUOTE, UNDERSTOOD, World
from support.samples import DRAFTS

COMMANDS = "PUT /applications/*/commands"
FOR_ALL = {
    "Answer this",
    "Add to the library",
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


def registered_commands(world: World) -> dict[str, Any]:
    """What Discord was told of the commands, by name."""
    (commands,) = world.requests(COMMANDS)
    return {command["name"]: command for command in commands}


# -- words


@pytest.mark.parametrize(("locale", "code"), [("de", "de"), ("es-419", "es"), ("fr", "fr"), ("ja", "en")])
def test_own_words_are_in_the_asker_s_locale_and_the_quote_as_it_stands(world: World, locale: str, code: str) -> None:
    world.locales[world.ada.id] = locale
    say, card = LANGUAGES[code], world.ask().message
    assert f"> {QUOTE}" in card.text
    labels = [say.buttons.why, say.buttons.follow_up, say.buttons.helpful]
    assert set(labels) <= {button["label"] for button in card.buttons}
    assert say.no_answer in world.ask(NOWHERE).message.text
    assert world.press(card, labels[1]).form["title"] == say.forms.follow_up


def test_each_reader_s_buttons_answer_in_the_reader_s_own_words(world: World) -> None:
    world.locales[world.bob.id] = "de"
    shown = world.press(world.ask().message, "Why?", by=world.bob).message
    assert LANGUAGES["de"].why.answered in shown.text


@pytest.mark.parametrize("code", ["de", "es-ES", "es-419", "fr", "en-US"])
def test_commands_and_their_options_are_named_in_every_language(world: World, code: str) -> None:
    waiting = list(registered_commands(world).values())
    while waiting:
        entry = waiting.pop()
        waiting += entry.get("options") or []
        assert entry["name_localizations"][code], entry["name"]
        if entry.get("description"):
            assert entry["description_localizations"][code], entry["name"]


def test_a_mention_is_answered_in_the_server_s_language(world: World) -> None:
    world.does(lambda: world.env.backend.edit_guild(world.guild.id, {"preferred_locale": "fr"}))
    assert LANGUAGES["fr"].no_answer in world.mention(NOWHERE)[0].text


# -- places


def test_it_answers_in_a_thread(world: World) -> None:
    thread = world.thread("quarries")
    assert QUOTE in world.ask(at=thread).message.text
    (answer,) = world.mention(QUESTION, at=thread)
    assert answer.channel_id == str(thread.id)


def test_it_answers_inside_a_forum_post(world: World) -> None:
    forum = world.does(lambda: world.guild.create_forum_channel("help"))
    post = world.thread("When did it close?", at=forum)
    (answer,) = world.mention(QUESTION, at=post)
    assert (answer.channel_id, QUOTE in answer.text) == (str(post.id), True)
    assert QUOTE in world.ask(at=post).message.text


def test_a_thread_follows_the_settings_of_its_channel(world: World) -> None:
    thread = world.thread("quarries")
    assert "The articles do not say." in world.mention(NOWHERE, at=thread)[0].text
    world.services.ledger.places.change(world.place(), channel=False, accepted_wrong=0.0)
    world.slash("settings", by=world.keeper, channel=world.channel, sure=3)
    assert QUOTE in world.mention(QUESTION, at=thread)[0].text


def test_direct_messages_have_a_library_of_their_own(world: World) -> None:
    assert LANGUAGES["en"].empty_library.partition("{")[0] in world.slash_directly("articles").message.text
    added = world.slash_directly("library add", file=("boats.txt", b"Boats\n\nThe red boat leaves at seven o'clock."))
    assert "1 article added" in added.message.text
    answer = world.slash_directly("ask", question="When does the red boat leave?").message
    assert "The red boat leaves at seven" in answer.text
    assert "boats" not in world.slash("articles").message.text.casefold()


def test_in_direct_messages_the_words_themselves_are_the_follow_up(world: World) -> None:
    world.stock(library=f"user-{world.ada.id}")
    world.dm(QUESTION)
    (answer,) = world.dm(FOLLOW_UP)
    assert UNDERSTOOD in answer.text


def test_buttons_work_in_direct_messages_also_after_a_restart(world: World) -> None:
    world.stock(library=f"user-{world.ada.id}")
    card = world.slash_directly("ask", question=OTTERS).message
    world.restart()
    assert "Why this sentence" in world.press(card, "Why?").message.text


# -- installed by a user


def test_reading_and_asking_may_be_installed_by_a_user_and_work_everywhere(world: World) -> None:
    commands = registered_commands(world)
    for name in FOR_ALL:
        assert sorted(commands[name]["integration_types"]) == [0, 1], name
        assert sorted(commands[name]["contexts"]) == [0, 1, 2], name
    assert {name for name, command in commands.items() if command["integration_types"] == [0]} == NEEDS_A_SERVER


def test_where_only_a_user_installed_it_the_library_is_the_user_s(world: World) -> None:
    world.stock(DRAFTS[1], library=f"user-{world.ada.id}")
    world.only_installed_by = world.ada.id
    assert QUOTE not in world.ask().message.text
    assert "2019" in world.ask(OTTERS).message.text


# -- whose articles


def test_no_question_sees_another_server_s_articles(world: World) -> None:
    carl = world.member("carl", of=world.elsewhere)
    world.stock(DRAFTS[1], library=f"guild-{world.elsewhere.id}")
    assert QUOTE not in world.ask(by=carl, at=world.other).message.text
    assert [QUOTE in message.text for message in world.mention(QUESTION, by=carl, at=world.other)] == [False]
    assert world.let(carl.autocomplete(world.other, "ask", "question", "slate quarry")) == []


def test_a_choice_of_one_server_shows_nothing_in_another(world: World) -> None:
    carl = world.member("carl", of=world.elsewhere)
    (chosen,) = [
        choice for choice in world.typing("ask", "question", "crayfish eels") if "crayfish, eels" in choice["name"]
    ]
    assert "duckling" not in world.ask(chosen["value"], by=carl, at=world.other).message.text
