"""Messages between people and the bot: who reads what, who may do what, and what becomes of it."""

from __future__ import annotations

import io
import time
from typing import Any

import discord
import pytest

from support.discord_loopback import FORUM, LoopbackDiscord, Message
from support.discord_loopback.client_runner import hosted
from support.discord_loopback.permissions import EVERYONE, SEND_MESSAGES
from support.discord_loopback.sample_bot import Scene, SmallBot, Stage


def test_a_mention_carries_its_words_and_is_answered_by_a_reply(scene: Scene) -> None:
    said = scene.server.user_says(scene.channel, scene.asker, "hello", mentions=[scene.server.state.bot]).wait()
    assert said.response is not None
    assert said.response.text == "you said hello"
    assert said.response.mentions == []
    assert said.ack_ms is not None


def test_words_are_blanked_but_where_discord_gives_them(scene: Scene) -> None:
    server, bot = scene.server, scene.server.state.bot
    normal = server.user_says(scene.channel, scene.asker, "first", mentions=[bot]).wait().response
    response = scene.slash("say", text="from a command").wait().response
    texts: list[tuple[str, Message | None, bool]] = [
        ("nobody asked", None, False),
        ("pinged reply", normal, True),
        ("silent reply", normal, False),
        ("reply to a response", response, True),
    ]
    for text, answered, ping in texts:
        server.user_says(scene.channel, scene.asker, text, reply_to=answered, ping=ping)
    server.user_says(server.dm(scene.asker), scene.asker, "in private")
    server.wait_until(lambda: len(scene.bot.heard) == 6)
    assert [message.content for message in scene.bot.heard[1:]] == ["", "pinged reply", "", "", "in private"]
    written = [message.text for message in server.transcript(scene.channel) if message.author == scene.asker]
    assert written[1:] == [text for text, *_ in texts]


def test_words_are_there_with_the_intent(staged: Stage) -> None:
    intents = discord.Intents(guilds=True, guild_messages=True, message_content=True)
    scene = staged(SmallBot(intents=intents), message_content=True)
    said = scene.server.user_says(scene.channel, scene.asker, "nobody asked")
    assert said.stays_silent(0.1)
    assert [message.content for message in scene.bot.heard] == ["nobody asked"]


def test_messages_are_edited_reacted_to_threaded_listed_and_deleted(scene: Scene) -> None:
    async def life() -> list[str]:
        sent = await scene.room().send("one", file=discord.File(io.BytesIO(b"contents"), "a.txt"))
        await sent.edit(content="two")
        await sent.add_reaction("👍")
        thread = await sent.create_thread(name="more")
        async with thread.typing():
            await thread.send("inside")
        fetched = await scene.room().fetch_message(sent.id)
        listed = [message.content async for message in scene.room().history(limit=5)]
        await sent.delete()
        attached = fetched.attachments[0]
        data = await attached.read()
        return [fetched.content, str(fetched.reactions[0].emoji), attached.filename, data.decode(), *listed]

    assert scene.run(life()) == ["two", "👍", "a.txt", "contents", "two"]
    message = scene.server.transcript(scene.channel)[0]
    assert (message.deleted, message.versions) == (True, ["one"])
    thread = scene.server.state.channels[message.id]
    assert [entry.text for entry in scene.server.transcript(thread)] == ["inside"]
    assert scene.server.violations == []


def test_a_direct_message_is_opened_and_written(scene: Scene) -> None:
    async def write() -> None:
        user = await scene.bot.fetch_user(int(scene.asker.id))
        await user.send("psst")

    scene.run(write())
    assert [message.text for message in scene.server.transcript(scene.server.dm(scene.asker))] == ["psst"]


def test_the_bot_may_do_only_what_its_permissions_allow(scene: Scene) -> None:
    quiet = scene.server.add_guild("Quiet", everyone=EVERYONE & ~SEND_MESSAGES, bot_permissions=0)
    channel = scene.server.add_channel(quiet, "read-only")
    scene.server.wait_until(lambda: scene.bot.get_channel(int(channel.id)) is not None)
    room: Any = scene.bot.get_channel(int(channel.id))
    with pytest.raises(discord.Forbidden, match="50013"):
        scene.run(room.send("hello"))


def test_a_forum_post_is_answered_inside_and_a_closed_thread_is_not_edited(scene: Scene) -> None:
    forum = scene.server.add_channel(scene.guild, "help", kind=FORUM)
    thread = scene.server.opens_thread(forum, scene.asker, "a question")
    said = scene.server.user_says(thread, scene.asker, "hello", mentions=[scene.server.state.bot]).wait()
    assert [message.channel_id for message in said.messages] == [thread.id]
    scene.server.archive(thread, locked=True)
    room: Any = scene.bot.get_partial_messageable(int(thread.id))
    with pytest.raises(discord.HTTPException, match="50083"):
        scene.run(room.send("too late"))


def test_people_edit_react_and_delete_and_the_bot_hears_of_it() -> None:
    events: list[Any] = []

    class Listening(SmallBot):
        async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
            events.append(event.message.content)

        async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
            events.append(str(event.emoji))

        async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
            events.append(event.message_id)

    intents = discord.Intents(guilds=True, guild_messages=True, guild_reactions=True)
    with LoopbackDiscord() as server:
        guild = server.add_guild("Library")
        channel, ada = server.add_channel(guild, "general"), server.add_member(guild, "ada").user
        with hosted(server, Listening(intents=intents)):
            message = server.user_says(channel, ada, "one").message
            server.edit_says(message, "two")
            server.reacts(message, ada, "👍")
            server.deletes(message)
            server.wait_until(lambda: events == ["", "👍", int(message.id)], what="the three events")


def test_members_are_told_of_to_a_bot_with_the_intent(staged: Stage) -> None:
    scene = staged(SmallBot(intents=discord.Intents(guilds=True, members=True)), members=True)
    names = {member.name for member in scene.bot.guilds[0].members}
    assert names == {"Footnote", "ada", "owner of Library"}
    scene.server.add_member(scene.guild, "bob")
    scene.server.wait_until(lambda: len(scene.bot.guilds[0].members) == 4)
    scene.server.remove_guild(scene.guild)
    scene.server.wait_until(lambda: not scene.bot.guilds)


def test_a_sent_nonce_posts_once(scene: Scene) -> None:
    scene.server.fail_next("POST /channels/*/messages", 502, applied=True)
    scene.run(scene.room().send("once"))
    assert len(scene.server.requests("POST /channels/*/messages")) == 2
    assert [message.text for message in scene.server.transcript(scene.channel)] == ["once"]


def test_two_hundred_commands_at_once_are_all_answered(scene: Scene) -> None:
    begun = time.monotonic()
    asked = [scene.slash("late", question=str(number)) for number in range(200)]
    for number, interaction in enumerate(asked):
        assert interaction.wait(20).messages[0].text == f"about {number} in de"
    assert time.monotonic() - begun < 20
    assert scene.server.violations == []
