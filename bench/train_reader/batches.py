"""Puts groups of a question with its passages into padded batches, and computes the loss of a batch."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch.nn.functional import cross_entropy

from bench.train_reader.pairs import Group, PairFormat

NEVER = -1e4  # a logit that no softmax notices


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingBatch:
    """Padded pairs, shape (pairs, pieces), and which group each belongs to, shape (pairs,)."""

    inputs: dict[str, torch.Tensor]  # arguments of the model
    readable: torch.Tensor  # pieces that may be an answer, and the first, which stands for none
    start: torch.Tensor
    end: torch.Tensor
    group: torch.Tensor

    @property
    def pieces(self) -> int:
        """Word pieces without the padding."""
        return int(self.inputs["attention_mask"].sum())


def batches(
    groups: Iterable[Group], pair_format: PairFormat, choose: random.Random, *, pieces: int, window: int
) -> Iterator[TrainingBatch]:
    """Yield the batches of groups of like length, in a random order.

    Args:
        groups: in the order of training; may be without end.
        pair_format: the model's.
        choose: makes the choices.
        pieces: word pieces of a batch at most, padding included.
        window: batches whose groups are sorted by length together.
    """
    waiting: list[Group] = []
    count = 0
    for group in groups:
        waiting.append(group)
        count += sum(len(pair.pieces) for pair in group)
        if count >= pieces * window:
            yield from _split(waiting, pair_format, choose, pieces)
            waiting, count = [], 0
    yield from _split(waiting, pair_format, choose, pieces)


def _split(
    groups: Sequence[Group], pair_format: PairFormat, choose: random.Random, pieces: int
) -> Iterator[TrainingBatch]:
    rows: list[list[Group]] = [[]]
    for group in sorted(groups, key=_longest):
        if rows[-1] and _longest(group) * (sum(map(len, rows[-1])) + len(group)) > pieces:
            rows.append([])
        rows[-1].append(group)
    choose.shuffle(rows)
    yield from (_batch(row, pair_format) for row in rows if row)


def _longest(group: Group) -> int:
    return max(len(pair.pieces) for pair in group)


def _batch(groups: Sequence[Group], pair_format: PairFormat) -> TrainingBatch:
    pairs = [pair for group in groups for pair in group]
    shape = (len(pairs), max(map(_longest, groups)))
    pieces = torch.full(shape, pair_format.padding, dtype=torch.long)
    types, mask = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    readable = torch.zeros(shape, dtype=torch.bool)
    for row, pair in enumerate(pairs):
        length = len(pair.pieces)
        pieces[row, :length] = torch.tensor(pair.pieces)
        types[row, pair.context : length] = 1
        mask[row, :length] = 1
        readable[row, pair.context : length - 1] = True
        readable[row, 0] = True
    inputs = {"input_ids": pieces, "attention_mask": mask}
    return TrainingBatch(
        inputs=inputs | {"token_type_ids": types} if pair_format.has_types else inputs,
        readable=readable,
        start=torch.tensor([pair.start for pair in pairs]),
        end=torch.tensor([pair.end for pair in pairs]),
        group=torch.tensor([number for number, group in enumerate(groups) for _ in group]),
    )


def loss(model: Any, batch: TrainingBatch, listwise: float) -> torch.Tensor:
    """Compute the loss of reading (start and end in a passage, or none) and of choosing (a passage, or none).

    Args:
        model: gives logits of starts and of ends, shape (pairs, pieces) each.
        batch: what it reads.
        listwise: weight of choosing beside reading.
    """
    logits = model(**batch.inputs)
    starts = logits.start_logits.float().masked_fill(~batch.readable, NEVER)
    ends = logits.end_logits.float().masked_fill(~batch.readable, NEVER)
    reading = (cross_entropy(starts, batch.start) + cross_entropy(ends, batch.end)) / 2
    score = (_answer_log_odds(starts) + _answer_log_odds(ends)) / 2
    groups = int(batch.group.max()) + 1
    table = torch.full((groups, 1 + len(batch.group)), NEVER)
    table[:, 0] = 0.0  # none of them
    table = table.index_put((batch.group, torch.arange(1, len(batch.group) + 1)), score)
    targets = torch.zeros(groups, dtype=torch.long)
    right = (batch.start > 0).nonzero().flatten()
    targets[batch.group[right]] = right + 1
    return reading + listwise * cross_entropy(table, targets)


def _answer_log_odds(logits: torch.Tensor) -> torch.Tensor:
    """Return how much more likely any piece of the passage is than none, shape (pairs,)."""
    return torch.logsumexp(logits[:, 1:], dim=1) - logits[:, 0]
