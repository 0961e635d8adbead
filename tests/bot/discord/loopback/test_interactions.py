"""Commands, choices, modals and buttons over the wire, and the deadlines that Discord sets them."""

from __future__ import annotations

import time
from typing import Any

import discord
import pytest
from discord import app_commands

from support.discord_loopback import Impossible, LoopbackTimeout
from support.discord_loopback.change_signal import POLL_SECONDS
from support.discord_loopback.channel_changes import ChannelChanges
from support.discord_loopback.client_runner import hosted
from support.discord_loopback.discord_message import Message
from support.discord_loopback.permissions import MANAGE_GUILD
from support.discord_loopback.sample_bot import Scene, SmallBot, Stage


def test_a_deferred_command_shows_its_layout_in_the_edit(scene: Scene) -> None:
    asked = scene.slash("late", question="books").wait()
    assert asked.ack_type == 5
    assert asked.ack_ms is not None
    assert asked.ack_ms < 3000
    assert asked.response is not None
    assert asked.response.text == "about books in de"
    assert asked.response.v2
    assert asked.response.custom_ids == ["vote:7"]
    assert scene.server.violations == []


def test_choices_come_while_one_types(scene: Scene) -> None:
    asked = scene.server.autocomplete(scene.channel, scene.asker, "late", focus="question", text="who").wait()
    assert len(asked.choices) == 25
    assert asked.choices[3] == {"name": "who 3", "value": "3"}


def test_a_modal_is_opened_and_handed_in(scene: Scene) -> None:
    opened = scene.slash("form").wait()
    assert opened.modal is not None
    assert opened.modal["title"] == "Why?"
    submitted = scene.server.submit_modal(opened, {"words": "it rained"}).wait()
    assert [message.text for message in submitted.messages] == ["because it rained"]


def test_a_modal_takes_only_what_discords_client_would_let_through(scene: Scene) -> None:
    opened = scene.slash("form").wait()
    with pytest.raises(Impossible, match="required"):
        scene.server.submit_modal(opened, {})
    with pytest.raises(Impossible, match="0 to 50"):
        scene.server.submit_modal(opened, {"words": "x" * 51})


def test_a_button_on_a_message_from_before_a_restart_still_answers(staged: Stage) -> None:
    scene = staged()
    answer = scene.slash("late", question="books").wait().response
    assert answer is not None
    scene.run(scene.bot.close())
    with hosted(scene.server, SmallBot()):
        pressed = scene.server.press(answer, "Vote 7", scene.asker).wait()
    assert [message.text for message in pressed.messages] == ["voted 7"]
    assert pressed.messages[0].ephemeral


def test_a_button_updates_its_message_or_defers_and_follows_up(scene: Scene) -> None:
    answer = scene.slash("late", question="closing").wait().response
    assert answer is not None
    updated = scene.server.press(answer, "Vote 0", scene.asker).wait()
    assert updated.response is answer
    assert (answer.text, answer.custom_ids, answer.versions) == ("closed", ["vote:1"], ["about closing in de"])
    followed = scene.server.press(answer, "Vote 1", scene.asker).wait()
    assert (followed.ack_type, [followup.text for followup in followed.interaction.followups]) == (6, ["later"])
    assert scene.server.violations == []


