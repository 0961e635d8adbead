"""The server as a whole: what it is made of, and the thread that it runs in."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from support.discord_loopback import gateway_intents as wants
from support.discord_loopback.attached_files import Uploads
from support.discord_loopback.change_signal import ChangeSignal
from support.discord_loopback.channel_changes import ChannelChanges
from support.discord_loopback.discord_message import Message
from support.discord_loopback.discord_records import Channel
from support.discord_loopback.gateway import Gateway
from support.discord_loopback.injected_failures import Failures
from support.discord_loopback.interactions import Interactions
from support.discord_loopback.json_types import Json
from support.discord_loopback.openapi_description import described_by, path_from_environment
from support.discord_loopback.registered_commands import Commands
from support.discord_loopback.reply_watchers import PATIENCE
from support.discord_loopback.request_handling import API, Route, Service
from support.discord_loopback.request_log import Exchange, RequestLog, Violation
from support.discord_loopback.routes_app import AppRoutes
from support.discord_loopback.routes_channels import ChannelRoutes
from support.discord_loopback.routes_interactions import InteractionRoutes
from support.discord_loopback.server_state import ServerState
from support.discord_loopback.session_opening import SessionOpening
from support.discord_loopback.token_clock import TokenClock

T = TypeVar("T")
SHUTDOWN_SECONDS = 0.5
# Connections that wait to be accepted. Where a crowd connects at once, the kernel drops those above it, and their first
# bytes are sent again after a second: the bot would look slow.
_BACKLOG = 1_024


class ServerBase:
    """A Discord of one's own on 127.0.0.1, in a thread of its own.

    Methods may be called from any thread; none of them waits for the bot, but for those whose name says so.

    Args:
        token: the bot's.
        message_content: the application has the message-content intent.
        members: the application has the members intent.
        shards: how many `/gateway/bot` recommends.
        spec: file with Discord's OpenAPI description; by default the one that the environment names, if any.
        described: check bodies against it.
        closed_mentions: every message body has to carry `allowed_mentions` that allow nothing.
        ack_seconds: real seconds for the first response to an interaction.
        clock: by which factor interaction tokens age faster than real time.
        heartbeat_ms: the interval that HELLO asks for.
    """

    def __init__(
        self,
        *,
        token: str = "loopback-token",
        message_content: bool = False,
        members: bool = False,
        shards: int = 1,
        spec: str | None = None,
        described: bool = True,
        closed_mentions: bool = True,
        ack_seconds: float = 3.0,
        clock: float = 1.0,
        heartbeat_ms: int = 41_250,
    ) -> None:
        granted = wants.MESSAGE_CONTENT * message_content | wants.MEMBERS * members
        self.token = token
        self.state = ServerState()
        self.changes = ChangeSignal()
        self.clock = TokenClock(clock)
        self.journal = RequestLog()
        self._failures = Failures()
        self.commands = Commands(self.state.app_id, self.state.new_id)
        self._uploads = Uploads(self.state)
        self.posting = ChannelChanges(self.state, self._publish)
        self.interactions = Interactions(self.clock, ack_seconds)
        app = AppRoutes(
            self.state,
            self.posting,
            self.commands,
            granted=granted,
            shards=shards,
            gateway_url=lambda: self.gateway_url,
        )
        self._channels = ChannelRoutes(self.state, self.posting, self._uploads, intents=granted, closed=closed_mentions)
        hooks = InteractionRoutes(self.state, self.posting, self.interactions, self._uploads, closed=closed_mentions)
        self._routes: list[Route] = [*app.routes(), *self._channels.routes(), *hooks.routes()]
        self.greeting = SessionOpening(self.state, self.posting, app.application, lambda: self.gateway_url)
        self.gateway = Gateway(
            token=token,
            granted=granted,
            heartbeat_ms=heartbeat_ms,
            greet=self.greeting.events,
            members=self.greeting.members,
            changes=self.changes,
            report=self.journal.defects.append,
        )
        description = described_by(spec or path_from_environment()) if described else None
        self.described = description is not None
        self._service = Service(
            token=token, journal=self.journal, failures=self._failures, description=description, changes=self.changes
        )
        self._port = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._stopping = asyncio.Event()

    # -- where it is

    @property
    def api_url(self) -> str:
        """The root of the REST API, for FOOTNOTE_DISCORD_API."""
        return f"http://127.0.0.1:{self._port}{API}"

    @property
    def gateway_url(self) -> str:
        """The address of the gateway, which `/gateway/bot` gives too."""
        return f"ws://127.0.0.1:{self._port}/socket"

    # -- its life

    def start(self) -> None:
        """Listen on a free port, and return once it is known."""
        listening = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._live(listening)), name="loopback", daemon=True)
        self._thread.start()
        if not listening.wait(PATIENCE):
            message = "the loopback server did not start"
            raise RuntimeError(message)

    def stop(self) -> None:
        """End every connection and stop listening.

        Raises:
            RuntimeError: the server itself went wrong while it ran; the message tells how.
        """
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join(PATIENCE)
        if self.journal.defects:
            raise RuntimeError("\n".join(self.journal.defects))

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        try:
            self.stop()
        except RuntimeError as defect:
            if error is None:
                raise
            error.add_note(str(defect))

    async def _live(self, listening: threading.Event) -> None:
        app = web.Application(client_max_size=0)
        app.router.add_get("/socket", self.gateway.connect)
        app.router.add_get("/socket/", self.gateway.connect)
        app.router.add_get("/attachments/{number}/{name}", self._uploads.serve)
        self._service.mount(app, self._routes)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, backlog=_BACKLOG)
        await site.start()
        self._port = runner.addresses[0][1]
        self._uploads.base = f"http://127.0.0.1:{self._port}"
        self._loop = asyncio.get_running_loop()
        listening.set()
        await self._stopping.wait()
        await self.gateway.close()
        await runner.cleanup()
        self._loop = None

    def do(self, act: Callable[[], T]) -> T:
        """Run something on the server's loop, where alone its state may be changed, and give back what it gives.

        What is done inside it is done at once: no request of the bot is answered meanwhile.
        """
        if self._loop is None or threading.current_thread() is self._thread:
            return act()

        async def run_act() -> T:
            return act()

        result = asyncio.run_coroutine_threadsafe(run_act(), self._loop).result(PATIENCE)
        self.changes.notify()
        return result

    def _publish(self, event: str, payload: Json | Callable[[int], Json], guild_id: str | None) -> None:
        self.gateway.publish(event, payload, guild_id)

    # -- what it saw

    @property
    def violations(self) -> list[Violation]:
        """The rules that the bot's requests broke so far."""
        return list(self.journal.violations)

    def requests(self, pattern: str = "*") -> list[Exchange]:
        """Return the requests so far that match a pattern, such as `POST /channels/*/messages`."""
        return self.journal.matching(pattern)

    def answered_requests(self, pattern: str = "*") -> list[Exchange]:
        """Return the requests so far that match a pattern, once each has its answer."""
        self.wait_until(lambda: all(each.ms is not None for each in self.requests(pattern)), what="an answer")
        return self.requests(pattern)

    def transcript(self, channel: Channel) -> list[Message]:
        """Return every message of a channel, oldest first, ephemeral and deleted ones among them."""
        return self.state.transcript(channel.id)

    def wait_until(self, looked_for: Callable[[], bool], seconds: float = PATIENCE, *, what: str = "it") -> None:
        """Return when `looked_for` is true; it is looked at again whenever something changes.

        Raises:
            LoopbackTimeout: it was not within so many seconds.
        """
        self.changes.wait(looked_for, seconds, lambda: f"{what} did not come; last requests: {self._last()}")

    def wait_ready(self, seconds: float = PATIENCE, *, shards: int = 1) -> None:
        """Return when so many shards of the bot have identified.

        Raises:
            LoopbackTimeout: they have not within so many seconds.
        """
        self.wait_until(lambda: self._ready() >= shards, seconds, what=f"READY on {shards} shards")

    def _ready(self) -> int:
        return sum(session.ready and session.link is not None for session in list(self.gateway.sessions))

    def _last(self) -> list[str]:
        recent: Iterable[Any] = self.journal.exchanges[-8:]
        lines = (f"{exchange.method} {exchange.path} {exchange.status} {exchange.code or ''}" for exchange in recent)
        return [line.strip() for line in lines]
