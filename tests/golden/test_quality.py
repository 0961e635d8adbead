"""Answer quality does not fall below the floors that bench/floors.json pins: `make gate`."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from bench.paths import DATA, ROOT

# The sets of each of the gate's processes: both take about as long.
SHARES = (("selqa-dev", "clapnq-tune", "examples"), ("squad2-tune", "inscit-tune", "xquad-de", "cnn-summaries-tune"))
SETS = tuple(name for share in SHARES for name in share)


def is_present(name: str) -> bool:
    """Return whether a set is in the folder of the public sets, or in the project."""
    return name == "examples" or (DATA / name).is_dir()


def measure(share: Sequence[str]) -> str:
    """Measure the sets of a share that are present, and return what is printed."""
    gate = [sys.executable, "-m", "bench.quality", "--gate", "--threads", "1", "--data", str(DATA)]
    command = [*gate, "--sets", *filter(is_present, share)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.stdout


@pytest.fixture(scope="session")
def printed() -> str:
    """What the gate prints. It works in two processes, since each asks one question after the other on one thread."""
    with ThreadPoolExecutor() as both:
        return "".join(both.map(measure, SHARES))


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", SETS)
def test_the_floors_hold(name: str, printed: str) -> None:
    if not is_present(name):
        pytest.skip(f"the public evaluation set {name} is not in {DATA} (set FOOTNOTE_EVAL_DATA to its folder)")
    assert re.search(rf"(?m)^{name}: [1-9]\d* floors compared, 0 missed$", printed), printed
