"""The endpoints of the application itself: login, the gateway's address, commands, users and servers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from support.discord_loopback.channel_changes import ChannelChanges
from support.discord_loopback.command_rules import command_breaches
from support.discord_loopback.error_responses import unknown
from support.discord_loopback.gateway_intents import APP_FLAGS
from support.discord_loopback.json_types import Json
from support.discord_loopback.registered_commands import Commands
from support.discord_loopback.request_handling import Call, Route
from support.discord_loopback.server_state import ServerState

GLOBAL = "/applications/{application_id}/commands"
GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
MOST_MEMBERS = 1000


class AppRoutes:
    """Endpoints that say who the bot is, where it connects, and what it can see.

    Args:
        state: who and what there is.
        posting: writes channels.
        commands: the registered ones.
        granted: the privileged intents of the application.
        shards: how many to recommend.
        gateway_url: gives the address, once there is one.
    """

    def __init__(
        self,
        state: ServerState,
        posting: ChannelChanges,
        commands: Commands,
        *,
        granted: int,
        shards: int,
        gateway_url: Callable[[], str],
    ) -> None:
        self._state = state
        self._posting = posting
        self._commands = commands
        self._granted = granted
        self._shards = shards
        self._gateway_url = gateway_url

    def routes(self) -> list[Route]:
        """Return the endpoints, literal paths before those with a parameter in their place."""
        plain: Sequence[tuple[str, Callable[[Call], Any]]] = [
            ("/users/@me", lambda _: self._me()),
            ("/users/@me/guilds", lambda _: self._my_guilds()),
            ("/users/{user_id}", self._user),
            ("/applications/@me", lambda _: self.application()),
            ("/oauth2/applications/@me", lambda _: self.application()),
            ("/gateway", lambda _: {"url": self._gateway_url()}),
            ("/gateway/bot", lambda _: self._gateway()),
            ("/guilds/{guild_id}", self._guild),
            ("/guilds/{guild_id}/channels", self._channels),
            ("/guilds/{guild_id}/roles", self._roles),
            ("/guilds/{guild_id}/members", self._members),
            ("/guilds/{guild_id}/members/search", self._search),
            ("/guilds/{guild_id}/members/{user_id}", self._member),
            ("/guilds/{guild_id}/threads/active", self._threads),
        ]
        reading = [Route(method="GET", template=template, handler=handler) for template, handler in plain]
        return [*reading, *self._command_routes(GLOBAL), *self._command_routes(GUILD)]

    def _command_routes(self, base: str) -> list[Route]:
        path = base + "/{command_id}"
        return [
            Route(method="GET", template=base, handler=lambda call: self._commands.listed(_scope(call))),
            Route(
                method="PUT",
                template=base,
                handler=lambda call: self._commands.overwrite(_scope(call), call.body),
                breaches=lambda call: command_breaches(call.body or []),
            ),
            Route(
                method="POST",
                template=base,
                handler=lambda call: self._commands.add(_scope(call), call.body),
                breaches=lambda call: command_breaches([call.body]),
            ),
            Route(method="GET", template=path, handler=lambda call: self._commands.get(_scope(call), _command(call))),
            Route(
                method="PATCH",
                template=path,
                handler=lambda call: self._commands.change(_scope(call), _command(call), call.body),
            ),
            Route(
                method="DELETE", template=path, handler=lambda call: self._commands.drop(_scope(call), _command(call))
            ),
        ]

    def application(self) -> Json:
        """Return the application object, with the flags of its privileged intents."""
        flags = sum(flag for intent, flag in APP_FLAGS.items() if self._granted & intent)
        empty = ["icon", "type", "interactions_endpoint_url", "role_connections_verification_url", "team"]
        return dict.fromkeys(empty) | {
            "id": self._state.app_id,
            "name": self._state.bot.name,
            "description": "",
            "summary": "",
            "verify_key": "0" * 64,
            "flags": flags,
            "flags_new": str(flags),
            "redirect_uris": [],
            "owner": self._state.app_owner.to_json(),
            "bot": self._state.bot.to_json(),
            "bot_public": True,
            "bot_require_code_grant": False,
            "approximate_guild_count": len(self._state.guilds),
            "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
            "eligible_oauth2_scopes": ["bot", "applications.commands"],
        }

    def _me(self) -> Json:
        private = {"mfa_enabled": True, "locale": "en-US", "email": None, "verified": True, "premium_type": 0}
        return self._state.bot.to_json() | private

    def _my_guilds(self) -> list[Json]:
        keys = ("id", "name", "icon", "banner", "features")
        bare: Json = {"owner": False, "permissions": "0"}
        installed = [guild for guild in self._state.guilds.values() if guild.installed]
        return [bare | {key: guild.to_json([])[key] for key in keys} for guild in installed]

    def _user(self, call: Call) -> Json:
        user = self._state.users.get(call.params["user_id"])
        if user is None:
            raise unknown("User")
        return user.to_json()

    def _gateway(self) -> Json:
        limit = {"total": 1000, "remaining": 1000, "reset_after": 86_400_000, "max_concurrency": 16}
        return {"url": self._gateway_url(), "shards": self._shards, "session_start_limit": limit}

    def _guild(self, call: Call) -> Json:
        guild = self._state.guild(call.params["guild_id"])
        counts = {"approximate_member_count": len(self._state.members_of(guild.id)), "approximate_presence_count": 1}
        return guild.to_json(self._state.roles_of(guild.id)) | counts

    def _channels(self, call: Call) -> list[Json]:
        guild = self._state.guild(call.params["guild_id"])
        return [self._posting.channel_json(channel) for channel in self._state.channels_of(guild.id)]

    def _threads(self, call: Call) -> Json:
        guild = self._state.guild(call.params["guild_id"])
        threads = self._state.channels_of(guild.id, threads=True)
        return {"threads": [self._posting.channel_json(thread) for thread in threads], "members": []}

    def _roles(self, call: Call) -> list[Json]:
        guild = self._state.guild(call.params["guild_id"])
        return [role.to_json() for role in self._state.roles_of(guild.id)]

    def _members(self, call: Call) -> list[Json]:
        guild = self._state.guild(call.params["guild_id"])
        after = int(call.query.get("after", "0"))
        listed = [member for member in self._state.members_of(guild.id) if int(member.user.id) > after]
        return [member.to_json() for member in listed[: int(call.query.get("limit", "1"))]]

    def _search(self, call: Call) -> list[Json]:
        guild = self._state.guild(call.params["guild_id"])
        start = call.query.get("query", "").lower()
        found = [member for member in self._state.members_of(guild.id) if member.user.name.lower().startswith(start)]
        return [member.to_json() for member in found[:MOST_MEMBERS]]

    def _member(self, call: Call) -> Json:
        guild = self._state.guild(call.params["guild_id"])
        member = self._state.members.get((guild.id, call.params["user_id"]))
        if member is None:
            raise unknown("Member")
        return member.to_json()


def _scope(call: Call) -> str | None:
    return call.params.get("guild_id")


def _command(call: Call) -> str:
    return call.params["command_id"]
