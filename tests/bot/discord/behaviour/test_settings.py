"""Settings. The sentences of the promise, in its order.

- `/settings` for a server and for one channel of it: Footnote channels, who may ask, private by default, how sure it
  must be (shown as what it means on this library where there is feedback to tell), language of the bot's own words,
  daily limits
- stored in the ledger, not in memory: each of them holds after a restart
"""

from __future__ import annotations

import re
from typing import Any

import pytest
import simcord

from bot.i18n import LANGUAGES
from bot.store import Preferences
from retrieval.answering import thresholds
from support.discord_simcord import NOWHERE, OTTERS, QUESTION, QUOTE, Outcome, Simulation

AGAIN = r"Ask again <t:\d{10}:R>\."
NOT_ALLOWED = "You may not do that here. Someone who manages the server can change that with /settings."


def settings(sim: Simulation, **options: Any) -> Outcome:
    return sim.slash("settings", by=sim.keeper, **options)


def change(sim: Simulation, **options: Any) -> None:
    """Change settings, and restart the bot, which then applies them."""
    settings(sim, **options)
    sim.restart()


def test_settings_are_for_those_who_manage_the_server(sim: Simulation) -> None:
    with pytest.raises(simcord.SetupError, match="not visible to this user"):
        sim.slash("settings")


def test_they_are_shown_in_words(sim: Simulation) -> None:
    say, threshold = LANGUAGES["en"], thresholds.thresholds_for(sim.services.config).sure
    needs = f"minimum for a sure answer: {say.certainty(threshold)} ({say.percentage(threshold)})"
    sure = f"about 10% of the answers stated as sure may be wrong; {needs}"
    assert settings(sim).message.text.splitlines() == [
        "### Settings of this server",
        "**Footnote channels** · none: Footnote answers commands and mentions",
        "**Who may ask** · everyone",
        "**Answers visible only to the person who asks** · no",
        f"**How sure an answer must be** · {sure}; not enough ratings yet to say how many were helpful here",
        "**Language of Footnote’s messages** · the language of the person who asks",
        "**Questions per person** · no limit",
        "**Questions in this server** · no limit",
    ]


def test_a_channel_has_its_own_and_otherwise_the_server_s(sim: Simulation) -> None:
    settings(sim, private=True, **{"per-person": 20})
    text = settings(sim, channel=sim.channel, **{"per-person": 5}).message.text
    assert text.splitlines()[0] == f"### Settings of <#{sim.channel.id}>"
    assert "**Questions per person** · 5 per day\n" in text
    assert "**Answers visible only to the person who asks** · yes (same as in the server)" in text


def test_what_a_channel_wants_holds_in_it_alone(sim: Simulation) -> None:
    quiet = sim.does(lambda: sim.guild.create_text_channel("quiet"))
    change(sim, channel=quiet, private=True)
    assert sim.ask(at=quiet).message.ephemeral
    assert not sim.ask().message.ephemeral


def test_footnote_channels_are_named(sim: Simulation) -> None:
    forum = sim.does(lambda: sim.guild.create_forum_channel("help"))
    change(sim, channel=forum, **{"footnote-channel": True})
    change(sim, **{"footnote-channel": True})
    assert f"**Footnote channels** · <#{sim.channel.id}> <#{forum.id}>" in settings(sim).message.text
    change(sim, channel=forum, **{"footnote-channel": False})
    assert f"**Footnote channels** · <#{sim.channel.id}>\n" in settings(sim).message.text


# -- who may ask


def test_only_the_chosen_role_may_ask(sim: Simulation) -> None:
    role = sim.does(lambda: sim.guild.create_role("readers"))
    reader = sim.member("reader", role)
    change(sim, who=role)
    assert sim.ask().message.text == NOT_ALLOWED
    assert [message.text for message in sim.mention(QUESTION)] == [NOT_ALLOWED]
    assert sim.typing("ask", "question", "slate quarry") == []
    assert QUOTE in sim.ask(by=reader).message.text
    assert QUOTE in sim.mention(QUESTION, by=reader)[0].text
    assert QUOTE in sim.ask(by=sim.keeper).message.text


