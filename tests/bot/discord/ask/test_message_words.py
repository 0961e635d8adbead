"""What a message names by a number is read as its readers see it: people, roles, channels, emoji, commands, times."""

from __future__ import annotations

from typing import Any

import pytest

from bot.discord.ask.message_words import spell_out
from support.discord_loopback import Channel, Overwrite
from support.discord_loopback.permissions import MANAGE_GUILD, VIEW_CHANNEL

QUESTION = "Who owns the windmill of"
UNKNOWN = "<@80351110224678912> <@&80351110224678912> <#80351110224678912>"


def test_a_command_names_channels_and_roles(scene: Any) -> None:
    role = scene.server.add_role(scene.guild, "Wardens")
    shown = scene.ask(f"{QUESTION} <@&{role.id}> in <#{scene.channel.id}>?").response
    assert shown.text.splitlines()[0] == f"**{QUESTION} \\@Wardens in \\#general?**"


def sent(scene: Any, channel: Channel) -> Any:
    """A message of the bot, as discord.py knows it."""
    return scene.run(scene.bot.get_channel(int(channel.id)).send("hello"))


def test_numbers_of_a_kept_message_are_names(scene: Any) -> None:
    role = scene.server.add_role(scene.guild, "Wardens")
    manager = scene.server.add_member(scene.guild, "keeper", permissions=MANAGE_GUILD).user
    who, where = f"<@{scene.bob.id}> and <@&{role.id}>", f"<#{scene.channel.id}>"
    said = scene.says(f"{who} say in {where}: open <t:1767297600:F> <:key:{scene.bob.id}>")
    scene.server.message_command(said.message, manager, "Keep as article").wait(30)
    kept = next(article for article in scene.footnote.articles(library=scene.library) if "Wardens" in article.title)
    article = scene.footnote.article(kept.id, library=scene.library)
    assert article.text == "@Bob and @Wardens say in #general: open 2026-01-01 20:00 UTC :key:"


def test_a_thread_is_named_by_names(scene: Any) -> None:
    first = scene.mention("When did the quarry at Tarn Hollow close?").response
    for _ in range(2):
        said = scene.says(f"{QUESTION} <@{scene.bob.id}>?", reply_to=first).wait(30)
        first = said.response or first
    channels = scene.server.state.channels.values()
    (thread,) = [channel for channel in channels if channel.parent_id == scene.channel.id]
    assert f"{QUESTION} @Bob?" in thread.name


def test_answer_this_leaves_out_the_name_of_the_bot(scene: Any) -> None:
    bot = scene.server.state.bot
    said = scene.says(f"<@{bot.id}> {QUESTION} <@{scene.bob.id}>?", user=scene.bob)
    shown = scene.server.message_command(said.message, scene.ada, "Answer this").wait(30).response
    assert shown.text.splitlines()[0] == f"**{QUESTION} \\@Bob?**"


def test_a_channel_is_named_to_those_alone_who_see_it(scene: Any) -> None:
    members = scene.server.add_role(scene.guild, "Members")
    hidden = Overwrite(target=scene.guild.id, deny=VIEW_CHANNEL)
    staff = scene.server.add_channel(scene.guild, "staff", overwrites=[hidden])
    bot = Overwrite(target=scene.server.state.bot.id, allow=VIEW_CHANNEL, member=True)
    open_to = [hidden, bot, Overwrite(target=members.id, allow=VIEW_CHANNEL)]
    gated = [scene.server.add_channel(scene.guild, name, overwrites=open_to) for name in ("lounge", "garden")]
    guest = Overwrite(target=scene.bob.id, allow=VIEW_CHANNEL, member=True)
    ticket = scene.server.add_channel(scene.guild, "ticket", overwrites=[*open_to, guest])
    at_large, at_home, at_ticket = (sent(scene, channel) for channel in (scene.channel, gated[0], ticket))
    words = " ".join(f"<#{channel.id}>" for channel in (scene.channel, staff, gated[1]))
    assert spell_out(words, at_large) == f"#general <#{staff.id}> <#{gated[1].id}>"
    assert spell_out(words, at_home) == f"#general <#{staff.id}> #garden"
    assert spell_out(words, at_ticket) == f"#general <#{staff.id}> <#{gated[1].id}>"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<t:1767297600:t> <t:1767297600:D>", "20:00 UTC 2026-01-01"),
        ("<t:1767297600:R> <t:0>", "2026-01-01 20:00 UTC 1970-01-01 00:00 UTC"),
        ("<t:9999999999999>", "<t:9999999999999>"),
        ("</library add:103735883630395392>", "/library add"),
        ("<a:wave:103735883630395392>", ":wave:"),
        (UNKNOWN, UNKNOWN),
        ("a <b> c<:d> <https://paper.example/<t>", "a <b> c<:d> <https://paper.example/<t>"),
    ],
)
def test_what_is_known_is_spelled_out_and_the_rest_stays(written: str, shown: str, scene: Any) -> None:
    assert spell_out(written, sent(scene, scene.channel)) == shown
