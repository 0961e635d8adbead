"""A real OpenSearch for tests: one that is named in the environment, or one that is started for them.

FOOTNOTE_OPENSEARCH       the address of a running one, whose indices `test-…` may be deleted
FOOTNOTE_OPENSEARCH_HOME  a folder with `start.sh FOLDER NODES PORT HEAP`; by default `../shared/opensearch`
FOOTNOTE_OPENSEARCH_SNAPSHOTS  the folder that its nodes have as `path.repo`; set for one that is started
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError

ADDRESS_VARIABLE = "FOOTNOTE_OPENSEARCH"
HOME_VARIABLE = "FOOTNOTE_OPENSEARCH_HOME"
SNAPSHOTS_VARIABLE = "FOOTNOTE_OPENSEARCH_SNAPSHOTS"
HEAP = "384m"
START_SECONDS = 600.0  # 6 on a quiet machine for one node, 18 for three
END_SECONDS = 120.0  # for a node that is asked to stop
FIRST_PORT, PORTS_APART = 19_300, 400  # clusters that start at the same moment take others, by their process
TRANSPORT_OFFSET = 100  # from the port for HTTP to the port between nodes
# A node of a test lives for minutes: without the slow compiler it starts in half of the time.
JAVA_OPTIONS = {"JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}
ROOT = Path(__file__).parents[2]
_NO_ANSWER = (OSError, ValueError, http.client.HTTPException)
_NODE, _SETTINGS_BEGIN = "OpenSearchNode.java", '.put("cluster.name"'


class OpenSearchNodes:
    """The nodes of a cluster, each a process of its own, numbered from 1.

    Args:
        folder: where their data, logs and process numbers are.
        count: how many there are.
        home: what they are started from.
        heap: of Java, of each.
    """

    def __init__(self, folder: Path, count: int, home: Path, heap: str = HEAP) -> None:
        self._folder, self._count, self._home, self._heap = folder, count, home, heap
        self._port = free_port(count)

    @property
    def addresses(self) -> list[str]:
        """Where each node answers."""
        return [f"http://127.0.0.1:{self._port + number - 1}" for number in self.numbers]

    @property
    def numbers(self) -> range:
        """The numbers of the nodes."""
        return range(1, self._count + 1)

    def start(self, *numbers: int) -> None:
        """Start these nodes, or all; `wait` returns when they have joined."""
        for number in numbers or self.numbers:
            command = [self._home / "node.sh", self._folder, number, self._count, self._port, self._heap]
            # A session of its own: Ctrl-C is for the tests, and Linux shares processors out by session.
            subprocess.run(
                list(map(str, command)), env={**os.environ, **JAVA_OPTIONS}, start_new_session=True, check=True
            )

    def wait(self, seconds: float = START_SECONDS) -> None:
        """Return when every node says that all have joined, and that every shard has all its copies.

        Each is asked: the others take a node that was stopped for present, for as long as they have not missed it.
        """
        path = f"/_cluster/health?wait_for_nodes={self._count}&wait_for_status=green&timeout=1s"
        until = time.monotonic() + seconds
        while True:
            with suppress(*_NO_ANSWER):  # it answers with an error as long as it is not whole
                for address in self.addresses:
                    _read(address + path)
                return
            if time.monotonic() > until:
                raise RuntimeError(f"OpenSearch is not whole: {_last_lines(self._folder)}")
            time.sleep(0.25)

    def node_with_primary(self, index: str) -> int:
        """The number of the node that has the first shard of an index to write to."""
        shards = self.read(f"/_cat/shards/{index}?format=json")
        name = next(shard["node"] for shard in shards if shard["prirep"] == "p")
        return int(name.rpartition("-")[2])

    def read(self, path: str) -> Any:
        """What a node that answers says at a path, read from JSON.

        Raises:
            URLError: none answers.
        """
        failure: Exception = URLError("no node")
        for address in self.addresses:
            try:
                return _read(address + path)
            except _NO_ANSWER as error:
                failure = error
        raise failure

    def send(self, number: int, how: signal.Signals) -> None:
        """Send a signal to a node: SIGKILL to lose it, SIGSTOP to freeze it, SIGCONT to let it go on."""
        os.kill(self._pid(number), how)

    def end(self, number: int, how: signal.Signals = signal.SIGTERM) -> None:
        """End a node, and return when its process is gone."""
        with suppress(ProcessLookupError):
            self.send(number, how)
        until = time.monotonic() + END_SECONDS
        while _is_running(self._pid(number)):
            assert time.monotonic() < until, f"node {number} does not end"
            time.sleep(0.05)

    def memory(self) -> float:
        """The bytes of memory that the processes of all nodes hold."""
        statuses = [Path(f"/proc/{self._pid(number)}/status").read_text() for number in self.numbers]
        held = [next(line for line in status.splitlines() if line.startswith("VmRSS")) for status in statuses]
        return sum(float(line.split()[1]) * 1024 for line in held)

    def end_all(self) -> None:
        """Kill every node that was started."""
        for number in self.numbers:
            if (self._folder / f"node-{number}.pid").exists():
                self.end(number, signal.SIGKILL)

    def _pid(self, number: int) -> int:
        return int((self._folder / f"node-{number}.pid").read_text())


def server_home() -> Path | None:
    """The folder that servers are started from; None where there is none."""
    home = Path(os.environ.get(HOME_VARIABLE) or ROOT.parent / "shared" / "opensearch")
    return home if (home / "start.sh").is_file() else None


@contextmanager
def running_nodes(
    folder: Path, *, nodes: int = 1, settings: Mapping[str, str] | None = None, heap: str = HEAP
) -> Iterator[OpenSearchNodes]:
    """Start a cluster in a folder, and stop it and delete its data afterwards, whatever happens.

    Args:
        folder: of its own.
        nodes: how many.
        settings: of each node, beside those that the home gives it.
        heap: of Java, of each node.
    """
    home = server_home()
    assert home is not None, "no folder to start OpenSearch from"
    folder.mkdir(parents=True, exist_ok=True)
    cluster = OpenSearchNodes(folder, nodes, _home_with_settings(home, folder / "home", settings or {}), heap)
    try:
        cluster.start()
        cluster.wait()
        yield cluster
    finally:
        cluster.end_all()
        shutil.rmtree(folder, ignore_errors=True)


def free_port(nodes: int) -> int:
    """A port from which on as many are free as the nodes need, for HTTP and between them."""
    for port in range(FIRST_PORT + os.getpid() % 50 * PORTS_APART, 40_000, PORTS_APART):
        if all(_is_free(port + offset + node) for offset in (0, TRANSPORT_OFFSET) for node in range(nodes)):
            return port
    raise RuntimeError("no free ports for OpenSearch")


def _home_with_settings(home: Path, copy: Path, settings: Mapping[str, str]) -> Path:
    """A home whose nodes have further settings: the same jars and scripts, and a changed program."""
    if not settings:
        return home
    copy.mkdir()
    (copy / "jars").symlink_to(home / "jars")
    shutil.copy(home / "node.sh", copy)
    lines = "".join(f".put({json.dumps(name)}, {json.dumps(value)})" for name, value in settings.items())
    program = (home / _NODE).read_text(encoding="utf-8")
    assert _SETTINGS_BEGIN in program, f"{home / _NODE} sets its settings in another way"
    (copy / _NODE).write_text(program.replace(_SETTINGS_BEGIN, lines + _SETTINGS_BEGIN), encoding="utf-8")
    return copy


def _read(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return json.load(answer)


def _is_running(pid: int) -> bool:
    """Whether a process runs: one that ended and was not waited for by its parent does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    try:
        return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _is_free(port: int) -> bool:
    with socket.socket() as listener:
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _last_lines(folder: Path) -> str:
    return "\n".join(line for log in folder.glob("*.log") for line in log.read_text().splitlines()[-20:])
