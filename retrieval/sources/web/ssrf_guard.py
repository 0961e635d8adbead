"""The guarded network: looks a host's address up once, checks it, and connects to exactly this address.

It is a backend of httpcore2, which asks it for every connection that it makes, those after redirects included; so no
way leads around the check, and between the check and the connection no name is looked up again. TLS certificates are
checked against the host's name, not against the address.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

import httpcore2

from retrieval.core.errors import SourceUnreachable, SourceUnsafe
from retrieval.sources.web.deadline import remaining_seconds
from retrieval.sources.web.urls import is_public

Resolve: TypeAlias = Callable[[str, int], Sequence[str]]  # host and port to IP addresses, the preferred first


class GuardedNetwork(httpcore2.NetworkBackend):
    """Connects to public addresses, and to private hosts that the configuration allows.

    Args:
        private_hosts: hosts whose addresses are not checked.
        resolve: looks up names.
        backend: what makes the connections, given nothing but IP addresses.
    """

    def __init__(
        self,
        *,
        private_hosts: frozenset[str],
        resolve: Resolve,
        backend: httpcore2.NetworkBackend,
    ) -> None:
        self._private_hosts = private_hosts
        self._resolve = resolve
        self._backend = backend

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first of the host's addresses that accepts a connection.

        Raises:
            SourceUnsafe: one of its addresses is private.
            SourceUnreachable: no such host.
            httpcore2.ConnectError: none of them takes it; or `ConnectTimeout`.
            TimeoutError: the deadline has passed.
        """
        refusal: Exception = httpcore2.ConnectError("no address")
        for address in self._checked(host, port):
            try:
                stream = self._backend.connect_tcp(
                    address, port, remaining_seconds(timeout), local_address, socket_options
                )
                return _BoundedStream(stream)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                refusal = error
        raise refusal

    def _checked(self, host: str, port: int) -> Sequence[str]:
        addresses = _in_time(lambda: self._resolve(host, port), host)
        if host not in self._private_hosts and not all(
            is_public(ipaddress.ip_address(address)) for address in addresses
        ):
            raise SourceUnsafe(
                "it is in a private network",
                where=host,
                advice="Where that is meant, name the host in web.private_hosts in the configuration.",
            )
        return addresses


class _BoundedStream(httpcore2.NetworkStream):
    """A connection whose every step ends at the deadline, so that a server cannot prolong it byte by byte."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, remaining_seconds(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, remaining_seconds(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _BoundedStream(self._stream.start_tls(ssl_context, server_hostname, remaining_seconds(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def resolve(host: str, port: int) -> list[str]:
    """Return a host's addresses by the operating system, each once."""
    records = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in records))


def _in_time(look_up: Callable[[], Sequence[str]], host: str) -> Sequence[str]:
    """Return the result of a look-up, with a time limit, which the operating system lacks; a late result is ignored."""
    answers: queue.SimpleQueue[Sequence[str] | OSError] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put(look_up())
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else OSError(str(error)))

    threading.Thread(target=run, daemon=True, name="footnote-resolve").start()
    try:
        answer = answers.get(timeout=remaining_seconds())
    except queue.Empty:
        raise TimeoutError("looking up the name takes too long") from None
    if isinstance(answer, OSError) or not answer:
        raise SourceUnreachable(
            "there is no host of that name",
            where=host,
            advice="Check its spelling, and the connection to the internet.",
        )
    return answer
