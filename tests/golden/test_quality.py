"""Answer quality does not fall below the floors that bench/floors.json pins."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from bench.paths import DATA, ROOT

SETS = ("examples", "squad2-tune", "selqa-dev", "clapnq-tune", "inscit-tune", "xquad-de", "cnn-summaries-tune")


@pytest.fixture(scope="module")
def gate() -> str:
    """What the gate prints about every set that is there; one process measures them all and loads the models once."""
    present = [name for name in SETS if name == "examples" or (DATA / name).is_dir()]
    command = [sys.executable, "-m", "bench.quality", "--gate", "--sets", *present, "--data", str(DATA)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", SETS)
def test_the_floors_hold(name: str, request: pytest.FixtureRequest) -> None:
    if name != "examples" and not (DATA / name).is_dir():
        pytest.skip(f"the public evaluation set {name} is not in {DATA} (set FOOTNOTE_EVAL_DATA to its folder)")
    printed = request.getfixturevalue("gate")
    assert re.search(rf"(?m)^{name}: [1-9]\d* floors compared, 0 missed$", printed), printed
