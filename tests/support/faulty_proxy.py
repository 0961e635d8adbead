"""A proxy on loopback in front of a web service: it can refuse, ask who it is, encrypt, answer itself, or be away."""

from __future__ import annotations

import base64
import http.client
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

Answer = tuple[int, dict[str, Any] | str]  # status and body
HOP_HEADERS = frozenset({"connection", "transfer-encoding", "content-length", "keep-alive"})


@dataclass
class Proxy:
    """What a proxy does with requests, as a test sets it; `paths` are those that came, in order."""

    address: str
    answer: Callable[[str], Answer | None] = field(default=lambda _: None)  # in place of the service's; None: its own
    change: Callable[[str, dict[str, Any]], dict[str, Any]] = field(default=lambda _, body: body)
    paths: list[str] = field(default_factory=list)
    # Passwords by user; empty: nobody is asked. And the actions that a user may not do, as parts of paths.
    passwords: dict[str, str] = field(default_factory=dict)
    forbidden: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def refuse(self, path: str, authorization: str) -> Answer | None:
        """What OpenSearch's security plugin answers to a user that it does not know, or who may not do this."""
        if not self.passwords:
            return None
        signed_in = {
            "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode(): user
            for user, password in self.passwords.items()
        }
        user = signed_in.get(authorization)
        if user is None:
            return 401, "Unauthorized"
        if not any(part in path for part in self.forbidden.get(user, ())):
            return None
        reason = f"no permissions for [indices:data/write/bulk] and User [name={user}, backend_roles=[]]"
        error = {"type": "security_exception", "reason": reason}
        return 403, {"error": {"root_cause": [error], **error}, "status": 403}


class _Server(ThreadingHTTPServer):
    """A server whose kept-alive connections end with it."""

    def __init__(self, *arguments: Any, encryption: ssl.SSLContext | None = None) -> None:
        self.connections: list[socket.socket] = []
        super().__init__(*arguments)
        if encryption:
            self.socket = encryption.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, client = super().get_request()
        self.connections.append(connection)
        return connection, client

    def close_connections(self) -> None:
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def running_proxy(service: str, *, port: int = 0, certificate: Path | None = None) -> Iterator[Proxy]:
    """Run a proxy in front of a service until the block ends.

    Args:
        service: its address.
        port: of the proxy; 0: one that is free.
        certificate: a folder with `certificate.pem` and `key.pem`, to talk TLS with.
    """
    target = urlsplit(service).netloc
    encryption = None
    if certificate:
        encryption = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        encryption.load_cert_chain(certificate / "certificate.pem", certificate / "key.pem")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            content = self.rfile.read(int(self.headers.get("content-length") or 0))
            proxy.paths.append(self.path)
            answer = proxy.refuse(self.path, self.headers.get("authorization", "")) or proxy.answer(self.path)
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
                body = answer[1].encode() if isinstance(answer[1], str) else json.dumps(answer[1]).encode()
                self._reply(answer[0], body, "text/plain" if isinstance(answer[1], str) else "application/json")

        do_GET = do_POST = do_PUT = do_DELETE = _serve  # noqa: N815  the names that http.server looks for

        def _reply(self, status: int, body: bytes, kind: str = "application/json") -> None:
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = _Server(("127.0.0.1", port), Handler, encryption=encryption)
    server.daemon_threads = True
    proxy = Proxy(address=f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        server.server_close()
        server.close_connections()
        thread.join()
