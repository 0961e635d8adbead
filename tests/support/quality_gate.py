"""The quality gate as a process of its own, which runs beside the other tests."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile

from bench.paths import DATA, ROOT

SETS = ("examples", "squad2-tune", "selqa-dev", "clapnq-tune", "inscit-tune", "xquad-de", "cnn-summaries-tune")


def is_present(name: str) -> bool:
    """Whether a set is in the folder of the public sets, or in the project."""
    return name == "examples" or (DATA / name).is_dir()


class QualityGate:
    """Measures the sets that are present against their floors, with what the other tests leave of the processors."""

    def __init__(self) -> None:
        self._printed = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  closed by `close`
        measure = [sys.executable, "-m", "bench.quality", "--gate", "--threads", "1", "--data", str(DATA)]
        command = [*_lowest_priority(), *measure, "--sets", *filter(is_present, SETS)]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=self._printed, stderr=subprocess.STDOUT)

    def printed(self) -> str:
        """Wait for the end, and return what the gate has printed."""
        self._process.wait()
        self._printed.seek(0)
        return self._printed.read()

    def close(self) -> None:
        """End the process, if it still runs."""
        self._process.kill()
        self._process.wait()
        self._printed.close()


def _lowest_priority() -> list[str]:
    return ["nice", "-n", "19"] if shutil.which("nice") else []
