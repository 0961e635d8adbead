"""A large model reads until nothing that is left can come first, and what may say otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from retrieval.core.records import Passage, TextRange
from retrieval.readers.reading_ranker import SentenceKey
from retrieval.readers.settled_reading import LIKELIEST, MAY_ANSWER, read_until_settled
from retrieval.readers.span_readings import Reading

pytestmark = pytest.mark.fast
TEXT = "The ferry leaves at nine. It takes an hour."


def passage(name: str, article: str) -> Passage:
    """A passage of two sentences."""
    return Passage(
        id=name,
        article_id=article,
        start=0,
        end=len(TEXT),
        text=TEXT,
        sentences=(TextRange(start=0, end=25), TextRange(start=26, end=len(TEXT))),
    )


def reading(value: float) -> Reading:
    """A reading of the first words."""
    return Reading(reading=value, passage=value, span=TextRange(start=0, end=3))


def estimates(**values: float) -> dict[SentenceKey, Reading]:
    """What the small model makes of the first sentence of each passage."""
    return {(name, 0): reading(value) for name, value in values.items()}


class LargeModel:
    """Reads the first sentence of each passage as it is told, and remembers what it read."""

    def __init__(self, **values: float) -> None:
        self._values = values
        self.read: list[str] = []

    def __call__(self, passages: Sequence[Passage]) -> dict[SentenceKey, Reading]:
        self.read += [passage.id for passage in passages]
        return {(passage.id, 0): reading(self._values[passage.id]) for passage in passages}


def best_of(leads: Mapping[str, float]) -> Callable[[Mapping[SentenceKey, Reading]], str]:
    """Rank by the reading and a lead that each passage has by words and meaning."""

    def find(read: Mapping[SentenceKey, Reading]) -> str:
        return max(read, key=lambda place: read[place].reading + leads[place[0]])[0]

    return find


def settle(
    model: LargeModel, passages: Sequence[Passage], leads: Mapping[str, float], small: dict[SentenceKey, Reading]
) -> dict[SentenceKey, Reading]:
    """Read the passages."""
    return read_until_settled(passages, model, best_of(leads), estimates=small)


A, B, C = passage("a", "one"), passage("b", "two"), passage("c", "two")


def test_what_cannot_come_first_is_left_unread() -> None:
    """The first leads by more than the likeliest reading of the others could make up."""
    model = LargeModel(a=2.0, b=-5.0, c=-5.0)
    read = settle(model, [A, B, C], {"a": 6.0, "b": 1.0, "c": 0.0}, estimates(a=1.0, b=-4.0, c=-6.0))
    assert model.read == ["a"]
    assert {place: each.reading for place, each in read.items()} == {("a", 0): 2.0, ("b", 0): -4.0, ("c", 0): -6.0}


def test_all_are_read_as_long_as_one_could_come_first() -> None:
    """A weak reading of the first leaves it open whether another answers better."""
    model = LargeModel(a=-4.0, b=1.0, c=-5.0)
    read = settle(model, [A, B, C], {"a": 3.0, "b": 1.0, "c": 0.0}, estimates(a=-4.0, b=-4.0, c=-6.0))
    assert model.read == ["a", "b", "c"]
    assert read["b", 0].reading == 1.0


def test_the_same_sentence_comes_first_as_where_all_are_read() -> None:
    """Up to the likeliest reading, whatever the passages hold."""
    leads = {"a": 2.0, "b": 1.5, "c": 0.0}
    values = (-8.0, -3.0, 0.0, 2.0, LIKELIEST)
    for a in values:
        for b in values:
            for c in values:
                model, every = LargeModel(a=a, b=b, c=c), LargeModel(a=a, b=b, c=c)
                read = settle(model, [A, B, C], leads, estimates(a=0.0, b=-6.0, c=-7.0))
                whole = every([A, B, C])
                find = best_of(leads)
                assert find(read) == find(whole)


def test_a_passage_of_another_article_that_may_answer_is_read_all_the_same() -> None:
    """It may say otherwise, and then both are shown; one of the same article is not."""
    model = LargeModel(a=2.0, b=1.0, c=1.0)
    settle(model, [A, B, C], {"a": 9.0, "b": 0.0, "c": 0.0}, estimates(a=1.0, b=MAY_ANSWER, c=MAY_ANSWER - 0.1))
    assert model.read == ["a", "b"]
    same = LargeModel(a=-9.0, b=2.0, c=1.0)
    settle(same, [B, C], {"b": 9.0, "c": 0.0}, estimates(b=1.0, c=1.0))
    assert same.read == ["b"]


def test_an_estimate_counts_at_most_as_the_likeliest_reading() -> None:
    """The small model's log-odds reach further than the large one's."""
    model = LargeModel(b=2.0)
    read = settle(model, [B, C], {"b": 9.0, "c": 0.0}, estimates(b=1.0, c=5.0))
    assert read["c", 0].reading == LIKELIEST


def test_nothing_to_read_gives_nothing() -> None:
    """There is no best passage to ask for."""
    assert settle(LargeModel(), [], {}, {}) == {}
