from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from retrieval.sources.base import block_text
from retrieval.text.normalize import normalise

BLOCKS = st.one_of(
    st.builds(block_text.heading, st.integers(-1, 9), st.text()),
    st.builds(block_text.list_item, st.sampled_from(["-", "1."]), st.text()),
    st.builds(block_text.paragraph, st.text(alphabet=st.one_of(st.sampled_from("#  \n-\u200b\t"), st.characters()))),
    st.builds(block_text.table, st.lists(st.lists(st.text(max_size=5), max_size=3), max_size=3)),
)


@given(st.lists(BLOCKS, max_size=6))
def test_rendered_text_is_normalised_and_only_headings_read_as_headings(blocks: list[block_text.DocumentBlock]) -> None:
    text = block_text.render(blocks)
    assert normalise(text) == text
    headings = [str(block) for block in blocks if block.level and block.text]
    assert [line for line in text.split("\n") if re.match("#{1,6} ", line)] == headings


def test_blocks_are_parted_by_blank_lines_and_items_are_not() -> None:
    blocks = [
        block_text.heading(2, "A\nB"),
        block_text.list_item("-", "x"),
        block_text.list_item("-", "y\nz"),
        block_text.paragraph(""),
        block_text.paragraph("c"),
    ]
    assert block_text.render(blocks) == "## A B\n\n- x\n- y z\n\nc"


def test_lines_join_as_their_script_does() -> None:
    assert block_text.join_lines(["one", "two"]) == "one two"
    assert block_text.join_lines(["港の", "橋"]) == "港の橋"
    assert block_text.join_lines(["항구", "다리"]) == "항구 다리"
    assert block_text.join_lines(["港", "port"]) == "港 port"


def test_a_sentence_is_a_letter_or_digit_outside_headings() -> None:
    assert block_text.has_sentence("# Title\n\n7")
    assert block_text.has_sentence("港")
    assert not block_text.has_sentence("# Title\n\n—…!\n\n###### 5")
    assert not block_text.has_sentence("")