def test_several_roles_are_picked_in_the_card_also_after_a_restart(sim: Simulation) -> None:
    members, guests = (sim.does(lambda name=name: sim.guild.create_role(name)) for name in ("members", "guests"))
    shown = settings(sim, who=members).message
    sim.restart()
    both = sim.pick(shown, "settings.askers:0", [members, guests], by=sim.keeper).message
    assert f"**Who may ask** · <@&{members.id}> <@&{guests.id}>" in both.text
    assert both.mentions == []
    nobody = sim.pick(both, "settings.askers:0", [], by=sim.keeper).message
    assert "**Who may ask** · everyone" in nobody.text


# -- private by default


def test_answers_are_private_where_the_server_says_so(sim: Simulation) -> None:
    change(sim, private=True)
    first = sim.ask()
    assert [(message.ephemeral, QUOTE in message.text) for message in first.messages] == [(True, True)]
    second = sim.ask()
    assert (second.message.ephemeral, QUOTE in second.message.text) == (True, True)
    assert [button["label"] for button in second.message.buttons[-2:]] == ["Share", "Discard"]


# -- how sure


def test_how_sure_an_answer_must_be_is_the_server_s_own(sim: Simulation) -> None:
    at = sim.ask().message
    assert QUOTE in at.text
    sim.services.ledger.preferences.change(sim.place(sim.channel), channel=False, accepted_wrong=0.0)
    sim.restart()
    assert "I am not sure, but this may answer it:" in sim.ask().message.text
    change(sim, sure=3)
    assert QUOTE in sim.ask().message.text


def test_how_sure_is_shown_as_what_it_has_meant_here(sim: Simulation) -> None:
    for number, person in enumerate((sim.ada, sim.bob, sim.mod, sim.keeper)):
        card = sim.ask(by=person).message
        if number:
            sim.press(card, "Helpful", by=person)
        else:
            sim.press(card, "Not helpful", by=person)
    text = settings(sim, sure=3).message.text
    assert "about 33% of the answers stated as sure may be wrong; " in text
    assert "; so far 75% of 4 rated answers at this level were helpful" in text


# -- language


@pytest.mark.parametrize("code", ["en", "de", "es", "fr"])
def test_the_server_s_language_is_spoken_to_everybody(sim: Simulation, code: str) -> None:
    sim.locales[sim.ada.id] = "fr" if code != "fr" else "de"
    change(sim, language=code)
    shown = sim.ask(NOWHERE).message.text
    assert LANGUAGES[code].no_answer in shown
    assert LANGUAGES[code].no_answer in sim.mention(NOWHERE)[0].text


# -- daily limits


def test_a_person_s_daily_limit_holds_and_is_told(sim: Simulation) -> None:
    change(sim, **{"per-person": 1})
    assert QUOTE in sim.ask().message.text
    assert re.fullmatch(rf"You have used your 1 question for today\. {AGAIN}", sim.ask(OTTERS).message.text)
    assert QUOTE in sim.ask(by=sim.bob).message.text


def test_the_server_s_daily_limit_holds_for_everybody(sim: Simulation) -> None:
    change(sim, **{"per-server": 2})
    sim.ask()
    sim.mention(QUESTION, by=sim.bob)
    assert re.fullmatch(rf"This server has used its 2 questions for today\. {AGAIN}", sim.ask(by=sim.mod).message.text)


def test_what_got_no_reply_does_not_count(sim: Simulation) -> None:
    change(sim, **{"per-person": 1})
    assert sim.ask("\u200b").message.text == "Please write a question."
    assert QUOTE in sim.ask().message.text


# -- and back


def test_settings_are_taken_back_also_after_a_restart(sim: Simulation) -> None:
    shown = settings(sim, private=True, sure=20, **{"per-person": 20, "footnote-channel": True}).message
    sim.restart()
    sim.press(shown, "Reset to defaults", by=sim.keeper)
    assert sim.services.ledger.preferences.of(sim.place(sim.other)) == Preferences()
    assert "**Questions per person** · no limit" in settings(sim).message.text


def test_what_one_server_wants_holds_in_no_other(sim: Simulation) -> None:
    carl = sim.member("carl", of=sim.elsewhere, manage_guild=True)
    settings(sim, private=True, **{"per-person": 7})
    text = sim.slash("settings", by=carl, at=sim.other).message.text
    assert "7 per day" not in text
    assert "**Answers visible only to the person who asks** · no" in text
