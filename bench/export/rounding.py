"""Rounds the matrices of a model so that what they give for real texts changes least.

Rounding each weight to the nearest step loses a training that goes on from rounded weights: a few hundred steps of it
move a weight by less than half a step, and all of them would be rounded back. Here the error of a row is made up for in
the rows that are not rounded yet, by how their inputs go together in real texts (GPTQ: Frantar et al., 2023, algorithm
1). Weights that lie on the steps already stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from bench.export.graph import Architecture, Floats
from bench.export.reader import WEIGHT_LEVELS, quantise_columns

DAMPING = 0.01  # of the mean second moment, added to each, so that inputs which hardly vary do no harm
BLOCK = 128  # rows whose errors are added up before the rows after them are changed: the same sums, in fewer passes


def round_for_inputs(weight: Floats, moments: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Round a matrix to 7-bit integers with a scale for each output, so that its products change least.

    Args:
        weight: shape (inputs, outputs).
        moments: of its inputs, mean of x x' over the word pieces of real texts, shape (inputs, inputs).

    Returns:
        The integers, shape (inputs, outputs), and the scales, shape (outputs,).
    """
    nearest, scale = quantise_columns(weight)
    ends = np.where(np.abs(nearest) == WEIGHT_LEVELS, nearest, 0)  # they keep the scale what it is when it is read back
    order = np.argsort(-np.diag(moments), kind="stable")  # the largest inputs first: most rows are left to make up
    left = weight[order].astype(np.float64)
    factor = _inverse_factor(moments[np.ix_(order, order)])
    whole = np.empty(left.shape, dtype=np.int8)
    for first in range(0, len(left), BLOCK):
        block = slice(first, min(first + BLOCK, len(left)))
        whole[block] = ends[order[block]]
        errors = _round_block(left[block], factor[block, block], scale, whole[block])
        left[block.stop :] -= factor[block, block.stop :].T @ errors
    integers = np.empty_like(whole)
    integers[order] = whole
    return integers, scale


def _round_block(
    left: npt.NDArray[np.float64], factor: npt.NDArray[np.float64], scale: Floats, whole: npt.NDArray[np.int8]
) -> npt.NDArray[np.float64]:
    """Round the rows of a block in turn, into `whole`, and return their errors as the rows after them need them.

    What `whole` has already, other than zero, stays.
    """
    errors = np.empty_like(left)
    for row in range(len(left)):
        rounded = np.clip(np.round(left[row] / scale), -WEIGHT_LEVELS, WEIGHT_LEVELS)
        whole[row] = np.where(whole[row], whole[row], rounded)
        errors[row] = (left[row] - whole[row] * scale) / factor[row, row]
        left[row + 1 :] -= np.outer(factor[row, row + 1 :], errors[row])
    return errors


def _inverse_factor(moments: Floats) -> npt.NDArray[np.float64]:
    """Return the upper triangular factor U of the inverse of the damped moments, U'U."""
    damped = moments.astype(np.float64)
    damped[np.diag_indices_from(damped)] += max(DAMPING * float(np.mean(np.diag(moments))), 1e-12)
    lower: npt.NDArray[np.float64] = np.linalg.cholesky(np.linalg.inv(damped))
    return lower.T


def matrices(of: Architecture, names: Mapping[str, str]) -> dict[str, str]:
    """Return the module that is given what each matrix of a graph multiplies, by the matrix's name.

    Args:
        of: the encoder.
        names: see `bench.export.reader.build`.
    """
    parts = {"qkv": "query", "out": "out", "up": "up", "down": "down"}
    return {
        f"layer{number}.{part}": f"{names['layer'].format(number=number)}.{names[module]}"
        for number in range(of.layers)
        for part, module in parts.items()
    }


def measure_moments(
    model: Any, modules: Mapping[str, str], batches: Iterable[Mapping[str, torch.Tensor]]
) -> dict[str, Floats]:
    """Return the second moments of what modules are given, shape (inputs, inputs) each, over all word pieces.

    Args:
        model: in float32.
        modules: the names of its linear modules, by the names that their moments are to have: see `matrices`.
        batches: arguments of the model, with "attention_mask".
    """
    sums: dict[str, torch.Tensor] = {}
    pieces = 0
    with _observed(model, modules, sums) as observe, torch.inference_mode():
        for batch in batches:
            observe["mask"] = batch["attention_mask"].bool()
            pieces += int(batch["attention_mask"].sum())
            model(**batch)
    return {name: (total / pieces).numpy() for name, total in sums.items()}


@contextmanager
def _observed(
    model: Any, modules: Mapping[str, str], sums: dict[str, torch.Tensor]
) -> Iterator[dict[str, torch.Tensor]]:
    """Add the second moments of what modules are given to `sums`; lends a place for the mask of real word pieces."""
    batch: dict[str, torch.Tensor] = {}

    def add(name: str, values: torch.Tensor) -> None:
        rows = values[batch["mask"]].float()
        product = rows.T @ rows
        sums[name] = sums[name] + product if name in sums else product

    hooks = [
        model.get_submodule(module).register_forward_pre_hook(lambda _, inputs, name=name: add(name, inputs[0]))
        for name, module in modules.items()
    ]
    try:
        yield batch
    finally:
        for hook in hooks:
            hook.remove()
