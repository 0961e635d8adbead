"""Chooses how many heads and units the layers of a reader keep, for the whole to cost a share of what it did.

What each removal alone changes of the logits of real texts is taken to add up, so that the choice is a multiple-choice
knapsack, solved by Lagrangian relaxation, as in Kurtic et al. (2023), "ZipLM", section 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

import torch

from bench.train_reader.batches import TrainingBatch
from bench.train_reader.distillation import compare_logits
from bench.train_reader.pruning import PrunedMatrix

LayerPart: TypeAlias = tuple[int, str]  # the number of a layer, and "out" (its heads) or "down" (its units)
Pruned: TypeAlias = Mapping[LayerPart, Mapping[int, PrunedMatrix]]  # of each part, by how many groups stay

# What the units and the heads of all layers cost of the time that 250 word pieces take (profile of ONNX Runtime, one
# thread, a processor with VNNI); embeddings, normalisations and the head for spans take the rest.
COSTS = {"down": 0.50, "out": 0.40}
FIXED_COST = 0.10
_HALVINGS = 60  # of the price of a unit of cost: exact to the last choice


def measure_changes(model: Any, pruned: Pruned, batch: TrainingBatch) -> dict[LayerPart, dict[int, float]]:
    """Return what each removal alone changes of the logits, as `compare_logits` counts it.

    Args:
        model: in float32, with all heads and units.
        pruned: the matrices that would take the places of its own.
        batch: what it reads.
    """
    mask = (1.0 - batch.inputs["attention_mask"][:, None, None, :].float()) * torch.finfo(torch.float32).min
    encoder = model.mpnet.encoder
    changes: dict[LayerPart, dict[int, float]] = {}
    with torch.inference_mode():
        states = [model.mpnet.embeddings(input_ids=batch.inputs["input_ids"])]
        bias = encoder.compute_position_bias(states[0])
        for layer in encoder.layer:
            states.append(layer(states[-1], mask, bias)[0])
        expected = model.qa_outputs(states[-1])
        for (number, kind), matrices in pruned.items():
            for count, matrix in matrices.items():
                with _in_place(linear_of(encoder.layer[number], kind), matrix):
                    changed = states[number]
                    for layer in encoder.layer[number:]:
                        changed = layer(changed, mask, bias)[0]
                difference = _difference(model.qa_outputs(changed), expected, batch.readable)
                changes.setdefault((number, kind), {})[count] = difference
    return changes


def _difference(logits: torch.Tensor, expected: torch.Tensor, readable: torch.Tensor) -> float:
    """Compare the logits of starts and ends, shape (texts, pieces, 2)."""
    each = [compare_logits(logits[..., end], expected[..., end], readable) for end in range(2)]
    return float(torch.stack(each).mean())


def choose_counts(
    changes: Mapping[LayerPart, Mapping[int, float]], all_groups: Mapping[str, int], cost: float
) -> dict[LayerPart, int]:
    """Return how many groups each part keeps, so that the logits change least.

    Args:
        changes: of each part, by how many groups stay: see `measure_changes`.
        all_groups: how many there are, by the kind of part.
        cost: of the whole, as a share of what it is with all of them; at least `least_cost`.
    """
    layers = max(number for number, _ in changes) + 1
    unit = {kind: COSTS[kind] / layers / count for kind, count in all_groups.items()}  # of a group
    low, high = 1e-6, 1e3  # change of the logits for the whole cost: the bounds are far outside
    for _ in range(_HALVINGS):
        price = (low * high) ** 0.5
        counts = _cheapest(changes, all_groups, unit, price)
        if FIXED_COST + sum(unit[kind] * count for (_, kind), count in counts.items()) > cost:
            low = price
        else:
            high = price
    return _cheapest(changes, all_groups, unit, high)


def least_cost(counts: Mapping[str, Sequence[int]], all_groups: Mapping[str, int]) -> float:
    """Return the cost of the whole where every part keeps as few groups as it may.

    Args:
        counts: how many may stay, by the kind of part.
        all_groups: how many there are, likewise.
    """
    return FIXED_COST + sum(COSTS[kind] * min(may_stay) / all_groups[kind] for kind, may_stay in counts.items())


def _cheapest(
    changes: Mapping[LayerPart, Mapping[int, float]],
    all_groups: Mapping[str, int],
    unit: Mapping[str, float],
    price: float,
) -> dict[LayerPart, int]:
    """Return the counts that are best where cost has a price."""
    counts = {}
    for (number, kind), by_count in changes.items():
        options = {all_groups[kind]: 0.0, **by_count}
        counts[number, kind] = min(options, key=lambda count: options[count] + price * unit[kind] * count)
    return counts


def linear_of(layer: Any, kind: str) -> torch.nn.Linear:
    """Return the module of a layer's part."""
    linear: torch.nn.Linear = layer.output.dense if kind == "down" else layer.attention.attn.o
    return linear


@contextmanager
def _in_place(linear: torch.nn.Linear, matrix: PrunedMatrix) -> Iterator[None]:
    """Let a linear module give what the pruned matrix gives."""
    weight, bias = linear.weight.data, linear.bias.data
    linear.weight.data = torch.zeros_like(weight)
    linear.weight.data[:, matrix.inputs] = matrix.weight
    linear.bias.data = matrix.bias
    try:
        yield
    finally:
        linear.weight.data, linear.bias.data = weight, bias
