"""Whether answers are whole, and no more than that."""

from __future__ import annotations

import pytest

from retrieval.evaluation.shown_words import are_parts_shown, count_excess, overlaps

TEXT = "To list the files, run:\n\n- ferry list --all\n\nIt takes a minute."
LEAD, CODE, LAST = (0, 23), (25, 43), (45, 63)


def test_a_whole_answer_shows_every_word_of_every_part() -> None:
    assert TEXT[slice(*CODE)] == "- ferry list --all"
    assert are_parts_shown(TEXT, [LEAD, CODE], [LEAD, CODE])
    assert are_parts_shown(TEXT, [LEAD, CODE], [(0, len(TEXT))])
    assert not are_parts_shown(TEXT, [LEAD, CODE], [LEAD])
    assert not are_parts_shown(TEXT, [LEAD, CODE], [LEAD, (25, 40)])


def test_marks_before_a_part_need_not_be_shown() -> None:
    assert are_parts_shown(TEXT, [LEAD, CODE], [(0, 22), (27, 43)])


@pytest.mark.parametrize(("shown", "excess"), [([LEAD, CODE], (0, 8)), ([LEAD, LAST], (4, 9)), ([LAST], (4, 4))])
def test_excess_is_what_no_part_holds(shown: list[tuple[int, int]], excess: tuple[int, int]) -> None:
    assert count_excess(TEXT, [LEAD, CODE], shown) == excess


def test_ranges_that_only_touch_do_not_overlap() -> None:
    assert overlaps([(0, 5), (7, 9)], [(8, 12)])
    assert not overlaps([(0, 5)], [(5, 9)])
    assert not overlaps([], [(5, 9)])
