"""A test that measures times runs alone, where several processes run tests."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from support import quiet_machine
from support.quiet_machine import RUN_VARIABLE, machine_turn

SHORT, LONG = 0.2, 30.0  # seconds


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
