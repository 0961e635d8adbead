"""A small discord.py bot with one command for each thing that the server has to serve, and the scene it plays in."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from typing import Any

import discord
from discord import app_commands, ui

from support.discord_loopback.client_runner import hosted
from support.discord_loopback.discord_records import Channel, Guild, User
from support.discord_loopback.reply_watchers import UserInteraction
from support.discord_loopback.server import LoopbackDiscord

UPDATING, FOLLOWING = 0, 1
PLAIN_INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Vote(ui.DynamicItem[ui.Button[Any]], template=r"vote:(?P<number>\d+)"):
    """A button that knows all it needs from its custom id."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(ui.Button(label=f"Vote {number}", custom_id=f"vote:{number}"))

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: Any) -> Vote:
        return cls(int(match["number"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        if self.number == UPDATING:
            await interaction.response.edit_message(view=card("closed", 1))
        elif self.number == FOLLOWING:
            await interaction.response.defer()
            await interaction.followup.send("later", ephemeral=True)
        else:
            await interaction.response.send_message(f"voted {self.number}", ephemeral=True)


class Reason(ui.Modal, title="Why?"):
    """A form with one line."""

    words = ui.TextInput[Any](label="In a few words", custom_id="words", max_length=50)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"because {self.words.value}")


class Adding(ui.Modal, title="Add"):
    """A form with a select and a file."""

    kind = ui.Label[Any](
        text="Kind",
        component=ui.Select(custom_id="kind", options=[discord.SelectOption(label="News", value="news")]),
    )
    file = ui.Label[Any](text="File", component=ui.FileUpload(custom_id="file"))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.kind.component, ui.Select)
        assert isinstance(self.file.component, ui.FileUpload)
        data = await self.file.component.values[0].read()
        await interaction.response.send_message(f"{self.kind.component.values[0]}: {data.decode()}")


class SmallBot(discord.Client):
    """A bot with one command for each thing that the server has to serve."""

    def __init__(self, **options: Any) -> None:
        settings: dict[str, Any] = {"intents": PLAIN_INTENTS, "allowed_mentions": discord.AllowedMentions.none()}
        super().__init__(**(settings | {"guild_ready_timeout": 0.05} | options))
        self.tree = app_commands.CommandTree(self)
        self.heard: list[discord.Message] = []
        self.errors: list[BaseException] = []
        self.resumes = 0

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Vote)
        _add_commands(self)
        _add_forms(self)
        await self.tree.sync()

    async def on_resumed(self) -> None:
        self.resumes += 1

    async def on_message(self, message: discord.Message) -> None:
        if message.author == self.user:
            return
        self.heard.append(message)
        if self.user in message.mentions or message.guild is None:
            last = (message.content.split() or ["nothing"])[-1]
            await message.reply(f"you said {last}", mention_author=False)

    async def before_identify_hook(self, _shard_id: int | None, *, initial: bool = False) -> None:
        """Identify again without the five seconds that discord.py waits by default."""


def _add_commands(bot: SmallBot) -> None:
    tree = bot.tree

    @tree.command(name="late", description="Defers, then edits")
    @app_commands.describe(question="What to ask")
    async def late(interaction: discord.Interaction, question: str) -> None:
        await interaction.response.defer()
        votes = (UPDATING,) if question == "closing" else ()
        await interaction.edit_original_response(view=card(f"about {question} in {interaction.locale}", *votes))

    @late.autocomplete("question")
    async def _complete(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{current} {number}", value=str(number)) for number in range(25)]

    @tree.command(name="say", description="Says something, however it is written")
    async def say(interaction: discord.Interaction, text: str, repeat: int = 1) -> None:
        try:
            await interaction.response.send_message(text * repeat)
        except discord.HTTPException as error:
            bot.errors.append(error)

    @tree.command(name="sleep", description="Thinks before it acknowledges")
    async def sleep(interaction: discord.Interaction, seconds: int) -> None:
        await asyncio.sleep(seconds / 1000)
        try:
            await interaction.response.defer()
        except discord.HTTPException as error:
            bot.errors.append(error)

    @tree.command(name="admin", description="For those who manage the server")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def admin(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("done", ephemeral=True)


def _add_forms(bot: SmallBot) -> None:
    tree = bot.tree

    @tree.command(name="form", description="Opens a form")
    async def form(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Reason())

    library = app_commands.Group(name="library", description="Keeps files")
    tree.add_command(library)

    @library.command(name="add", description="Takes a file, or asks for one")
    async def add(interaction: discord.Interaction, file: discord.Attachment | None = None) -> None:
        if file is None:
            await interaction.response.send_modal(Adding())
        else:
            await interaction.response.send_message((await file.read()).decode())

    @tree.context_menu(name="Repeat")
    async def repeat(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(message.content)


def card(text: str, *votes: int) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    row = ui.ActionRow[Any](*(Vote(number) for number in votes or (7,)))
    container = ui.Container[Any](ui.TextDisplay(text), ui.Separator(), row)
    return view.add_item(container)


class Scene:
    """A server with one guild, one channel and one asker, and a bot that is ready."""

    def __init__(self, server: LoopbackDiscord, bot: SmallBot) -> None:
        self.server, self.bot = server, bot
        self.guild: Guild = next(iter(server.state.guilds.values()))
        self.channel: Channel = server.state.channels_of(self.guild.id)[0]
        self.asker: User = next(user for user in server.state.users.values() if user.name == "ada")

    def slash(self, name: str, **options: Any) -> UserInteraction:
        return self.server.slash(self.channel, self.asker, name, options)

    def run(self, work: Any) -> Any:
        """Await something on the bot's loop."""
        return asyncio.run_coroutine_threadsafe(work, self.bot.loop).result(10)

    def room(self) -> Any:
        """Return the channel as discord.py knows it."""
        return self.bot.get_channel(int(self.channel.id))


class Stage:
    """Starts servers with their people and a bot on each, and stops what it started."""

    def __init__(self) -> None:
        self._started = ExitStack()

    def __call__(self, bot: SmallBot | None = None, **settings: Any) -> Scene:
        """Start a server with these settings, and a bot that is ready."""
        server = LoopbackDiscord(**settings)
        guild = server.add_guild("Library")
        server.add_channel(guild, "general")
        server.add_member(guild, server.add_user("ada", locale="de"))
        self._started.enter_context(server)
        client = bot or SmallBot()
        self._started.enter_context(hosted(server, client))
        return Scene(server, client)

    def clear(self) -> None:
        """Stop everything, the last first."""
        self._started.close()
