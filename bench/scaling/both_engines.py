"""Measures a library that grows in SQLite and in OpenSearch, side by side on one machine.

    python -m bench.scaling.both_engines --folder DIR --json FILE --picture FILE
    python -m bench.scaling.both_engines --folder DIR --json FILE --nodes 1 --sizes 20000 100000 300000

Both store the same articles (`varied_articles`) with the same vectors, by turns. A cluster is started for it: one of a
single node, then one of three. The folder must not have a library yet. Figures that an earlier run wrote to the file
are kept.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from opensearchpy import OpenSearch

from bench.paths import DATA, ROOT
from bench.scaling import growth_picture
from bench.scaling.engine_costs import EngineCosts, client_megabytes, megabytes, time_questions
from bench.scaling.growing_library import REAL, run_options, varied_articles
from bench.scaling.varied_articles import StorableArticle, embed_articles
from bench.speed.measurement import machine
from bench.speed.synthetic_articles import collection
from bench.speed.timed_library import LIBRARY, Shelf, opened
from retrieval.build import open_footnote
from retrieval.core.process_tuning import tune_process
from retrieval.core.settings import LibrarySettings, OpenSearchSettings, Settings
from retrieval.embedders.transformer import TransformerEmbedder
from retrieval.evaluation.dataset import Collection
from retrieval.footnote import Footnote

sys.path.append(str(ROOT / "tests"))  # for the real server that the tests start

from support.opensearch_server import OpenSearchNodes, running_nodes

SIZES = (20_000, 100_000)
NODES = (1, 3)
HEAP = "1g"  # of each node
TIMEOUT_SECONDS = 120.0  # of a request: a busy machine is no error here
LINES = {  # of the picture, and what is computed of larger libraries
    "finding, ms, p95": ("finding", "p95"),
    "server, MB": ("server_megabytes",),
    "disk, MB": ("disk_megabytes",),
}


@dataclass(slots=True, kw_only=True)
class BothEngines:
    """The same articles in both engines."""

    nodes: int
    cluster: OpenSearchNodes
    client: OpenSearch
    settings: Settings  # of the library in the cluster
    in_cluster: Footnote
    shelf: Shelf  # the library in SQLite
    seconds: dict[str, float] = field(default_factory=lambda: {"sqlite": 0.0, "opensearch": 0.0})  # of putting

    def put(self, made: StorableArticle) -> None:
        """Store an article in both."""
        engines = {"sqlite": self.shelf.engine, "opensearch": self.in_cluster._engine}  # noqa: SLF001
        for name, engine in engines.items():
            began = time.perf_counter()
            engine.put(made.article, made.passages, made.vectors)
            self.seconds[name] += time.perf_counter() - began

    def configs(self) -> dict[str, str]:
        """Return the configuration files of both, as `footnote ask` reads them."""
        cluster = self.settings.opensearch
        return {
            "sqlite": f"[library]\npath = {json.dumps(str(self.shelf.path))}\n",
            "opensearch": '[library]\nengine = "opensearch"\n\n[opensearch]\n'
            f"addresses = {json.dumps(cluster.addresses)}\nprefix = {json.dumps(cluster.prefix)}\n",
        }

    def disk(self) -> dict[str, float]:
        """Return the bytes that each takes, the copies of all nodes among them."""
        stores = self.client.cat.indices(index=f"{self.settings.opensearch.prefix}-*", format="json", bytes="b")
        files = self.shelf.path.parent.glob(f"{self.shelf.path.name}*")
        return {
            "sqlite": float(sum(file.stat().st_size for file in files)),
            "opensearch": float(sum(int(index["store.size"]) for index in stores)),
        }


def main() -> int:
    """Measure the clusters and the sizes that the command line asks for."""
    tune_process()
    chosen = parse_arguments()
    if list(chosen.folder.glob("*.sqlite")):
        sys.exit(f"{chosen.folder} has a library already: name a folder of its own.")
    chosen.folder.mkdir(parents=True, exist_ok=True)
    rows = json.loads(chosen.json.read_text(encoding="utf-8"))["rows"] if chosen.json.exists() else []
    whole, model = collection(DATA / "squad1-train"), TransformerEmbedder()
    for nodes in chosen.nodes:
        with both_open(chosen.folder / f"beside-{nodes}.sqlite", nodes, model) as both:
            for row in grow(both, whole, model, chosen):
                row["processor"] = machine().processor  # the rows of a file may be of several machines
                print(json.dumps(row), flush=True)
                rows = [each for each in rows if _kind(each) != _kind(row)] + [row]
                write(chosen.json, rows)
    if chosen.picture:
        chosen.picture.write_text(growth_picture.draw(lines(comparable(rows))), encoding="utf-8")
    return 0


def parse_arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = run_options(__doc__, SIZES)
    parser.add_argument("--nodes", type=int, nargs="*", default=NODES, help="of the clusters (default: %(default)s)")
    return parser.parse_args()


@contextmanager
def both_open(path: Path, nodes: int, model: TransformerEmbedder) -> Iterator[BothEngines]:
    """Start a cluster, and lend an empty library in it and one in a file."""
    shelf = opened(path, model)
    with (
        closing(shelf.footnote),
        running_nodes(path.parent / f"nodes-{nodes}", nodes=nodes, heap=HEAP) as cluster,
        closing(OpenSearch(cluster.addresses[0])) as client,
    ):
        cluster_settings = OpenSearchSettings(
            addresses=" ".join(cluster.addresses),
            prefix=f"bench-{secrets.token_hex(4)}",
            replicas=min(1, nodes - 1),
            timeout_seconds=TIMEOUT_SECONDS,
        )
        settings = Settings(library=LibrarySettings(engine="opensearch"), opensearch=cluster_settings)
        with closing(open_footnote(settings)) as in_cluster:
            yield BothEngines(
                nodes=nodes, cluster=cluster, client=client, settings=settings, in_cluster=in_cluster, shelf=shelf
            )


def grow(
    both: BothEngines, whole: Collection, model: TransformerEmbedder, chosen: argparse.Namespace
) -> Iterator[dict[str, Any]]:
    """Let both libraries grow, and yield the costs of each engine at each size."""
    for first in embed_articles(whole.drafts, LIBRARY, model, REAL):
        both.put(first)
    articles, real = varied_articles(both.shelf, whole)
    questions = [each.question for each in whole.questions if each.article in real]
    numbers = count()
    for size in chosen.sizes:
        before, both.seconds = both.shelf.size, dict.fromkeys(both.seconds, 0.0)
        while both.shelf.size < size:
            both.put(articles.make(next(numbers)))
        yield from measured(both, questions[: chosen.questions], chosen.asked, both.shelf.size - before)


def measured(both: BothEngines, questions: Sequence[str], asked: int, added: int) -> Iterator[dict[str, Any]]:
    """Yield the costs of each engine at the size that both libraries have.

    Args:
        both: the engines.
        questions: to find passages for.
        asked: the number of questions to answer.
        added: passages since the size before, whose putting was timed.
    """
    both.client.indices.refresh(index=f"{both.settings.opensearch.prefix}-*")
    timed = time_questions((both.shelf.footnote, both.in_cluster), questions, asked)
    disk, configs = both.disk(), both.configs()
    for (engine, config), (finding, whole) in zip(configs.items(), timed, strict=True):
        file = both.shelf.path.with_suffix(f".{engine}.toml")
        file.write_text(config, encoding="utf-8")
        in_cluster = engine == "opensearch"
        costs = EngineCosts(
            engine=engine,
            nodes=both.nodes,
            passages=both.shelf.size,
            added_a_second=round(added / both.seconds[engine], 1),
            finding=finding,
            whole=whole,
            client_megabytes=client_megabytes(file, questions[0]),
            server_megabytes=megabytes(both.cluster.memory()) if in_cluster else 0.0,
            disk_megabytes=megabytes(disk[engine]),
        )
        yield asdict(costs)


def comparable(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the rows of the processor that was measured last: times of two processors are on no line."""
    return [row for row in rows if row["processor"] == rows[-1]["processor"]]


def lines(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[tuple[float, float]]]:
    """Return the points of each line, by passages: of SQLite beside one node, and of each cluster."""
    kinds = {"SQLite": ("sqlite", NODES[0])} | {_name(nodes): ("opensearch", nodes) for nodes in NODES}
    drawn = {
        f"{kind}: {name}": sorted(
            (row["passages"], growth_picture.value_at(row, at)) for row in rows if (row["engine"], row["nodes"]) == of
        )
        for name, at in LINES.items()
        for kind, of in kinds.items()
    }
    return {name: points for name, points in drawn.items() if points and any(value for _, value in points)}


def write(file: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write all figures, and what is computed of larger libraries from the two largest that were measured."""
    about = {
        "machine": asdict(machine()),
        "heap": HEAP,
        "rows": list(rows),
        "computed": growth_picture.extrapolate_all(lines(comparable(rows))),
    }
    file.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def _name(nodes: int) -> str:
    return "OpenSearch, 1 node" if nodes == 1 else f"OpenSearch, {nodes} nodes"


def _kind(row: Mapping[str, Any]) -> tuple[object, ...]:
    return row["engine"], row["nodes"], row["passages"]


if __name__ == "__main__":
    sys.exit(main())
