"""Matrices are rounded so that their products change least, and a training from rounded weights is not rounded away."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from bench.export.graph import Floats
from bench.export.reader import quantise_columns
from bench.export.rounding import measure_moments, round_for_inputs

INPUTS, OUTPUTS, TEXTS = 200, 12, 4_000


@pytest.fixture
def inputs() -> Floats:
    """What a matrix is given: a few directions in which most of it varies, as in a model, and noise."""
    random = np.random.default_rng(5)
    directions = random.standard_normal((8, INPUTS))
    return (random.standard_normal((TEXTS, 8)) @ directions + random.standard_normal((TEXTS, INPUTS))).astype(
        np.float32
    )


@pytest.fixture
def moments(inputs: Floats) -> Floats:
    second: Floats = inputs.T @ inputs / len(inputs)
    return second


@pytest.fixture
def weight() -> Floats:
    return np.random.default_rng(6).standard_normal((INPUTS, OUTPUTS)).astype(np.float32) * np.float32(0.05)


def restored(rounded: tuple[np.ndarray, Floats]) -> Floats:
    integers, scale = rounded
    return integers.astype(np.float32) * scale


def error(inputs: Floats, first: Floats, second: Floats) -> float:
    """The root of the mean square of what the products differ by."""
    return float(np.sqrt(np.mean((inputs @ (first - second)) ** 2)))


def test_products_change_less_than_by_the_nearest_steps(inputs: Floats, moments: Floats, weight: Floats) -> None:
    for_inputs, nearest = restored(round_for_inputs(weight, moments)), restored(quantise_columns(weight))
    assert error(inputs, weight, for_inputs) < 0.6 * error(inputs, weight, nearest)


def test_no_weight_is_moved_far(moments: Floats, weight: Floats) -> None:
    integers, scale = round_for_inputs(weight, moments)
    assert integers.dtype == np.int8
    assert int(np.abs(integers).max()) <= 63
    assert float(np.abs(integers - weight / scale).max()) < 4


def test_rounded_weights_stay_as_they_are(moments: Floats, weight: Floats) -> None:
    once = quantise_columns(weight)
    integers, scale = round_for_inputs(restored(once), moments)
    assert np.array_equal(integers, once[0])
    assert np.allclose(scale, once[1], rtol=1e-6)


def test_what_was_rounded_is_rounded_again_as_it_is(moments: Floats, weight: Floats) -> None:
    once = round_for_inputs(weight, moments)
    nearest = quantise_columns(restored(once))
    assert np.array_equal(nearest[0], once[0])
    assert np.array_equal(nearest[1], once[1])


def test_small_steps_of_a_training_are_kept(inputs: Floats, moments: Floats, weight: Floats) -> None:
    start = restored(quantise_columns(weight))
    _, _, directions = np.linalg.svd(inputs, full_matrices=False)
    step = float(quantise_columns(weight)[1].min())
    moved = np.clip(directions[0][:, None] * 10, -0.4, 0.4).astype(np.float32) * np.float32(step)
    trained = start + moved
    wanted = error(inputs, start, trained)
    assert error(inputs, trained, restored(quantise_columns(trained))) > 0.8 * wanted  # most of it is lost
    assert error(inputs, trained, restored(round_for_inputs(trained, moments))) < 0.2 * wanted


def test_inputs_that_never_vary_do_no_harm(weight: Floats) -> None:
    nothing = np.zeros((INPUTS, INPUTS), dtype=np.float32)
    integers, _ = round_for_inputs(weight, nothing)
    assert np.array_equal(integers, quantise_columns(weight)[0])


def test_moments_are_of_what_a_module_is_given_without_padding() -> None:
    class Model(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.dense = torch.nn.Linear(3, 2)

        def forward(self, values: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            return self.dense(values)

    values = torch.randn(2, 4, 3, generator=torch.Generator().manual_seed(1))
    mask = torch.tensor([[1, 1, 1, 0], [1, 1, 0, 0]])
    batches = [{"values": values[:1], "attention_mask": mask[:1]}, {"values": values[1:], "attention_mask": mask[1:]}]
    measured = measure_moments(Model(), {"layer0.up": "dense"}, batches)
    seen = torch.cat([values[0, :3], values[1, :2]]).numpy()
    assert np.allclose(measured["layer0.up"], seen.T @ seen / 5, atol=1e-6)
