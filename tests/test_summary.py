from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from retrieval.errors import ConfigError, LibraryDamaged
from retrieval.records import (
    Article,
    ArticleCard,
    Matrix,
    Passage,
    PassageVectors,
    Sentence,
    StoredPassage,
    Summary,
)
from retrieval.summary import choose, summarize

# Of one subject: every sentence points the same way.
ALIKE = [1.0, 0.0, 0.0]


def unit(*rows: Sequence[float]) -> Matrix:
    matrix = np.array(rows, dtype=np.float32)
    return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True), dtype=np.float32)


def told(count: int) -> list[str]:
    return [f"This is what sentence {number} has to say." for number in range(count)]


def test_sentences_alike_in_all_but_place_are_taken_from_the_start() -> None:
    assert choose(told(8), unit(*[ALIKE] * 8), count=3) == [0, 1, 2]


def test_a_central_sentence_is_taken_before_an_odd_one_that_opens_the_text() -> None:
    vectors = unit([0, 0, 1], *[ALIKE] * 7)

    assert choose(told(8), vectors, count=1) == [1]


def test_a_sentence_that_repeats_another_gives_way_to_a_new_one() -> None:
    vectors = unit([1, 1, 0], [1, 1, 0], [1, -1, 0], [1, 1, 0], [1, -1, 0], [1, 1, 0])

    assert choose(told(6), vectors, count=2) == [0, 2]


def test_a_sentence_that_opens_with_speech_gives_way_to_a_plain_one() -> None:
    sentences = told(6)
    sentences[0] = "“We have never seen a tide like it,” he said."

    assert choose(told(6), unit(*[ALIKE] * 6), count=1) == [0]
    assert choose(sentences, unit(*[ALIKE] * 6), count=1) == [1]


@pytest.mark.parametrize(
    "fragment",
    ["Not at all.", "Photo by the harbour office on Tuesday", "There were four reasons for it, namely:", ""],
)
def test_a_fragment_is_taken_only_when_nothing_else_is_left(fragment: str) -> None:
    sentences = [fragment, *told(3)]
    vectors = unit(*[ALIKE] * 4)

    assert choose(sentences, vectors, count=3) == [1, 2, 3]
    assert choose([fragment] * 4, vectors, count=2) == [0, 1]
    assert choose([fragment, *told(1), fragment, fragment], vectors, count=2) == [0, 1]


def test_chinese_sentences_are_no_fragments() -> None:
    sentences = ["照片。", "港口在一九〇八年正式开放。", "现在那里有两台起重机。", "每天有很多船只到达港口。"]

    assert choose(sentences, unit(*[ALIKE] * 4), count=2) == [1, 2]


@pytest.mark.parametrize("count", [3, 4, 100])
def test_fewer_sentences_than_asked_for_are_all_taken(count: int) -> None:
    assert choose(["One.", "Two.", "Three."], unit(*[ALIKE] * 3), count=count) == [0, 1, 2]


def test_positions_ascend_and_do_not_repeat() -> None:
    vectors = unit(*np.random.default_rng(5).normal(size=(200, 16)).tolist())

    chosen = choose(told(200), vectors, count=60)

    assert len(chosen) == 60
    assert all(one < other for one, other in pairwise(chosen))
    assert choose(told(200), vectors, count=60) == chosen


def test_vectors_that_cancel_each_other_out_are_no_obstacle() -> None:
    vectors = unit([1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0])

    assert len(choose(told(4), vectors, count=2)) == 2


# Two passages, the second under a heading.
TEXT = (
    "The harbour of Ostrand opened in 1908. Its two cranes still work every day.\n\n"
    "# Traffic\n\n"
    "Some four hundred ships call there in a year. Most of them carry timber to the south."
)
SENTENCES = [
    "The harbour of Ostrand opened in 1908.",
    "Its two cranes still work every day.",
    "Some four hundred ships call there in a year.",
    "Most of them carry timber to the south.",
]


def article(text: str = TEXT) -> Article:
    return Article(
        id="a1",
        library="default",
        source="articles/harbour.md",
        title="The harbour",
        text=text,
        digest="",
        published="2024-03-02",
        added="2024-05-01T00:00:00Z",
        language="en",
    )


def card() -> ArticleCard:
    return ArticleCard(
        id="a1",
        source="articles/harbour.md",
        title="The harbour",
        digest="",
        published="2024-03-02",
        added="2024-05-01T00:00:00Z",
        language="en",
        words=32,
        passages=2,
    )


def stored(key: int, start: int, end: int, quotes: Sequence[str]) -> StoredPassage:
    sentences = tuple(Sentence(start=TEXT.index(quote), end=TEXT.index(quote) + len(quote)) for quote in quotes)
    passage = Passage(id=f"a1:{key}", article_id="a1", start=start, end=end, text=TEXT[start:end], sentences=sentences)
    vectors = PassageVectors(passage=unit(ALIKE)[0], sentences=unit(*[ALIKE] * len(quotes)))
    return StoredPassage(key=key, passage=passage, title="The harbour", language="en", vectors=vectors)


def passages() -> list[StoredPassage]:
    heading = TEXT.index("# Traffic")
    return [stored(0, 0, heading - 2, SENTENCES[:2]), stored(1, heading, len(TEXT), SENTENCES[2:])]


def summary(sentences: int) -> Summary:
    return summarize(card(), article(), passages(), sentences=sentences)


def test_a_summary_cites_each_sentence_where_it_stands() -> None:
    found = summary(3)

    assert found.article == card()
    assert [citation.quote for citation in found.citations] == SENTENCES[:3]
    for citation in found.citations:
        assert TEXT[citation.start : citation.end] == citation.quote
        assert (citation.article_id, citation.title, citation.source, citation.published) == (
            "a1",
            "The harbour",
            "articles/harbour.md",
            "2024-03-02",
        )


def test_asked_for_more_than_there_is_it_gives_the_whole_article() -> None:
    assert [citation.quote for citation in summary(50).citations] == SENTENCES


def test_an_article_of_one_sentence_is_that_sentence() -> None:
    alone = [stored(0, 0, len(SENTENCES[0]), SENTENCES[:1])]

    found = summarize(card(), article(SENTENCES[0]), alone, sentences=3)

    assert [citation.quote for citation in found.citations] == SENTENCES[:1]


def test_an_article_without_passages_gives_an_empty_summary() -> None:
    assert summarize(card(), article(), [], sentences=3).citations == ()


@pytest.mark.parametrize("sentences", [0, -1])
def test_a_summary_of_no_sentences_is_refused(sentences: int) -> None:
    with pytest.raises(ConfigError, match=r"The harbour: a summary cannot have -?\d sentences\. Ask for 1 or more\."):
        summary(sentences)


@pytest.mark.parametrize("text", [TEXT.replace("1908", "1909"), "", TEXT[:20]])
def test_a_sentence_that_the_article_does_not_say_is_never_cited(text: str) -> None:
    with pytest.raises(LibraryDamaged, match="is not what the article says there") as caught:
        summarize(card(), article(text), passages(), sentences=2)

    assert "footnote add 'articles/harbour.md'" in caught.value.advice
