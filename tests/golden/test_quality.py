"""Answer quality does not fall below the floors that bench/floors.json pins."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bench.paths import DATA, ROOT


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    "name", ["examples", "squad2-tune", "selqa-dev", "clapnq-tune", "inscit-tune", "xquad-de", "cnn-summaries-tune"]
)
def test_the_floors_hold(name: str) -> None:
    if name != "examples" and not (DATA / name).is_dir():
        pytest.skip(f"the public evaluation set {name} is not in {DATA} (set FOOTNOTE_EVAL_DATA to its folder)")
    command = [sys.executable, "-m", "bench.quality", "--gate", "--sets", name, "--data", str(DATA)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 missed" in done.stdout
