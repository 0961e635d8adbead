"""Every command of `bench` can be started from the project's folder, and says what it lacks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.browser import NOT_INSTALLED
from bench.paths import ROOT

# In one new interpreter, since each takes a second to import what measures; but each without what the tests of this
# run, or the command before it, have put on the path.
IMPORT_ALL = """
import importlib, sys
path = list(sys.path)
for name in sys.argv[1:]:
    sys.path[:] = path
    for module in [each for each in sys.modules if each == "support" or each.startswith("support.")]:
        del sys.modules[module]
    importlib.import_module(name)
    print(name)
"""


def commands() -> list[str]:
    """Return the modules of `bench` that are run with `python -m`."""
    files = [file for file in (ROOT / "bench").rglob("*.py") if '__name__ == "__main__"' in file.read_text("utf-8")]
    return sorted(".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files)


def test_every_command_can_be_imported_without_the_tests() -> None:
    names = commands()
    assert "bench.scaling.both_engines" in names
    ran = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, *names], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert ran.stdout.split() == names, ran.stderr


@pytest.mark.parametrize("name", ["bench.quality.deep_links", "bench.pictures.discord_messages"])
def test_without_a_browser_a_command_says_which_to_install(name: str, tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", name],
        cwd=ROOT,
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (2, f"{NOT_INSTALLED}\n")
