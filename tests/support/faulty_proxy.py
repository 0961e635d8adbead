"""A proxy on loopback in front of a web service, which can refuse, answer in its place, or be away."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

Answer = tuple[int, dict[str, Any]]  # status and body
HOP_HEADERS = frozenset({"connection", "transfer-encoding", "content-length", "keep-alive"})


@dataclass
class Proxy:
    """What a proxy does with requests, as a test sets it; `paths` are those that came, in order."""

    address: str
    answer: Callable[[str], Answer | None] = field(default=lambda _: None)  # in place of the service's; None: its own
    change: Callable[[str, dict[str, Any]], dict[str, Any]] = field(default=lambda _, body: body)
    paths: list[str] = field(default_factory=list)


class _Server(ThreadingHTTPServer):
    """A server whose kept-alive connections end with it."""

    def __init__(self, *arguments: Any) -> None:
        self.connections: list[socket.socket] = []
        super().__init__(*arguments)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, client = super().get_request()
        self.connections.append(connection)
        return connection, client

    def close_connections(self) -> None:
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def running_proxy(service: str, *, port: int = 0) -> Iterator[Proxy]:
    """Run a proxy in front of a service until the block ends."""
    target = urlsplit(service).netloc

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            content = self.rfile.read(int(self.headers.get("content-length") or 0))
            proxy.paths.append(self.path)
            answer = proxy.answer(self.path)
            if answer is None:
                connection = http.client.HTTPConnection(target, timeout=60)
                headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_HEADERS}
                connection.request(self.command, self.path, content or None, headers)
                response = connection.getresponse()
                body = response.read()
                connection.close()
                if response.status < 300 and body.startswith(b"{"):
                    body = json.dumps(proxy.change(self.path, json.loads(body))).encode()
                self._reply(response.status, body)
            else:
                self._reply(answer[0], json.dumps(answer[1]).encode())

        do_GET = do_POST = do_PUT = do_DELETE = _serve  # noqa: N815  the names that http.server looks for

        def _reply(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = _Server(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    proxy = Proxy(address=f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        server.server_close()
        server.close_connections()
        thread.join()
