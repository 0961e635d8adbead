"""Settings of servers and channels: shown in words, changed by options, roles picked, and taken back."""

from __future__ import annotations

from typing import Any

import pytest

from bot.i18n import LANGUAGES
from bot.store import Place, Preferences
from retrieval.answering import thresholds
from retrieval.core.records import Answer
from support.discord_loopback import FORUM
from support.discord_server import House, Start


def holds(house: House, channel: int = 0) -> Preferences:
    return house.services.ledger.places.of(Place(server=int(house.guild.id), channel=channel))


def settings(house: House, **options: Any) -> str:
    return house.slash("settings", by=house.keeper, **options).text


def test_without_options_the_settings_are_shown(house: House) -> None:
    threshold, say = thresholds.least_confidence(house.services.config), house.say()
    needs = f"needed for an answer: {say.certainty(threshold)} ({say.percentage(threshold)})"
    sure = f"about 10% of the answers may be wrong; {needs}"
    assert settings(house).splitlines() == [
        "### Settings of this server",
        "**Footnote channels** · none: Footnote answers commands and mentions",
        "**Who may ask** · everyone",
        "**Answers visible only to the person who asks** · no",
        f"**How sure an answer must be** · {sure}; not enough ratings yet to say how many were helpful here",
        "**Language of Footnote’s messages** · the language of the person who asks",
        "**Questions per person** · no limit",
        "**Questions in this server** · no limit",
    ]


@pytest.mark.parametrize(
    ("options", "name", "value", "said"),
    [
        ({"private": True}, "private", True, "**Answers visible only to the person who asks** · yes"),
        ({"sure": 20}, "accepted_wrong", 0.05, "about 5% of the answers may be wrong; needed for an answer: likely ("),
        ({"sure": 3}, "accepted_wrong", 1 / 3, "about 33% of the answers may be wrong; needed for an answer:"),
        ({"per-person": 20}, "person_daily", 20, "**Questions per person** · 20 per day"),
        ({"per-server": 500}, "server_daily", 500, "**Questions in this server** · 500 per day"),
    ],
)
def test_what_is_given_is_stored_and_shown(
    house: House, options: dict[str, Any], name: str, value: Any, said: str
) -> None:
    assert said in settings(house, **options)
    assert getattr(holds(house), name) == value
    assert said in settings(house)


def test_a_channel_has_its_own_and_otherwise_the_server_s(house: House) -> None:
    settings(house, **{"per-person": 20, "private": True})
    text = settings(house, channel=house.channel, **{"per-person": 5})
    assert text.splitlines()[0] == f"### Settings of <#{house.channel.id}>"
    assert "**Questions per person** · 5 per day\n" in text
    assert "**Answers visible only to the person who asks** · yes (same as in the server)" in text
    assert (holds(house).person_daily, holds(house, int(house.channel.id)).person_daily) == (20, 5)


def test_a_footnote_channel_works_by_mention_without_the_intent_and_that_is_said(house: House) -> None:
    forum = house.server.add_channel(house.guild, "help", kind=FORUM)
    text = settings(house, channel=forum, **{"footnote-channel": True})
    assert f"**Footnote channels** · <#{forum.id}>" in text
    assert "There Footnote answers only when it is mentioned: it may not read other messages here." in text
    assert settings(house, **{"footnote-channel": True}).splitlines()[1] == (
        f"**Footnote channels** · <#{house.channel.id}> <#{forum.id}>"
    )
    assert holds(house, int(forum.id)).listens
    assert not holds(house).listens
    text = settings(house, channel=forum, **{"footnote-channel": False})
    assert text.splitlines()[1] == "**Footnote channels** · none: Footnote answers commands and mentions"


@pytest.mark.parametrize("reads_messages", [True])
def test_with_the_intent_nothing_is_said_about_mentions(house: House) -> None:
    text = settings(house, **{"footnote-channel": True})
    assert f"**Footnote channels** · <#{house.channel.id}>" in text
    assert "when it is mentioned" not in text


