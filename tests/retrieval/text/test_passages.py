"""Splitting an article into passages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.normalize import normalise
from retrieval.text.passages import LEAST_WORDS, MOST_WORDS, split
from retrieval.text.segmentation import count_words


def sentence(number: int, length: int) -> str:
    return " ".join([f"Sentence{number}", *["word"] * (length - 2), "end."])


def test_one_sentence_paragraphs_are_joined() -> None:
    text = "\n\n".join(sentence(i, 20) for i in range(12))
    found = split("a", text, "en")
    assert [len(passage.sentences) for passage in found] == [5, 5, 2]


def test_a_long_paragraph_is_cut_between_sentences_into_like_parts() -> None:
    text = " ".join(sentence(i, 20) for i in range(15))
    found = split("a", text, "en")
    assert [len(passage.sentences) for passage in found] == [7, 8] or [len(p.sentences) for p in found] == [8, 7]
    assert all(count_words(passage.text) <= MOST_WORDS for passage in found)


def test_a_paragraph_of_a_passage_s_length_stays_one() -> None:
    text = "\n\n".join(" ".join(sentence(10 * i + j, 20) for j in range(6)) for i in range(3))
    assert [len(passage.sentences) for passage in split("a", text, "en")] == [6, 6, 6]


def test_passages_do_not_cross_headings_and_open_with_theirs() -> None:
    text = f"{sentence(1, 10)}\n\n# Later\n\n## On Monday\n\n{sentence(2, 10)}\n\n## On Tuesday\n\n{sentence(3, 10)}"
    first, second, third = split("a", text, "en")
    assert first.text == sentence(1, 10)
    assert second.text == f"# Later\n\n## On Monday\n\n{sentence(2, 10)}"
    assert third.text == f"## On Tuesday\n\n{sentence(3, 10)}"
    assert [text[s.start : s.end] for s in second.sentences] == [sentence(2, 10)]


def test_a_sentence_longer_than_a_passage_stands_alone() -> None:
    text = f"{sentence(1, 90)} {sentence(2, 200)} {sentence(3, 20)}"
    assert [len(passage.sentences) for passage in split("a", text, "en")] == [1, 1, 1]


def test_ids_follow_the_text() -> None:
    found = split("a", "\n\n".join(sentence(i, 60) for i in range(30)), "en")
    assert [passage.id for passage in found] == sorted(passage.id for passage in found)
    assert found[0].id == "a-000000"


def test_headings_alone_give_no_passage() -> None:
    assert split("a", "# One\n\n## Two", "en") == []
    assert split("a", "", "en") == []


PIECES = st.sampled_from(
    [
        "# Heading\n\n",
        "A plain sentence. ",
        "Why? ",
        "\n\n",
        "- item one\n",
        "Dr. Brask came. ",
        "数えた。",
        "word " * 50,
        "5.2 ",
    ]
)


@given(st.lists(PIECES | st.text(max_size=30)).map("".join))
def test_passages_are_slices_in_order_and_hold_every_sentence_once(raw: str) -> None:
    text = normalise(raw)
    end = 0
    for passage in split("a", text, "en"):
        assert passage.start >= end
        assert text[passage.start : passage.end] == passage.text
        assert passage.sentences
        assert count_words(passage.text) <= max(MOST_WORDS, LEAST_WORDS) * 2 or len(passage.sentences) == 1
        for sentence_range in passage.sentences:
            assert max(end, passage.start) <= sentence_range.start < sentence_range.end <= passage.end
            end = sentence_range.end
