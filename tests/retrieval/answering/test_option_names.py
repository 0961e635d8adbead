"""A sentence that describes an option is shown with the names of the option."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from retrieval.answering.answer_unit import find_unit
from retrieval.answering.option_names import find_names
from retrieval.core.records import TextRange

MANUAL = """\
## OPTIONS

-r <count>, --ring=<count>
    Set a ring. Each stone of it is set upright. Without a count three are set.

-w stone...
    wait for each. A stone that lies is lifted first.

-q
--quiet
    Say nothing at all.

for stone in ring:
    lift stone. Then wait for it.
"""


def _shown(text: str, words: str) -> list[str]:
    start = text.index(words)
    place = TextRange(start=start, end=start + len(words))
    unit = find_unit(text, place, question="what is it about", language="en")
    return [text[part.start : part.end] for part, role in unit.further if role == "context"]


def test_what_describes_an_option_is_shown_with_its_names() -> None:
    assert _shown(MANUAL, "Without a count three are set.") == ["-r <count>, --ring=<count>"]


def test_names_that_may_go_on_are_names() -> None:
    place = find_names(MANUAL, MANUAL.index("A stone that lies"))
    assert place is not None
    assert MANUAL[place.start : place.end] == "-w stone..."


def test_names_that_are_a_part_of_the_sentence_are_not_shown_again() -> None:
    assert _shown(MANUAL, "-q\n--quiet\n    Say nothing at all.") == []


def test_a_line_of_code_has_no_names() -> None:
    assert _shown(MANUAL, "Then wait for it.") == []


@pytest.mark.parametrize("piece", ["a\n    b ", "## 1.2\n\n- a\n\n", "#" * 7 + " 1.2\n", "x\n"])
def test_the_time_grows_with_the_text(piece: str) -> None:
    def seconds(characters: int) -> float:
        text = piece * (characters // len(piece)) + "It ends here."
        start = time.process_time()
        _shown(text, "It ends here.")
        return time.process_time() - start

    times = [min(seconds(characters) for _ in range(2)) for characters in (20_000, 80_000)]
    assert all(later <= 12 * earlier + 0.2 for earlier, later in pairwise(times))
