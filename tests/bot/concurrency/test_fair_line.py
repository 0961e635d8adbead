"""Turns in a line."""

from __future__ import annotations

from bot.concurrency.fair_line import FairLine


def line(*waiting: str) -> FairLine[str]:
    """A line in which the first letter is the owner."""
    made: FairLine[str] = FairLine(lambda entry: entry[0])
    for entry in waiting:
        made.append(entry)
    return made


def test_the_order_is_a_round_of_each_owner() -> None:
    assert list(line("a1", "a2", "a3", "b1", "c1", "b2")) == ["a1", "b1", "c1", "a2", "b2", "a3"]


def test_whoever_was_taken_is_behind_the_others() -> None:
    waiting = line("a1", "a2", "b1")
    waiting.take("a1")
    waiting.append("c1")
    assert list(waiting) == ["b1", "a2", "c1"]
    assert (len(waiting), waiting.count("a"), "a2" in waiting, "a1" in waiting) == (3, 1, True, False)


def test_who_gives_up_loses_no_turn() -> None:
    waiting = line("a1", "a2", "b1")
    waiting.remove("a1")
    assert list(waiting) == ["a2", "b1"]
    waiting.clear()
    assert not waiting
