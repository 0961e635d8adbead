"""Trains the readers that Footnote is shipped with: one command each, from data to the files that ship.

    python -m bench.train_reader small DATA WORK [--steps N] [--start FILE] [--minutes N]
    python -m bench.train_reader large DATA WORK --base DIR [--start FILE] --minutes N
    python -m bench.train_reader pruned DATA WORK --base DIR --start FOLDER --cost SHARE --minutes N

DATA holds the training sets in the format of `footnote eval`. WORK keeps what was mined, and a checkpoint every few
steps: interrupted, the same command goes on from there. At the end the large or pruned reader is written to
retrieval/readers/models; its digests, which are printed, belong in retrieval/readers/shipped.py.
The weights of the small one are written to WORK, for `python -m bench.export`. LOG.md beside this says what was tried.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from bench.paths import ROOT
from bench.train_reader import large_reader, pruned_reader, small_reader


def main() -> None:
    """Read the arguments, and build the reader that they name."""
    arguments = _parser().parse_args()
    if arguments.reader == "small":
        small_reader.build(
            arguments.data,
            arguments.work,
            processes=arguments.processes,
            steps=arguments.steps,
            by_meaning=arguments.cosine,
            start=arguments.start,
            minutes=arguments.minutes,
        )
        return
    if arguments.reader == "pruned":
        pruned_reader.build(
            arguments.data,
            arguments.work,
            arguments.models,
            base=arguments.base,
            start=arguments.start,
            cost=arguments.cost,
            minutes=arguments.minutes,
            processes=arguments.processes,
        )
        return
    large_reader.build(
        arguments.data,
        arguments.work,
        arguments.models,
        base=arguments.base,
        start=arguments.start,
        minutes=arguments.minutes,
        processes=arguments.processes,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.train_reader",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="reader", required=True)
    small = commands.add_parser("small", help="footnote-reader-1, from the weights of the default embedder")
    large = commands.add_parser("large", help="footnote-reader-2, from all-mpnet-base-v2")
    pruned = commands.add_parser("pruned", help="footnote-reader-2 with fewer heads and units, taught by itself")
    for command in (small, large, pruned):
        command.add_argument("data", type=Path, help="folder of the training sets")
        command.add_argument("work", type=Path, help="folder of what was mined and of checkpoints")
        command.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    small.add_argument("--steps", type=int, help="of each run, in place of what the shipped weights had")
    small.add_argument("--cosine", action="store_true", help="rank wrong passages by meaning too: minutes to an hour")
    small.add_argument("--start", type=Path, help="of the last run: the runs before it are left out")
    small.add_argument("--minutes", type=float, default=12.0, help="of the last run")
    for command in (large, pruned):
        command.add_argument("--models", type=Path, default=ROOT / "retrieval" / "readers" / "models")
        command.add_argument("--base", type=Path, required=True, help="folder of all-mpnet-base-v2")
        command.add_argument("--minutes", type=float, required=True, help="of training, over all starts")
    large.add_argument("--start", type=Path, help="weights to begin with: a folder that ships, or a file")
    pruned.add_argument("--start", type=Path, required=True, help="likewise, of the reader that is pruned")
    pruned.add_argument("--cost", type=float, required=True, help="of reading with it, as a share: .5 is half")
    return parser


if __name__ == "__main__":
    main()
