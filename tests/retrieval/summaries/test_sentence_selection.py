from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from retrieval.core.errors import ConfigError, LibraryDamaged
from retrieval.core.overview_records import Length, Summary
from retrieval.core.records import Article, ArticleCard, Matrix, Passage, PassageVectors, StoredPassage, TextRange
from retrieval.discourse.article_sentence import ArticleSentence
from retrieval.summaries.article_body import ArticleBody
from retrieval.summaries.sentence_selection import LENGTH_LIMITS, LengthLimit, choose_sentences, summarize

# Of one subject: every sentence points the same way.
ALIKE = [1.0, 0.0, 0.0]
PLACES = ["Amber", "Birch", "Cedar", "Drift", "Ember", "Fjord", "Grove", "Heath", "Inlet", "Jetty", "Knoll", "Ledge"]


def unit(*rows: Sequence[float]) -> Matrix:
    matrix = np.array(rows, dtype=np.float32)
    return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True), dtype=np.float32)


def council_sentences(count: int) -> list[str]:
    """Sentences of one length that share their subject and nothing else."""
    return [f"Council {PLACES[n % len(PLACES)]}{n} wants money {n * 7}." for n in range(count)]


def body(sentences: Sequence[str], vectors: Matrix | None = None, language: str = "en") -> ArticleBody:
    written = tuple(
        ArticleSentence(text=text, language=language, opens_section=not at) for at, text in enumerate(sentences)
    )
    ranges = tuple(TextRange(start=at, end=at + 1) for at in range(len(sentences)))
    return ArticleBody(
        ranges=ranges, sentences=written, vectors=unit(*[ALIKE] * len(sentences)) if vectors is None else vectors
    )


def counted(sentences: int) -> LengthLimit:
    return LengthLimit(words=None, sentences=sentences)


def test_sentences_alike_in_all_but_place_are_taken_from_the_start() -> None:
    assert choose_sentences(body(council_sentences(8)), counted(3)) == [0, 1, 2]


def test_a_typical_sentence_is_taken_before_an_odd_one() -> None:
    vectors = unit(ALIKE, [0, 0, 1], *[ALIKE] * 6)

    assert choose_sentences(body(council_sentences(8), vectors), counted(2)) == [0, 2]


def test_what_was_said_is_not_said_again() -> None:
    again = "The Ember bridge was shut by the council on 5 May after the storm."
    sentences = ["The Ember bridge was shut on 5 May after the storm by the council.", again, *council_sentences(4)]

    chosen = choose_sentences(body(sentences), counted(3))

    assert len({0, 1} & set(chosen)) == 1


def test_a_sentence_that_leans_on_another_comes_with_it_or_not_at_all() -> None:
    sentences = [
        *council_sentences(5),
        "Ida Brask, who runs the Welmouth ferry, has sold 412 tickets.",
        "She hired six sailors.",
    ]

    for count in range(1, 7):
        chosen = choose_sentences(body(sentences), counted(count))
        assert len(chosen) <= count
        assert 6 not in chosen or 5 in chosen


@pytest.mark.parametrize(
    "noise",
    [
        "Not at all.",
        "Photo by the harbour office on Tuesday",
        "There were four reasons for it, namely:",
        "Read more: the harbour that lost its ships.",
        "Sign up for our newsletter and never miss a council meeting.",
        "Photo: the mayor of Welmouth opens the new bridge.",
        "By Ida Brask and Jonas Lind.",
        "Jonas Lind contributed to this report from Welmouth.",
    ],
)
def test_what_is_no_sentence_of_the_article_is_not_taken_beside_one_that_is(noise: str) -> None:
    sentences = [noise, *council_sentences(3)]

    assert choose_sentences(body(sentences), counted(3)) == [1, 2, 3]
    assert choose_sentences(body(sentences), counted(50)) == [1, 2, 3]
    assert choose_sentences(body([noise] * 4), counted(2)) == [0, 1]


