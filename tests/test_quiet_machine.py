"""A test that measures times runs alone, where several processes run tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from support import quiet_machine
from support.quiet_machine import RUN_VARIABLE, TIMED, machine_turn

SHORT, LONG = 0.2, 30.0  # seconds
HANGING = 120.0  # seconds from which a run of pytest is taken to wait for a turn that never comes
TESTS = Path(__file__).parent

CONFTEST = """
from pathlib import Path

from support import quiet_machine

quiet_machine.DOOR, quiet_machine.MACHINE = Path(__file__), Path(__file__).with_name("test_a.py")
quiet_machine.TIMED = ("test_a.py::test_timed", "test_c.py::test_timed")
"""
MODULE = """
import json, os, pathlib, time

def work(name):
    began = time.time()
    time.sleep(0.1)
    record = [name, os.getpid(), began, time.time()]
    (pathlib.Path(__file__).parent / f"{name}.json").write_text(json.dumps(record))

def test_other():
    work(f"{__name__}-other")

def test_timed():
    work(f"{__name__}-timed")
"""


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take files of this test's own: it holds locks on those of the run itself."""
    for name in ("DOOR", "MACHINE"):
        (tmp_path / name).touch()
        monkeypatch.setattr(quiet_machine, name, tmp_path / name)
    monkeypatch.setenv(RUN_VARIABLE, "a run of several processes")


class _Turn(threading.Thread):
    """A test in another thread: it takes its turn, and ends when it is told to."""

    def __init__(self, *, is_alone: bool) -> None:
        super().__init__()
        self._is_alone = is_alone
        self.begun, self.may_end = threading.Event(), threading.Event()

    def run(self) -> None:
        with machine_turn(is_alone=self._is_alone):
            self.begun.set()
            self.may_end.wait(LONG)

    def end(self) -> None:
        self.may_end.set()
        self.join()


def test_who_wants_to_be_alone_waits_for_the_others_and_no_other_begins_meanwhile() -> None:
    first, second, alone, late = (_Turn(is_alone=number == 2) for number in range(4))
    first.start()
    second.start()
    assert first.begun.wait(LONG)
    assert second.begun.wait(LONG)
    alone.start()
    assert not alone.begun.wait(SHORT)
    late.start()
    assert not late.begun.wait(SHORT)
    first.end()
    second.end()
    assert alone.begun.wait(LONG)
    assert not late.begun.wait(SHORT)
    alone.end()
    assert late.begun.wait(LONG)
    late.end()


def test_in_a_run_of_one_process_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(RUN_VARIABLE)
    with machine_turn(is_alone=True), machine_turn(is_alone=True):
        pass


@pytest.mark.process
def test_those_that_measure_times_come_first_in_one_process_with_nothing_beside_them(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    for name in "abcd":
        (tmp_path / f"test_{name}.py").write_text(MODULE, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = timed: x\n", encoding="utf-8")
    shared = ("--dist", "loadfile", "--no-loadscope-reorder", "--numprocesses", "3")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "support.quiet_machine", "-p", "no:simcord", *shared, str(tmp_path)],
        env={name: value for name, value in os.environ.items() if name != RUN_VARIABLE} | {"PYTHONPATH": str(TESTS)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=HANGING,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    records = [json.loads(file.read_text(encoding="utf-8")) for file in tmp_path.glob("*.json")]
    timed = {"test_a-timed", "test_c-timed"}
    alone = [record for record in records if record[0] in timed]
    others = [record for record in records if record[0] not in timed]
    assert (len(alone), len(others)) == (2, 6)
    assert len({process for _, process, *_ in alone}) == 1
    (_, _, began, _), (_, _, _, ended) = sorted(alone, key=lambda record: record[2])
    assert not [name for name, _, start, end in others if start < ended and began < end]


@pytest.mark.parametrize("begin", TIMED)
def test_each_that_is_named_is_there(begin: str) -> None:
    file, _, name = begin.partition("::")
    assert f"def {name}" in (TESTS.parent / file).read_text(encoding="utf-8")
