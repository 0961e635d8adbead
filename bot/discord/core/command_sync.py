"""Tells Discord the commands, and only when they are others than it was told last."""

from __future__ import annotations

import hashlib
import json
import logging
from functools import partial
from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from bot.discord.core.client import FootnoteBot

_log = logging.getLogger("footnote.discord")


async def synced(bot: FootnoteBot) -> bool:
    """Sends the commands if their definitions changed since they were sent last. Whether they were sent.

    Discord allows 200 new commands a day. Where sending fails, the old ones stay and the next start tries again.
    """
    services = bot.services
    name = f"commands of {bot.application_id}"
    digest = await _digest(bot)
    if await services.noted(partial(services.ledger.facts.get, name)) == digest:
        return False
    try:
        await bot.tree.sync()
    except discord.HTTPException as error:
        _log.error("Discord did not take the commands (%s); those of before stay", error)
        return False
    await services.noted(partial(services.ledger.facts.put, name, digest))
    _log.info("Discord was told the commands")
    return True


async def _digest(bot: FootnoteBot) -> str:
    """A hash of all that Discord is told about the commands."""
    tree, translator = bot.tree, bot.tree.translator
    kinds = (
        discord.AppCommandType.chat_input,
        discord.AppCommandType.message,
        discord.AppCommandType.user,
    )
    known = [one for kind in kinds for one in tree.get_commands(type=kind)]
    payload = [await one.get_translated_payload(tree, translator) if translator else one.to_dict(tree) for one in known]
    payload.sort(key=lambda one: (one.get("type", 1), one["name"]))
    return hashlib.sha256(json.dumps(payload, sort_keys=True, default=str).encode()).hexdigest()
