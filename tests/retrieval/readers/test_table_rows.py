from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.core.records import Passage, TextRange
from retrieval.readers.span_readings import readings
from retrieval.readers.table_rows import write_rows
from retrieval.readers.windows import Window

TABLE = "Rods\n\nRod | Price | Skill\nAsh | 30 coins | 2\nYew |  | 7\n\nThey never break."


def test_a_row_is_read_with_the_names_of_its_columns() -> None:
    read = write_rows(TABLE, opens=True)
    assert read.text == (
        "Rods\n\nRod | Price | Skill\nRod: Ash, Price: 30 coins, Skill: 2.\nRod: Yew, , Skill: 7.\n\nThey never break."
    )


def test_a_table_whose_first_row_has_figures_has_no_names() -> None:
    for text in ("Ash | 30\nYew | 80", "One | line alone", "No table.", ""):
        assert write_rows(text, opens=True).text == text


def test_a_table_that_began_before_has_no_names() -> None:
    text = "Ash | brown | hard\nYew | red | 7"
    assert write_rows(text, opens=False).text == text
    assert write_rows(text, opens=True).text != text
    assert write_rows(f"{text}\n\n{TABLE}", opens=False).text.endswith(write_rows(TABLE, opens=True).text)


LINES = st.lists(
    st.sampled_from(["Rod | Price", "Ash | 30", "Yew |  | 7", "", "A sentence.", "| |", " | "]), max_size=8
)


@given(LINES, st.booleans())
def test_what_stands_in_the_text_keeps_its_place(lines: list[str], opens: bool) -> None:  # noqa: FBT001
    text = "\n".join(lines)
    read = write_rows(text, opens=opens)
    assert len(read.origins) == len(read.text) + 1
    assert read.origins[-1] == len(text)
    assert np.all(np.diff(read.origins) >= 0)
    kept = [place for place in range(len(read.text)) if read.origins[place + 1] > read.origins[place]]
    assert all(
        text[read.origins[place]] == read.text[place]
        for place in kept
        if read.origins[place + 1] - read.origins[place] == 1
    )


class Marking:
    """A model that reads one piece a character, and marks some words of the text."""

    def __init__(self, words: str) -> None:
        self._words = words

    def warm(self) -> None:
        """Load nothing."""

    def read(self, question: str, texts: list[str]) -> list[Window]:
        (text,) = texts
        spans = np.array([(place, place + 1) for place in range(len(text))])
        starts, ends = np.full(len(text), -9.0, np.float32), np.full(len(text), -9.0, np.float32)
        first = text.index(self._words)
        starts[first] = ends[first + len(self._words) - 1] = 9.0
        return [Window(text=0, spans=spans, starts=starts, ends=ends)]


def test_the_words_that_answer_are_found_in_the_article() -> None:
    start = 40  # of the passage in the article
    row = TABLE.index("Ash")
    sentence = TextRange(start=start + row, end=start + row + len("Ash | 30 coins | 2"))
    passage = Passage(id="a-0", article_id="a", start=start, end=start + len(TABLE), text=TABLE, sentences=(sentence,))
    (reading,) = readings(Marking("30 coins"), "what does ash cost", [(passage, "Shop")]).values()
    assert TABLE[reading.span.start - start : reading.span.end - start] == "30 coins"
    (named,) = readings(Marking("Price: 30 coins"), "what does ash cost", [(passage, "Shop")]).values()
    assert named == reading  # the name of the column does not stand in the row
    (none,) = readings(Marking("Price: "), "what does ash cost", [(passage, "Shop")]).values()
    assert none.reading == 0.0  # no answer ends in a name
    assert none.span.start < none.span.end
