"""What tests of reading and keeping libraries share: a bot with these features, and the people of a guild or two."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from bot import i18n
from bot.discord.connection.services import Services
from bot.discord.footnote_bot import FootnoteBot
from bot.i18n import Phrases
from retrieval.core.ingestion_records import Draft
from support.discord_loopback import Channel, Guild, LoopbackDiscord, Message, Upload, User, UserInteraction
from support.discord_loopback.permissions import MANAGE_GUILD

PATIENCE = 60.0  # seconds: a bound for a machine that does much else, not a measure


class QuickBot(FootnoteBot):
    """The bot, without the waits that only Discord's own gateway asks for."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._connection.guild_ready_timeout = 0.05

    async def before_identify_hook(self, _shard_id: int | None, *, initial: bool = False) -> None:
        """Identify again without the five seconds that discord.py waits by default."""


class LoopbackBot:
    """The server, what is in it, and the bot's services."""

    def __init__(self, server: LoopbackDiscord, services: Services) -> None:
        self.server, self.services = server, services
        self.client = QuickBot(services)  # replaced by each start
        self.guild, self.channel, self.keeper, self.reader = self._guild("Library", "en-US")

    def _guild(self, name: str, locale: str) -> tuple[Guild, Channel, User, User]:
        guild = self.server.add_guild(name)
        channel = self.server.add_channel(guild, "general")
        keeper = self.server.add_member(guild, f"keeper of {name}", permissions=MANAGE_GUILD).user
        reader = self.server.add_user(f"reader of {name}", locale=locale)
        self.server.add_member(guild, reader)
        return guild, channel, keeper, reader

    def elsewhere(self) -> tuple[Guild, Channel, User, User]:
        """Make another guild with its people."""
        return self._guild("Elsewhere", "en-US")

    def stock(self, *drafts: Draft, guild: Guild | None = None) -> None:
        """Put articles into a guild's library."""
        library = f"guild-{(guild or self.guild).id}"
        assert len(self.services.footnote.store(drafts, library=library).outcomes) == len(drafts)

    def say(self) -> Phrases:
        """Return the words of people whose client is in English."""
        return i18n.of("en-US")

    def slash(self, name: str, *, by: User | None = None, at: Channel | None = None, **options: Any) -> Message:
        """Return what a command is answered with."""
        return answer(self.server.slash(at or self.channel, by or self.reader, name, options))

    def adds(self, *files: Upload, by: User | None = None, at: Channel | None = None) -> Message:
        """Return what the addition of files ends with: of one by the option, of several by the form."""
        asking, where = by or self.keeper, at or self.channel
        if len(files) == 1:
            asked = self.server.slash(where, asking, "library add", {"file": files[0]})
        else:
            opened = self.server.slash(where, asking, "library add").wait(PATIENCE)
            asked = self.server.submit_modal(opened, {"files": files})
        return added(asked)

    def typing(
        self, name: str, focus: str, text: str, *, by: User | None = None, at: Channel | None = None
    ) -> list[Any]:
        """Return the choices while somebody types."""
        asked = self.server.autocomplete(at or self.channel, by or self.reader, name, focus=focus, text=text)
        return asked.wait(PATIENCE).choices

    def press(self, message: Message, target: str, *, by: User | None = None, values: tuple[str, ...] = ()) -> Message:
        """Return what a button or a select is answered with: a new message, or the same one changed."""
        return answer(self.server.press(message, target, by or self.reader, values=values))


def added(asked: UserInteraction) -> Message:
    """Return the message that an addition ends with."""

    def done(now: UserInteraction) -> bool:
        return now.response is not None and not now.response.text.startswith("Reading ")

    return answer(asked.wait(PATIENCE, until=done))


def answer(asked: UserInteraction) -> Message:
    """Return the message that an interaction ends with."""
    message = asked.wait(PATIENCE).response
    assert message is not None
    assert message.ephemeral
    assert message.v2
    return message


Start: TypeAlias = Callable[[], LoopbackBot]
