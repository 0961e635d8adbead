"""Sends Discord the definitions of the commands, and only when they changed since they were sent last."""

from __future__ import annotations

import hashlib
import json
import logging
from functools import partial

import discord

from bot.discord.connection.client import FootnoteClient
from bot.discord.connection.process_locks import hold_lock
from bot.discord.connection.retries import CONNECTION_ERRORS

_log = logging.getLogger("footnote.discord")

LOCK_SECONDS = 60.0  # that another process may take to send the commands; Discord answers in a few
_KINDS = (discord.AppCommandType.chat_input, discord.AppCommandType.message, discord.AppCommandType.user)


async def sync_commands(client: FootnoteClient) -> bool:
    """Send the commands if their definitions changed since they were sent last, and return whether they were sent.

    Discord allows 200 new commands a day. Where sending fails, the earlier definitions stay and the next start tries
    again. Of processes that start at once one sends, and the others wait until it has.
    """
    async with hold_lock(client.services, "commands", seconds=LOCK_SECONDS) as held:
        if not held:
            _log.warning("the commands were not compared: another process sends them, or the ledger is out of reach")
            return False
        return await _sync(client)


async def _sync(client: FootnoteClient) -> bool:
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
    """Return a hash of all that Discord is sent about the commands."""
    tree, translator = client.tree, client.tree.translator
    commands = [command for kind in _KINDS for command in tree.get_commands(type=kind)]
    payload = [
        await command.get_translated_payload(tree, translator) if translator else command.to_dict(tree)
        for command in commands
    ]
    payload.sort(key=lambda definition: (definition.get("type", 1), definition["name"]))
    return hashlib.sha256(json.dumps(payload, sort_keys=True, default=str).encode()).hexdigest()
