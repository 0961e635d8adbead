"""What a test breaks: answers, connections, heartbeats, sessions."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from typing import Any

from support.discord_loopback.gateway import RECONNECT
from support.discord_loopback.injected_failures import CUT, Failure
from support.discord_loopback.json_types import Json
from support.discord_loopback.reply_watchers import PATIENCE
from support.discord_loopback.server_base import ServerBase
from support.discord_loopback.server_state import Upload


class FaultInjection(ServerBase):
    """Makes the network and Discord itself go wrong, on order."""

    def fail_next(
        self,
        pattern: str,
        status: int,
        *,
        times: int = 1,
        body: Json | None = None,
        headers: dict[str, str] | None = None,
        delay: float = 0.0,
        applied: bool = False,
    ) -> None:
        """Answer the next requests with an error.

        Args:
            pattern: a path below /api/v10 with `*` for any part, and a method before it where that matters:
                `POST /channels/*/messages`, `/webhooks/*/messages/@original`.
            status: 429 with `headers={"Retry-After": "0.5"}`, 502, 403 with `body={"code": 50013, …}`, and so on.
            times: how many requests.
            body: by default Discord's for a 429, else a plain one.
            headers: beside those of a rate limit.
            delay: seconds before the request is looked at.
            applied: it takes effect all the same, and only the answer is lost.
        """
        failure = Failure(
            pattern=pattern,
            status=status,
            times=times,
            body=body,
            headers=headers or {},
            delay=delay,
            applied=applied,
        )
        self.do(lambda: self._failures.orders.append(failure))

    def slow_next(self, pattern: str, seconds: float, *, times: int = 1) -> None:
        """Let the next requests wait before they are carried out."""
        failure = Failure(
            pattern=pattern, status=None, times=times, body=None, headers={}, delay=seconds, applied=False
        )
        self.do(lambda: self._failures.orders.append(failure))

    def cut_next(self, pattern: str, *, times: int = 1, applied: bool = False) -> None:
        """End the connection of the next requests in place of an answer."""
        self.fail_next(pattern, CUT, times=times, applied=applied)

    def break_file(self, file: Upload, *, times: int = 1) -> None:
        """Let the next downloads of a file break off half way."""
        self.do(lambda: self._uploads.breaks.update({file.id: times}))

    def drop_gateway(self, code: int | None = None, *, down_for: float = 0.0, forget: bool = False) -> None:
        """End every gateway connection; sessions can be resumed.

        Args:
            code: of the close frame; None cuts the connection without one.
            down_for: seconds in which new connections are turned away with a 503.
            forget: sessions cannot be resumed; who tries is told that the session is invalid.
        """
        self.gateway.refused_until = time.monotonic() + down_for
        self._run(self.gateway.drop(code, forget=forget))

    def reconnect_request(self) -> None:
        """Ask every connection to reconnect and resume (op 7)."""

        def ask() -> None:
            for link in self.gateway.open_links():
                link.send({"op": RECONNECT, "d": None})

        self.do(ask)

    def invalidate_sessions(self, *, resumable: bool = False) -> None:
        """Tell every connection that its session is invalid (op 9)."""
        self.do(lambda: self.gateway.invalidate(resumable=resumable))

    def silence_heartbeats(self, *, events: bool = False) -> None:
        """Make zombies of the present connections: heartbeats go unanswered. New connections are well.

        Args:
            events: keep events back as well, until a RESUME.
        """

        def silence() -> None:
            for link in self.gateway.open_links():
                link.deaf, link.mute = True, events

        self.do(silence)

    def advance(self, seconds: float) -> None:
        """Make every interaction token older: 902 seconds expire them all."""
        self.clock.advance(seconds)

    @property
    def resumed_from(self) -> list[int]:
        """The sequence numbers that the bot has resumed from."""
        return [sequence for session in list(self.gateway.sessions) for sequence in session.resumed_from]

    @property
    def heartbeat_delays_ms(self) -> list[float]:
        """By how many milliseconds each heartbeat came later than the interval after the one before it."""
        interval = self.gateway.heartbeat_ms
        pairs = [pair for link in list(self.gateway.links) for pair in zip(link.beats, link.beats[1:], strict=False)]
        return [max(0.0, (later - earlier) * 1000 - interval) for earlier, later in pairs]

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        if self._loop is None:
            work.close()
            message = "the server is not running"
            raise RuntimeError(message)
        asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)
