"""What Discord is told about the commands, and when."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from bot.discord.connection import command_sync
from bot.discord.footnote_bot import FootnoteBot
from bot.store import Ledger

PUT = "PUT /applications/*/commands"


def test_commands_are_told_in_every_language_with_where_they_work(scene: Any) -> None:
    (request,) = scene.server.requests(PUT)
    ask = next(command for command in request.body if command["name"] == "ask")
    assert ask["name_localizations"]["de"] == "frag"
    assert ask["name_localizations"]["es-419"] == "preguntar"
    assert ask["description_localizations"]["en-US"] == ask["description"]
    assert (sorted(ask["integration_types"]), sorted(ask["contexts"])) == ([0, 1], [0, 1, 2])
    assert ask["options"][0]["autocomplete"]


def test_they_are_told_again_only_when_they_changed(scene: Any) -> None:
    @app_commands.command(name="new", description="Something new")
    async def new(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("new")

    assert not scene.run(command_sync.sync_commands(scene.bot))
    scene.bot.tree.add_command(new)
    assert scene.run(command_sync.sync_commands(scene.bot))
    assert not scene.run(command_sync.sync_commands(scene.bot))
    assert len(scene.server.requests(PUT)) == 2


def test_a_hundred_restarts_create_no_command(scene: Any) -> None:
    """Each with a ledger of its own on the same file, as far as logging in goes: that is where commands are told."""
    server, services = scene.server, scene.bot.services
    created = server.commands.created

    async def start_often() -> None:
        for _ in range(100):
            with Ledger(Path(scene.ledger.where), settings=scene.config.ledger) as ledger:
                bot = FootnoteBot(replace(services, ledger=ledger))
                async with bot:
                    await bot.login(server.token)
                    assert len(bot.tree.get_commands()) > 5

    asyncio.run(start_often())
    assert len(server.requests("GET /users/@me")) == 101
    assert server.commands.created == created == len(server.requests(PUT)[0].body)
    assert len(server.requests(PUT)) == 1
    assert not server.requests("POST /applications/*/commands")


def test_a_refusal_keeps_the_old_commands_and_is_tried_again(scene: Any) -> None:
    scene.bot.tree.remove_command("ask")
    scene.server.fail_next(PUT, 403, body={"code": 50001, "message": "Missing Access"})
    assert not scene.run(command_sync.sync_commands(scene.bot))
    assert scene.run(command_sync.sync_commands(scene.bot))
