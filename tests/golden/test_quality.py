"""Answer quality does not fall below the floors that bench/floors.json pins."""

from __future__ import annotations

import re

import pytest

from bench.paths import DATA
from support.quality_gate import SETS, is_present


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", SETS)
def test_the_floors_hold(name: str, quality_gate: str) -> None:
    if not is_present(name):
        pytest.skip(f"the public evaluation set {name} is not in {DATA} (set FOOTNOTE_EVAL_DATA to its folder)")
    assert re.search(rf"(?m)^{name}: [1-9]\d* floors compared, 0 missed$", quality_gate), quality_gate
