"""The ledger: one open file, and a store for each concern in it."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from bot.store.answers import AnswerStore
from bot.store.departures import DepartureStore
from bot.store.dialogue import DialogueStore
from bot.store.feedback import FeedbackStore
from bot.store.golden import GoldenStore
from bot.store.key_value import ErrorLog, FactStore
from bot.store.pending import PendingStore
from bot.store.pins import PinStore
from bot.store.preferences import PreferenceStore
from bot.store.privacy import PersonalData
from bot.store.quotas import QuotaStore
from bot.store.removals import RemovalStore
from bot.store.store_records import Now, utc_now
from bot.store.store_schema import LEDGER_FORMAT
from bot.store.store_settings import LedgerSettings
from bot.store.unanswered import UnansweredStore
from retrieval import SqliteFile


class Ledger:
    """What the bot keeps over restarts. Several threads may use it, and several processes its file.

    What a call writes is on the disk when the call returns; that takes milliseconds, so an event loop calls it in a
    thread. Data of one server is never readable from another: every call names its place.

    Args:
        path: of the file; it is created if it does not exist, readable for its owner alone.
        settings: how long data is kept.
        now: the clock.

    Raises:
        LedgerError: the file cannot be used; the message says what to do.
    """

    def __init__(self, path: Path, *, settings: LedgerSettings | None = None, now: Now = utc_now) -> None:
        settings = settings or LedgerSettings()
        self._file = SqliteFile(path, LEDGER_FORMAT)
        self.answers = AnswerStore(self._file, settings, now)
        self.feedback = FeedbackStore(self._file, now)
        self.unanswered = UnansweredStore(self._file, settings, now)
        self.preferences = PreferenceStore(self._file)
        self.quotas = QuotaStore(self._file, now)
        self.dialogue = DialogueStore(self._file, settings, now)
        self.facts = FactStore(self._file)
        self.errors = ErrorLog(self._file, now)
        self.removals = RemovalStore(self._file, now)
        self.departures = DepartureStore(self._file, now)
        self.pending = PendingStore(self._file, now)
        self.pins = PinStore(self._file, now)
        self.golden = GoldenStore(self._file, self.pins)
        self.privacy = PersonalData(self._file, settings)

    @property
    def path(self) -> Path:
        """The file."""
        return self._file.path

    def close(self) -> None:
        """Release the file. A second call does nothing."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
