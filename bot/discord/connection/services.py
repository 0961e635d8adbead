"""The services that every feature uses: the library, the worker threads, the ledger and the configuration."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from bot.app.metrics import Metrics
from bot.concurrency.worker import Busy, TookTooLong, Worker
from bot.configuration.config_file import Config
from bot.discord.connection.recent_errors import RecentErrors
from bot.discord.connection.unwritten_records import UnwrittenRecords
from bot.store import Ledger, LedgerError, Place, Preferences

if TYPE_CHECKING:
    from retrieval import Footnote

T = TypeVar("T")

_log = logging.getLogger("footnote.discord")

NOTE_SECONDS = 3.0  # that an answer waits for what is to be noted; a write takes milliseconds, unless it is held up
_PLACES = 10_000  # whose preferences are remembered in case the ledger cannot be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The services that are opened once, at the start of the program, and used by every feature."""

    footnote: Footnote
    worker: Worker
    ledger: Ledger
    config: Config
    metrics: Metrics = field(default_factory=Metrics)
    unwritten: UnwrittenRecords = field(default_factory=UnwrittenRecords)
    errors: RecentErrors = field(default_factory=RecentErrors)
    _preferences: dict[Place, Preferences] = field(default_factory=dict)  # as they were read last

    async def use_ledger(self, call: Callable[[], T]) -> T:
        """Run a call that writes the ledger, in the thread for such calls."""
        return await self.worker.run(call, kind="note")

    async def read_ledger(self, call: Callable[[], T]) -> T:
        """Run a call that only reads the ledger: it does not wait for those that write."""
        return await self.worker.run(call, kind="recall")

    async def read_or_default(self, call: Callable[[], T], default: T) -> T:
        """Run a call that only reads the ledger, where an answer is better than none without what it gives.

        Args:
            call: reads it.
            default: what is returned where the ledger cannot be read.
        """
        try:
            return await self.read_ledger(call)
        except (LedgerError, Busy, TookTooLong) as error:
            _log.warning("answered without what the ledger holds: %s", error)
            return default

    async def write_or_log(self, what: str, call: Callable[[], T]) -> T | None:
        """Run a call that writes the ledger, where no answer may depend on it; the log says so where it fails.

        Args:
            what: what is noted, in the plural, for the log.
            call: writes it.

        Returns:
            What the call returns; None where the ledger could not be written in time.
        """
        if self.unwritten.paused:
            self.unwritten.add(what)
            return None
        try:
            async with asyncio.timeout(NOTE_SECONDS):
                return await self.use_ledger(call)
        except (LedgerError, Busy, TookTooLong) as error:
            self.unwritten.add(what, error)
        except TimeoutError:
            self.unwritten.add(what, TimeoutError("the ledger is held up, perhaps by another process"))
        return None

    async def preferences_of(self, place: Place) -> Preferences:
        """Return the preferences of a place; as they were last, where the ledger cannot be read.

        Raises:
            LedgerError: it cannot, and they were not read before.
        """
        try:
            preferences = await self.read_ledger(lambda: self.ledger.preferences.of(place))
        except LedgerError:
            if place not in self._preferences:
                raise
            return self._preferences[place]
        if len(self._preferences) >= _PLACES:
            self._preferences.clear()
        self._preferences[place] = preferences
        return preferences
