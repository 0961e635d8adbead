"""What Discord's own client lets a person do: where they are, what they are offered, what they see."""

from __future__ import annotations

from support.discord_loopback import permissions as may
from support.discord_loopback.discord_message import Message
from support.discord_loopback.discord_records import Channel, User
from support.discord_loopback.input_values import Impossible
from support.discord_loopback.interaction_payloads import context_of
from support.discord_loopback.json_types import Json
from support.discord_loopback.registered_commands import Commands
from support.discord_loopback.server_state import ServerState


def demand(state: ServerState, channel: Channel, user: User, needed: int) -> Channel:
    """Return the channel as it is now, for a user who is in it and may do what is needed.

    Raises:
        Impossible: the user is not there, or may not.
    """
    now = state.channels[channel.id]
    if now.guild_id is None:
        there = user in now.recipients
    else:
        there = (now.guild_id, user.id) in state.members and bool(state.permissions(user, now) & needed)
    if not there:
        message = f"{user.name!r} cannot do that in {now.name!r}: add the user there, or allow it"
        raise Impossible(message)
    return now


def offered(state: ServerState, commands: Commands, channel: Channel, user: User, *, kind: int, name: str) -> Json:
    """Return the command that a user finds under a name in a channel.

    Raises:
        LookupError: none of that name is registered.
        Impossible: it is not offered there, or not to this user.
    """
    now = demand(state, channel, user, may.USE_APPLICATION_COMMANDS)
    command = commands.named(now.guild_id, kind, name)
    required = command["default_member_permissions"]
    if now.guild_id is not None and required is not None and int(required) & ~state.permissions(user, now):
        message = f"{name!r} is not offered to {user.name!r}: it needs the permissions {required}"
        raise Impossible(message)
    context = context_of(now)
    if command["contexts"] is not None and context not in command["contexts"]:
        message = f"{name!r} is not offered in context {context}: its contexts are {command['contexts']}"
        raise Impossible(message)
    return command


def pressed(state: ServerState, message: Message, target: str, user: User) -> Json:
    """Return the button or select that a user can press.

    Raises:
        LookupError: there is no such one, or it is disabled.
        Impossible: the user does not see the message.
    """
    if message.deleted or message.loading:
        reason = "the message is deleted, or still loading"
        raise Impossible(reason)
    if message.ephemeral and message.audience != user.id:
        reason = f"{user.name!r} does not see this ephemeral message"
        raise Impossible(reason)
    demand(state, state.channels[message.channel_id], user, may.VIEW_CHANNEL)
    return message.find(target)