def test_chinese_sentences_are_no_fragments() -> None:
    sentences = ["照片。", "港口在一九〇八年正式开放。", "现在那里有两台起重机。", "每天有很多船只到达港口。"]

    assert choose_sentences(body(sentences, language="zh"), counted(3)) == [1, 2, 3]


@pytest.mark.parametrize("count", [3, 4, 100])
def test_fewer_sentences_than_asked_for_are_all_taken(count: int) -> None:
    assert choose_sentences(body(council_sentences(3)), counted(count)) == [0, 1, 2]


def test_code_is_never_taken() -> None:
    synopsis = "tar [OPTION...] [FILE]..."
    assert choose_sentences(body([synopsis, *council_sentences(1), "$ make install"]), counted(3)) == [1]
    assert choose_sentences(body([synopsis, "$ make install"]), counted(3)) == []


def manual(texts: Sequence[str]) -> ArticleBody:
    """Sixty sentences under four headings, alike but for those that are said."""
    sentences = tuple(
        ArticleSentence(text=text, language="en", opens_section=at % 15 == 0)
        for at, text in enumerate([*texts, *council_sentences(60 - len(texts))])
    )
    ranges = tuple(TextRange(start=at, end=at + 1) for at in range(60))
    return ArticleBody(ranges=ranges, sentences=sentences, vectors=unit(*[ALIKE] * 60))


