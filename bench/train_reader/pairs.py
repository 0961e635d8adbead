"""Turns mined questions into groups: a question with several passages, as word pieces of the model."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bench.train_reader import questions
from bench.train_reader.mining import Mined, Pool

LONGEST_QUESTION = 64  # word pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFormat:
    """The form in which a model expects a question and a passage as one text."""

    separators: int  # between the two
    has_types: bool  # whether the model has embeddings of the two texts (token types)
    padding: int  # the piece that fills shorter rows


BERT_FORMAT = PairFormat(separators=1, has_types=True, padding=0)  # [CLS] question [SEP] passage [SEP]
MPNET_FORMAT = PairFormat(separators=2, has_types=False, padding=1)  # <s> question </s></s> passage </s>


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The choice of pairs that are made of a question. The defaults were chosen on squad2-tune: see LOG.md."""

    longest: int = 384  # word pieces of a question with its passage
    cut: float = 0.7  # share of pairs that show a part of the passage only: shorter, so more are read in the time
    part: int = 96  # word pieces of a part, beside the title
    typed: float = 0.15  # share of questions that look as people type them
    changed: float = 0.3  # share of questions that come once more, changed so that nothing answers
    wrong: int = 1  # wrong passages beside each right one
    beside_near_miss: float = 1.0  # share of questions without an answer that also come with further wrong passages
    ranked_first: float = 0.35  # chance of each wrong passage, best first, to be taken before the next is looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPair:
    """A question with one passage: word pieces, and where the answer begins and ends; 0 (the first) for none."""

    pieces: list[int]
    context: int  # position of the passage's first piece
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedPassage:
    """The word pieces of a title, a line break and a passage."""

    pieces: list[int]
    offsets: list[tuple[int, int]]  # characters of each piece
    title_pieces: int
    title_length: int  # characters before the passage's text


Group = tuple[TrainingPair, ...]  # pairs of one question; at most one has an answer


class PairMaker:
    """Makes groups out of mined questions.

    Args:
        tokenizer: the model's.
        pair_format: the model's.
        pool: a set that was mined.
        recipe: which pairs are made of a question.
    """

    def __init__(self, tokenizer: Any, pair_format: PairFormat, pool: Pool, recipe: Recipe) -> None:
        self._tokenizer = tokenizer
        self._separators = [tokenizer.sep_token_id] * pair_format.separators
        self._pool = pool
        self._recipe = recipe
        self._encoded: dict[int, EncodedPassage] = {}
        self._names: dict[str, list[str]] = {}
        for mined in pool.mined:
            if mined.right is not None:
                self._names.setdefault(pool.texts[mined.right].article, []).extend(questions.names(mined.question))

    def groups(self, mined: Mined, choose: random.Random) -> Iterator[Group]:
        """Yield a question with its right passage and wrong ones; sometimes once more, changed."""
        recipe = self._recipe
        question = questions.typed(mined.question, choose) if choose.random() < recipe.typed else mined.question
        if mined.right is None:  # the passage that it was written about deceives most
            further = self._wrong(mined.wrong[1:], choose) if choose.random() < recipe.beside_near_miss else []
            numbers = [*mined.wrong[:1], *further]
            if numbers:
                yield tuple(self._pair(question, number, None, choose) for number in numbers)
            return
        wrong = self._wrong(mined.wrong, choose)
        right = self._pair(question, mined.right, mined.span, choose)
        if right.start:
            yield (right, *(self._pair(question, number, None, choose) for number in wrong))
        if choose.random() < recipe.changed:
            text = self._pool.texts[mined.right]
            changed = questions.unanswerable(mined.question, text.text, self._names[text.article], choose)
            if changed is not None:
                yield (self._pair(changed, mined.right, None, choose),)

    def _wrong(self, ranked: Sequence[int], choose: random.Random) -> list[int]:
        rest = list(ranked)
        numbers: list[int] = []
        while rest and len(numbers) < self._recipe.wrong:
            place = 0
            while place < len(rest) - 1 and choose.random() > self._recipe.ranked_first:
                place += 1
            numbers.append(rest.pop(place))
        return numbers

    def _pair(self, question: str, number: int, span: tuple[int, int] | None, choose: random.Random) -> TrainingPair:
        first, last = self._tokenizer.cls_token_id, self._tokenizer.sep_token_id
        words = self._tokenizer(question, add_special_tokens=False)["input_ids"][:LONGEST_QUESTION]
        opening = [first, *words, *self._separators]
        passage = self._passage(number)
        answer = _pieces_of(passage, span) if span is not None else None
        shown = self._shown(passage, answer, self._recipe.longest - len(opening) - 1, choose)
        start = end = 0
        if answer is not None and answer[0] in shown and answer[1] in shown:
            start, end = (len(opening) + shown.index(place) for place in answer)
        pieces = [*opening, *(passage.pieces[place] for place in shown), last]
        return TrainingPair(pieces=pieces, context=len(opening), start=start, end=end)

    def _shown(
        self, passage: EncodedPassage, answer: tuple[int, int] | None, room: int, choose: random.Random
    ) -> list[int] | range:
        """Choose the pieces of a passage that are read: all that have room, or its title and a part with the answer."""
        length, title, part = len(passage.pieces), passage.title_pieces, self._recipe.part
        if choose.random() >= self._recipe.cut or length <= title + part:
            return range(min(length, room))
        lowest, highest = title, length - part
        if answer is not None:
            lowest, highest = max(lowest, answer[1] + 1 - part), min(highest, max(answer[0], title))
        opening = choose.randint(min(lowest, highest), max(lowest, highest))
        return [*range(title), *range(opening, min(opening + part, length))][:room]

    def _passage(self, number: int) -> EncodedPassage:
        if number not in self._encoded:
            text = self._pool.texts[number]
            opening = f"{text.title}\n" if text.title else ""
            encoded = self._tokenizer(opening + text.text, add_special_tokens=False, return_offsets_mapping=True)
            title = self._tokenizer(text.title, add_special_tokens=False)["input_ids"] if text.title else []
            self._encoded[number] = EncodedPassage(
                pieces=encoded["input_ids"],
                offsets=encoded["offset_mapping"],
                title_pieces=len(title),
                title_length=len(opening),
            )
        return self._encoded[number]


def _pieces_of(passage: EncodedPassage, span: tuple[int, int]) -> tuple[int, int] | None:
    """Return the first and the last word piece of some characters of the passage's text."""
    start, end = span[0] + passage.title_length, span[1] + passage.title_length
    inside = [place for place, (low, high) in enumerate(passage.offsets) if low < end and high > start]
    return (inside[0], inside[-1]) if inside else None
