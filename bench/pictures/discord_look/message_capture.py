"""The bot on a Discord of the tests' own, with the example articles, asked a few things; what it sent is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.paths import EXAMPLES
from bot.concurrency.worker import Worker
from bot.configuration.config_file import Config
from bot.discord.connection.services import Services
from bot.discord.runner import finish
from bot.store import Ledger
from retrieval.build import open_footnote
from retrieval.core.settings import LibrarySettings
from support.discord_loopback import Channel, LoopbackDiscord, User
from support.discord_loopback.client_runner import hosted
from support.discord_loopback.permissions import MANAGE_GUILD
from support.discord_server import QuickBot

ARTICLES = EXAMPLES / "articles"
PATIENCE = 60.0  # seconds that an answer may take on a busy machine

READER, KEEPER = "Mara", "Jonas"
ANSWERED = "Where will the concert be held if it rains?"
UNANSWERED = "What does a ticket to the moon cost?"
SUMMARISED = "How the Ettle Barrier works"
# Asked before the list of gaps is shown, some of them in other words again.
LACKING = (
    "Where can I charge an electric car?",
    "Is there a vet in Pellhaven?",
    "When does the cinema open again?",
    "Where is a vet in Pellhaven?",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message of the bot's, as it was sent.

    Attributes:
        name: of the picture.
        user: who gave the command.
        command: as it was given, without its options.
        components: the component tree of the request's body.
        private: whether the user alone sees it.
    """

    name: str
    user: str
    command: str
    components: list[dict[str, Any]]
    private: bool


def play() -> list[Shown]:
    """Ask what is answered and what is not, for a summary and for the gaps.

    Raises:
        RuntimeError: the bot broke one of Discord's rules.
    """
    with TemporaryDirectory() as folder, _services(Path(folder)) as services, LoopbackDiscord() as server:
        stage = _Stage(server, services)
        bot = QuickBot(services)
        with hosted(server, bot):
            shown = [
                stage.command("answer", stage.reader, "ask", question=ANSWERED),
                stage.command("no-answer", stage.reader, "ask", question=UNANSWERED),
                stage.command("summary", stage.reader, "summary", article=SUMMARISED),
            ]
            for question in LACKING:
                stage.command("gap", stage.reader, "ask", question=question)
            shown.append(stage.command("gaps", stage.keeper, "library gaps"))
            asyncio.run_coroutine_threadsafe(finish(bot), bot.loop).result(PATIENCE)
        if server.violations:
            raise RuntimeError("\n".join(map(str, server.violations)))
    return shown


class _Stage:
    """A guild with its library, a reader and a keeper."""

    def __init__(self, server: LoopbackDiscord, services: Services) -> None:
        self.server = server
        guild = server.add_guild("The Pellhaven Lantern")
        self.channel: Channel = server.add_channel(guild, "newsroom")
        self.reader: User = server.add_member(guild, READER).user
        self.keeper: User = server.add_member(guild, KEEPER, permissions=MANAGE_GUILD).user
        for _ in services.footnote.iter_add([str(ARTICLES)], library=f"guild-{guild.id}"):
            pass
        services.footnote.warm()

    def command(self, name: str, user: User, command: str, **options: str) -> Shown:
        """Return a command, and the body of the request that answered it."""
        asked = self.server.slash(self.channel, user, command, options).wait(PATIENCE)
        answer = self.server.requests("PATCH /webhooks/*/messages/@original")[-1]
        return Shown(
            name=name,
            user=user.name,
            command=command,
            components=answer.body["components"],
            private=asked.messages[-1].ephemeral,
        )


@contextmanager
def _services(folder: Path) -> Iterator[Services]:
    config = replace(Config(), library=LibrarySettings(path=str(folder / "library.sqlite")))
    footnote = open_footnote(config)
    worker = Worker(footnote, threads=1, waiting=20, seconds=PATIENCE)
    with Ledger(folder / "ledger.sqlite") as ledger:
        yield Services(footnote=footnote, worker=worker, ledger=ledger, config=config)
        asyncio.run(worker.close())
    footnote.close()
