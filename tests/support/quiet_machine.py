"""Lets tests that measure times run alone, where the tests are shared out to several processes of pytest."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

MOST_PROCESSES = 4  # of tests at once: each loads the models that its tests need
RUN_VARIABLE = "PYTEST_XDIST_TESTRUNUID"  # the same in all processes of a run; missing where there is one
# Files on which the processes hold locks. Any would do: they are read by nobody for this.
DOOR, MACHINE = Path(__file__), Path(__file__).with_name("__init__.py")
# Tests that measure times: their ids begin so. They come first, in one process, and nothing runs beside them.
TIMED = (
    "tests/bot/cli/test_command_line.py::test_help_is_instant",
    "tests/bot/concurrency/test_worker.py::test_a_call_waits_for_a_turn_and_not_for_another_owner_s_line",
    "tests/bot/concurrency/test_worker.py::test_close_waits_only_so_long",
    "tests/bot/concurrency/test_worker.py::test_the_time_in_line_counts",
    "tests/bot/concurrency/test_worker.py::test_two_hundred_questions_at_once_leave_the_loop_free",
    "tests/bot/console/test_repl.py::test_leaving_while_the_model_loads_is_quick_and_quiet",
    "tests/bot/console/test_repl.py::test_the_prompt_is_there_before_the_model",
    "tests/bot/discord/ask/test_buttons.py::test_the_form_for_what_was_meant_waits_for_no_ledger",
    "tests/bot/discord/ask/test_typing.py::test_ten_thousand_passages_are_looked_through_while_one_types",
    "tests/bot/discord/ask/test_unwritable_ledger.py::test_a_locked_ledger_delays_one_question_and_no_other",
    "tests/bot/discord/connection/test_title_index.py::test_a_keystroke_over_twenty_thousand_articles_is_quick",
    "tests/bot/discord/connection/test_title_index.py::test_of_a_large_library_the_older_titles_are_searched_meanwhile",
    "tests/bot/discord/wire/test_crowd.py",
    "tests/bot/discord/wire/test_endings.py",
    "tests/retrieval/sources/files/test_decoding.py",
    "tests/retrieval/sources/files/test_file_io.py",
)
_TURN = pytest.StashKey[ExitStack]()  # held from one test that measures times to the next


class TimedFirstScheduling(LoadFileScheduling):
    """Shares out the tests file by file, but those that measure times, which all go to one process."""

    def _split_scope(self, nodeid: str) -> str:
        return "" if measures_times(nodeid) else super()._split_scope(nodeid)


def measures_times(nodeid: str) -> bool:
    """Return whether a test measures times, by its id."""
    return nodeid.startswith(TIMED)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that measure times, and put them first; the others stay in their order."""
    for item in items:
        if measures_times(item.nodeid):
            item.add_marker(pytest.mark.timed)
    items.sort(key=lambda item: not measures_times(item.nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> TimedFirstScheduling | None:
    """Share out the tests of a run with `--dist loadfile`."""
    return TimedFirstScheduling(config, log) if config.option.dist == "loadfile" else None


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return a process for each core, at most four, and one more, for many tests wait; fast ones do not."""
    return min(os.cpu_count() or 1, MOST_PROCESSES) + (config.option.markexpr != "fast")


@contextmanager
def machine_turn(*, is_alone: bool) -> Iterator[None]:
    """Hold the machine: together with other tests, or alone.

    Who waits for being alone holds the door, so that no further test begins: it waits as long as the tests that run.
    """
    if RUN_VARIABLE not in os.environ:
        yield
        return
    with DOOR.open() as door, MACHINE.open() as machine:
        fcntl.flock(door, fcntl.LOCK_EX)
        fcntl.flock(machine, fcntl.LOCK_EX if is_alone else fcntl.LOCK_SH)
        fcntl.flock(door, fcntl.LOCK_UN)
        yield


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Run a test in its turn. Tests that measure times keep it from one to the next."""
    stash, is_alone = item.config.stash, measures_times(item.nodeid)
    turn = stash.get(_TURN, None)
    if turn is None:
        turn = ExitStack()
        turn.enter_context(machine_turn(is_alone=is_alone))
    try:
        return (yield)
    finally:
        if is_alone and nextitem is not None and measures_times(nextitem.nodeid):
            stash[_TURN] = turn
        else:
            if _TURN in stash:
                del stash[_TURN]
            turn.close()
