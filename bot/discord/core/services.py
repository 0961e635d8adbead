"""What every feature uses: the library, the worker threads, the ledger and the configuration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from bot.app.configuration import Config
from bot.concurrency.worker import Worker
from bot.store import Ledger

if TYPE_CHECKING:
    from retrieval import Footnote

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What is opened once, at the start of the program, and used by every feature."""

    footnote: Footnote
    worker: Worker
    ledger: Ledger
    config: Config

    async def use_ledger(self, call: Callable[[], T]) -> T:
        """Run a call that reads or writes the ledger, in the thread for such calls."""
        return await self.worker.run(call, kind="note")
