"""The choice of numbers to compute with: those in which the processor is faster."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from retrieval.embedders import arithmetic
from retrieval.embedders.arithmetic import is_bfloat16_faster


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    is_bfloat16_faster.cache_clear()
    yield
    is_bfloat16_faster.cache_clear()


@pytest.mark.parametrize(("milliseconds", "expected"), [((1.0, 0.4), True), ((1.0, 1.7), False)])
def test_the_faster_one_is_chosen_where_the_processor_has_both(
    monkeypatch: pytest.MonkeyPatch, *, milliseconds: tuple[float, float], expected: bool
) -> None:
    taken = dict(zip((torch.float32, torch.bfloat16), milliseconds, strict=True))
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: True)
    monkeypatch.setattr(arithmetic, "_seconds", taken.__getitem__)
    assert is_bfloat16_faster() is expected


def test_nothing_is_timed_on_a_processor_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: torch.dtype) -> float:
        raise AssertionError("it was timed")

    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)
    monkeypatch.setattr(arithmetic, "_seconds", fail)
    assert is_bfloat16_faster() is False


def test_a_product_takes_time_in_both() -> None:
    for numbers in (torch.float32, torch.bfloat16):
        assert 0 < arithmetic._seconds(numbers) < 1
