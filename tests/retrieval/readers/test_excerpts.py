"""A large model reads the likeliest passage whole, and of the others what words are left for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from retrieval.core.records import Passage, TextRange
from retrieval.readers.excerpts import LEAST_WORDS, MOST_WORDS, OUTSIDE, ExcerptReader, estimate_outside, excerpt
from retrieval.readers.reading_ranker import SentenceKey
from retrieval.readers.span_readings import Reading
from retrieval.text.word_count import count_words

pytestmark = pytest.mark.fast
HEADING = "# Sailings\n\n"
SENTENCES = tuple(f"Boat number {number} sails on the tide from the old quay at nine. " for number in range(12))
WORDS = 13  # of each sentence


def passage(
    texts: Sequence[str] = SENTENCES, *, name: str = "p", heading: str = HEADING, start: int = 1_000
) -> Passage:
    """A passage of these sentences below a heading, somewhere in an article."""
    sentences, position = [], start + len(heading)
    for text in texts:
        sentences.append(TextRange(start=position, end=position + len(text.rstrip())))
        position += len(text)
    whole = (heading + "".join(texts)).rstrip()
    return Passage(id=name, article_id="a", start=start, end=start + len(whole), text=whole, sentences=tuple(sentences))


def estimates(of: Passage, *readings: float) -> dict[SentenceKey, Reading]:
    """Readings of each sentence by the small model."""
    return {
        (of.id, sentence.start): Reading(reading=value, passage=0.0, span=sentence)
        for sentence, value in zip(of.sentences, readings, strict=False)
    }


def numbers(of: Passage, whole: Passage) -> list[int]:
    """Positions in the whole passage of the sentences of an excerpt."""
    return [whole.sentences.index(sentence) for sentence in of.sentences]


class LargeModel:
    """Reads every sentence of what it is shown as zero, and remembers what that was."""

    def __init__(self) -> None:
        self.read: list[Passage] = []

    def __call__(self, passages: Sequence[Passage]) -> dict[SentenceKey, Reading]:
        self.read += passages
        return {
            (each.id, sentence.start): Reading(reading=0.0, passage=0.5, span=sentence)
            for each in passages
            for sentence in each.sentences
        }


def test_the_likeliest_passage_is_read_whole_and_words_are_left_for_the_next() -> None:
    likeliest, second, third = passage(SENTENCES[:9], name="a"), passage(name="b"), passage(name="c")
    small = estimates(second, *[-8.0] * 5, 1.0) | estimates(third, 1.0)
    model = LargeModel()
    reader = ExcerptReader(model, small)
    reader.read([likeliest])
    reader.read([second, third])
    whole, cut, least = model.read
    assert whole == likeliest
    left = MOST_WORDS - count_words(likeliest.text)
    assert left > LEAST_WORDS, "else this tests nothing"
    assert 5 in numbers(cut, second)
    assert len(numbers(cut, second)) == left // WORDS
    assert numbers(least, third) == list(range(LEAST_WORDS // WORDS))


def test_what_is_not_shown_to_the_large_model_is_estimated() -> None:
    likeliest, second, third = (passage(name=name) for name in "abc")
    small = estimates(third, *[-3.0] * 11, 2.0)
    reader = ExcerptReader(LargeModel(), small)
    reader.read([likeliest, second])
    read = reader.read([third])
    assert {key[1] for key in read} == {sentence.start for sentence in third.sentences}
    assert read["c", third.sentences[-1].start].reading == 0.0
    assert read["c", third.sentences[0].start].reading == -3.0


def test_the_run_with_the_likeliest_sentences_is_cut_out() -> None:
    whole = passage()
    cut = excerpt(whole, estimates(whole, -8, -8, -8, -8, 2, -8, -8, 1.5, -8, -8, -8, -8), 80)
    chosen = numbers(cut, whole)
    assert {4, 7} <= set(chosen)
    assert chosen == list(range(chosen[0], chosen[-1] + 1))
    assert len(chosen) == 80 // WORDS
    assert [cut.quote(sentence) for sentence in cut.sentences] == [SENTENCES[each].rstrip() for each in chosen]
    assert cut.text == whole.text[cut.start - whole.start : cut.end - whole.start]
    assert (cut.id, cut.article_id) == (whole.id, whole.article_id)


@pytest.mark.parametrize(("likeliest", "opens"), [(0, True), (11, False)])
def test_a_run_that_opens_the_passage_keeps_its_heading(likeliest: int, *, opens: bool) -> None:
    whole = passage()
    cut = excerpt(whole, estimates(whole, *[2.0 if position == likeliest else -8.0 for position in range(12)]), 80)
    assert cut.text.startswith(HEADING) is opens
    assert (cut.start == whole.start) is opens
    assert likeliest in numbers(cut, whole)


def test_a_sentence_that_is_longer_than_an_excerpt_stands_alone() -> None:
    long = "The boat " + "and the boat " * 80 + "sails. "
    whole = passage((SENTENCES[0], long, SENTENCES[1]))
    cut = excerpt(whole, estimates(whole, -8, 2, -8), 80)
    assert numbers(cut, whole) == [1]


@pytest.mark.parametrize(
    "whole",
    [
        passage(SENTENCES[:7]),  # hardly longer than an excerpt
        passage(tuple(f"Boat {number} | nine o'clock | the old quay on the other side\n" for number in range(12))),
        passage(()),
    ],
)
def test_a_short_passage_and_one_with_a_table_stay_whole(whole: Passage) -> None:
    assert excerpt(whole, estimates(whole, 2.0), 80) is whole


def test_sentences_that_the_small_model_has_not_read_are_the_least_likely() -> None:
    whole = passage()
    assert 0 in numbers(excerpt(whole, estimates(whole, -7.0), 80), whole)


def test_what_stands_outside_counts_at_most_as_unlikely() -> None:
    whole = passage()
    small = estimates(whole, 1.0, -3.0, 2.0)
    read = {("p", whole.sentences[2].start): Reading(reading=0.5, passage=0.75, span=whole.sentences[2])}
    outside = estimate_outside([whole], read, small)
    assert {key[1]: (each.reading, each.passage) for key, each in outside.items()} == {
        whole.sentences[0].start: (OUTSIDE, 0.75),
        whole.sentences[1].start: (-3.0, 0.75),
    }
    assert estimate_outside([whole], {}, small) == {}