def test_roles_are_chosen_one_by_option_and_several_in_the_card(started: Start) -> None:
    house = started()
    members, guests = (house.server.add_role(house.guild, name) for name in ("members", "guests"))
    shown = house.slash("settings", by=house.keeper, who=members)
    assert f"**Who may ask** · <@&{members.id}>" in shown.text
    house = started()
    picker = "settings.askers:0"
    assert [(str(it["id"]), it["type"]) for it in shown.find(picker)["default_values"]] == [(members.id, "role")]
    both = house.press(shown, picker, by=house.keeper, values=(members.id, guests.id))
    assert f"<@&{members.id}> <@&{guests.id}>" in both.text
    assert holds(house).roles == (int(members.id), int(guests.id))
    assert "**Who may ask** · everyone" in house.press(both, picker, by=house.keeper, values=()).text
    assert holds(house).roles == ()


def test_the_role_of_everyone_is_everyone(house: House) -> None:
    members = house.server.add_role(house.guild, "members")
    everyone = house.server.world.roles[house.guild.id]
    settings(house, who=members)
    assert "**Who may ask** · everyone" in settings(house, who=everyone)


def test_settings_are_taken_back(house: House) -> None:
    settings(house, **{"per-person": 20})
    shown = house.slash("settings", by=house.keeper, channel=house.channel, private=True, **{"per-person": 5})
    text = house.press(shown, "Reset to defaults", by=house.keeper).text
    assert "**Questions per person** · 20 per day (same as in the server)" in text
    house.press(house.slash("settings", by=house.keeper), "Reset to defaults", by=house.keeper)
    assert holds(house) == Preferences()


@pytest.mark.parametrize("code", ["de", "es", "fr"])
def test_the_language_of_the_server_s_choice_is_spoken_to_everybody(house: House, code: str) -> None:
    say = LANGUAGES[code]
    text = settings(house, language=code)
    assert text.splitlines()[0] == f"### {say.settings.server}"
    assert say.name in text
    add = house.slash("articles").text
    assert add.startswith(say.empty_library.partition("{")[0])


def test_how_sure_is_told_as_what_it_has_meant_here(stocked_house: House) -> None:
    services, library = stocked_house.services, f"guild-{stocked_house.guild.id}"
    place = Place(server=int(stocked_house.guild.id), channel=int(stocked_house.channel.id))
    found = services.footnote.examine("How many otters did the camera near the weir count?", library=library)
    assert isinstance(found.reply, Answer)
    stored_answers = [services.ledger.answers.keep(found, place=place, asker=1, library=library) for _ in range(4)]
    for number, stored_answer in enumerate(stored_answers):
        assert services.ledger.feedback.give(stored_answer.id, place=place, person=1, helpful=number > 0)
    services.ledger.places.change(place, channel=False, threshold=0.01)
    assert "**How sure an answer must be** · very unlikely (1%); so far 75% of 4 rated" in settings(stocked_house)
    services.ledger.places.change(place, channel=False, accepted_wrong=0.0)
    assert "not enough ratings yet" in settings(stocked_house)


def test_a_confidence_that_was_set_before_shares_were_still_holds_until_a_share_is_chosen(house: House) -> None:
    where = Place(server=int(house.guild.id), channel=int(house.channel.id))
    house.services.ledger.places.change(where, channel=True, threshold=0.7)
    assert "**How sure an answer must be** · likely (70%); not enough" in settings(house, channel=house.channel)
    assert "(same as in the server)" not in settings(house, channel=house.channel).splitlines()[4]
    assert "about 20% of the answers may be wrong" in settings(house, channel=house.channel, sure=5)
    assert holds(house, where.channel) == Preferences(accepted_wrong=0.2)


def test_what_one_server_wants_holds_in_no_other(house: House) -> None:
    _, channel, keeper, _ = house.elsewhere()
    settings(house, private=True, **{"per-person": 7})
    text = house.slash("settings", by=keeper, at=channel).text
    assert "7 per day" not in text
    assert "**Answers visible only to the person who asks** · no" in text
