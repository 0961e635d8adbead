"""Settings. The sentences of the promise, in its order.

- `/settings` for a server and for one channel of it: Footnote channels, who may ask, private by default, how sure it
  must be (shown as what it means on this library where there is feedback to tell), language of the bot's own words,
  daily limits
- stored in the ledger, not in memory: each of them holds after a restart
"""

from __future__ import annotations

from typing import Any

import pytest
import simcord

from bot.i18n import LANGUAGES
from bot.store import Preferences
from retrieval.answering import thresholds
from support.discord_simcord import NOWHERE, OTTERS, QUESTION, QUOTE, Outcome, World

NOT_ALLOWED = "You may not do that here. Someone who manages the server can change that with /settings."


def settings(world: World, **options: Any) -> Outcome:
    return world.slash("settings", by=world.keeper, **options)


def change(world: World, **options: Any) -> None:
    """Changes settings, and starts the bot anew, which then holds to them."""
    settings(world, **options)
    world.restart()


def test_settings_are_for_those_who_manage_the_server(world: World) -> None:
    with pytest.raises(simcord.SetupError, match="not visible to this user"):
        world.slash("settings")


def test_they_are_shown_in_words(world: World) -> None:
    say, threshold = LANGUAGES["en"], thresholds.least_confidence(world.services.config)
    needs = f"needed for an answer: {say.certainty(threshold)} ({say.percentage(threshold)})"
    sure = f"about 10% of the answers may be wrong; {needs}"
    assert settings(world).message.text.splitlines() == [
        "### Settings of this server",
        "**Footnote channels** · none: Footnote answers commands and mentions",
        "**Who may ask** · everyone",
        "**Answers visible only to the person who asks** · no",
        f"**How sure an answer must be** · {sure}; not enough ratings yet to say how many were helpful here",
        "**Language of Footnote’s messages** · the language of the person who asks",
        "**Questions per person** · no limit",
        "**Questions in this server** · no limit",
    ]


def test_a_channel_has_its_own_and_otherwise_the_server_s(world: World) -> None:
    settings(world, private=True, **{"per-person": 20})
    text = settings(world, channel=world.channel, **{"per-person": 5}).message.text
    assert text.splitlines()[0] == f"### Settings of <#{world.channel.id}>"
    assert "**Questions per person** · 5 per day\n" in text
    assert "**Answers visible only to the person who asks** · yes (same as in the server)" in text


def test_what_a_channel_wants_holds_in_it_alone(world: World) -> None:
    quiet = world.does(lambda: world.guild.create_text_channel("quiet"))
    change(world, channel=quiet, private=True)
    assert world.ask(at=quiet).message.ephemeral
    assert not world.ask().message.ephemeral


def test_footnote_channels_are_named(world: World) -> None:
    forum = world.does(lambda: world.guild.create_forum_channel("help"))
    change(world, channel=forum, **{"footnote-channel": True})
    change(world, **{"footnote-channel": True})
    assert f"**Footnote channels** · <#{world.channel.id}> <#{forum.id}>" in settings(world).message.text
    change(world, channel=forum, **{"footnote-channel": False})
    assert f"**Footnote channels** · <#{world.channel.id}>\n" in settings(world).message.text


# -- who may ask


def test_only_the_chosen_role_may_ask(world: World) -> None:
    role = world.does(lambda: world.guild.create_role("readers"))
    reader = world.member("reader", role)
    change(world, who=role)
    assert world.ask().message.text == NOT_ALLOWED
    assert [message.text for message in world.mention(QUESTION)] == [NOT_ALLOWED]
    assert world.typing("ask", "question", "slate quarry") == []
    assert QUOTE in world.ask(by=reader).message.text
    assert QUOTE in world.mention(QUESTION, by=reader)[0].text
    assert QUOTE in world.ask(by=world.keeper).message.text


