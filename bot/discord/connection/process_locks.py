"""Locks in the ledger by which several processes share their work; a lock is free again when its process ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from bot.store import LedgerError

if TYPE_CHECKING:
    from bot.discord.connection.services import Services
    from bot.store.database.store_protocol import Lock

UPKEEP = "upkeep"  # the lock of whoever reads articles again on schedule and deletes what is too old
LOOK_SECONDS = 5.0  # between two looks whether that process has ended
_RETRY_SECONDS = 0.5

_log = logging.getLogger("footnote.discord")


class Upkeep:
    """The lock for work that only one process does at a time: reading articles again, and deleting what is too old.

    A process takes the lock as soon as it sees that no other process holds it.

    Args:
        services: whose ledger has the lock.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lock: Lock | None = None
        self._looking = asyncio.Lock()

    async def is_own(self) -> bool:
        """Return whether this process holds the lock, which it takes if nobody does.

        False where the ledger is out of reach.
        """
        async with self._looking:
            try:
                if self._lock is not None and await self._services.read_ledger(self._lock.is_held):
                    return True
                self._lock = await self._services.read_ledger(partial(self._services.ledger.lock, UPKEEP))
            except LedgerError as error:
                self._lock = None
                _log.warning("it could not be looked up which process does the upkeep: %s", error)
        if self._lock is not None:
            _log.info("this process reads articles again and deletes what is too old, for all processes")
        return self._lock is not None

    async def wait(self) -> None:
        """Return when this process holds the lock."""
        while True:
            if await self.is_own():
                return
            await asyncio.sleep(LOOK_SECONDS)

    def release(self) -> None:
        """Leave it to another process."""
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()


@asynccontextmanager
async def hold_lock(services: Services, name: str, *, seconds: float) -> AsyncIterator[bool]:
    """Hold a lock of the ledger while the block runs.

    Args:
        services: whose ledger has the lock.
        name: of the lock.
        seconds: how long to wait for another process that holds it.

    Yields:
        Whether the lock is held: not after so many seconds, and not where the ledger cannot be reached.
    """
    lock = await _take(services, name, seconds)
    try:
        yield lock is not None
    finally:
        if lock is not None:
            lock.release()


async def _take(services: Services, name: str, seconds: float) -> Lock | None:
    until = asyncio.get_running_loop().time() + seconds
    while True:
        try:
            lock = await services.read_ledger(partial(services.ledger.lock, name))
        except LedgerError as error:
            _log.warning("the lock '%s' could not be taken: %s", name, error)
            return None
        if lock is not None or asyncio.get_running_loop().time() >= until:
            return lock
        await asyncio.sleep(_RETRY_SECONDS)
