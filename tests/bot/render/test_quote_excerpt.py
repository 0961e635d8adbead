"""A quote with its surroundings: whole sentences of the same passage, exactly as they stand."""

from __future__ import annotations

import pytest

from bot.render.quote_excerpt import Quoted, around, inside
from retrieval.core.records import Passage, TextRange
from retrieval.core.reply_records import Citation

TEXT = "# Tides\n\nOne came. Two went. Three stayed. Four left."
STARTS = [TEXT.index(word) for word in ("One", "Two", "Three", "Four")]
ENDS = [*(start - 1 for start in STARTS[1:]), len(TEXT)]
OFFSET = 100  # the passage does not open its article


def passage() -> Passage:
    ranges = tuple(TextRange(start=a + OFFSET, end=b + OFFSET) for a, b in zip(STARTS, ENDS, strict=True))
    return Passage(id="a:1", article_id="a", start=OFFSET, end=OFFSET + len(TEXT), text=TEXT, sentences=ranges)


def cite(first: int, last: int | None = None) -> Citation:
    start, end = STARTS[first], ENDS[first if last is None else last]
    return Citation(
        article_id="a",
        title="",
        source="s",
        published=None,
        start=start + OFFSET,
        end=end + OFFSET,
        quote=TEXT[start:end],
    )


@pytest.mark.parametrize(
    ("first", "sentences", "before", "after"),
    [
        (1, 0, "", ""),
        (1, 1, "One came. ", " Three stayed."),
        (1, 9, "One came. ", " Three stayed. Four left."),
        (0, 1, "", " Two went."),
        (3, 2, "Two went. Three stayed. ", ""),
    ],
)
def test_sentences_around_a_quote(first: int, sentences: int, before: str, after: str) -> None:
    shown = around(cite(first), [passage()], sentences=sentences)
    assert (shown.before, shown.after) == (before, after)
    assert before + shown.citation.quote + after in TEXT


def test_a_quote_of_two_sentences() -> None:
    shown = around(cite(1, 2), [passage()], sentences=1)
    assert (shown.before, shown.after) == ("One came. ", " Four left.")


def test_a_quote_whose_article_was_replaced_stands_alone() -> None:
    assert around(cite(1), [], sentences=2) == Quoted(citation=cite(1))


def test_a_highlight_is_counted_from_the_start_of_the_quote() -> None:
    cited = cite(2)
    found = inside(cited, TextRange(start=cited.start + 6, end=cited.end - 1))
    assert found is not None
    assert cited.quote[found.start : found.end] == "stayed"
    assert inside(cited, None) is None
