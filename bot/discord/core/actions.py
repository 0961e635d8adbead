"""Runs what a command, a button or a form does: acknowledged first, then shown, or refused in one plain sentence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from typing import TypeAlias

from bot.discord.connection.client import Interaction
from bot.discord.core.context import InteractionContext, read_interaction
from bot.discord.core.pending_answers import keep_pending
from bot.discord.core.responder import WAITING, Acknowledgement, Card, Responder

FORM_SECONDS = 0.3  # for the preferences before a form is opened, which is promised within a second

Action: TypeAlias = Callable[[InteractionContext], Awaitable[Card | None]]  # None: the action has answered by itself


async def run_action(
    interaction: Interaction,
    action: Action,
    *,
    acknowledgement: Acknowledgement = Acknowledgement.PRIVATE,
    askers_only: bool = False,
    keepers_only: bool = False,
    managers_only: bool = False,
) -> None:
    """Acknowledge an interaction, run its action and show the card that the action returns.

    Whatever is raised ends in one sentence to the person.

    Args:
        interaction: of a command, a button or a form.
        action: makes the card.
        acknowledgement: how to acknowledge, which fixes who sees the card.
        askers_only: whether the action is only for those who may ask here.
        keepers_only: whether it is only for those who may change the library.
        managers_only: whether it is only for those who manage the server.
    """
    responder = Responder(interaction)
    try:
        await responder.acknowledge(acknowledgement)
        seconds = FORM_SECONDS if acknowledgement is Acknowledgement.FORM else None
        context = await read_interaction(interaction, responder, seconds=seconds)
        responder.phrases = context.phrases
        if askers_only:
            context.require_permission()
        if keepers_only:
            context.require_keeper()
        if managers_only:
            context.require_manager()
        async with keep_pending(interaction) if acknowledgement in WAITING else nullcontext():
            card = await action(context)
            if card is not None:
                await responder.show(card)
    except Exception as error:  # noqa: BLE001  discord.py would only log it, and the person would wait
        await responder.report(error)
