"""Removes inputs of a reader's matrices so that what it reads in real texts changes least.

What a removed input contributed is made up for in the rows of those that stay and in the bias, by how the inputs go
together (the optimal brain surgeon for whole structures: Kurtic et al., 2023, "ZipLM", section 3.1).
The inputs of an encoder's `down` matrix are the units between its two feed-forward matrices, those of its `out` matrix
the heads of its attention, `size` inputs each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import torch

from bench.train_reader.influence import Influence

DAMPING = 0.01  # of the mean second moment, added to each, so that inputs which hardly vary do no harm
AT_ONCE = 16  # single inputs that are removed before the others are weighed again


@dataclass(frozen=True, slots=True, kw_only=True)
class PrunedMatrix:
    """A matrix without some of its groups of inputs."""

    groups: torch.Tensor  # numbers of those that stay, ascending, shape (groups,)
    inputs: torch.Tensor  # numbers of their inputs
    weight: torch.Tensor  # shape (outputs, inputs that stay)
    bias: torch.Tensor  # shape (outputs,)


def remove_groups(
    weight: torch.Tensor, bias: torch.Tensor, influence: Influence, *, size: int, counts: Iterable[int]
) -> dict[int, PrunedMatrix]:
    """Remove groups of inputs, those first whose loss changes the model's readings least.

    Args:
        weight: shape (outputs, inputs).
        bias: shape (outputs,).
        influence: of the matrix, in real texts.
        size: inputs of a group, which are removed together.
        counts: how many groups stay, in every matrix that is wanted; fewer than there are.

    Returns:
        The pruned matrix by the number of groups that stay.
    """
    rows = torch.cat([weight.T, bias[None]]).double()
    inverse, root = _inverse(influence.inputs), _root(influence.outputs)
    staying = torch.ones(weight.shape[1] // size, dtype=torch.bool)
    pruned = {}
    for count in sorted(counts, reverse=True):
        while (left := int(staying.sum())) > count:
            losses = _losses(rows @ root, inverse, staying, size)
            removed = losses.topk(min(AT_ONCE if size == 1 else 1, left - count), largest=False).indices
            staying[removed] = False
            _remove(rows, inverse, _inputs(removed, size))
        groups = staying.nonzero().flatten()
        inputs = _inputs(groups, size)
        kept = rows[inputs].T.float().contiguous()
        pruned[count] = PrunedMatrix(groups=groups, inputs=inputs, weight=kept, bias=rows[-1].float().clone())
    return pruned


def _root(products: torch.Tensor) -> torch.Tensor:
    """Return R with R R' the damped products of gradients, shape (outputs, outputs)."""
    damped = products.to(torch.float64, copy=True)
    damped.diagonal().add_(DAMPING * float(damped.diagonal().mean()) + 1e-30)
    root: torch.Tensor = torch.linalg.cholesky(damped)
    return root


def _inverse(moments: torch.Tensor) -> torch.Tensor:
    damped = moments.to(torch.float64, copy=True)
    damped.diagonal().add_(DAMPING * float(damped.diagonal()[:-1].mean()))
    inverse: torch.Tensor = torch.linalg.inv(damped)
    return inverse


def _losses(rows: torch.Tensor, inverse: torch.Tensor, staying: torch.Tensor, size: int) -> torch.Tensor:
    """Return what the removal of each group adds to the squared error; infinite where it is removed."""
    if size == 1:
        losses = rows[:-1].square().sum(1) / inverse.diagonal()[:-1]
    else:
        blocks = inverse[:-1, :-1].reshape(len(staying), size, len(staying), size)
        own = torch.stack([blocks[group, :, group] for group in range(len(staying))])
        each = rows[:-1].reshape(len(staying), size, -1)
        losses = (each * torch.linalg.solve(own, each)).sum((1, 2))
    return losses.masked_fill(~staying, float("inf"))


def _remove(rows: torch.Tensor, inverse: torch.Tensor, inputs: torch.Tensor) -> None:
    """Remove inputs from the matrix and from the inverse moments, in place; what they gave moves to the others."""
    columns = inverse[:, inputs].clone()
    solved = torch.linalg.solve(inverse[inputs][:, inputs], torch.cat([rows[inputs], columns.T], dim=1))
    rows -= columns @ solved[:, : rows.shape[1]]
    inverse -= columns @ solved[:, rows.shape[1] :]
    rows[inputs] = 0.0
    inverse[inputs] = 0.0
    inverse[:, inputs] = 0.0
    inverse[inputs, inputs] = 1.0  # so that the blocks of removed groups can be inverted


def _inputs(groups: torch.Tensor, size: int) -> torch.Tensor:
    """Return the inputs of groups, in their order."""
    return (groups[:, None] * size + torch.arange(size)).flatten()
