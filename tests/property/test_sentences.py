"""Laws of sentence boundaries: ranges in order, nothing lost but marks, and time that grows with length only."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retrieval.text.normalize import normalise
from retrieval.text.segmentation import MAX_SENTENCE, blocks, count_words
from support.example_counts import example_count

LANGUAGES = st.sampled_from(["en", "de", "fr", "es", "ru", "zh", "ja", "ar", "el", "hy", "th", "hi", "xx", ""])
PIECES = st.sampled_from([
    "Harbour", "closed", "U.S.", "p.m.", "Dr.", "25", "J.", "He", "港口", "他说", "é", "ß", "İ", "𝔘", "🎉",
    ".", "!", "?!", "…", ". . .", "。", "؟", "։", "—", "|", "'", '"', "“", "”", "«", "»", "「", "」", "``", "''",
    "(", ")", "[1]", "[x y]", "- ", "1. ", "2) ", "# ", "* ", "• ", "\n", "\n\n", " ", "  ", "\u00a0", "\u3000",
    "a" * 1_990, "b " * 1_200,
])  # fmt: skip
TEXTS = (st.lists(PIECES, max_size=60).map("".join) | st.lists(PIECES, max_size=60).map(" ".join) | st.text()).map(
    normalise
)
MARKER = re.compile(r"^ *[-*+•‣◦▪●·]|^ *\(?(?:\d{1,3}|[A-Za-z])[.)]")


@given(TEXTS, LANGUAGES)
@example(text='"“ ... He. “ ... He', language="en")
@example(text="a" * 4_001 + ". B", language="en")
@example(text="U.S\u00a0. He", language="en")
@settings(max_examples=example_count(300), deadline=None)
def test_ranges_are_in_order_trimmed_and_have_words(text: str, language: str) -> None:
    found = blocks(text, language)
    edge = 0
    for block in found:
        assert edge <= block.start < block.end <= len(text)
        _is_trimmed(text, block.start, block.end)
        edge = block.start
        for sentence in block.sentences:
            assert edge <= sentence.start < sentence.end <= block.end
            assert sentence.end - sentence.start <= MAX_SENTENCE
            _is_trimmed(text, sentence.start, sentence.end)
            assert any(map(str.isalnum, text[sentence.start : sentence.end]))
            edge = sentence.end
        edge = block.end
        assert (block.kind == "heading") == (not block.sentences)


def _is_trimmed(text: str, start: int, end: int) -> None:
    assert text[start:end] == text[start:end].strip()


@given(TEXTS, LANGUAGES)
@settings(max_examples=example_count(300), deadline=None)
def test_only_marks_and_markers_are_left_out(text: str, language: str) -> None:
    left = list(text)
    for block in blocks(text, language):
        ranges = [(block.start, block.end)] if block.kind == "heading" else [(s.start, s.end) for s in block.sentences]
        for start, end in ranges:
            left[start:end] = [" " if character != "\n" else "\n" for character in text[start:end]]
        if block.kind == "item":
            assert MARKER.match(text[block.start : block.end])
    lines = [MARKER.sub("", line, count=1) for line in "".join(left).split("\n")]
    assert not [line for line in lines if any(map(str.isalnum, line))]


@given(TEXTS, LANGUAGES)
@settings(max_examples=example_count(100), deadline=None)
def test_the_same_text_gives_the_same_blocks(text: str, language: str) -> None:
    assert blocks(text, language) == blocks(text, language)


@given(st.lists(st.sampled_from(["The quay is shut.", "Ships wait!", "Why?", "It rains."]), min_size=1, max_size=40))
def test_plain_sentences_come_back(sentences: list[str]) -> None:
    text = " ".join(sentences)
    found = [text[s.start : s.end] for block in blocks(text) for s in block.sentences]
    assert found == sentences


@given(TEXTS)
def test_a_length_is_at_most_one_word_a_character(text: str) -> None:
    assert 0 <= count_words(text) <= len(text)
    assert (count_words(text) > 0) or not any(map(str.isalnum, text))


SHAPES = {
    "prose": 'The man, who "said it" (really), left at 5 p.m. on Friday. “I am here,” Dr. Smith said. ',
    "one word": "a",
    "words": "word ",
    "marks": ".",
    "quotes": '"',
    "open quotes": "“a ",
    "open brackets": "(a. ",
    "initials": "A. ",
    "chinese": "他来了。“好的。”他说。",
    "emoji": "🎉. ",
    "short lines": "A line of text\n",
    "paragraphs": "It ended. So it is.\n\n",
    "items": "- It ended.\n",
    "spaces": " ",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_time_grows_with_the_length_only(shape: str) -> None:
    size = 100_000
    text = "x" + (shape * (size // len(shape) + 1))[:size] + "x"
    started = time.process_time()
    blocks(text)
    assert (
        time.process_time() - started < 10
    )  # seconds; the slowest takes 1, and one of square time would take a minute