def test_a_manual_is_summarised_by_its_sections() -> None:
    assert sorted(at // 15 for at in choose_sentences(manual([]), counted(4))) == [0, 1, 2, 3]


def test_a_manual_s_summary_says_what_it_is_the_manual_of() -> None:
    texts = ["See the last page for those who wrote this program.", "GNU henge sets stones upright in a field."]
    assert 1 in choose_sentences(manual(texts), counted(1), title="henge - set stones upright")


@pytest.mark.parametrize(
    "margin",
    [
        "There is NO WARRANTY, to the extent permitted by law.",
        "This is free software: you are free to change and redistribute it.",
        "Henge is given away in the hope that it will be useful, but without any warranty.",
        "Written by Orla Tveit and Bram Oosting.",
        "henge(1), dolmen(1), menhir(5).",
    ],
)
def test_what_a_manual_says_of_its_makers_and_of_other_pages_is_left_out(margin: str) -> None:
    assert choose_sentences(body([margin, *council_sentences(3)]), counted(4)) == [1, 2, 3]


@pytest.mark.timeout(20)
def test_a_long_list_of_pages_that_ends_in_prose_takes_no_time() -> None:
    pages = "henge(1)." * 200 + " are the pages of those who like stones."
    assert choose_sentences(body([pages, *council_sentences(3)]), counted(4)) == [0, 1, 2, 3]


def test_positions_ascend_and_do_not_repeat() -> None:
    found = body(council_sentences(200), unit(*np.random.default_rng(5).normal(size=(200, 16)).tolist()))

    chosen = choose_sentences(found, counted(60))

    assert len(chosen) == 60
    assert all(position < next_position for position, next_position in pairwise(chosen))
    assert choose_sentences(found, counted(60)) == chosen


def test_vectors_that_cancel_each_other_out_are_no_obstacle() -> None:
    vectors = unit([1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0])

    assert len(choose_sentences(body(council_sentences(4), vectors), counted(2))) == 2


@pytest.mark.parametrize("length", LENGTH_LIMITS)
def test_a_length_holds_about_its_words_and_never_more_than_its_sentences(length: Length) -> None:
    room = LENGTH_LIMITS[length]
    assert room.words is not None
    long = [f"{text[:-1]} for the {'old ' * 14}harbour." for text in council_sentences(40)]
    for sentences in (council_sentences(40), long):
        found = body(sentences)
        chosen = choose_sentences(found, room)
        words = sum(found.sentences[at].length for at in chosen)
        assert 1 <= len(chosen) <= room.sentences
        assert len(chosen) == room.sentences or abs(words - room.words) <= found.sentences[0].length


def test_lengths_grow() -> None:
    chosen = [len(choose_sentences(body(council_sentences(40)), room)) for room in LENGTH_LIMITS.values()]

    assert chosen == sorted(set(chosen))


def test_only_what_speaks_of_the_focus_is_taken() -> None:
    found = body(council_sentences(8))
    relevance = np.array([0, 0, 0, 0.8, 0, 0.9, 0.1, 0])

    assert choose_sentences(found, counted(4), relevance=relevance) == [3, 5]
    assert choose_sentences(found, counted(1), relevance=relevance) == [5]
    assert choose_sentences(found, counted(4), relevance=np.zeros(8)) == []


def test_what_speaks_of_the_focus_comes_with_what_it_needs() -> None:
    sentences = [*council_sentences(4), "Ida Brask runs the ferry to Welmouth.", "She fears the strike above all."]
    relevance = np.array([0, 0, 0, 0, 0, 0.9])

    assert choose_sentences(body(sentences), counted(3), relevance=relevance) == [4, 5]


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
    sentences = tuple(TextRange(start=TEXT.index(quote), end=TEXT.index(quote) + len(quote)) for quote in quotes)
    passage = Passage(id=f"a1:{key}", article_id="a1", start=start, end=end, text=TEXT[start:end], sentences=sentences)
    vectors = PassageVectors(passage=unit(ALIKE)[0], sentences=unit(*[ALIKE] * len(quotes)))
    return StoredPassage(key=key, passage=passage, title="The harbour", language="en", vectors=vectors)


def passages() -> list[StoredPassage]:
    heading = TEXT.index("# Traffic")
    return [stored(0, 0, heading - 2, SENTENCES[:2]), stored(1, heading, len(TEXT), SENTENCES[2:])]


def summary(length: int | Length) -> Summary:
    return summarize(card(), article(), passages(), length=length)


@pytest.mark.parametrize("length", [2, 3, "short", "long"])
def test_a_summary_cites_each_sentence_where_it_stands(length: int | Length) -> None:
    found = summary(length)

    assert found.article == card()
    assert len(found.citations) == min(len(SENTENCES), length if isinstance(length, int) else 4)
    assert all(citation.quote in SENTENCES for citation in found.citations)
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

    found = summarize(card(), article(SENTENCES[0]), alone, length=3)

    assert [citation.quote for citation in found.citations] == SENTENCES[:1]


def test_an_article_without_passages_gives_an_empty_summary() -> None:
    assert summarize(card(), article(), [], length=3).citations == ()


@pytest.mark.parametrize("sentences", [0, -1])
def test_a_summary_of_no_sentences_is_refused(sentences: int) -> None:
    with pytest.raises(ConfigError, match=r"The harbour: a summary cannot have -?\d sentences\. Ask for 1 or more\."):
        summary(sentences)


@pytest.mark.parametrize("text", [TEXT.replace("1908", "1909"), "", TEXT[:20]])
def test_a_sentence_that_the_article_does_not_say_is_never_cited(text: str) -> None:
    with pytest.raises(LibraryDamaged, match="is not what the article says there") as caught:
        summarize(card(), article(text), passages(), length=2)

    assert "footnote add 'articles/harbour.md'" in caught.value.advice


def test_the_place_and_the_agency_before_a_report_are_no_part_of_the_quote() -> None:
    text = "OSTRAND, March 2 (Reuters) - The harbour of Ostrand opened in 1908."
    passage = Passage(
        id="a1:0", article_id="a1", start=0, end=len(text), text=text, sentences=(TextRange(start=0, end=len(text)),)
    )
    vectors = PassageVectors(passage=unit(ALIKE)[0], sentences=unit(ALIKE))
    whole = [StoredPassage(key=0, passage=passage, title="The harbour", language="en", vectors=vectors)]

    (citation,) = summarize(card(), article(text), whole, length="short").citations

    assert citation.quote == SENTENCES[0] == text[citation.start : citation.end]
