"""The bot's last errors."""

from __future__ import annotations

from pathlib import Path

from bot.store import LoggedError
from bot.store.error_log import LONGEST_ERROR, MOST_ERRORS
from tests.bot.store.sample_replies import NOON, opened


def test_only_the_last_errors_are_kept(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        for number in range(MOST_ERRORS + 5):
            ledger.errors.note(f"{number:08x}", "x" * 400)
        assert ledger.errors.latest(1) == [LoggedError(id=f"{MOST_ERRORS + 4:08x}", at=NOON, what="x" * LONGEST_ERROR)]
        errors = ledger.errors.latest(1_000)
        assert [int(error.id, 16) for error in errors] == list(range(MOST_ERRORS + 4, 4, -1))
