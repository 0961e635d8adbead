"""Settings of servers and channels: shown in words, changed by options, roles picked, and taken back."""

from __future__ import annotations

from typing import Any

import pytest

from bot.i18n import LANGUAGES
from bot.store import Place, Preferences
from retrieval.answering import thresholds
from retrieval.core.reply_records import Answer
from support.discord_loopback import FORUM, Overwrite
from support.discord_loopback.permissions import SEND_MESSAGES_IN_THREADS, VIEW_CHANNEL
from support.discord_server import LoopbackBot, Start


def holds(bot: LoopbackBot, channel: int = 0) -> Preferences:
    return bot.services.ledger.preferences.of(Place(server=int(bot.guild.id), channel=channel))


def settings(bot: LoopbackBot, **options: Any) -> str:
    return bot.slash("settings", by=bot.keeper, **options).text


def test_without_options_the_settings_are_shown(bot: LoopbackBot) -> None:
    threshold, say = thresholds.thresholds_for(bot.services.config).sure, bot.say()
    needs = f"minimum for a sure answer: {say.certainty(threshold)} ({say.percentage(threshold)})"
    sure = f"about 10% of the answers stated as sure may be wrong; {needs}"
    assert settings(bot).splitlines() == [
        "### Settings of this server",
        "**Footnote channels** · none: Footnote answers commands and mentions",
        "**Who may ask** · everyone",
        "**Answers visible only to the person who asks** · no",
        f"**How sure an answer must be** · {sure}; not enough ratings yet to say how many were helpful here",
        "**Language of Footnote’s messages** · the language of the person who asks",
        "**Questions per person** · no limit",
        "**Questions in this server** · no limit",
    ]


def test_channels_are_named_in_which_the_bot_may_not_write(bot: LoopbackBot) -> None:
    silent = "Footnote may not write in "
    assert silent not in settings(bot, log=bot.channel)
    staff = bot.server.add_channel(bot.guild, "staff", overwrites=[Overwrite(target=bot.guild.id, deny=VIEW_CHANNEL)])
    advice = "It must be allowed to read and send messages there."
    assert settings(bot, log=staff).splitlines()[-1] == f"-# {silent}<#{staff.id}>. {advice}"
    forum = bot.server.add_channel(bot.guild, "help", kind=FORUM)
    assert f"{silent}<#{staff.id}>. " in settings(bot, channel=forum, **{"footnote-channel": True})
    no_posts = Overwrite(target=bot.guild.id, deny=SEND_MESSAGES_IN_THREADS)
    bot.server.change_channel(forum, overwrites=[no_posts])
    bot.server.change_channel(staff, overwrites=[])
    assert silent + f"<#{forum.id}>. " in settings(bot)


@pytest.mark.parametrize(
    ("options", "name", "value", "said"),
    [
        ({"private": True}, "private", True, "**Answers visible only to the person who asks** · yes"),
        (
            {"sure": 20},
            "accepted_wrong",
            0.05,
            "about 5% of the answers stated as sure may be wrong; minimum for a sure answer: likely (",
        ),
        (
            {"sure": 3},
            "accepted_wrong",
            1 / 3,
            "about 33% of the answers stated as sure may be wrong; minimum for a sure answer:",
        ),
        ({"per-person": 20}, "person_daily", 20, "**Questions per person** · 20 per day"),
        ({"per-server": 500}, "server_daily", 500, "**Questions in this server** · 500 per day"),
    ],
)
def test_what_is_given_is_stored_and_shown(
    bot: LoopbackBot, options: dict[str, Any], name: str, value: Any, said: str
) -> None:
    assert said in settings(bot, **options)
    assert getattr(holds(bot), name) == value
    assert said in settings(bot)


def test_a_channel_has_its_own_and_otherwise_the_server_s(bot: LoopbackBot) -> None:
    settings(bot, **{"per-person": 20, "private": True})
    text = settings(bot, channel=bot.channel, **{"per-person": 5})
    assert text.splitlines()[0] == f"### Settings of <#{bot.channel.id}>"
    assert "**Questions per person** · 5 per day\n" in text
    assert "**Answers visible only to the person who asks** · yes (same as in the server)" in text
    assert (holds(bot).person_daily, holds(bot, int(bot.channel.id)).person_daily) == (20, 5)


def test_a_footnote_channel_works_by_mention_without_the_intent_and_that_is_said(bot: LoopbackBot) -> None:
    forum = bot.server.add_channel(bot.guild, "help", kind=FORUM)
    text = settings(bot, channel=forum, **{"footnote-channel": True})
    assert f"**Footnote channels** · <#{forum.id}>" in text
    assert "In its channels Footnote answers only when it is mentioned, because it may not read other messages." in text
    assert settings(bot, **{"footnote-channel": True}).splitlines()[1] == (
        f"**Footnote channels** · <#{bot.channel.id}> <#{forum.id}>"
    )
    assert holds(bot, int(forum.id)).listens
    assert not holds(bot).listens
    text = settings(bot, channel=forum, **{"footnote-channel": False})
    assert text.splitlines()[1] == "**Footnote channels** · none: Footnote answers commands and mentions"


