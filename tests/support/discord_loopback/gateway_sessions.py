"""A gateway session, which outlives its connections, and a connection, which sends in order."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field

from aiohttp import web

from support.discord_loopback.json_types import Json

KEPT_EVENTS = 5000  # per session, for replay
FLUSH_TURNS = 20  # of the loop, so that queued frames go out before a close


@dataclass(slots=True, kw_only=True, eq=False)
class Link:
    """One websocket connection."""

    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    session: Session | None = None
    deaf: bool = False  # heartbeats are not acknowledged
    mute: bool = False  # events are kept back; a resumed session hears them
    ended: bool = False  # by the server
    beats: list[float] = field(default_factory=list)  # when heartbeats came, in `time.monotonic`
    frames: list[float] = field(default_factory=list)
    _queue: asyncio.Queue[Json] = field(default_factory=asyncio.Queue)

    def send(self, frame: Json) -> None:
        """Send a frame after those before it."""
        self._queue.put_nowait(frame)

    async def pump(self) -> None:
        """Write frames to the socket as they come, until it closes."""
        while not self.socket.closed:
            frame = await self._queue.get()
            try:
                await self.socket.send_str(json.dumps(frame))
            except ConnectionError:
                return

    async def end(self, code: int | None) -> None:
        """Close with a code, or cut the connection without one."""
        self.ended = True
        if self.session is not None and self.session.link is self:
            self.session.link = None
        if code is None and self.transport is not None:
            self.transport.abort()
        elif not self.socket.closed:
            for _ in range(FLUSH_TURNS):
                await asyncio.sleep(0)
            await self.socket.close(code=code or 1000)


@dataclass(slots=True, kw_only=True, eq=False)
class Session:
    """A sequence of events, which RESUME takes up again."""

    id: str
    shard: int
    shards: int
    sharded: bool  # the bot named its shard, so READY names it back
    intents: int
    sequence: int = 0
    link: Link | None = None
    resumed_from: list[int] = field(default_factory=list)  # the `seq` of every RESUME
    ready: bool = False
    kept: deque[Json] = field(default_factory=lambda: deque(maxlen=KEPT_EVENTS))

    def hears(self, guild_id: str | None) -> bool:
        """Return whether events of this server, or of DMs for None, belong to its shard."""
        return (0 if guild_id is None else (int(guild_id) >> 22) % self.shards) == self.shard

    def attach(self, link: Link) -> None:
        """Carry on over this connection."""
        self.link, link.session = link, self

    def dispatch(self, event: str, payload: Json) -> None:
        """Number an event, keep it, and send it where there is a connection that speaks."""
        self.sequence += 1
        self.ready = self.ready or event == "READY"
        frame = {"op": 0, "t": event, "s": self.sequence, "d": payload}
        self.kept.append(frame)
        if self.link is not None and not self.link.mute:
            self.link.send(frame)

    def resume(self, link: Link, sequence: int) -> None:
        """Replay what came after `sequence`, then say that the session goes on."""
        self.resumed_from.append(sequence)
        self.attach(link)
        for frame in self.kept:
            if frame["s"] > sequence:
                link.send(frame)
        self.dispatch("RESUMED", {})
