"""The graphs that ship are those that the export writes from the trained weights."""

from __future__ import annotations

import subprocess
import sys

from bench.paths import ROOT


def test_the_shipped_small_reader_and_embedder_are_what_the_export_writes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.export", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
