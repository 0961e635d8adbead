"""Carries out what a command or a button asks for: acknowledged first, then shown, or refused in one plain sentence."""

from __future__ import annotations

import io
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import aiohttp
import discord
from discord import ui

from bot.discord.ask import replies
from bot.discord.core import error_replies
from bot.discord.core.context import (
    Interaction,
    Services,
    acknowledged,
    acknowledged_update,
    library_of,
    phrases_for,
    place_of,
)
from bot.discord.core.error_replies import Refused
from bot.discord.ui import escaping, note_cards
from bot.discord.ui.card_parts import TITLE
from bot.i18n import Phrases
from bot.store import Place, Preferences
from retrieval import ArticleUnknown

_log = logging.getLogger("footnote.discord")


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One thing that somebody asks for, and where."""

    interaction: Interaction
    services: Services
    library: str
    place: Place
    holds: Preferences
    say: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """A message with a picture, which its view shows by the name."""

    view: ui.LayoutView
    name: str
    picture: bytes


Made: TypeAlias = "ui.LayoutView | Pictured"
Work: TypeAlias = Callable[[Errand], Awaitable[Made]]


async def attend(interaction: Interaction, work: Work, *, updates: bool = False, reads: bool = False) -> None:
    """Does the work and shows what it gives to the asker alone.

    Args:
        interaction: of a command, a button or a form.
        work: makes the message.
        updates: the message takes the place of the one that the button is on.
        reads: it shows what the articles say, which is for those who may ask.
    """
    try:
        await (acknowledged_update(interaction) if updates else acknowledged(interaction, private=True))
        await _delivered(interaction, await work(await _begun(interaction, reads=reads)))
    except ArticleUnknown as error:
        name = escaping.plain(error.where, limit=TITLE)
        unknown = phrases_for(interaction).library.no_article.format(title=name)
        await error_replies.shown(interaction, note_cards.note(unknown))
    except aiohttp.ClientError as error:
        _log.warning("the connection to Discord broke in the middle of an answer: %s", type(error).__name__)
    except Exception as error:  # noqa: BLE001  discord.py would only log it, and the asker wait
        await error_replies.tell(interaction, error)


async def _delivered(interaction: Interaction, made: Made) -> None:
    if isinstance(made, Pictured):
        file = discord.File(io.BytesIO(made.picture), filename=made.name)
        await interaction.edit_original_response(view=made.view, attachments=[file])
        return
    view = made
    try:
        await interaction.edit_original_response(view=view)
    except discord.HTTPException as error:
        if not error_replies.over(error):
            raise
        await interaction.user.send(view=view)  # an addition may take longer


async def may_read(interaction: Interaction) -> bool:
    """Whether the asker may see what the articles say here: whoever may ask may."""
    services = interaction.client.services
    return _entitled(interaction, await services.noted(partial(services.ledger.places.of, place_of(interaction))))


async def _begun(interaction: Interaction, *, reads: bool) -> Errand:
    services, place = interaction.client.services, place_of(interaction)
    holds = await services.noted(partial(services.ledger.places.of, place))
    if reads and not _entitled(interaction, holds):
        raise Refused("not_allowed")
    return Errand(
        interaction=interaction,
        services=services,
        library=library_of(interaction),
        place=place,
        holds=holds,
        say=phrases_for(interaction, holds),
    )


def _entitled(interaction: Interaction, holds: Preferences) -> bool:
    asker = replies.asked(interaction, "")
    return replies.may_ask(holds, roles=asker.roles, manages=asker.manages)
