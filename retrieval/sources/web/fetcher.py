"""The fetcher: everything that is read from the web passes through it, within limits, at the pace that sites want.

A fetch asks the site's robots.txt, waits for its turn, follows redirects one by one, each of them checked as the first
address was, and tries again where a server is busy. Two libraries do what is hard to do right: httpcore2 speaks HTTP
and lets a backend of ours make every connection (see `network`), and protego reads robots.txt.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING

from retrieval.core.errors import SourceDenied, SourceError, SourceUnreachable
from retrieval.core.settings import WebSettings
from retrieval.sources.web import deadline, http_status, urls
from retrieval.sources.web.rate_limit import Pacer, Patience
from retrieval.sources.web.robots import ROBOT, Robots
from retrieval.sources.web.urls import Address

if TYPE_CHECKING:
    import httpcore2

    from retrieval.sources.web.http_client import HttpClient, Response
    from retrieval.sources.web.ssrf_guard import Resolve

_ACCEPT = "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/feed+json,*/*;q=0.8"
_BY_NAME = "If-None-Match"
_FIRST_PAUSE = 0.5  # seconds before the second try; each further one doubles it


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A server's response for an address."""

    url: str  # after redirects, in its normal spelling
    status: int
    content_type: str  # the header as sent; empty for none
    content: bytes  # unpacked
    etag: str | None
    modified: str | None  # the Last-Modified header as sent


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server says that the stored version is still current."""

    url: str


class Fetcher:
    """Fetches from the web. Safe to use from several threads.

    Args:
        settings: the limits, and who is behind the requests.
        resolve: how names are looked up; None: by the operating system.
        backend: makes connections to IP addresses; None: the operating system.
    """

    def __init__(
        self, settings: WebSettings, *, resolve: Resolve | None = None, backend: httpcore2.NetworkBackend | None = None
    ) -> None:
        self.settings = settings
        self._resolve = resolve
        self._backend = backend
        self._pacer = Pacer()
        self._patience = Patience()
        self._robots = Robots(self._robots_file)

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched | NotModified:
        """Fetch an address.

        Args:
            url: the address; what stands after `#` is left out.
            etag: the name of the version that the caller has, as its server gave it.
            modified: the Last-Modified of that version.

        Raises:
            SourceUnsafe: the address, or one that it redirects to, is not of the open web.
            SourceMissing: the server knows no such page, or has it no longer.
            SourceDenied: the server, or its robots.txt, does not let it be read.
            SourceUnreachable: the server gives no answer, or none in time.
            SourceError: what it gives is too large, damaged, or cannot be told.
        """
        address = urls.parse(url)
        known = {_BY_NAME: etag, "If-Modified-Since": modified}
        conditions = {name: value for name, value in known.items() if value and _is_header(value)}
        with self._in_time_limit(address):
            final, response = self._follow(address, conditions, self._check_robots)
        if response.status == HTTPStatus.NOT_MODIFIED:
            return NotModified(url=str(final))
        return Fetched(
            url=str(final),
            status=response.status,
            content_type=response.headers.get("content-type", ""),
            content=response.content,
            etag=response.headers.get("etag"),
            modified=response.headers.get("last-modified"),
        )

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """Return the sitemaps that the robots.txt of an address's site names.

        Raises:
            SourceError: the address is refused, or the site does not answer.
        """
        address = urls.parse(url)
        with self._in_time_limit(address):
            return self._robots.rules(address).sitemaps

    def close(self) -> None:
        """Close the connections."""
        if "_client" in self.__dict__:
            self._client.close()

    @cached_property
    def _client(self) -> HttpClient:
        from retrieval.sources.web import http_client, ssrf_guard  # noqa: PLC0415  they import HTTP and TLS

        return http_client.HttpClient(self.settings, resolve=self._resolve or ssrf_guard.resolve, backend=self._backend)

    @cached_property
    def _agent(self) -> str:
        from importlib.metadata import version  # noqa: PLC0415  10 ms that starting does not pay

        contact = "".join(sign for sign in self.settings.contact if sign.isascii() and sign.isprintable()).strip()
        return f"{ROBOT}/{version('footnote')}" + (f" (+{contact})" if contact else "")

    @contextmanager
    def _in_time_limit(self, address: Address) -> Iterator[None]:
        """Set the deadline of one fetch, and add its address to errors."""
        try:
            with deadline.limit_fetch(self.settings.total_seconds):
                yield
        except SourceError as error:
            raise type(error)(error.what, where=str(address), advice=error.advice) from error

    def _follow(
        self, address: Address, conditions: Mapping[str, str], check: Callable[[Address], float]
    ) -> tuple[Address, Response]:
        """Return the response at the end of the redirects, and its address. Every address on the way is checked."""
        start = address
        for _ in range(self.settings.redirects + 1):
            try:
                response = self._persist(address, conditions, check)
                if not http_status.is_redirect(response, address):
                    return address, http_status.check_status(response, is_conditional=bool(conditions))
                address = http_status.target(response, address)
                # The redirect may lead elsewhere than it did: a date cannot tell another page, a name can.
                conditions = {name: value for name, value in conditions.items() if name == _BY_NAME}
            except SourceError as error:
                if address == start:
                    raise
                what = f"it redirects to {address}: {error.what}"
                raise type(error)(what, where=error.where, advice=error.advice) from error
        raise SourceUnreachable(
            f"it redirects more than {self.settings.redirects} times",
            where=str(start),
            advice="Open it in a browser and add the address that it ends at.",
        )

    def _persist(self, address: Address, conditions: Mapping[str, str], check: Callable[[Address], float]) -> Response:
        """Return the response of one address; the request is repeated while the server is busy and there is time."""
        headers = {"User-Agent": self._agent, "Accept": _ACCEPT, **conditions}
        pause = _FIRST_PAUSE
        for tries_left in range(self.settings.retries, -1, -1):
            self._patience.check(address.host)
            self._take_turn(address, check(address))
            try:
                response = self._client.get(address, headers)
                if response.status not in http_status.BUSY:
                    self._patience.record_answer(address.host)
                    return response
                failure, requested = http_status.busy_error(response), http_status.retry_after(response)
            except SourceUnreachable as error:
                failure, requested = error, 0.0
            wait = max(requested, pause * random.uniform(0.75, 1.25))  # noqa: S311  so that many do not come back at once
            if not tries_left or not deadline.is_time_for(wait):
                self._patience.record_failure(address.host)
                raise failure
            time.sleep(wait)
            pause *= 2
        raise AssertionError  # the last try returns or raises

    def _take_turn(self, address: Address, delay: float) -> None:
        """Wait for the host's turn, and extend the deadline by the time that this takes."""
        deadline.extend(self._pacer.wait(address.host, max(delay, 1 / self.settings.requests_per_second)))

    def _check_robots(self, address: Address) -> float:
        """Return the seconds that the site asks to leave between requests.

        Raises:
            SourceDenied: the site asks robots to leave the address out.
        """
        if not self.settings.robots:
            return 0.0
        rules = self._robots.rules(address)
        if not rules.allow(address):
            raise SourceDenied(
                "the site's robots.txt asks robots to leave it out",
                where=str(address),
                advice="If it is your site, allow it there or set web.robots to false; else save the page by hand.",
            )
        return rules.delay

    def _robots_file(self, location: Address) -> bytes:
        return self._follow(location, {}, lambda _: 0.0)[1].content


def _is_header(value: str) -> bool:
    return value.isascii() and value.isprintable()
