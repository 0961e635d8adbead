"""The parts of a feature of the bot, and how it is added to the client."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import discord
from discord import app_commands, ui

from bot.discord.connection.client import FootnoteClient, Interaction
from bot.discord.core.forms import FormHandler, dispatch_form
from bot.discord.core.refusals import Refused
from bot.discord.core.responder import Responder

_log = logging.getLogger("footnote.discord")

AppCommand: TypeAlias = "app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu"
MessageListener: TypeAlias = Callable[[FootnoteClient, discord.Message], Awaitable[None]]
EventListener: TypeAlias = Callable[[FootnoteClient, Any], Awaitable[None]]
BackgroundTask: TypeAlias = Callable[[FootnoteClient], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A folder's contribution to the bot."""

    commands: tuple[AppCommand, ...] = ()
    items: tuple[type[ui.DynamicItem[Any]], ...] = ()  # buttons and selects that outlive a restart
    forms: tuple[FormHandler, ...] = ()
    listeners: tuple[MessageListener, ...] = ()  # of messages
    events: tuple[tuple[str, EventListener], ...] = ()  # other events, by discord.py's name
    tasks: tuple[BackgroundTask, ...] = ()  # that run as long as the bot


def install(features: Sequence[Feature], client: FootnoteClient) -> None:
    """Add the features to a client; their background tasks are started by the runner."""
    forms: list[FormHandler] = []
    for feature in features:
        for command in feature.commands:
            client.tree.add_command(command)
        for listener in feature.listeners:
            client.add_listener(_listener(listener, client), "on_message")
        for name, handler in feature.events:
            client.add_listener(_listener(handler, client), name)
        client.add_dynamic_items(*feature.items)
        forms += feature.forms

    async def take_form(interaction: Interaction) -> None:
        await dispatch_form(forms, interaction)

    items = [item for feature in features for item in feature.items]

    async def refuse_unknown(interaction: Interaction) -> None:
        await refuse_unknown_item(items, interaction)

    client.add_listener(take_form, "on_interaction")
    client.add_listener(refuse_unknown, "on_interaction")
    client.tree.error(report_command_error)


async def refuse_unknown_item(items: Sequence[type[ui.DynamicItem[Any]]], interaction: Interaction) -> None:
    """Say that a button of an earlier version is too old: discord.py would leave it without an answer."""
    if interaction.type is not discord.InteractionType.component:
        return
    data: Any = interaction.data
    if not any(item.__discord_ui_compiled_template__.fullmatch(data["custom_id"]) for item in items):
        await Responder(interaction).report(Refused("expired"))


async def report_command_error(interaction: Interaction, error: app_commands.AppCommandError) -> None:
    """Show one sentence about an error that discord.py raised before the command ran."""
    await Responder(interaction).report(error)


def _listener(listener: EventListener, client: FootnoteClient) -> Callable[[Any], Coroutine[Any, Any, None]]:
    async def listen(event: Any) -> None:
        await listener(client, event)

    return listen
