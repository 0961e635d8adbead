"""The process that reads a PDF loads only the modules beside its program."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from retrieval.sources import pdf

CHILD = Path(pdf.__file__).with_name("child_process.py")
LOADED = """
import json, runpy, sys
runpy.run_path(sys.argv[1])
print(json.dumps([name for name in sys.modules if name.partition(".")[0] == "retrieval"]))
"""


def test_no_package_of_footnote_is_loaded() -> None:
    command = [sys.executable, "-P", "-c", LOADED, str(CHILD)]
    loaded = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert "retrieval.sources.pdf.text_lines" in loaded
    assert {(CHILD.parents[3] / f"{name.replace('.', '/')}.py").is_file() for name in loaded} == {True}
    assert not {"retrieval", "retrieval.sources", "retrieval.sources.pdf"} & {*loaded}
