"""The PostgreSQL server of the ledger is stopped, killed and started again while several threads use it."""

from __future__ import annotations

import itertools
import logging
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable

from bench.faults.findings import FaultScale, Findings
from bot.store import Ledger, LedgerError
from bot.store.database.postgres_address import open_postgres
from support.postgres_server import PostgresServer, running_server

FAULT = (
    "PostgreSQL is stopped in order (SIGINT), then as if its machine failed (SIGQUIT), under load, and started again"
)
WRITERS = 3
ENDS = {"stopped": signal.SIGINT, "killed": signal.SIGQUIT}
PAUSE_SECONDS = 0.01
# A call waits two seconds for a connection, or ten for a row that another process changes.
LONGEST_CALL_SECONDS = 15.0


class LedgerLoad:
    """Threads that write numbered facts into a ledger and read them back.

    Args:
        ledger: that they use.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._over = threading.Event()
        self._ends: list[float] = []  # of calls that succeeded
        self.stored: list[str] = []
        self.errors: Counter[str] = Counter()
        self.broken: list[str] = []
        self.slowest = 0.0
        self._threads = [threading.Thread(target=self._write, args=(each,)) for each in range(WRITERS)]

    def start(self) -> None:
        """Begin to write."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End, and check that everything that was acknowledged is there."""
        self._over.set()
        for thread in self._threads:
            thread.join()
        lost = [name for name in self.stored if self._ledger.facts.get(name) != name]
        self.broken += [f"{len(lost)} acknowledged facts are lost, such as {lost[:3]}"] if lost else []

    def wait_for(self, is_reached: Callable[[], bool], what: str, seconds: float) -> float:
        """Wait until something is reached, and return after how many seconds it was."""
        began = time.monotonic()
        while not is_reached():
            if time.monotonic() > began + seconds:
                self.broken.append(f"{what}: not within {seconds:.0f} s")
                break
            time.sleep(0.01)
        return round(time.monotonic() - began, 2)

    def longest_gap(self) -> float:
        """Return the longest time in which no call succeeded, in seconds."""
        return round(max((after - before for before, after in itertools.pairwise(sorted(self._ends))), default=0.0), 2)

    def _write(self, writer: int) -> None:
        for number in itertools.count():
            if self._over.wait(PAUSE_SECONDS):
                return
            name, began = f"{writer} {number}", time.monotonic()
            try:
                self._ledger.facts.put(name, name)
                self.stored.append(name)
                if self._ledger.facts.get(name) != name:
                    self.broken.append(f"the fact {name} was acknowledged and is not there")
                self._ends.append(time.monotonic())
            except LedgerError as error:
                self.errors[type(error).__name__] += 1
            except Exception as error:  # noqa: BLE001  a promise is broken; the others go on
                self.broken.append(f"a call ended in {error!r}")
            self.slowest = max(self.slowest, time.monotonic() - began)


def run(scale: FaultScale) -> Findings:
    """Restart the server twice under load."""
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)  # it reports each try
    figures: dict[str, float | int] = {}
    with running_server() as server, Ledger(open_postgres(server.address)) as ledger:
        load = LedgerLoad(ledger)
        load.start()
        for how in ENDS:
            figures |= restart(server, ledger, load, how=how, scale=scale)
        load.stop()
    load.broken += [f"a call was told {name}" for name in load.errors if name != "LedgerUnreachable"]
    if load.slowest > LONGEST_CALL_SECONDS:
        load.broken.append(f"a call took {load.slowest:.0f} s")
    figures |= {"stored": len(load.stored), "slowest_call_s": round(load.slowest, 2)}
    figures |= {"longest_time_without_success_s": load.longest_gap()}
    figures |= {f"told_{name}": count for name, count in sorted(load.errors.items())}
    return Findings(fault=FAULT, figures=figures, broken=tuple(load.broken))


def restart(
    server: PostgresServer, ledger: Ledger, load: LedgerLoad, *, how: str, scale: FaultScale
) -> dict[str, float | int]:
    """End the server while a lock is held, start it again, and see that the lock is free and calls succeed."""
    patience, lock = scale.patience_seconds, ledger.lock("upkeep")
    before = len(load.stored)
    load.wait_for(lambda: len(load.stored) > before + 20, "writing before the fault", patience)
    errors = load.errors.total()
    server.stop(ENDS[how])
    load.wait_for(lambda: load.errors.total() > errors, "telling that the database is away", patience)
    time.sleep(scale.fault_seconds / 4)
    if lock is None:
        load.broken.append("no lock could be taken before the fault")
    else:
        load.wait_for(lambda: not lock.is_held(), "letting go of a lock whose database is away", LONGEST_CALL_SECONDS)
    server.start()
    before = len(load.stored)
    recovered = load.wait_for(lambda: len(load.stored) > before, "writing after the fault", patience)
    again = ledger.lock("upkeep")
    if again is None:
        load.broken.append("a lock outlived its database")
    else:
        again.release()
    return {f"recovered_after_{how}_s": recovered}
