"""Requests to Discord that are made again when the connection breaks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import aiohttp
import discord

T = TypeVar("T")

CONNECTION_ERRORS = (aiohttp.ClientError, ConnectionError, TimeoutError)
REQUEST_ERRORS = (discord.HTTPException, *CONNECTION_ERRORS)  # whatever a request to Discord may end with

_SERVER_ERROR = 500  # statuses from here on
ONCE = (0.0,)
QUICKLY = (0.0, 0.3)  # what Discord waits 3 seconds for
PERSISTENTLY = (0.0, 1.0, 3.0)


async def retry(request: Callable[[], Awaitable[T]], *, pauses: Sequence[float] = ONCE) -> T:
    """Make a request again after a broken connection or a 5xx status, after each of the pauses in turn.

    Args:
        request: makes the request. Discord must carry it out only once however often it arrives: an acknowledgement,
            an edit, a deletion, or a message with a nonce.
        pauses: seconds before the second attempt, the third, and so on.

    Raises:
        discord.HTTPException: Discord refused the request.
        aiohttp.ClientError: the connection broke at the last attempt too.
    """
    for pause in pauses:
        try:
            return await request()
        except REQUEST_ERRORS as error:
            if isinstance(error, discord.HTTPException) and error.status < _SERVER_ERROR:
                raise
        await asyncio.sleep(pause)
    return await request()
