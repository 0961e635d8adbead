"""A run of the tests fails where those of a server were skipped that could have been started."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.opensearch_server import HOME_VARIABLE

TESTS = Path(__file__).parent
SKIPS = """
import pytest

@pytest.mark.opensearch
def test_a():
    pytest.skip("no server")

def test_b():
    pass
"""


@pytest.mark.process
@pytest.mark.parametrize(("files", "status"), [(["start.sh"], 1), ([], 0)], ids=["there", "absent"])
def test_skipped_tests_of_a_server_fail_the_run_where_it_could_be_started(
    tmp_path: Path, files: list[str], status: int
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in files:
        (home / name).touch()
    (tmp_path / "test_skips.py").write_text(SKIPS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = opensearch: x\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "support.skipped_servers", "-p", "no:simcord", str(tmp_path)],
        env={**os.environ, HOME_VARIABLE: str(home), "PYTHONPATH": str(TESTS)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stdout
    assert ("tests of OpenSearch were skipped, though" in done.stdout) == bool(files)


def test_the_script_of_ci_names_the_folder_of_the_server() -> None:
    script = (TESTS.parent / ".ci" / "run").read_text(encoding="utf-8")
    assert f"export {HOME_VARIABLE}" in script
