"""The quality gate as a process that works beside the other tests, but for those that measure times."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator

import pytest

from bench.paths import DATA, ROOT

SETS = ("examples", "squad2-tune", "selqa-dev", "clapnq-tune", "inscit-tune", "xquad-de", "cnn-summaries-tune")


def is_present(name: str) -> bool:
    """Return whether a set is in the folder of the public sets, or in the project."""
    return name == "examples" or (DATA / name).is_dir()


class QualityGate:
    """Measures the sets that are present against their floors, with what the other tests leave of the processors."""

    def __init__(self) -> None:
        self._printed = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  closed by `close`
        measure = [sys.executable, "-m", "bench.quality", "--gate", "--threads", "1", "--data", str(DATA)]
        command = [*_lowest_priority(), *measure, "--sets", *filter(is_present, SETS)]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=self._printed, stderr=subprocess.STDOUT)

    def pause(self) -> None:
        """Leave the processors to a test that measures times."""
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Work again."""
        self._process.send_signal(signal.SIGCONT)

    def printed(self) -> str:
        """Wait for the end, and return what the gate has printed."""
        self._process.wait()
        self._printed.seek(0)
        return self._printed.read()

    def close(self) -> None:
        """End the process, if it still runs."""
        self._process.kill()
        self._process.wait()
        self._printed.close()


_STARTED = pytest.StashKey[QualityGate]()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Start the gate, where its tests run in this process: of several processes only one gets them."""
    chosen = any("quality_gate" in getattr(item, "fixturenames", ()) for item in session.items)
    if chosen and not session.config.option.collectonly and "PYTEST_XDIST_WORKER" not in os.environ:
        session.config.stash[_STARTED] = QualityGate()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Pause the gate for a test that measures times."""
    if (started := item.config.stash.get(_STARTED, None)) is not None and item.get_closest_marker("timed"):
        started.pause()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Let the gate go on, unless the next test measures times too."""
    if (started := item.config.stash.get(_STARTED, None)) is None or not item.get_closest_marker("timed"):
        return
    if nextitem is None or not nextitem.get_closest_marker("timed"):
        started.go_on()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the gate, also where the tests were interrupted."""
    if (started := config.stash.get(_STARTED, None)) is not None:
        started.close()


@pytest.fixture(scope="session")
def quality_gate(pytestconfig: pytest.Config) -> Iterator[str]:
    """What the gate prints about every set that is present."""
    started = pytestconfig.stash.get(_STARTED, None)
    gate = started or QualityGate()
    yield gate.printed()
    if started is None:
        gate.close()


def _lowest_priority() -> list[str]:
    return ["nice", "-n", "19"] if shutil.which("nice") else []
