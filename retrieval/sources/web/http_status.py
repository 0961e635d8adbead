"""HTTP status: what the status and the headers of a response mean."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from retrieval.core.errors import (
    SourceDenied,
    SourceEmpty,
    SourceError,
    SourceMissing,
    SourceUnreachable,
    SourceUnsupported,
)
from retrieval.sources.web import urls
from retrieval.sources.web.meta_refresh import refresh_target
from retrieval.sources.web.urls import Address

if TYPE_CHECKING:
    from retrieval.sources.web.http_client import Response

REDIRECTS = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({429, 500, 502, 503, 504})
_GONE = frozenset({404, 410})
_TRY_LATER = "Try again later."


def is_redirect(response: Response, address: Address) -> bool:
    """Return whether a response leads to another address, by its status or by its page."""
    if response.status != HTTPStatus.OK:
        return response.status in REDIRECTS
    location = _location(response)
    with suppress(SourceError):
        return bool(location) and urls.parse(location, base=address) != address  # else it only loads itself again
    return False


def _location(response: Response) -> str:
    if response.status in REDIRECTS:
        return response.headers.get("location", "")
    return refresh_target(response.headers.get("content-type", ""), response.content)


def target(response: Response, address: Address) -> Address:
    """Return the address that a response redirects to.

    Raises:
        SourceError: it does not say, or that is not of the open web.
    """
    location = _location(response)
    if not location:
        raise SourceUnreachable("it redirects to nowhere", where=str(address), advice=_TRY_LATER)
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")  # headers are bytes; what is not ASCII is UTF-8
    try:
        return urls.parse(location, base=address)
    except SourceError as error:
        raise type(error)(
            f"it redirects to {location[:200]!r}: {error.what}", where=str(address), advice=error.advice
        ) from error


def check_status(response: Response, *, is_conditional: bool) -> Response:
    """Return the response, if its status is a success; an error otherwise.

    Raises:
        SourceError: what its status means.
    """
    status, advice = response.status, "Open it in a browser to see why."
    if status == HTTPStatus.OK or (is_conditional and status == HTTPStatus.NOT_MODIFIED):
        return response
    if status in _GONE:
        raise SourceMissing(f"there is no such page (status {status})", advice="Check the address.")
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        raise SourceDenied(f"the server refuses it (status {status})", advice=advice)
    if HTTPStatus.OK < status < HTTPStatus.MULTIPLE_CHOICES:
        raise SourceEmpty(f"the server sends no page (status {status})", advice=advice)
    raise SourceUnsupported(f"the server's answer cannot be used (status {status})", advice=advice)


def busy_error(response: Response) -> SourceUnreachable:
    """Return the error that a server cannot answer now."""
    seconds = retry_after(response)
    advice = f"It asks to come back in {seconds:,.0f} seconds." if seconds else _TRY_LATER
    return SourceUnreachable(f"its server is busy or broken (status {response.status})", advice=advice)


def retry_after(response: Response) -> float:
    """Return the seconds that a Retry-After header asks for, as a number or a date; 0 without one."""
    stated = response.headers.get("retry-after", "")
    if stated.isdecimal() and stated.isascii():
        return float(stated[:9])
    try:
        moment = parsedate_to_datetime(stated)
    except ValueError:
        return 0.0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
