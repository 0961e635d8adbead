"""The application commands that the bot registered, and how many of them were ever created."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from support.discord_loopback.command_rules import CHAT_INPUT
from support.discord_loopback.error_responses import unknown
from support.discord_loopback.json_types import Json
from support.discord_loopback.snowflakes import Snowflakes


class Commands:
    """Commands by scope: a server's id, or None for global ones.

    `created` counts what Discord counts against 200 a day: commands that did not exist under their name and type.
    """

    def __init__(self, app_id: str, new_id: Snowflakes) -> None:
        self.created = 0
        self._app_id = app_id
        self._new_id = new_id
        self._scopes: dict[str | None, dict[str, Json]] = {}

    def listed(self, scope: str | None) -> list[Json]:
        """Return the commands of one scope."""
        return list(self._scopes.get(scope, {}).values())

    def overwrite(self, scope: str | None, bodies: Sequence[Json] | None) -> list[Json]:
        """Make the scope hold exactly these; those that keep their name and type keep their id."""
        before = {_key(command): command for command in self.listed(scope)}
        after = [self._made(scope, body, before.get(_key(body))) for body in bodies or []]
        self._scopes[scope] = {command["id"]: command for command in after}
        return after

    def add(self, scope: str | None, body: Json) -> Json:
        """Create one, or replace the one of its name and type."""
        before = {_key(command): command for command in self.listed(scope)}
        command = self._made(scope, body, before.get(_key(body)))
        self._scopes.setdefault(scope, {})[command["id"]] = command
        return command

    def get(self, scope: str | None, command_id: str) -> Json:
        """Return one command by id."""
        try:
            return self._scopes[scope][command_id]
        except KeyError:
            raise unknown("application command") from None

    def change(self, scope: str | None, command_id: str, body: Json) -> Json:
        """Change what the body names."""
        command = self._made(scope, self.get(scope, command_id) | body, self.get(scope, command_id))
        self._scopes[scope][command_id] = command
        return command

    def drop(self, scope: str | None, command_id: str) -> None:
        """Delete one."""
        self.get(scope, command_id)
        del self._scopes[scope][command_id]

    def named(self, guild_id: str | None, kind: int, name: str) -> Json:
        """Find the command of this type and name for a user in this place: the server's own before a global one.

        Raises:
            LookupError: there is none; the message names those there are.
        """
        offered = [*(self.listed(guild_id) if guild_id else []), *self.listed(None)]
        of_kind = [command for command in offered if command["type"] == kind]
        for command in of_kind:
            if command["name"] == name:
                return command
        names = [command["name"] for command in of_kind]
        message = f"no command {name!r} of type {kind} is registered; there are {names}"
        raise LookupError(message)

    def _made(self, scope: str | None, body: Json, before: Json | None) -> Json:
        if before is None:
            self.created += 1
        fields: dict[str, Any] = {key: value for key, value in body.items() if value is not None}
        if "default_member_permissions" in fields:  # taken as a number too, and given back as a string
            fields["default_member_permissions"] = str(fields["default_member_permissions"])
        defaults: Json = {
            "type": CHAT_INPUT,
            "description": "",
            "default_member_permissions": None,
            "integration_types": [0],
            "contexts": None,
            "options": [],
            "nsfw": False,
        }
        fixed: Json = {
            "id": before["id"] if before else self._new_id(),
            "application_id": self._app_id,
            "version": self._new_id(),
        }
        return defaults | fields | fixed | ({} if scope is None else {"guild_id": scope})


def _key(command: Json) -> tuple[int, str]:
    return command.get("type", CHAT_INPUT), command["name"]
