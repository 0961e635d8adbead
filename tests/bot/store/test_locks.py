"""Locks of the ledger: one holder at a time, whoever it is, and none after its holder's end."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from pathlib import Path

from tests.bot.store.sample_replies import command, databases, opened

PATIENCE = 30.0  # seconds in which the database notices that a process has ended


def test_a_lock_has_one_holder(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger, opened(tmp_path) as other:
        lock = ledger.lock("upkeep")
        assert lock is not None
        assert lock.is_held()
        assert other.lock("upkeep") is None
        assert ledger.lock("upkeep") is None
        lock.release()
        lock.release()
        assert not lock.is_held()
        next_lock = other.lock("upkeep")
        assert next_lock is not None
        next_lock.release()


def test_locks_of_other_names_are_others(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        names = ("upkeep", "commands", "library guild-1", "library guild-2")
        locks = [ledger.lock(name) for name in names]
        assert None not in locks
        for lock in locks:
            assert lock is not None
            lock.release()


def test_a_ledger_elsewhere_has_locks_of_its_own(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with opened(tmp_path) as ledger, opened(elsewhere) as other:
        locks = [ledger.lock("upkeep"), other.lock("upkeep")]
        assert None not in locks
        for lock in locks:
            assert lock is not None
            lock.release()


def test_of_many_threads_one_gets_the_lock(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        barrier, locks = threading.Barrier(8), []

        def take() -> None:
            barrier.wait()
            locks.append(ledger.lock("upkeep"))

        threads = [threading.Thread(target=take) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        held = [lock for lock in locks if lock is not None]
        assert (len(locks), len(held)) == (8, 1)
        held[0].release()


def test_a_lock_ends_with_a_killed_holder(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        holding = command(databases.place(tmp_path), "lock", "upkeep")
        with subprocess.Popen(holding, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                assert [process.stdout.readline() for _ in range(2)] == ["open\n", "locked\n"]
                assert ledger.lock("upkeep") is None
            finally:
                process.kill()
        assert process.returncode == -signal.SIGKILL
        until = time.monotonic() + PATIENCE
        while (lock := ledger.lock("upkeep")) is None:
            assert time.monotonic() < until
            time.sleep(0.05)
        lock.release()
