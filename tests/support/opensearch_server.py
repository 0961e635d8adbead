"""A real OpenSearch for tests: one that is named in the environment, or one that is started for them.

FOOTNOTE_OPENSEARCH       the address of a running one, whose indices `test-…` may be deleted
FOOTNOTE_OPENSEARCH_HOME  a folder with `start.sh FOLDER NODES PORT HEAP`; by default `../shared/opensearch`
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ADDRESS_VARIABLE = "FOOTNOTE_OPENSEARCH"
HOME_VARIABLE = "FOOTNOTE_OPENSEARCH_HOME"
HEAP = "384m"
START_SECONDS = 240.0  # 6 on a quiet machine
TRANSPORT_OFFSET = 100  # from the port for HTTP to the port between nodes
ROOT = Path(__file__).parents[2]


def server_home() -> Path | None:
    """The folder that servers are started from; None where there is none."""
    home = Path(os.environ.get(HOME_VARIABLE) or ROOT.parent / "shared" / "opensearch")
    return home if (home / "start.sh").is_file() else None


@contextmanager
def running_server(folder: Path, *, nodes: int = 1) -> Iterator[list[str]]:
    """Start a cluster in a folder, and stop it and delete its data afterwards, whatever happens."""
    home = server_home()
    assert home is not None, "no folder to start OpenSearch from"
    command = [str(home / "start.sh"), str(folder), str(nodes), str(free_port(nodes)), HEAP]
    try:
        started = subprocess.run(command, capture_output=True, text=True, timeout=START_SECONDS, check=False)
        if started.returncode:
            raise RuntimeError(f"OpenSearch does not start: {started.stderr}\n{_last_lines(folder)}")
        yield started.stdout.split()
    finally:
        stop_nodes(folder)
        shutil.rmtree(folder, ignore_errors=True)


def stop_nodes(folder: Path) -> None:
    """Kill the processes whose numbers are in a folder."""
    for file in folder.glob("node-*.pid"):
        with suppress(ProcessLookupError):
            os.kill(int(file.read_text()), signal.SIGKILL)


def free_port(nodes: int) -> int:
    """A port from which on as many are free as the nodes need, for HTTP and between them."""
    for port in range(19_300 + os.getpid() % 400 * 20, 40_000, 20):
        if all(_is_free(port + offset + node) for offset in (0, TRANSPORT_OFFSET) for node in range(nodes)):
            return port
    raise RuntimeError("no free ports for OpenSearch")


def _is_free(port: int) -> bool:
    with socket.socket() as listener:
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _last_lines(folder: Path) -> str:
    return "\n".join(line for log in folder.glob("*.log") for line in log.read_text().splitlines()[-20:])
