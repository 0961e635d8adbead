"""The ledger: one open store of rows, and a part for each concern in it."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from bot.configuration.ledger_settings import LedgerSettings, ledger_file
from bot.store.answers import AnswerStore
from bot.store.database.postgres_address import open_postgres
from bot.store.database.sqlite_store import SqliteStore
from bot.store.database.store_protocol import Lock, Store
from bot.store.departures import DepartureStore
from bot.store.dialogue import DialogueStore
from bot.store.error_log import ErrorLog
from bot.store.feedback import FeedbackStore
from bot.store.golden import GoldenStore
from bot.store.key_value import FactStore
from bot.store.old_data import OldData
from bot.store.pending import PendingStore
from bot.store.pins import PinStore
from bot.store.preferences import PreferenceStore
from bot.store.privacy import PersonalData
from bot.store.quotas import QuotaStore
from bot.store.removals import RemovalStore
from bot.store.store_records import Now, utc_now
from bot.store.unanswered import UnansweredStore


class Ledger:
    """The data that the bot keeps over restarts. Several threads may use it, and several processes the same rows.

    What a call writes is durable when the call returns; that takes milliseconds, so an event loop calls it in a
    thread. Data of one server is never readable from another: every call names its place.

    Args:
        store: a file, which is created if it does not exist, readable for its owner alone; or what keeps the rows.
            The ledger closes it.
        settings: say how long data is kept.
        now: the clock.

    Raises:
        LedgerError: the file cannot be used; the message says what to do.
    """

    def __init__(self, store: Path | Store, *, settings: LedgerSettings | None = None, now: Now = utc_now) -> None:
        settings = settings or LedgerSettings()
        self._store = SqliteStore(store) if isinstance(store, Path) else store
        self.answers = AnswerStore(self._store, settings, now)
        self.feedback = FeedbackStore(self._store, now)
        self.unanswered = UnansweredStore(self._store, settings, now)
        self.preferences = PreferenceStore(self._store)
        self.quotas = QuotaStore(self._store, now)
        self.dialogue = DialogueStore(self._store, settings, now)
        self.facts = FactStore(self._store)
        self.errors = ErrorLog(self._store, now)
        self.removals = RemovalStore(self._store, now)
        self.departures = DepartureStore(self._store, now)
        self.pending = PendingStore(self._store, now)
        self.pins = PinStore(self._store, now)
        self.golden = GoldenStore(self._store, self.pins)
        self.privacy = PersonalData(self._store)
        self.old_data = OldData(self._store, settings)

    @property
    def where(self) -> str:
        """The file with the rows, or the address of the database without its password, as messages name it."""
        return self._store.where

    def lock(self, name: str) -> Lock | None:
        """Take a lock of the whole ledger by its name, without waiting; None where another holder has it.

        It is held until it is released or this process ends, however it ends.
        """
        return self._store.lock(name)

    def close(self) -> None:
        """Release what keeps the rows. A second call does nothing."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_ledger(settings: LedgerSettings, folder: Path) -> Ledger:
    """Open the ledger as it is configured: in a database, else in a file.

    Args:
        settings: of the ledger.
        folder: of what belongs to the library, where the file is unless it is configured.

    Raises:
        ConfigError: the database's address cannot be used, or a package is missing.
        LedgerError: the file or the database cannot be used.
    """
    store = open_postgres(settings.database) if settings.database else ledger_file(settings, folder)
    return Ledger(store, settings=settings)
