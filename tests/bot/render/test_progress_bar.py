"""Progress: one bar for all stages, the time left from the slowest, and lines where there is no terminal."""

from __future__ import annotations

import io
import sys

import pytest

from bot.configuration.console_settings import ConsoleSettings
from bot.render.progress_bar import LINE_SECONDS, ProgressState, show_progress
from bot.render.screen import Screen


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Give the time that was set."""
        return self.now


class Terminal(io.StringIO):
    """A text that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_the_slowest_stage_says_what_is_left(clock: Clock) -> None:
    state = ProgressState(clock)
    state.watch("reading", 6, 12)
    state.watch("bytes", 2_000_000, 4_000_000)
    state.watch("splitting", 200, None)
    state.watch("embedding", 50, None)
    clock.now = 60.0
    assert state.share == pytest.approx(0.125)  # half was read, and a quarter of that is embedded
    assert state.seconds_left == pytest.approx(420)
    assert state.details == "2.0 of 4.0 MB, 50 passages, about 7 min left"


def test_what_is_unchanged_is_done_when_it_is_read(clock: Clock) -> None:
    state = ProgressState(clock)
    state.watch("reading", 3, 4)
    clock.now = 30.0
    assert state.share == pytest.approx(0.75)
    assert state.details == "3 of 4 articles, about 10 s left"


def test_no_time_is_given_where_the_whole_is_not_known_or_the_work_has_just_begun(clock: Clock) -> None:
    state = ProgressState(clock)
    state.watch("reading", 1, None)
    clock.now = 100.0
    assert state.share is None
    assert state.details == "1 article"
    state.watch("bytes", 10, 2_000)
    assert state.share == pytest.approx(0.005)
    assert state.seconds_left is None
    quick = ProgressState(clock)
    quick.watch("reading", 1, 2)
    clock.now += 1.0
    assert quick.seconds_left is None


def test_another_kind_of_work_begins_anew(clock: Clock) -> None:
    state = ProgressState(clock)
    state.watch("reading", 4, 4)
    clock.now = 50.0
    state.watch("asking", 5, 20)
    clock.now = 60.0
    assert state.name == "Asking"
    assert state.share == pytest.approx(0.25)
    assert state.details == "5 of 20 questions, about 30 s left"
    state.watch("asking", 1, 20)  # a second round
    assert state.seconds_left is None


def _screen(monkeypatch: pytest.MonkeyPatch, written: io.StringIO) -> Screen:
    monkeypatch.setattr(sys, "stderr", written)
    monkeypatch.setenv("TERM", "xterm")
    return Screen(ConsoleSettings(width=100))


def test_without_a_terminal_lines_are_written_now_and_then(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    written = io.StringIO()
    with show_progress(_screen(monkeypatch, written), clock=clock) as watch:
        watch("reading", 1, 8)
        clock.now = LINE_SECONDS
        watch("reading", 2, 8)
        watch("reading", 3, 8)
        clock.now = 2 * LINE_SECONDS
        watch("reading", 4, 8)
    assert written.getvalue().splitlines() == [
        "Adding: 25%, 2 of 8 articles, about 40 s left",
        "Adding: 50%, 4 of 8 articles, about 30 s left",
    ]


def test_quick_work_writes_no_line(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    written = io.StringIO()
    with show_progress(_screen(monkeypatch, written), clock=clock) as watch:
        watch("reading", 1, 1)
        watch("embedding", 3, 3)
    assert written.getvalue() == ""


def test_on_a_terminal_there_is_one_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    written = Terminal()
    with show_progress(_screen(monkeypatch, written)) as watch:
        watch("reading", 1, None)
        watch("bytes", 500_000, 1_000_000)
        watch("splitting", 4, None)
        watch("embedding", 4, 4)
    shown = written.getvalue()
    frames = [frame for frame in shown.replace("\r", "\n").split("\n") if "Adding" in frame]
    assert frames
    assert all(frame.count("Adding") == 1 for frame in frames)
    assert "0.5 of 1.0 MB, 4 passages" in frames[-1]
    assert "embedding" not in shown
