"""The quality gate as processes that work beside the other tests, but for those that measure times."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

import pytest

from bench.paths import DATA, ROOT
from support.quiet_machine import RUN_VARIABLE

MOST_PROCESSES = 4  # of tests at once: each loads the models that its tests need

# The sets of each of its processes: both take about as long.
SHARES = (("selqa-dev", "clapnq-tune", "examples"), ("squad2-tune", "inscit-tune", "xquad-de", "cnn-summaries-tune"))
SETS = tuple(name for share in SHARES for name in share)


def is_present(name: str) -> bool:
    """Return whether a set is in the folder of the public sets, or in the project."""
    return name == "examples" or (DATA / name).is_dir()


class QualityGate:
    """Measures the sets that are present against their floors, with what the other tests leave of the processors.

    It works in two processes, since each asks one question after the other on one thread.
    """

    def __init__(self) -> None:
        self._printed = [_scratch_file() for _ in SHARES]
        self._processes = [_measure(*of) for of in zip(SHARES, self._printed, strict=True)]
        _process_file().write_text(" ".join(str(process.pid) for process in self._processes), encoding="utf-8")

    def printed(self) -> str:
        """Wait for the end, and return what the gate has printed."""
        for process in self._processes:
            process.wait()
        for file in self._printed:
            file.seek(0)
        return "".join(file.read() for file in self._printed)

    def close(self) -> None:
        """End the processes that still run."""
        _process_file().unlink(missing_ok=True)
        for process, file in zip(self._processes, self._printed, strict=True):
            process.kill()
            process.wait()
            file.close()


def _scratch_file() -> IO[str]:
    """Open a file without a name, which `close` closes."""
    return tempfile.TemporaryFile("w+", encoding="utf-8")


def _measure(share: Sequence[str], printed: IO[str]) -> subprocess.Popen[bytes]:
    measure = [sys.executable, "-m", "bench.quality", "--gate", "--threads", "1", "--data", str(DATA)]
    command = [*_lowest_priority(), *measure, "--sets", *filter(is_present, share)]
    return subprocess.Popen(command, cwd=ROOT, stdout=printed, stderr=subprocess.STDOUT)


def _process_file() -> Path:
    """Return the file that has the numbers of the gate's processes, for all processes of this run."""
    run = os.environ.get(RUN_VARIABLE) or str(os.getpid())
    return Path(tempfile.gettempdir()) / f"footnote-quality-gate-{run}.pid"


def _signal_gate(number: signal.Signals) -> None:
    """Send a signal to the gate's processes, where it works."""
    with suppress(FileNotFoundError):
        for process in _process_file().read_text(encoding="utf-8").split():
            with suppress(ProcessLookupError):
                os.kill(int(process), number)


_STARTED = pytest.StashKey[QualityGate]()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Start the gate, where its tests run in this process: of several processes only one gets them."""
    chosen = any("quality_gate" in getattr(item, "fixturenames", ()) for item in session.items)
    if chosen and not session.config.option.collectonly and "PYTEST_XDIST_WORKER" not in os.environ:
        session.config.stash[_STARTED] = QualityGate()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Pause the gate for a test that measures times."""
    if item.get_closest_marker("timed"):
        _signal_gate(signal.SIGSTOP)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Let the gate go on, unless the next test measures times too."""
    if item.get_closest_marker("timed") and (nextitem is None or not nextitem.get_closest_marker("timed")):
        _signal_gate(signal.SIGCONT)


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the gate, also where the tests were interrupted."""
    if (started := config.stash.get(_STARTED, None)) is not None:
        started.close()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return a process for each core, at most four, and one that waits for the gate."""
    return min(os.cpu_count() or 1, MOST_PROCESSES) + (config.option.markexpr != "fast")


@pytest.fixture(scope="session")
def quality_gate(pytestconfig: pytest.Config) -> Iterator[str]:
    """What the gate prints about every set that is present."""
    started = pytestconfig.stash.get(_STARTED, None)
    gate = started or QualityGate()
    yield gate.printed()
    if started is None:
        gate.close()


def _lowest_priority() -> list[str]:
    idle = ["chrt", "--idle", "0"] if shutil.which("chrt") else []
    return ["nice", "-n", "19", *idle] if shutil.which("nice") else idle
