"""Sends Discord the definitions of the commands, and only when they changed since they were sent last."""

from __future__ import annotations

import hashlib
import json
import logging
from functools import partial

import discord

from bot.discord.core.client import FootnoteClient
from bot.discord.core.retries import CONNECTION_ERRORS

_log = logging.getLogger("footnote.discord")

_KINDS = (discord.AppCommandType.chat_input, discord.AppCommandType.message, discord.AppCommandType.user)


async def sync_commands(client: FootnoteClient) -> bool:
    """Send the commands if their definitions changed since they were sent last, and return whether they were sent.

    Discord allows 200 new commands a day. Where sending fails, the earlier definitions stay and the next start tries
    again.
    """
    services, name = client.services, f"commands of {client.application_id}"
    digest = await _digest(client)
    if await services.read_ledger(partial(services.ledger.facts.get, name)) == digest:
        return False
    try:
        await client.tree.sync()
    except (discord.HTTPException, *CONNECTION_ERRORS) as error:
        _log.error("Discord did not accept the commands (%s); the earlier definitions stay", error)
        return False
    await services.use_ledger(partial(services.ledger.facts.put, name, digest))
    _log.info("the commands were sent to Discord")
    return True


async def _digest(client: FootnoteClient) -> str:
    """A hash of all that Discord is sent about the commands."""
    tree, translator = client.tree, client.tree.translator
    commands = [command for kind in _KINDS for command in tree.get_commands(type=kind)]
    payload = [
        await command.get_translated_payload(tree, translator) if translator else command.to_dict(tree)
        for command in commands
    ]
    payload.sort(key=lambda definition: (definition.get("type", 1), definition["name"]))
    return hashlib.sha256(json.dumps(payload, sort_keys=True, default=str).encode()).hexdigest()
