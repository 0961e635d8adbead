"""The influence of a reader's matrices: their inputs in real texts, and how its readings depend on their outputs.

The dependence is that of the log-odds by which spans are chosen, of likely spans above all: the product of its Jacobian
with itself, estimated by one random direction a text (Gauss-Newton, in the factors of Martens and Grosse, 2015, section
3). A word piece counts by how much the readings depend on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import torch

from bench.train_reader.batches import NEVER, TrainingBatch

Name = TypeVar("Name")

_SHARPNESS = 0.5  # of the likelihoods by which places count, so that the second likeliest counts too
_ANY_PLACE = 0.2  # what all places count together, however unlikely they are
_ANY_PIECE = 0.1  # what a word piece counts at least, as a share of the mean


@dataclass(slots=True)
class Influence:
    """Sums over word pieces; they are on one scale only within a matrix."""

    inputs: torch.Tensor  # of x x' with x the inputs and a constant 1 after them, by what each piece counts
    outputs: torch.Tensor  # of g g' with g the gradient of the readings by the outputs


def measure_influence(
    model: Any, modules: Mapping[Name, str], batches: Iterable[TrainingBatch]
) -> dict[Name, Influence]:
    """Measure it for linear modules.

    Args:
        model: in float32; the parameters get no gradients.
        modules: the names of its modules, by the names that the results are to have.
        batches: what it reads.
    """
    random = torch.Generator().manual_seed(1)
    model.requires_grad_(False)
    sums: dict[Name, Influence] = {}
    for batch in batches:
        real = batch.inputs["attention_mask"].bool()
        with _observed(model, modules) as seen:
            _probe(model, batch, random).backward()  # type: ignore[no-untyped-call]
        for name, (values, outputs) in seen.items():
            gradients = _gradients(outputs)[real]
            counts = gradients.square().sum(1)
            counts = counts / counts.mean() + _ANY_PIECE
            rows = torch.cat([values[real], torch.ones(len(counts), 1)], dim=1)
            inputs, products = (rows * counts[:, None]).T @ rows, gradients.T @ gradients
            if name in sums:
                sums[name].inputs += inputs
                sums[name].outputs += products
            else:
                sums[name] = Influence(inputs=inputs, outputs=products)
    return sums


def _gradients(outputs: torch.Tensor) -> torch.Tensor:
    """Return the gradients by what a module gave, which the probe depends on."""
    if outputs.grad is None:
        raise ValueError("a module was named that the readings do not depend on")
    return outputs.grad


def _probe(model: Any, batch: TrainingBatch, random: torch.Generator) -> torch.Tensor:
    """Return the readings' log-odds in a random direction, in which likely places count most."""
    read = model(**batch.inputs)
    logits = torch.stack([read.start_logits, read.end_logits], dim=-1)
    odds = logits - logits[:, :1]
    places = batch.readable[:, :, None].clone()
    places[:, 0] = False
    likely = torch.softmax(_SHARPNESS * odds.detach().masked_fill(~places, NEVER), dim=1)
    weights = (likely + _ANY_PLACE / batch.readable.sum(1)[:, None, None]) * batch.readable[:, :, None]
    return (odds * weights.sqrt() * torch.randn(odds.shape, generator=random)).sum()


@contextmanager
def _observed(model: Any, modules: Mapping[Name, str]) -> Iterator[dict[Name, tuple[torch.Tensor, torch.Tensor]]]:
    """Keep what modules are given, and what they give with its gradient."""
    seen: dict[Name, tuple[torch.Tensor, torch.Tensor]] = {}

    def keep(name: Name, values: torch.Tensor, outputs: torch.Tensor) -> None:
        if not outputs.requires_grad:  # the first module: nothing below it has gradients
            outputs.requires_grad_()
        outputs.retain_grad()
        seen[name] = (values.detach(), outputs)

    hooks = [
        model.get_submodule(module).register_forward_hook(
            lambda _, inputs, outputs, name=name: keep(name, inputs[0], outputs)
        )
        for name, module in modules.items()
    ]
    try:
        yield seen
    finally:
        for hook in hooks:
            hook.remove()
