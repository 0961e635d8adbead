"""Unexpected errors: the traceback goes to a log, the user gets an apology with the id under which it is logged."""

from __future__ import annotations

import logging
import secrets
import tempfile
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from bot.configuration import state_folders

LOG_NAME = "footnote.log"
_LONGEST_LOG = 2_000_000  # bytes, from which a new log is begun; the one before it is kept


def record(error: BaseException) -> str:
    """Log the error with its traceback, in the state folder or, where that cannot be written, a temporary one.

    Returns:
        The sentence for the user, with the id and the log's path.
    """
    number = secrets.token_hex(4)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    entry = f"{now} defect {number}\n{''.join(traceback.format_exception(error))}\n"
    return f"Something went wrong inside Footnote, by our fault. {_logged(entry, number)}"


class SourceErrorLog(logging.Handler):
    """Writes the errors that nobody planned for, inside a loader, to the log; the user was told their id."""

    def emit(self, record: logging.LogRecord) -> None:
        """Append a record with its traceback."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        error = record.exc_info[1] if record.exc_info else None
        trace = "".join(traceback.format_exception(error)) if error else ""
        with suppress(OSError):  # a full disk stops nothing; the user has the sentence
            _append(state_folders.state(), f"{now} {record.getMessage()}\n{trace}\n")


def log_source_errors() -> None:
    """Write what loaders log as an error to the log of this program, once a process."""
    log = logging.getLogger("retrieval.sources")
    if not any(isinstance(handler, SourceErrorLog) for handler in log.handlers):
        log.addHandler(SourceErrorLog(level=logging.ERROR))


def _logged(entry: str, number: str) -> str:
    try:
        try:
            path = _append(state_folders.state(), entry)
        except OSError:
            path = _append(Path(tempfile.mkdtemp(prefix="footnote-")), entry)
    except OSError as error:
        return f"It could not be logged ({error.strerror}); make room on the disk and try again."
    return f"It is logged as {number} in {path}. Please report it with that part of the log."


def _append(folder: Path, entry: str) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / LOG_NAME
    if path.exists() and path.stat().st_size > _LONGEST_LOG:
        path.replace(path.with_name(f"{LOG_NAME}.1"))
    with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
        log.write(entry)
    return path