def test_several_roles_are_picked_in_the_card_also_after_a_restart(world: World) -> None:
    members, guests = (world.does(lambda name=name: world.guild.create_role(name)) for name in ("members", "guests"))
    shown = settings(world, who=members).message
    world.restart()
    both = world.pick(shown, "settings.askers:0", [members, guests], by=world.keeper).message
    assert f"**Who may ask** · <@&{members.id}> <@&{guests.id}>" in both.text
    assert both.mentions == []
    nobody = world.pick(both, "settings.askers:0", [], by=world.keeper).message
    assert "**Who may ask** · everyone" in nobody.text


# -- private by default


def test_answers_are_private_where_the_server_says_so(world: World) -> None:
    change(world, private=True)
    first = world.ask()
    assert [(message.ephemeral, QUOTE in message.text) for message in first.messages] == [(True, True)]
    second = world.ask()
    assert (second.message.ephemeral, QUOTE in second.message.text) == (True, True)
    assert [button["label"] for button in second.message.buttons[-2:]] == ["Share", "Discard"]


# -- how sure


def test_how_sure_an_answer_must_be_is_the_server_s_own(world: World) -> None:
    at = world.ask().message
    assert QUOTE in at.text
    world.services.ledger.places.change(world.place(world.channel), channel=False, accepted_wrong=0.0)
    world.restart()
    assert "The articles do not say." in world.ask().message.text
    change(world, sure=3)
    assert QUOTE in world.ask().message.text


def test_how_sure_is_shown_as_what_it_has_meant_here(world: World) -> None:
    for number, person in enumerate((world.ada, world.bob, world.mod, world.keeper)):
        card = world.ask(by=person).message
        if number:
            world.press(card, "Helpful", by=person)
        else:
            world.press(card, "Not helpful", by=person)
    text = settings(world, sure=3).message.text
    assert "about 33% of the answers may be wrong; " in text
    assert "; so far 75% of 4 rated answers at this level were helpful" in text


# -- language


@pytest.mark.parametrize("code", ["en", "de", "es", "fr"])
def test_the_server_s_language_is_spoken_to_everybody(world: World, code: str) -> None:
    world.locales[world.ada.id] = "fr" if code != "fr" else "de"
    change(world, language=code)
    shown = world.ask(NOWHERE).message.text
    assert LANGUAGES[code].no_answer in shown
    assert LANGUAGES[code].no_answer in world.mention(NOWHERE)[0].text


# -- daily limits


def test_a_person_s_daily_limit_holds_and_is_told(world: World) -> None:
    change(world, **{"per-person": 1})
    assert QUOTE in world.ask().message.text
    assert world.ask(OTTERS).message.text == "You have used your 1 question for today."
    assert QUOTE in world.ask(by=world.bob).message.text


def test_the_server_s_daily_limit_holds_for_everybody(world: World) -> None:
    change(world, **{"per-server": 2})
    world.ask()
    world.mention(QUESTION, by=world.bob)
    assert world.ask(by=world.mod).message.text == "This server has used its 2 questions for today."


def test_what_got_no_reply_does_not_count(world: World) -> None:
    change(world, **{"per-person": 1})
    assert world.ask("\u200b").message.text == "Please write a question."
    assert QUOTE in world.ask().message.text


# -- and back


def test_settings_are_taken_back_also_after_a_restart(world: World) -> None:
    shown = settings(world, private=True, sure=20, **{"per-person": 20, "footnote-channel": True}).message
    world.restart()
    world.press(shown, "Reset to defaults", by=world.keeper)
    assert world.services.ledger.places.of(world.place(world.other)) == Preferences()
    assert "**Questions per person** · no limit" in settings(world).message.text


def test_what_one_server_wants_holds_in_no_other(world: World) -> None:
    carl = world.member("carl", of=world.elsewhere, manage_guild=True)
    settings(world, private=True, **{"per-person": 7})
    text = world.slash("settings", by=carl, at=world.other).message.text
    assert "7 per day" not in text
    assert "**Answers visible only to the person who asks** · no" in text
