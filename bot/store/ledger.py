"""The ledger as its users see it: one open file, and what is kept in it by concern."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from bot.store.answers import Answers
from bot.store.dialogue import Dialogue
from bot.store.feedback import Feedback
from bot.store.key_value import Facts, Mishaps
from bot.store.preferences import Places
from bot.store.privacy import Privacy
from bot.store.quotas import Usage
from bot.store.store_records import Now, utc_now
from bot.store.store_schema import LEDGER_FORMAT
from bot.store.store_settings import LedgerSettings
from bot.store.unanswered import Gaps
from retrieval import SqliteFile


class Ledger:
    """What the bot remembers over restarts. Safe to use from several threads, and its file from several processes.

    Whatever is written is on the disk when the call returns; that takes milliseconds, so an event loop leaves it to a
    thread. What belongs to one server is never seen from another: every call names its place.

    Args:
        path: the file, made if missing, readable for its owner alone.
        settings: for how long what is kept.
        now: what time it is.

    Raises:
        LedgerError: the file cannot be used; the message says what to do.
    """

    def __init__(self, path: Path, *, settings: LedgerSettings | None = None, now: Now = utc_now) -> None:
        settings = settings or LedgerSettings()
        self._file = SqliteFile(path, LEDGER_FORMAT)
        self.answers = Answers(self._file, settings, now)
        self.feedback = Feedback(self._file, now)
        self.gaps = Gaps(self._file, settings, now)
        self.places = Places(self._file)
        self.usage = Usage(self._file, now)
        self.dialogue = Dialogue(self._file, settings, now)
        self.facts = Facts(self._file)
        self.mishaps = Mishaps(self._file, now)
        self.privacy = Privacy(self._file, settings)

    @property
    def path(self) -> Path:
        """The file."""
        return self._file.path

    def close(self) -> None:
        """Lets go of the file. Calling it again does nothing."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