def test_a_change_is_not_seen_before_it_is_made(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    edit = ChannelChanges.edit

    def edit_slowly(self: ChannelChanges, *facts: Any, **named: Any) -> Message:
        time.sleep(5 * POLL_SECONDS)
        return edit(self, *facts, **named)

    monkeypatch.setattr(ChannelChanges, "edit", edit_slowly)
    answer = scene.slash("late", question="closing").wait().response
    assert answer is not None
    assert answer.text == "about closing in de"
    scene.server.press(answer, "Vote 0", scene.asker).wait()
    assert answer.text == "closed"


def test_files_arrive_by_option_and_by_form(scene: Scene) -> None:
    file = scene.server.add_file("a.txt", b"the words")
    interaction = scene.server.slash(scene.channel, scene.asker, "library add", {"file": file}).wait()
    assert interaction.messages[0].text == "the words"
    opened = scene.server.slash(scene.channel, scene.asker, "library add").wait()
    with pytest.raises(Impossible, match=r"offers \['news'\]"):
        scene.server.submit_modal(opened, {"kind": "rumour", "file": file})
    submitted = scene.server.submit_modal(opened, {"kind": "news", "file": file}).wait()
    assert submitted.messages[0].text == "news: the words"


def test_what_cannot_be_pressed_raises_in_the_test(scene: Scene) -> None:
    answer = scene.slash("late", question="books").wait().response
    assert answer is not None
    with pytest.raises(LookupError, match=r"no button or select 'Vote 8'"):
        scene.server.press(answer, "Vote 8", scene.asker)
    hidden = scene.server.press(answer, "vote:7", scene.asker).wait().messages[0]
    other = scene.server.add_member(scene.guild, "bob").user
    with pytest.raises(Impossible, match="does not see"):
        scene.server.press(hidden, "vote:7", other)


def test_a_message_command_brings_the_words_of_the_message(scene: Scene) -> None:
    said = scene.server.user_says(scene.channel, scene.asker, "private words")
    asked = scene.server.message_command(said.message, scene.asker, "Repeat").wait()
    assert asked.messages[0].text == "private words"


def test_a_command_is_offered_by_permission_and_context(scene: Scene) -> None:
    with pytest.raises(Impossible, match="needs the permissions"):
        scene.slash("admin")
    with pytest.raises(Impossible, match="context 1"):
        scene.server.slash(scene.server.dm(scene.asker), scene.asker, "admin")
    keeper = scene.server.add_member(scene.guild, "keeper", permissions=MANAGE_GUILD).user
    assert scene.server.slash(scene.channel, keeper, "admin").wait().messages[0].ephemeral


def test_a_user_install_works_where_the_bot_is_not(scene: Scene) -> None:
    owners: list[tuple[bool, bool, Any]] = []

    @scene.bot.tree.command(name="here", description="Where am I?")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def here(interaction: discord.Interaction) -> None:
        installed = interaction.is_user_integration(), interaction.is_guild_integration()
        owners.append((*installed, interaction.context.private_channel))
        await interaction.response.send_message("here")

    scene.run(scene.bot.tree.sync())
    elsewhere = scene.server.add_guild("Elsewhere", installed=False)
    channel = scene.server.add_channel(elsewhere, "hall")
    scene.server.add_member(elsewhere, scene.asker)
    friends = scene.server.add_private_channel(scene.asker, scene.server.add_user("bob"))
    for place in (channel, friends, scene.channel):
        scene.server.slash(place, scene.asker, "here").wait()
    assert owners == [(True, False, False), (True, False, True), (False, True, False)]
    assert scene.server.violations == []


def test_an_acknowledgement_after_the_deadline_is_refused(staged: Stage) -> None:
    scene = staged(ack_seconds=0.1)
    asked = scene.slash("sleep", seconds=250)
    scene.server.wait_until(lambda: bool(scene.bot.errors))
    assert asked.codes == [10062]
    assert isinstance(scene.bot.errors[0], discord.NotFound)
    assert asked.ack_ms is None
    with pytest.raises(LoopbackTimeout, match="not acknowledged"):
        asked.wait(0.05)


def test_a_second_acknowledgement_is_refused(scene: Scene) -> None:
    asked = scene.slash("say", text="once").wait()
    path = f"/interactions/{asked.interaction.id}/{asked.interaction.token}/callback"
    with pytest.raises(discord.HTTPException, match="40060"):
        scene.run(scene.bot.http.request(discord.http.Route("POST", path), json={"type": 5}))


def test_a_token_expires_after_fifteen_minutes(scene: Scene) -> None:
    asked = scene.slash("say", text="once").wait()
    path = f"/webhooks/{scene.bot.application_id}/{asked.interaction.token}/messages/@original"
    edit: Any = {"content": "twice", "allowed_mentions": {"parse": []}}
    scene.run(scene.bot.http.request(discord.http.Route("PATCH", path), json=edit))
    scene.server.advance(901)
    with pytest.raises(discord.HTTPException, match="50027"):
        scene.run(scene.bot.http.request(discord.http.Route("PATCH", path), json=edit))
    assert asked.response is not None
    assert (asked.response.text, asked.response.versions) == ("twice", ["once"])
