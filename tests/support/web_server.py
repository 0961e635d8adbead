"""A web server for tests, on loopback and real sockets, that can be as badly behaved as any on the internet.

A test registers replies by path. A reply is well formed (a status, headers, a body) or a generator of raw bytes,
which are written as they come: it may sleep, never end, or break every rule.
"""

from __future__ import annotations

import socket
import socketserver
import ssl
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, BinaryIO, TypeAlias

HOST = "127.0.0.1"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as it came."""

    path: str  # with the query
    headers: Mapping[str, str]  # names in lower case
    at: float  # by time.monotonic


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A well-formed answer."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Raw: TypeAlias = Iterator[bytes]
Handler: TypeAlias = Callable[[Request], "Reply | Raw"]


class LocalSite:
    """A web site on this machine: the pages that it serves, and the requests that it got."""

    def __init__(self, port: int, scheme: str) -> None:
        self.port = port
        self.url = f"{scheme}://{HOST}:{port}"
        self.asked: list[Request] = []
        self._handlers: dict[str, Handler] = {}

    def page(self, path: str, body: str | bytes, kind: str = HTML, /, status: int = 200, **headers: str) -> str:
        """Serve a body at a path, and give its address; header names are written with `_` for `-`."""
        content = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        reply = Reply(body=content, status=status, headers={"Content-Type": kind, **named} if kind else named)
        return self.handle(path, lambda _: reply)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """Redirect from a path."""
        return self.page(path, b"", "", status=status, Location=to)

    def handle(self, path: str, handler: Handler) -> str:
        """Let a function answer at a path."""
        self._handlers[path] = handler
        return self.url + path

    def raw(self, path: str, pieces: Callable[[], Raw]) -> str:
        """Write raw bytes at a path."""
        return self.handle(path, lambda _: pieces())

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order, without those of robots."""
        return [request.path for request in self.asked if request.path != "/robots.txt"]

    def answer(self, request: Request) -> Reply | Raw:
        """Return what is served for a request."""
        self.asked.append(request)
        handler = self._handlers.get(request.path) or self._handlers.get(request.path.partition("?")[0])
        return handler(request) if handler else Reply(status=404)


@contextmanager
def open_site(context: ssl.SSLContext | None = None) -> Iterator[LocalSite]:
    """Lend a local site that serves requests; with TLS if it gets a context."""

    class RequestHandler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            try:
                while _answered(self.rfile, self.wfile, web):
                    pass
            except (OSError, ValueError):  # the caller has left
                return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False
        request_queue_size = 100

        def get_request(self) -> tuple[socket.socket, object]:
            sock, where = super().get_request()
            return (context.wrap_socket(sock, server_side=True) if context else sock), where

        def handle_error(self, request: Any, client_address: Any) -> None:
            if not isinstance(sys.exception(), OSError):  # a refused handshake is what a test is about
                super().handle_error(request, client_address)

    with Server((HOST, 0), RequestHandler) as server:
        web = LocalSite(server.server_address[1], "https" if context else "http")
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield web
        finally:
            server.shutdown()


def drip(pieces: Raw, seconds: float) -> Raw:
    """Yield the pieces, with a pause before each."""
    for piece in pieces:
        time.sleep(seconds)
        yield piece


def _answered(reader: BinaryIO, writer: BinaryIO, web: LocalSite) -> bool:
    """Answer one request; False if the connection ends."""
    line = reader.readline().decode("latin-1").split()
    if len(line) < 2:
        return False
    headers: dict[str, str] = {}
    while (header := reader.readline().strip()) != b"":
        name, _, value = header.decode("latin-1").partition(":")
        headers[name.lower()] = value.strip()
    reply = web.answer(Request(path=line[1], headers=headers, at=time.monotonic()))
    if not isinstance(reply, Reply):
        for piece in reply:
            writer.write(piece)
            writer.flush()
        return False
    said = HTTPStatus(reply.status).phrase if reply.status in HTTPStatus._value2member_map_ else "Odd"
    lines = [f"HTTP/1.1 {reply.status} {said}", f"Content-Length: {len(reply.body)}"]
    lines += [f"{name}: {value}" for name, value in reply.headers.items()]
    writer.write("\r\n".join([*lines, "", ""]).encode("utf-8") + reply.body)
    writer.flush()
    return True
