"""A discord.py client in a thread of its own, pointed at the loopback server."""

from __future__ import annotations

import asyncio
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import yarl

from support.discord_loopback.reply_watchers import PATIENCE
from support.discord_loopback.server import LoopbackDiscord

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # discord.py imports audioop
    import discord
    from discord.gateway import DiscordWebSocket
    from discord.http import Route


class Hosted:
    """A client that runs.

    Attributes:
        error: what ended it, if anything did.
    """

    def __init__(self, client: discord.Client, token: str) -> None:
        self.client = client
        self.error: BaseException | None = None
        self._token = token
        self._open = threading.Event()
        self._thread = threading.Thread(target=self._live, name="bot", daemon=True)

    def start(self) -> None:
        """Log in and connect, without waiting for it."""
        self._thread.start()
        self._open.wait(PATIENCE)

    def wait_ready(self, seconds: float = PATIENCE) -> None:
        """Return when the client says that it is ready."""
        asyncio.run_coroutine_threadsafe(self.client.wait_until_ready(), self.client.loop).result(seconds)

    def wait_end(self, seconds: float = PATIENCE) -> BaseException | None:
        """Return when the client has ended by itself, with what ended it."""
        self._thread.join(seconds)
        return self.error

    def stop(self) -> None:
        """Log out, unless the client is doing so: its loop may end before it hears of another wish."""
        if self._thread.is_alive() and not self.client.is_closed():
            asyncio.run_coroutine_threadsafe(self.client.close(), self.client.loop).result(PATIENCE)
        self._thread.join(PATIENCE)

    def _live(self) -> None:
        try:
            asyncio.run(self._run())
        except Exception as error:  # noqa: BLE001 -- handed to the test
            self.error = error

    async def _run(self) -> None:
        async with self.client:
            self._open.set()
            await self.client.start(self._token)


@contextmanager
def pointed_at(server: LoopbackDiscord) -> Iterator[None]:
    """Let discord.py in this process find the server in Discord's place."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = server.api_url, yarl.URL(server.gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@contextmanager
def hosted(server: LoopbackDiscord, client: discord.Client, *, ready: bool = True) -> Iterator[Hosted]:
    """Run a client against the server, and log it out in the end.

    Args:
        server: that has been started.
        client: any discord.py client or bot.
        ready: wait until it is ready before the body runs.
    """
    running = Hosted(client, server.token)
    with pointed_at(server):
        running.start()
        try:
            if ready:
                running.wait_ready()
            yield running
        finally:
            running.stop()
