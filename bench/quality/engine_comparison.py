"""Compares the best passages, and the replies, of SQLite and of OpenSearch over the same articles.

    python -m bench.quality.engine_comparison --address http://localhost:9200 --questions 500 --json FILE

The articles of the examples and of squad2-tune are embedded once, stored with SQLite, and copied to OpenSearch under a
prefix of their own, which is deleted afterwards. Each question is asked both: counted are the questions whose best ten
passages have the same ids in the same order, and of the first `--replies` those whose replies are the same as JSON,
times left out. The milliseconds are medians of a search with the question's embedding, on a machine that runs all.
"""

from __future__ import annotations

import argparse
import json
import random
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from opensearchpy import OpenSearch
from rich.console import Console
from rich.progress import track

from bench.paths import DATA, EXAMPLES
from bench.quality.same_answers import LIBRARY, SAMPLED, SEED, reply_to
from retrieval import sources
from retrieval.build import copy_libraries, open_footnote
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LibrarySettings, OpenSearchSettings, Settings
from retrieval.evaluation import dataset
from retrieval.evaluation.dataset import GoldenQuestion
from retrieval.footnote import Footnote

BEST = 10  # passages of a question that are compared
TIMEOUT_SECONDS = 120.0  # of a request: answers are measured here, not how busy the machine is
LEAST_SHARE = 0.99  # of the questions that must have the same best passages


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineComparison:
    """The agreement of the engines on the questions of a set."""

    dataset: str
    passages: int
    questions: int
    same_best: int  # questions with the same best ten passages in the same order
    replies: int  # questions whose replies were compared
    same_replies: int
    sqlite_ms: float
    opensearch_ms: float
    differing: tuple[str, ...]  # ids of questions


def main() -> int:
    """Compare both sets; 1 if they are less alike than they must be."""
    arguments = parse_arguments()
    comparisons = [compare(arguments, name) for name in ("examples", SAMPLED)]
    text = json.dumps([asdict(comparison) for comparison in comparisons], indent=1)
    print(text)
    if arguments.json:
        arguments.json.write_text(text + "\n", encoding="utf-8")
    is_alike = all(
        each.same_best >= LEAST_SHARE * each.questions and each.same_replies == each.replies for each in comparisons
    )
    return int(not is_alike)


def parse_arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--address", default="http://localhost:9200", help="of a node (default: %(default)s)")
    parser.add_argument("--questions", type=int, default=500, help="of each set, at most (default: %(default)s)")
    parser.add_argument("--replies", type=int, default=50, help="replies compared in each set (default: %(default)s)")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the sets (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    return parser.parse_args()


def compare(arguments: argparse.Namespace, name: str) -> EngineComparison:
    """Ask the questions of a set of both engines."""
    set_folder = EXAMPLES if name == "examples" else arguments.data / name
    whole = dataset.read(set_folder, load=partial(sources.load_articles, limits=Settings().limits))
    questions = list(whole.questions)
    random.Random(SEED).shuffle(questions)
    questions = questions[: arguments.questions]
    with both_engines(arguments.address, whole.drafts) as footnotes:
        searches = [[_search(footnote, each) for footnote in footnotes] for each in _tracked(questions, name)]
        asked = _tracked(questions[: arguments.replies], f"{name}, replies")
        replies = [[reply_to(footnote, question) for footnote in footnotes] for question in asked]
        passages = sum(card.passages for card in footnotes[0].articles(library=LIBRARY))
    alike = [first[0] == second[0] for first, second in searches]
    return EngineComparison(
        dataset=name,
        passages=passages,
        questions=len(questions),
        same_best=sum(alike),
        replies=len(replies),
        same_replies=sum(first == second for first, second in replies),
        sqlite_ms=round(statistics.median(first[1] for first, _ in searches), 1),
        opensearch_ms=round(statistics.median(second[1] for _, second in searches), 1),
        differing=tuple(each.id for each, is_alike in zip(questions, alike, strict=True) if not is_alike),
    )


@contextmanager
def both_engines(address: str, drafts: Sequence[Draft]) -> Iterator[tuple[Footnote, Footnote]]:
    """Lend Footnote over the same articles in both engines, SQLite first."""
    with tempfile.TemporaryDirectory() as folder, closing(OpenSearch(address, timeout=TIMEOUT_SECONDS)) as client:
        cluster = OpenSearchSettings(
            addresses=address, prefix=f"bench-{secrets.token_hex(4)}", replicas=0, timeout_seconds=TIMEOUT_SECONDS
        )
        library = LibrarySettings(path=str(Path(folder) / "library.sqlite"))
        settings = Settings(library=library, opensearch=cluster)
        in_cluster = replace(settings, library=replace(library, engine="opensearch"))
        try:
            with closing(open_footnote(settings)) as first:
                first.store(drafts, library=LIBRARY)
                for copy in copy_libraries(settings, source="sqlite", target="opensearch"):
                    print(copy, file=sys.stderr)
                with closing(open_footnote(in_cluster)) as second:
                    yield first, second
        finally:
            client.indices.delete(index=f"{cluster.prefix}-*")


def _search(footnote: Footnote, question: GoldenQuestion) -> tuple[list[str], float]:
    """Return the ids of the best passages, and the milliseconds that it took."""
    began = time.perf_counter()
    ranked = footnote.search(question.question, library=LIBRARY, limit=BEST)
    return [each.passage.id for each in ranked], (time.perf_counter() - began) * 1_000


def _tracked(questions: Sequence[GoldenQuestion], name: str) -> Iterator[GoldenQuestion]:
    yield from track(questions, name, console=Console(stderr=True))


if __name__ == "__main__":
    sys.exit(main())
