"""Turns mined questions into batches: groups of one question with several passages, as numbers for the model."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import questions
import torch
from mining import Mined, Pool

LONGEST = 384  # word pieces of a question with its passage
LONGEST_QUESTION = 64
_SORTED = 48  # batches whose groups are sorted by length together

# The mix was chosen on squad2-tune: see LOG.md.
TYPED = 0.15  # share of questions that look as people type them
PART = 96  # word pieces of a part, beside the title
CHANGED = 0.3  # share of questions that come once more, changed so that nothing answers
RANKED_FIRST = 0.35  # each wrong passage is passed over with the rest, best first: mostly the first few are taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A question with one passage: word pieces, and where the answer begins and ends; 0 (the first) for none."""

    pieces: list[int]
    context: int  # position of the passage's first piece
    start: int
    end: int


Group = tuple[Pair, ...]  # pairs of one question; at most one has an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Padded pairs, shape (pairs, pieces), and which group each belongs to, shape (pairs,)."""

    pieces: torch.Tensor
    kinds: torch.Tensor
    mask: torch.Tensor
    readable: torch.Tensor  # pieces that may be an answer, and the first, which stands for none
    start: torch.Tensor
    end: torch.Tensor
    group: torch.Tensor


class Maker:
    """Makes groups out of mined questions.

    Args:
        tokenizer: the model's.
        pool: what was mined.
        cut: share of pairs that show a part of the passage only: shorter, so that more questions are seen in the time.
    """

    def __init__(self, tokenizer: Any, pool: Pool, *, cut: float) -> None:
        self._tokenizer = tokenizer
        self._cut = cut
        self._pool = pool
        contexts = [f"{text.title}\n{text.text}" for text in pool.texts]
        encoded = tokenizer(contexts, add_special_tokens=False, return_offsets_mapping=True)
        self._pieces: list[list[int]] = encoded["input_ids"]
        self._offsets: list[list[tuple[int, int]]] = encoded["offset_mapping"]
        titles = tokenizer([text.title for text in pool.texts], add_special_tokens=False)["input_ids"]
        self._titles = [len(title) for title in titles]
        self._names: dict[str, list[str]] = {}
        for one in pool.mined:
            if one.right is not None:
                self._names.setdefault(pool.texts[one.right].article, []).extend(questions.names(one.question))

    def groups(self, mined: Mined, choose: random.Random, *, wrong: int) -> Iterator[Group]:
        """A question with its right passage and `wrong` others; sometimes once more, changed."""
        asked = questions.typed(mined.question, choose) if choose.random() < TYPED else mined.question
        if mined.right is None:  # the passage that it was asked on deceives most
            others = mined.wrong[:1] + tuple(self._wrong(mined.wrong[1:], choose, wrong))
            yield tuple(self._pair(asked, number, None, choose) for number in others)
            return
        others = tuple(self._wrong(mined.wrong, choose, wrong))
        right = self._pair(asked, mined.right, mined.span, choose)
        if right.start:
            yield (right, *(self._pair(asked, number, None, choose) for number in others))
        if choose.random() < CHANGED:
            text = self._pool.texts[mined.right]
            changed = questions.unanswerable(mined.question, text.text, self._names[text.article], choose)
            if changed is not None:
                yield (self._pair(changed, mined.right, None, choose),)

    def _wrong(self, ranked: Sequence[int], choose: random.Random, wanted: int) -> list[int]:
        left, taken = list(ranked), []
        while left and len(taken) < wanted:
            place = 0
            while place < len(left) - 1 and choose.random() > RANKED_FIRST:
                place += 1
            taken.append(left.pop(place))
        return taken

    def _pair(self, question: str, number: int, span: tuple[int, int] | None, choose: random.Random) -> Pair:
        first, last = self._tokenizer.cls_token_id, self._tokenizer.sep_token_id
        asked = self._tokenizer(question, add_special_tokens=False)["input_ids"][:LONGEST_QUESTION]
        context = len(asked) + 2
        start, end = self._places(number, span) if span is not None else (None, None)
        shown = self._shown(number, start, end, LONGEST - context - 1, choose)
        if start is None or end is None or start not in shown or end not in shown:
            begin, stop = 0, 0
        else:
            begin, stop = context + shown.index(start), context + shown.index(end)
        body = self._pieces[number]
        return Pair(
            pieces=[first, *asked, last, *(body[i] for i in shown), last], context=context, start=begin, end=stop
        )

    def _shown(
        self, number: int, start: int | None, end: int | None, room: int, choose: random.Random
    ) -> list[int] | range:
        """Which pieces of a passage are read: all that have room, or its title and a part with the answer."""
        length, title = len(self._pieces[number]), self._titles[number]
        if choose.random() >= self._cut or length <= title + PART:
            return range(min(length, room))
        lowest, highest = title, length - PART
        if start is not None and end is not None:
            lowest, highest = max(lowest, end + 1 - PART), min(highest, max(start, title))
        opening = choose.randint(min(lowest, highest), max(lowest, highest))
        return [*range(title), *range(opening, min(opening + PART, length))][:room]

    def _places(self, number: int, span: tuple[int, int]) -> tuple[int | None, int | None]:
        shift = len(self._pool.texts[number].title) + 1
        begin, stop = span[0] + shift, span[1] + shift
        inside = [i for i, (a, b) in enumerate(self._offsets[number]) if a < stop and b > begin]
        return (inside[0], inside[-1]) if inside else (None, None)


def batches(maker: Maker, mined: Sequence[Mined], *, seed: int, pieces: int, wrong: int) -> Iterator[Batch]:
    """All questions once, in an order that the seed gives, in batches of at most so many pieces, padding included."""
    choose = random.Random(seed)
    order = list(mined)
    choose.shuffle(order)
    waiting: list[Group] = []
    room = pieces * _SORTED
    held = 0
    for one in order:
        for group in maker.groups(one, choose, wrong=wrong):
            waiting.append(group)
            held += sum(len(pair.pieces) for pair in group)
        if held >= room:
            yield from _cut(waiting, pieces, choose)
            waiting, held = [], 0
    yield from _cut(waiting, pieces, choose)


def _cut(groups: list[Group], pieces: int, choose: random.Random) -> Iterator[Batch]:
    groups.sort(key=lambda group: max(len(pair.pieces) for pair in group))
    made: list[list[Group]] = [[]]
    for group in groups:
        longest = max(len(pair.pieces) for pair in group)
        if made[-1] and longest * (sum(map(len, made[-1])) + len(group)) > pieces:
            made.append([])
        made[-1].append(group)
    choose.shuffle(made)
    for one in made:
        if one:
            yield _batch(one)


def _batch(groups: Sequence[Group]) -> Batch:
    pairs = [pair for group in groups for pair in group]
    width = max(len(pair.pieces) for pair in pairs)
    pieces = torch.zeros((len(pairs), width), dtype=torch.long)
    kinds, mask = torch.zeros_like(pieces), torch.zeros_like(pieces)
    readable = torch.zeros((len(pairs), width), dtype=torch.bool)
    for row, pair in enumerate(pairs):
        length = len(pair.pieces)
        pieces[row, :length] = torch.tensor(pair.pieces)
        kinds[row, pair.context : length] = 1
        mask[row, :length] = 1
        readable[row, pair.context : length - 1] = True
        readable[row, 0] = True
    return Batch(
        pieces=pieces,
        kinds=kinds,
        mask=mask,
        readable=readable,
        start=torch.tensor([pair.start for pair in pairs]),
        end=torch.tensor([pair.end for pair in pairs]),
        group=torch.tensor([number for number, group in enumerate(groups) for _ in group]),
    )
