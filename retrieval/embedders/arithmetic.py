"""Chooses the numbers that models compute with: those in which this processor multiplies matrices faster."""

from __future__ import annotations

import time
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

# Rows, inputs and outputs of a product like those of the default embedder for a passage of 256 word pieces.
_ROWS, _INPUTS, _OUTPUTS = 256, 384, 1_536
_TIMES = 5


@cache
def is_bfloat16_faster() -> bool:
    """Return whether this processor multiplies bfloat16 natively, and faster than float32; takes milliseconds, once.

    Having the instructions does not tell: with AMX a product takes a quarter of the time, and there are virtual
    machines with AVX512-BF16 alone on which it takes 1.7 times as long.
    """
    import torch  # noqa: PLC0415

    native = bool(torch.cpu._is_avx512_bf16_supported())  # noqa: SLF001  torch has no public question for it
    return native and _seconds(torch.bfloat16) < _seconds(torch.float32)


def _seconds(numbers: torch.dtype) -> float:
    """Return the shortest time of a product in these numbers."""
    import torch  # noqa: PLC0415

    inputs, weights = torch.ones(_ROWS, _INPUTS, dtype=numbers), torch.ones(_OUTPUTS, _INPUTS, dtype=numbers)
    times = []
    with torch.inference_mode():
        for _ in range(_TIMES):
            began = time.perf_counter()
            torch.nn.functional.linear(inputs, weights)
            times.append(time.perf_counter() - began)
    return min(times)
