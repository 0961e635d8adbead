"""What a session hears first: READY, then every server of its shard."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from support.discord_loopback.channel_changes import ChannelChanges
from support.discord_loopback.discord_records import Channel, Guild
from support.discord_loopback.gateway_intents import MEMBERS
from support.discord_loopback.gateway_sessions import Session
from support.discord_loopback.json_types import Json
from support.discord_loopback.server_state import ServerState


class SessionOpening:
    """Writes READY, GUILD_CREATE and the answer to a request for members.

    Args:
        state: who and what there is.
        posting: writes channels.
        application: gives the application object.
        gateway_url: gives the address to resume at.
    """

    def __init__(
        self,
        state: ServerState,
        posting: ChannelChanges,
        application: Callable[[], Json],
        gateway_url: Callable[[], str],
    ) -> None:
        self._state = state
        self._posting = posting
        self._application = application
        self._gateway_url = gateway_url

    def events(self, session: Session) -> Iterator[tuple[str, Json]]:
        """Return READY and the servers that follow it."""
        guilds = [guild for guild in self._state.guilds.values() if guild.installed and session.hears(guild.id)]
        application = self._application()
        ready: Json = {
            "v": 10,
            "user": self._state.bot.to_json(),
            "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self._gateway_url(),
            "application": {"id": application["id"], "flags": application["flags"]},
            "private_channels": [],
        }
        yield "READY", ready | ({"shard": [session.shard, session.shards]} if session.sharded else {})
        for guild in guilds:
            yield "GUILD_CREATE", self.guild(guild, session.intents)

    def guild(self, guild: Guild, intents: int) -> Json:
        """Return a server as GUILD_CREATE tells it; without the members intent the bot sees no member but itself."""
        listed = self._state.members_of(guild.id)
        seen = listed if intents & MEMBERS else [member for member in listed if member.user == self._state.bot]
        channels = self._state.channels_of(guild.id)
        threads = self._state.channels_of(guild.id, threads=True)
        empty = "voice_states presences stage_instances guild_scheduled_events soundboard_sounds activity_instances"
        return (
            guild.to_json(self._state.roles_of(guild.id))
            | {key: [] for key in empty.split()}
            | {
                "joined_at": self._state.members[guild.id, self._state.bot.id].joined,
                "large": False,
                "unavailable": False,
                "member_count": len(listed),
                "members": [member.to_json() for member in seen],
                "channels": [self._posting.channel_json(channel) for channel in channels],
                "threads": [self._posting.channel_json(thread) for thread in threads if not _archived(thread)],
            }
        )

    def members(self, asked: Json) -> Json:
        """Return the answer to a request for members, in one chunk."""
        guild_id = str(asked["guild_id"])
        start = (asked.get("query") or "").lower()
        wanted = {str(number) for number in asked.get("user_ids") or []}
        listed = self._state.members_of(guild_id)
        found = [member for member in listed if member.user.name.lower().startswith(start) or member.user.id in wanted]
        chosen = [member for member in found if not wanted or member.user.id in wanted]
        chunk: Json = {"guild_id": guild_id, "members": [member.to_json() for member in chosen]}
        chunk |= {"chunk_index": 0, "chunk_count": 1, "not_found": []}
        return chunk | ({"nonce": asked["nonce"]} if asked.get("nonce") else {})


def _archived(thread: Channel) -> bool:
    return thread.thread is not None and thread.thread.archived
