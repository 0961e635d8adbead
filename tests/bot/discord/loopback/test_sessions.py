"""A bot logs in, identifies, hears of its servers and syncs its commands."""

from __future__ import annotations

import discord

from support.discord_loopback import LoopbackDiscord
from support.discord_loopback.client_runner import hosted
from support.discord_loopback.sample_bot import PLAIN_INTENTS, Scene, SmallBot


def test_a_bot_identifies_with_the_intents_it_asked_for_and_sees_its_servers(scene: Scene) -> None:
    assert [session.intents for session in scene.server.gateway.sessions] == [PLAIN_INTENTS.value]
    assert [guild.name for guild in scene.bot.guilds] == ["Library"]
    assert scene.room().permissions_for(scene.bot.guilds[0].me).send_messages
    assert scene.server.violations == []


def test_an_intent_that_the_application_lacks_ends_the_connection() -> None:
    intents = discord.Intents(guilds=True, message_content=True)
    with LoopbackDiscord() as server, hosted(server, SmallBot(intents=intents), ready=False) as running:
        assert isinstance(running.wait_end(), discord.PrivilegedIntentsRequired)


def test_a_wrong_token_is_refused_at_login() -> None:
    with LoopbackDiscord() as server:
        other = LoopbackDiscord(token="another")
        other._port = server._port
        with hosted(other, SmallBot(), ready=False) as running:
            assert isinstance(running.wait_end(), discord.LoginFailure)


def test_shards_come_from_the_gateway_endpoint_and_hear_their_own_servers() -> None:
    class Sharded(discord.AutoShardedClient):
        async def before_identify_hook(self, _shard_id: int | None, *, initial: bool = False) -> None:
            pass

    with LoopbackDiscord(shards=2) as server:
        server.add_guild("Even", shard=(0, 2))
        server.add_guild("Odd", shard=(1, 2))
        with hosted(server, Sharded(intents=PLAIN_INTENTS, guild_ready_timeout=0.05)) as running:
            server.wait_ready(shards=2)
            assert {guild.name: guild.shard_id for guild in running.client.guilds} == {"Even": 0, "Odd": 1}


def test_commands_synced_twice_are_created_once(scene: Scene) -> None:
    created = scene.server.commands.created
    scene.run(scene.bot.tree.sync())
    assert created == len(scene.bot.tree.get_commands())
    assert scene.server.commands.created == created
