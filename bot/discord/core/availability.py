"""The places in which Discord offers a command."""

from __future__ import annotations

from typing import TypeVar

from discord import app_commands

_Command = TypeVar("_Command")


def allow_everywhere(command: _Command) -> _Command:
    """Offer a command in servers, in direct messages and to people who installed the app for themselves."""
    command = app_commands.allowed_installs(guilds=True, users=True)(command)
    return app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(command)
