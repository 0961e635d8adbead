"""The gateway: websockets that say hello, identify or resume, beat, and hear the events of their shard."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
import traceback
from collections.abc import Callable, Iterable
from typing import Any

from aiohttp import WSMsgType, web

from support.discord_loopback import gateway_intents as wants
from support.discord_loopback.change_signal import ChangeSignal
from support.discord_loopback.gateway_intents import Payload
from support.discord_loopback.gateway_sessions import Link, Session
from support.discord_loopback.json_types import Json

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT, MEMBERS, INVALID, HELLO, ACK = (
    0,
    1,
    2,
    3,
    6,
    7,
    8,
    9,
    10,
    11,
)
BAD_FRAME, AUTH_FAILED, ALREADY, BAD_SEQUENCE, TOO_FAST = 4002, 4004, 4005, 4007, 4008
BAD_SHARD, BAD_INTENTS, REFUSED_INTENTS = 4010, 4013, 4014
FRAME_BYTES, FRAMES, FRAMES_SECONDS = 4096, 120, 60.0
GONE = 1001
FINAL = frozenset({AUTH_FAILED, BAD_SHARD, 4011, 4012, BAD_INTENTS, REFUSED_INTENTS})  # connecting again is useless


class Gateway:
    """Every session that the bot has opened, and the connections that carry them.

    Args:
        token: the one that identifies the bot.
        granted: the privileged intents that the application has.
        heartbeat_ms: the interval asked for in HELLO.
        greet: gives the READY event and those that follow it for a session.
        members: gives the answer to a request for members.
        changes: notified of every change.
        report: told of defects of the gateway itself.
    """

    def __init__(
        self,
        *,
        token: str,
        granted: int,
        heartbeat_ms: int,
        greet: Callable[[Session], Iterable[tuple[str, Json]]],
        members: Callable[[Json], Json],
        changes: ChangeSignal,
        report: Callable[[str], None],
    ) -> None:
        self.heartbeat_ms = heartbeat_ms
        self.sessions: list[Session] = []
        self.links: list[Link] = []  # every connection there ever was, oldest first
        self.refused_until = 0.0
        self._final: int | None = None  # the code with which every further connection is closed
        self._token = token
        self._granted = granted
        self._greet = greet
        self._members = members
        self._changes = changes
        self._report = report

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        if time.monotonic() < self.refused_until:
            return web.Response(status=503)
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        if self._final is not None:
            await socket.close(code=self._final)
            return socket
        link = Link(socket=socket, transport=request.transport)
        self.links.append(link)
        pump = asyncio.create_task(link.pump())
        link.send({"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_ms}})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._receive(link, message.data)
        except Exception:
            self._report(traceback.format_exc())
            raise
        finally:
            pump.cancel()
            self._part(link)
        return socket

    def publish(self, event: str, payload: Payload, guild_id: str | None) -> None:
        """Send an event to every live session of the shard that it belongs to and that asked for it."""
        intent = wants.needed(event, in_guild=guild_id is not None)
        for session in self.sessions:
            if session.hears(guild_id) and (not intent or session.intents & intent):
                session.dispatch(event, payload(session.intents) if callable(payload) else payload)
        self._changes.notify()

    def open_links(self) -> list[Link]:
        """Return the connections that carry a session now."""
        return [session.link for session in self.sessions if session.link is not None]

    async def drop(self, code: int | None, *, forget: bool = False) -> None:
        """End every connection: with a close code, or without a word; sessions stay unless they are forgotten.

        Who was closed for good is closed again on every further try, as by Discord: a client whose own close frame was
        lost does not know the code.
        """
        links = self.open_links()
        if code in FINAL:
            self._final = code
        if forget:
            self.sessions.clear()
        for link in links:
            await link.end(code)

    async def close(self) -> None:
        """End everything, as at the end of a test."""
        self.sessions.clear()
        for link in self.links:
            await link.end(GONE)

    def invalidate(self, *, resumable: bool) -> None:
        """Tell every session that it is invalid."""
        for session in list(self.sessions):
            if session.link is not None:
                session.link.send({"op": INVALID, "d": resumable})
            if not resumable:
                self.sessions.remove(session)

    async def _receive(self, link: Link, text: str) -> None:
        frame: Json = json.loads(text)
        code = self._frame_fault(link, text)
        if code is not None:
            await link.end(code)
            return
        data: Any = frame.get("d")
        match frame.get("op"):
            case 1:
                self._beat(link)
            case 2:
                await self._identify(link, data)
            case 6:
                await self._resume(link, data)
            case 8 if link.session is not None:
                link.session.dispatch("GUILD_MEMBERS_CHUNK", self._members(data))
            case _:
                pass
        self._changes.notify()

    def _frame_fault(self, link: Link, text: str) -> int | None:
        now = time.monotonic()
        link.frames = [at for at in link.frames if now - at < FRAMES_SECONDS] + [now]
        if len(link.frames) > FRAMES:
            return TOO_FAST
        return BAD_FRAME if len(text.encode()) > FRAME_BYTES else None

    def _beat(self, link: Link) -> None:
        link.beats.append(time.monotonic())
        if not link.deaf:
            link.send({"op": ACK})

    async def _identify(self, link: Link, data: Json) -> None:
        code = self._identify_fault(link, data)
        if code is not None:
            await link.end(code)
            return
        shard, shards = data.get("shard") or (0, 1)
        sharded = "shard" in data
        session = Session(
            id=secrets.token_hex(16), shard=shard, shards=shards, sharded=sharded, intents=data["intents"]
        )
        self.sessions = [other for other in self.sessions if (other.shard, other.shards) != (shard, shards)]
        self.sessions.append(session)
        session.attach(link)
        for event, payload in self._greet(session):
            if session.intents & wants.needed(event, in_guild=True) or event == "READY":
                session.dispatch(event, payload)

    def _identify_fault(self, link: Link, data: Json) -> int | None:
        shard, shards = data.get("shard") or (0, 1)
        asked = data.get("intents")
        if data.get("token") != self._token:
            return AUTH_FAILED
        if link.session is not None:
            return ALREADY
        if not 0 <= shard < shards:
            return BAD_SHARD
        if not isinstance(asked, int) or asked & ~wants.KNOWN:
            return BAD_INTENTS
        return REFUSED_INTENTS if asked & wants.PRIVILEGED & ~self._granted else None

    async def _resume(self, link: Link, data: Json) -> None:
        if data.get("token") != self._token:
            await link.end(AUTH_FAILED)
            return
        session = next((candidate for candidate in self.sessions if candidate.id == data.get("session_id")), None)
        if session is None:
            link.send({"op": INVALID, "d": False})
        elif data["seq"] is None or data["seq"] > session.sequence:
            await link.end(BAD_SEQUENCE)
        else:
            session.resume(link, data["seq"])

    def _part(self, link: Link) -> None:
        session = link.session
        if session is not None and session.link is link:
            session.link = None
            if link.socket.close_code in {1000, GONE} and session in self.sessions and not link.ended:
                self.sessions.remove(session)
        self._changes.notify()
