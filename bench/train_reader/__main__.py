"""Trains the reader that Footnote is shipped with: one command from data to weights.

    python bench/train_reader DATA WORK [--steps N] [--processes N]

DATA holds `squad1-train`, `squad2-train10` and `squad2-tune` in the format of `footnote eval`. WORK keeps what was
mined, and a checkpoint every 50 steps: interrupted, the same command goes on from there. At the end WORK holds the file
to be shipped; its hash, which is printed, belongs in retrieval/readers/loading.py. LOG.md beside this says what was
tried.
"""

from __future__ import annotations

import argparse
import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))

from mining import Mined, Pool, load, mine, paragraphs
from packing import pack
from training import Plan, pool, train

from bench.quality.held_out import held_out
from retrieval.embedders.default_model import default_folder
from retrieval.embedders.transformer import TransformerEmbedder

FILE = "footnote-reader-1.safetensors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One of the runs of training; each begins with the averaged weights of the one before."""

    name: str
    times: Mapping[str, int]  # how often a set's questions come in an epoch
    plan: Plan
    share: float  # of its averaged weights in what is shipped


# What the shipped weights had: LOG.md says what each gave.
SINGLE = {"squad1-train": 1, "squad2-train10": 2}
RUNS = (
    Run(name="a", times=SINGLE, plan=Plan(steps=900), share=0.25),
    Run(
        name="b",
        times=SINGLE | {"squad2-tune": 7},
        plan=Plan(steps=850, rate=1.5e-4, warm=40, cooling=0.6, seed=101),
        share=0.25,
    ),
    Run(
        name="c",
        times=SINGLE | {"squad2-tune": 4},
        plan=Plan(steps=520, rate=1e-4, warm=30, cooling=0.7, cut=0.5, seed=301),
        share=0.5,
    ),
)


def main() -> None:
    """Mines, trains and packs, whichever is still to be done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--steps", type=int, help="of each run, in place of what the shipped weights had")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--cosine", action="store_true", help="rank wrong passages by meaning too: minutes to an hour")
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    if "RANK" in os.environ:
        one_run(int(os.environ["RUN"]), chosen.work, chosen.steps)
        return
    embedder = TransformerEmbedder() if chosen.cosine else None
    for name in dict.fromkeys(name for run in RUNS for name in run.times):
        file = chosen.work / f"{name}.pickle"
        if not file.exists():
            found = mine(load(chosen.data / name), paragraphs(chosen.data / name), embedder)
            file.with_suffix(".new").write_bytes(pickle.dumps(found))
            file.with_suffix(".new").replace(file)
    for number in range(len(RUNS)):
        together(chosen.processes, number)
    digest = pack({checkpoint(chosen.work, run): run.share for run in RUNS}, chosen.work / FILE)
    print(f"sha256 of {chosen.work / FILE}: {digest}")


def one_run(number: int, work: Path, steps: int | None) -> None:
    """Trains a run to its end, or goes on with it; one that is done takes a moment."""
    run = RUNS[number]
    plan = replace(run.plan, steps=steps) if steps else run.plan
    begun = checkpoint(work, RUNS[number - 1]) if number else None
    folder = checkpoint(work, run).parent
    folder.mkdir(exist_ok=True)
    train(pools(work, run), default_folder(), folder, plan, start_from=begun)


def checkpoint(work: Path, run: Run) -> Path:
    """Where a run's weights are kept."""
    return work / run.name / "checkpoint.pt"


def pools(work: Path, run: Run) -> list[tuple[Pool, int]]:
    """The mined sets, without the questions on articles that are held out."""
    return [(_without_held_out(pool(work / f"{name}.pickle"), name), times) for name, times in run.times.items()]


def together(processes: int, run: int) -> None:
    """Trains a run in several processes, one for each core, which share the work of every step."""
    shared = os.environ | {
        "RUN": str(run),
        "WORLD_SIZE": str(processes),
        "MASTER_ADDR": "127.0.0.1",
        "MASTER_PORT": "29511",
        "OMP_NUM_THREADS": "1",
    }
    running = [
        subprocess.Popen([sys.executable, *sys.argv], env=shared | {"RANK": str(rank)}) for rank in range(processes)
    ]
    if sum(process.wait() != 0 for process in running):
        sys.exit("training stopped: give the same command again to go on from the last checkpoint")


def _without_held_out(mined: Pool, name: str) -> Pool:
    held = held_out(name, list(dict.fromkeys(text.article for text in mined.texts)))
    kept = tuple(one for one in mined.mined if mined.texts[_place(one)].article not in held)
    return replace(mined, mined=kept)


def _place(one: Mined) -> int:
    return one.wrong[0] if one.right is None else one.right


if __name__ == "__main__":
    main()
