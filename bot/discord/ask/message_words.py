"""The words of a message, wherever they stand: written, forwarded, in embeds, or in the texts of components.

A message holds numbers where Discord's clients show names and times, such as `<#103735883630395392>`. Readers of a
quote or a list would see the number, and nobody searches for it, so they are spelled out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeAlias

import discord

from bot.discord.connection.client import FootnoteClient
from bot.discord.core.places import Incoming
from bot.discord.ui import escaping

MessagePart: TypeAlias = "discord.Message | discord.MessageSnapshot"

# Discord's documentation, `reference`: "Message Formatting".
_MARK = re.compile(
    r"<(?:@!?(?P<user>\d{15,20})|@&(?P<role>\d{15,20})|#(?P<channel>\d{15,20})|a?:(?P<emoji>\w{2,32}):\d{15,20}"
    r"|/(?P<command>[^:<>\n]{1,100}):\d{15,20}|t:(?P<seconds>-?\d{1,13})(?::(?P<style>[A-Za-z]))?)>",
    re.ASCII,
)
_TIMES = {"t": "%H:%M UTC", "T": "%H:%M UTC", "d": "%Y-%m-%d", "D": "%Y-%m-%d"}  # by the style of a time stamp
_TIME = "%Y-%m-%d %H:%M UTC"  # of all other styles


def words_of(message: discord.Message) -> str:
    """Return the words of a message, spelled out; of a forwarded one, those of the message that it forwards.

    Empty where it has none.
    """
    return spell_out(written_words(message), message)


def spell_out(words: str, incoming: Incoming) -> str:
    """Replace mentions, emoji and time stamps in the words of a message or a command by what readers see, times in UTC.

    What the bot does not know the name of stays as it is written, as does a channel that not all its readers may see.
    """

    def shown(mark: re.Match[str]) -> str:
        return _shown(mark, incoming) or mark[0]

    return _MARK.sub(shown, words)


def question_words(words: str, message: discord.Message, client: FootnoteClient) -> str:
    """Return a message's words on one line, spelled out, without the mention of the bot and of the bot's own role."""
    role = message.guild.self_role if message.guild else None
    if client.user is not None:
        words = re.sub(rf"<@!?{client.user.id}>", " ", words)
    if role is not None:
        words = words.replace(role.mention, " ")
    return spell_out(" ".join(words.split()), message)


def written_words(message: discord.Message) -> str:
    """Return the words of a message, or of the one that it forwards, as Discord writes them. Empty without any."""
    for part in parts_of(message):
        words = "\n".join(text for text in _texts(part) if escaping.has_ink(text))
        if words:
            return words
    return ""


def parts_of(message: discord.Message) -> list[MessagePart]:
    """Return a message, and those that it forwards."""
    return [message, *message.message_snapshots]


def files_of(message: discord.Message) -> list[discord.Attachment]:
    """Return the files of a message, and of those that it forwards."""
    return [file for part in parts_of(message) for file in part.attachments]


def _texts(part: MessagePart) -> Iterator[str]:
    if escaping.has_ink(part.content):
        yield part.content
        return
    for embed in part.embeds:
        yield embed.description or embed.title or ""
    yield from _displayed(part.components)


def _displayed(components: Iterable[Any]) -> Iterator[str]:
    """Yield the texts of components, in their order."""
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from _displayed(getattr(component, "children", ()))


def _shown(mark: re.Match[str], incoming: Incoming) -> str | None:
    """Return what a reader sees in place of a mark; None where that is not known."""
    guild = incoming.guild
    if mark["user"]:  # of a command's words Discord does not say whom they mention
        mentioned = incoming.mentions if isinstance(incoming, discord.Message) else ()
        person = discord.utils.get(mentioned, id=int(mark["user"]))
        return f"@{person.display_name}" if person else None
    if mark["role"]:
        role = guild.get_role(int(mark["role"])) if guild else None
        return f"@{role.name}" if role else None
    if mark["channel"]:
        return _channel(int(mark["channel"]), incoming)
    if mark["seconds"]:
        return _time(int(mark["seconds"]), mark["style"])
    return f":{mark['emoji']}:" if mark["emoji"] else f"/{mark['command']}"


def _time(seconds: int, style: str | None) -> str | None:
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime(_TIMES.get(style or "", _TIME))
    except (OverflowError, ValueError, OSError):  # beyond the years that are known here
        return None


def _channel(number: int, incoming: Incoming) -> str | None:
    """Return the name of a channel that all see who see the words: of others the name is private."""
    guild, channel = incoming.guild, incoming.channel
    named = guild.get_channel_or_thread(number) if guild else None
    here = guild.get_channel_or_thread(channel.id) if guild and channel else None
    if guild is None or named is None or here is None:
        return None
    if isinstance(named, discord.Thread) and (named.parent is None or named.is_private()):
        return None
    return f"#{named.name}" if all(named.permissions_for(role).view_channel for role in _readers(here, guild)) else None


def _readers(here: discord.abc.GuildChannel | discord.Thread, guild: discord.Guild) -> list[discord.Role]:
    """Return the roles of those who see a channel: everyone's alone where a person was let in without a role."""
    room = here.parent if isinstance(here, discord.Thread) else here
    if room is None:
        return [guild.default_role]
    people = {target.id for target in room.overwrites if not isinstance(target, discord.Role)}
    if people - {guild.me.id}:
        return [guild.default_role]
    return [role for role in guild.roles if here.permissions_for(role).view_channel] or [guild.default_role]
