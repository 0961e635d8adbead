"""What a test sets up: servers, channels, roles, people and files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from support.discord_loopback import permissions as may
from support.discord_loopback.discord_records import DM, GROUP, TEXT, Channel, Guild, Member, Overwrite, Role, User
from support.discord_loopback.gateway_sessions import Session
from support.discord_loopback.server_base import ServerBase
from support.discord_loopback.server_state import Upload

BOT_PERMISSIONS = may.EVERYONE | may.MANAGE_THREADS

_OF_GUILDS = 1 << 21  # in the lower half of an id: of no other kind so many are made in a millisecond


class ServerSetup(ServerBase):
    """Adds to the state. What is added while the bot is connected, the bot is told of, as far as its intents go."""

    def add_user(self, name: str, *, locale: str = "en-US", bot: bool = False) -> User:
        """Make an account, with the language of its client."""
        return self.do(lambda: self.state.add_user(name, locale=locale, bot=bot))

    def add_guild(
        self,
        name: str,
        *,
        owner: User | None = None,
        locale: str = "en-US",
        installed: bool = True,
        everyone: int = may.EVERYONE,
        bot_permissions: int = BOT_PERMISSIONS,
        shard: tuple[int, int] = (0, 1),
    ) -> Guild:
        """Make a server with a role of everyone.

        Args:
            name: of the server.
            owner: who may do everything in it; by default an account of its own.
            locale: its language.
            installed: the bot is in it; False for a place where only user installs work.
            everyone: what everybody may do.
            bot_permissions: what the bot's own role allows.
            shard: (number, of how many) that its id shall belong to.
        """
        return self.do(
            lambda: self._guild(
                Guild(
                    id=self._guild_id(*shard),
                    name=name,
                    owner=owner or self.state.add_user(f"owner of {name}"),
                    locale=locale,
                    installed=installed,
                ),
                everyone,
                bot_permissions,
            )
        )

    def _guild_id(self, shard: int, shards: int) -> str:
        milliseconds = int(self.state.new_id()) >> 22
        return str((milliseconds - milliseconds % shards + shard) << 22 | _OF_GUILDS | len(self.state.guilds))

    def _guild(self, guild: Guild, everyone: int, bot_permissions: int) -> Guild:
        self.state.guilds[guild.id] = guild
        self.state.roles[guild.id] = Role(id=guild.id, guild_id=guild.id, name="@everyone", permissions=everyone)
        self._join(guild, guild.owner, ())
        if not guild.installed:
            return guild
        own = self._role(guild, self.state.bot.name, bot_permissions, managed=True)
        self._join(guild, self.state.bot, (own,))
        for session in self.gateway.sessions:
            if session.hears(guild.id):
                self._greet(session, guild)
        return guild

    def _greet(self, session: Session, guild: Guild) -> None:
        payload = self.greeting.guild(guild, session.intents)
        del payload["unavailable"]  # by this a client tells a server that it has joined from one that is there again
        session.dispatch("GUILD_CREATE", payload)

    def invite_bot(
        self, guild: Guild, *, system_channel: Channel | None = None, permissions: int = BOT_PERMISSIONS
    ) -> Guild:
        """Let the bot join a server that it is not in.

        Args:
            guild: where.
            system_channel: the channel for Discord's own messages about the server.
            permissions: what the bot's own role allows.
        """
        return self.do(lambda: self._invite(guild, system_channel, permissions))

    def _invite(self, guild: Guild, system_channel: Channel | None, permissions: int) -> Guild:
        chosen = system_channel.id if system_channel else None
        joined = replace(self.state.guilds[guild.id], installed=True, system_channel_id=chosen)
        self.state.guilds[guild.id] = joined
        own = self._role(joined, self.state.bot.name, permissions, managed=True)
        self._join(joined, self.state.bot, (own,))
        for session in self.gateway.sessions:
            if session.hears(guild.id):
                self._greet(session, joined)
        return joined

    def remove_guild(self, guild: Guild) -> None:
        """Throw the bot out of a server."""
        self.do(lambda: self._leave(guild))

    def _leave(self, guild: Guild) -> None:
        self.state.guilds[guild.id] = replace(guild, installed=False)
        self.state.members.pop((guild.id, self.state.bot.id))
        self._publish("GUILD_DELETE", {"id": guild.id, "unavailable": False}, guild.id)

    def add_role(self, guild: Guild, name: str, permissions: int = 0) -> Role:
        """Make a role of a server."""
        return self.do(lambda: self._role(guild, name, permissions))

    def _role(self, guild: Guild, name: str, permissions: int, *, managed: bool = False) -> Role:
        position = len(self.state.roles_of(guild.id))
        role = Role(
            id=self.state.new_id(),
            guild_id=guild.id,
            name=name,
            permissions=permissions,
            position=position,
            managed=managed,
            bot_id=self.state.bot.id if managed else None,
        )
        self.state.roles[role.id] = role
        self._publish("GUILD_ROLE_CREATE", {"guild_id": guild.id, "role": role.to_json()}, guild.id)
        return role

    def add_member(self, guild: Guild, user: User | str, *, roles: Sequence[Role] = (), permissions: int = 0) -> Member:
        """Let a user join a server.

        Args:
            guild: where.
            user: an account, or the name for a new one.
            roles: the roles it gets.
            permissions: of one more role made for it, such as `permissions.MANAGE_GUILD`.
        """

        def joining() -> Member:
            account = self.state.add_user(user) if isinstance(user, str) else user
            own = [self._role(guild, account.name, permissions)] if permissions else []
            return self._join(guild, account, [*roles, *own])

        return self.do(joining)

    def _join(self, guild: Guild, user: User, roles: Sequence[Role]) -> Member:
        member = Member(user=user, guild_id=guild.id, roles=tuple(role.id for role in roles))
        self.state.members[guild.id, user.id] = member
        if guild.installed:
            self._publish("GUILD_MEMBER_ADD", member.to_json() | {"guild_id": guild.id}, guild.id)
        return member

    def add_channel(
        self, guild: Guild, name: str, *, kind: int = TEXT, overwrites: Sequence[Overwrite] = ()
    ) -> Channel:
        """Make a channel of a server: `records.TEXT`, `records.FORUM`, or another of Discord's types."""

        def adding() -> Channel:
            channel = Channel(
                id=self.state.new_id(),
                name=name,
                kind=kind,
                guild_id=guild.id,
                position=len(self.state.channels_of(guild.id)),
                overwrites=tuple(overwrites),
            )
            self.state.channels[channel.id] = channel
            if guild.installed:
                self._publish("CHANNEL_CREATE", self.posting.channel_json(channel), guild.id)
            return channel

        return self.do(adding)

    def change_channel(self, channel: Channel, *, overwrites: Sequence[Overwrite]) -> Channel:
        """Allow and deny other things in a channel from now on."""
        now = self.state.channels[channel.id]
        return self.do(lambda: self.posting.change_channel(now, overwrites=tuple(overwrites)))

    def archive(self, thread: Channel, *, locked: bool = False) -> Channel:
        """Archive a thread, as Discord does after a while; a locked one only moderators open again."""
        now = self.state.channels[thread.id]
        if now.thread is None:
            message = f"{thread.name!r} is no thread"
            raise ValueError(message)
        state = replace(now.thread, archived=True, locked=locked)
        return self.do(lambda: self.posting.change_channel(now, thread=state))

    def dm(self, user: User) -> Channel:
        """Return the DM between a user and the bot."""
        return self.do(lambda: self.posting.open_dm(user))

    def add_private_channel(self, *users: User) -> Channel:
        """Return a DM or group DM of people without the bot, where a user install works."""
        kind = DM if len(users) == 1 else GROUP

        def adding() -> Channel:
            channel = Channel(id=self.state.new_id(), name="friends", kind=kind, recipients=users, apart=True)
            self.state.channels[channel.id] = channel
            return channel

        return self.do(adding)

    def add_file(self, name: str, data: bytes, content_type: str = "text/plain") -> Upload:
        """Store a file for people to attach; its address serves the bytes."""
        return self.do(lambda: self._uploads.keep(name, data, content_type))