@pytest.mark.parametrize("reads_messages", [True])
def test_with_the_intent_nothing_is_said_about_mentions(bot: LoopbackBot) -> None:
    text = settings(bot, **{"footnote-channel": True})
    assert f"**Footnote channels** · <#{bot.channel.id}>" in text
    assert "when it is mentioned" not in text


def test_roles_are_chosen_one_by_option_and_several_in_the_card(started: Start) -> None:
    bot = started()
    members, guests = (bot.server.add_role(bot.guild, name) for name in ("members", "guests"))
    shown = bot.slash("settings", by=bot.keeper, who=members)
    assert f"**Who may ask** · <@&{members.id}>" in shown.text
    bot = started()
    picker = "settings.askers:0"
    assert [(str(it["id"]), it["type"]) for it in shown.find(picker)["default_values"]] == [(members.id, "role")]
    both = bot.press(shown, picker, by=bot.keeper, values=(members.id, guests.id))
    assert f"<@&{members.id}> <@&{guests.id}>" in both.text
    assert holds(bot).roles == (int(members.id), int(guests.id))
    assert "**Who may ask** · everyone" in bot.press(both, picker, by=bot.keeper, values=()).text
    assert holds(bot).roles == ()


def test_the_role_of_everyone_is_everyone(bot: LoopbackBot) -> None:
    members = bot.server.add_role(bot.guild, "members")
    everyone = bot.server.state.roles[bot.guild.id]
    settings(bot, who=members)
    assert "**Who may ask** · everyone" in settings(bot, who=everyone)


def test_settings_are_taken_back(bot: LoopbackBot) -> None:
    settings(bot, **{"per-person": 20})
    shown = bot.slash("settings", by=bot.keeper, channel=bot.channel, private=True, **{"per-person": 5})
    text = bot.press(shown, "Reset to defaults", by=bot.keeper).text
    assert "**Questions per person** · 20 per day (same as in the server)" in text
    bot.press(bot.slash("settings", by=bot.keeper), "Reset to defaults", by=bot.keeper)
    assert holds(bot) == Preferences()


@pytest.mark.parametrize("code", ["de", "es", "fr"])
def test_the_language_of_the_server_s_choice_is_spoken_to_everybody(bot: LoopbackBot, code: str) -> None:
    say = LANGUAGES[code]
    text = settings(bot, language=code)
    assert text.splitlines()[0] == f"### {say.settings.server}"
    assert say.name in text
    add = bot.slash("articles").text
    assert add.startswith(say.empty_library.partition("{")[0])


def test_how_sure_is_told_as_what_it_has_meant_here(stocked_bot: LoopbackBot) -> None:
    services, library = stocked_bot.services, f"guild-{stocked_bot.guild.id}"
    place = Place(server=int(stocked_bot.guild.id), channel=int(stocked_bot.channel.id))
    found = services.footnote.examine("How many otters did the camera near the weir count?", library=library)
    assert isinstance(found.reply, Answer)
    stored_answers = [services.ledger.answers.keep(found, place=place, asker=1, library=library) for _ in range(4)]
    for number, stored_answer in enumerate(stored_answers):
        assert services.ledger.feedback.give(stored_answer.id, place=place, person=1, helpful=number > 0)
    services.ledger.preferences.change(place, channel=False, threshold=0.01)
    assert "**How sure an answer must be** · very unlikely (1%); so far 75% of 4 rated" in settings(stocked_bot)
    services.ledger.preferences.change(place, channel=False, accepted_wrong=0.0)
    assert "not enough ratings yet" in settings(stocked_bot)


def test_a_confidence_that_was_set_before_shares_were_still_holds_until_a_share_is_chosen(bot: LoopbackBot) -> None:
    where = Place(server=int(bot.guild.id), channel=int(bot.channel.id))
    bot.services.ledger.preferences.change(where, channel=True, threshold=0.7)
    assert "**How sure an answer must be** · likely (70%); not enough" in settings(bot, channel=bot.channel)
    assert "(same as in the server)" not in settings(bot, channel=bot.channel).splitlines()[4]
    assert "about 20% of the answers stated as sure may be wrong" in settings(bot, channel=bot.channel, sure=5)
    assert holds(bot, where.channel) == Preferences(accepted_wrong=0.2)


def test_what_one_server_wants_holds_in_no_other(bot: LoopbackBot) -> None:
    _, channel, keeper, _ = bot.elsewhere()
    settings(bot, private=True, **{"per-person": 7})
    text = bot.slash("settings", by=keeper, at=channel).text
    assert "7 per day" not in text
    assert "**Answers visible only to the person who asks** · no" in text
