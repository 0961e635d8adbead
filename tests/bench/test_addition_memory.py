"""Adding holds a batch at once, however much is added."""

from __future__ import annotations

import json
import subprocess
import sys

from bench.paths import ROOT
from bench.speed.addition_memory import AMOUNTS

GROWTH = 30  # megabytes: 15,000 passages more are 75 megabytes of vectors and text
MOST = 900  # megabytes


def test_four_times_as_much_takes_no_more_memory() -> None:
    command = [sys.executable, "-m", "bench.speed.addition_memory", "--quick"]
    measured = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)

    few, many = measured["peaks"]

    assert (few["passages"], many["passages"]) == AMOUNTS == (5_000, 20_000)
    assert measured["at_start"] < few["megabytes"]
    assert many["megabytes"] - few["megabytes"] < GROWTH
    assert many["megabytes"] < MOST
