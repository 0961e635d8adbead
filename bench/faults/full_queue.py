"""The queues of a node are full: it refuses searches and writes (429), and Footnote tries again.

The node is started with one thread and a queue of eight requests, for searches and for writes each; other clients keep
these queues full with requests of their own to another index. So the refusals are the server's own. A shorter queue
could not hold the searches that one multiple search has under way at once.
"""

from __future__ import annotations

import json
import secrets
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.faults.cluster_faults import open_library
from bench.faults.findings import FaultScale, Findings
from bench.faults.library_load import LibraryLoad
from support.opensearch_server import OpenSearchNodes, running_nodes

FAULT = "a node with one thread and eight places in each queue, which others fill with searches and writes"
SETTINGS = {
    f"thread_pool.{pool}.{name}": value
    for pool in ("search", "write")
    for name, value in (("size", "1"), ("queue_size", "8"))
}
CROWD = 12  # further clients that search, and as many that write
CROWD_DOCUMENTS = 200  # of one of their writes
CROWD_PAUSE_SECONDS = 0.02


def run(scale: FaultScale) -> Findings:
    """Keep the queues full under load."""
    with (
        tempfile.TemporaryDirectory(prefix="footnote-faults-") as folder,
        running_nodes(Path(folder) / "nodes", settings=SETTINGS) as nodes,
        open_library(nodes.addresses, f"faults-{secrets.token_hex(4)}", replicas=0) as footnote,
    ):
        load = LibraryLoad(footnote, scale)
        with load:
            load.run_on(scale.quiet_seconds)
            with crowd(nodes.addresses[0]) as answers:
                load.run_on(scale.fault_seconds)
            waits = load.wait_for_success(scale.patience_seconds)
        load.check_library()
        rejected = rejections(nodes)
    broken = [f"no {pool} was refused: the fault did not happen" for pool, count in rejected.items() if not count]
    return Findings(
        fault=FAULT,
        figures={
            **{f"refused_{pool}_requests": count for pool, count in rejected.items()},
            **{f"others_answers_{status}": count for status, count in sorted(answers.items())},
            **{f"first_{kind}_after_s": seconds for kind, seconds in sorted(waits.items())},
            **load.figures(),
            **{f"told: {words}": count for words, count in load.errors.most_common(8)},
        },
        broken=(*broken, *load.broken),
    )


def rejections(nodes: OpenSearchNodes) -> dict[str, int]:
    """Return how many requests the pools of the node have refused."""
    (node,) = nodes.read("/_nodes/stats/thread_pool")["nodes"].values()
    return {pool: int(node["thread_pool"][pool]["rejected"]) for pool in ("search", "write")}


@contextmanager
def crowd(address: str) -> Iterator[Counter[int]]:
    """Let other clients search and write while the block runs, and count the statuses of their answers."""
    over, answers = threading.Event(), Counter[int]()
    lines = "".join('{"index":{}}\n' + json.dumps({"words": f"crowd {n}"}) + "\n" for n in range(CROWD_DOCUMENTS))
    requests = [(f"{address}/crowd/_bulk", lines.encode()), (f"{address}/crowd/_search", b'{"size": 1000}')]
    status_of(*requests[0])
    threads = [threading.Thread(target=repeat, args=(over, answers, *r)) for r in requests for _ in range(CROWD)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        over.set()
        for thread in threads:
            thread.join()


def repeat(over: threading.Event, answers: Counter[int], url: str, body: bytes) -> None:
    """Send a request again and again."""
    while not over.is_set():
        answers[status_of(url, body)] += 1
        time.sleep(CROWD_PAUSE_SECONDS)


def status_of(url: str, body: bytes) -> int:
    """Send a request, and return the status of its answer, or of the first refusal inside of it."""
    request = urllib.request.Request(url, body, {"content-type": "application/x-ndjson"})
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            answer: dict[str, Any] = json.load(response)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0
    items = [item["index"]["status"] for item in answer.get("items", ())]
    return max(items, default=200)
