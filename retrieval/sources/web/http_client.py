"""HTTP client: sends a request and reads its response, through the guarded network and within all limits."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore2

from retrieval.core.errors import SourceTooLarge, SourceUnreachable, SourceUnsafe, SourceUnsupported
from retrieval.core.settings import WebSettings
from retrieval.sources.files.file_io import MEGABYTE
from retrieval.sources.web import deadline
from retrieval.sources.web.content_encoding import ACCEPTED, Unpacker
from retrieval.sources.web.deadline import remaining_seconds
from retrieval.sources.web.ssrf_guard import GuardedNetwork, Resolve
from retrieval.sources.web.urls import Address

_CONNECTIONS = 20
_IDLE_SECONDS = 15.0  # that a connection is kept for the next request to its host
_TRY_LATER = "Try again later."


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A server's response. The body is read and decompressed, but only for status 200."""

    status: int
    headers: Mapping[str, str]  # names in lower case; the first of several of one name
    content: bytes


class HttpClient:
    """Makes requests. Safe to use from several threads; each sets its deadline.

    Args:
        settings: the limits.
        resolve: looks up names.
        backend: makes connections to IP addresses; None: the operating system.
    """

    def __init__(self, settings: WebSettings, *, resolve: Resolve, backend: httpcore2.NetworkBackend | None) -> None:
        self._settings = settings
        self._pool = httpcore2.ConnectionPool(
            max_connections=_CONNECTIONS,
            keepalive_expiry=_IDLE_SECONDS,
            network_backend=GuardedNetwork(
                private_hosts=frozenset(settings.private_hosts.lower().split()),
                resolve=resolve,
                backend=backend or httpcore2.SyncBackend(),
            ),
        )

    def get(self, address: Address, headers: Mapping[str, str]) -> Response:
        """Request an address; redirects are not followed.

        Raises:
            SourceError: there is none, or none that may be taken; the message says why.
        """
        seconds = self._settings.timeout_seconds
        sent: list[tuple[bytes | str, bytes | str]] = [("Accept-Encoding", ACCEPTED), *headers.items()]
        with _translate_errors(str(address)):
            timeouts = dict.fromkeys(("connect", "read", "write", "pool"), remaining_seconds(seconds))
            with self._pool.stream("GET", str(address), headers=sent, extensions={"timeout": timeouts}) as answer:
                return self._response(answer, str(address))

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()

    def _response(self, answer: httpcore2.Response, where: str) -> Response:
        headers: dict[str, str] = {}
        for name, value in answer.headers:
            headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1").strip())
        content = self._body(answer, headers, where) if answer.status == 200 else b""  # noqa: PLR2004  HTTP's own
        return Response(status=answer.status, headers=headers, content=content)

    def _body(self, answer: httpcore2.Response, headers: Mapping[str, str], where: str) -> bytes:
        most = int(self._settings.page_megabytes * MEGABYTE)
        if _stated_length(headers) > most:
            raise self._too_large(where)
        coding = headers.get("content-encoding", "").lower()
        unpacker = Unpacker(coding, most=self._settings.unpacked_megabytes, where=where)
        for piece in answer.iter_stream():
            most -= len(piece)
            if most < 0:
                raise self._too_large(where)
            unpacker.take(piece)
            remaining_seconds()
        return unpacker.whole()

    def _too_large(self, where: str) -> SourceTooLarge:
        return SourceTooLarge(
            f"it is larger than {self._settings.page_megabytes:g} MB",
            where=where,
            advice="Leave it out, or raise web.page_megabytes in the configuration.",
        )


def _stated_length(headers: Mapping[str, str]) -> int:
    stated = headers.get("content-length", "")
    return int(stated) if stated.isdecimal() and stated.isascii() else 0


@contextmanager
def _translate_errors(where: str) -> Iterator[None]:
    """Turn failures of the network into errors for users."""
    try:
        yield
    except (httpcore2.TimeoutException, TimeoutError) as error:
        deadline.check()  # where the time for all of them was over, it is not this server's fault
        raise SourceUnreachable("its server takes too long", where=where, advice=_TRY_LATER) from error
    except (httpcore2.LocalProtocolError, httpcore2.UnsupportedProtocol) as error:
        raise SourceUnsupported(
            "this is no address that a server can be asked for", where=where, advice="Check its spelling."
        ) from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        raise _failure(error, where) from error


def _failure(error: Exception, where: str) -> SourceUnreachable | SourceUnsafe:
    cause = _first_cause(error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return SourceUnsafe(
            f"its certificate is not trusted: {cause.verify_message.rstrip('.')}",
            where=where,
            advice="Check the address; whoever runs the site can mend it.",
        )
    reason = cause.strerror if isinstance(cause, OSError) and cause.strerror else str(error)
    detail = f": {reason[0].lower()}{reason[1:]}".rstrip(".") if reason else ""
    return SourceUnreachable(f"the connection to its server failed{detail}", where=where, advice=_TRY_LATER)


def _first_cause(error: BaseException) -> BaseException:
    """Return the error that caused an error of httpcore2, which has it as its argument."""
    while error.args and isinstance(error.args[0], BaseException):
        error = error.args[0]
    return error
