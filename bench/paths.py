"""The paths of the examples, the evaluation sets, the floors and the recorded figures."""

from __future__ import annotations

import os
from pathlib import Path

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
EXAMPLES = ROOT / "examples"
FLOORS = BENCH / "floors.json"
RESULTS = BENCH / "results"
# The evaluation sets, in the format of `footnote eval`: a folder each.
DATA = Path(os.environ.get("FOOTNOTE_EVAL_DATA") or ROOT.parent / "shared" / "data")
