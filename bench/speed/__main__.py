"""Measures speed on this machine: questions, typing, additions, indexing, start, memory, beside plain ways and peers.

    python -m bench.speed                                       all of it, a quarter of an hour
    python -m bench.speed --sizes 1000 10000                    without the largest library
    python -m bench.speed --only start indexing                 some of it
    python -m bench.speed --reader similarity                   without the trained reader
    python -m bench.speed --peer-quality DIR [DIR ...]          how often peers are right, too

Articles and questions are those of a set in the format of `footnote eval`. A library larger than the set is filled up
with articles made of the set's sentences drawn at random. The first passages are embedded by the model, later ones get
vectors near those: how long a question takes depends on how many there are, not on their values. Questions are always
embedded by the model. txtai and Haystack are measured where they are installed: pip install 'footnote[peers]'.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.paths import DATA
from bench.speed import benchmark, goals, peers, result_tables
from bench.speed.measurement import machine
from bench.speed.plan import QUICK, SECTIONS, Found, Plan
from bench.speed.synthetic_articles import collection
from retrieval.core.errors import FootnoteError
from retrieval.core.process_tuning import tune_process

WIDTH = 150  # of tables that go into a file


def main() -> int:
    """Measure what the command line asks for."""
    tune_process()  # as the program does
    chosen = arguments()
    sized = QUICK if chosen.quick else Plan(sizes=tuple(sorted(chosen.sizes)))
    plan = replace(sized, sections=tuple(chosen.only), reader=chosen.reader)
    found = Found(machine=machine(), plan=plan, data=chosen.data.name)
    found.skipped += [f"{name}: not measured, it is not installed" for name in peers.missing()]
    whole = collection(chosen.data)
    with tempfile.TemporaryDirectory() as folder:
        benchmark.measure(found, whole, Path(folder))
        for set_folder in chosen.peer_quality:
            benchmark.judge_peers(found, set_folder, Path(folder))
    found.goals = goals.goals(
        found.questions, found.autocomplete, found.adding, found.indexing, found.start, reader=plan.reader
    )
    found.goals += goals.memory_goals(found.memory)
    report(found, chosen.json)
    return 0


def arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, default=DATA / "squad1-train", help="folder of the set (default: %(default)s)"
    )
    sizes = Plan().sizes
    parser.add_argument("--sizes", type=int, nargs="+", default=sizes, metavar="N", help="passages in the library")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file as well")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=SECTIONS, help="measure these parts alone")
    readers = tuple(goals.QUESTION_MS)
    parser.add_argument("--reader", choices=readers, default="span", help="similarity: none that was trained")
    parser.add_argument("--quick", action="store_true", help="tiny sizes: whether it works, not how fast it is")
    parser.add_argument(
        "--peer-quality", type=Path, nargs="+", default=[], metavar="DIR", help="sets to judge peers on"
    )
    return parser.parse_args()


def report(found: Found, file: Path | None) -> None:
    """Print the tables, and write the file if one is named."""
    out = Console(width=None if sys.stdout.isatty() else WIDTH)
    for table in shown(found):
        out.print(table)
    for line in found.skipped:
        out.print(line)
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(asdict(found), indent=1) + "\n", encoding="utf-8")


def shown(found: Found) -> Iterator[Table]:
    """Return a table for everything that was measured."""
    made: tuple[tuple[Any, Callable[[Any], Table]], ...] = (
        (found.questions, result_tables.latencies),
        (found.autocomplete, result_tables.suggested),
        (found.growth, result_tables.growths),
        (found.adding, result_tables.adding),
        (found.indexing, result_tables.indexing),
        (found.refreshing, result_tables.refreshing),
        (found.formats, result_tables.formats),
        (found.start, result_tables.starting),
        (found.memory, result_tables.first_answers),
        (found.peers, result_tables.compared),
        (found.quality, result_tables.right),
        (found.goals, result_tables.goals),
    )
    return (table(measured) for measured, table in made if measured)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except FootnoteError as error:
        sys.exit(str(error))
