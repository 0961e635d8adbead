"""Trains the reader that Footnote is shipped with: one command from data to weights.

    python bench/train_reader DATA WORK [--steps N] [--processes N]

DATA holds `squad1-train`, `squad2-train10` and `squad2-tune` in the format of `footnote eval`. WORK keeps what was
mined, and a checkpoint every 50 steps: interrupted, the same command goes on from there. At the end WORK holds the file
to be shipped; its hash, which is printed, belongs in retrieval/readers/packaged.py. LOG.md beside this says what was
tried.
"""

from __future__ import annotations

import argparse
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))

from held_out import held_out
from mining import Mined, Pool, load, mine, paragraphs
from packing import pack
from training import Plan, pool, train

from retrieval.embedders.transformer import TransformerEmbedder, default_folder

SETS = {"squad1-train": 1, "squad2-train10": 2, "squad2-tune": 7}  # how often a set's questions come in an epoch
STEPS = 1_750  # of two processes: what the shipped weights had, in two runs: see LOG.md
FILE = "footnote-reader-1.safetensors"


def main() -> None:
    """Mines, trains and packs, whichever is still to be done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--start-from", type=Path, help="a checkpoint to begin with instead of the embedder's weights")
    parser.add_argument("--cosine", action="store_true", help="rank wrong passages by meaning too: minutes to an hour")
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    if "RANK" in os.environ:
        train(pools(chosen.work), default_folder(), chosen.work, Plan(steps=chosen.steps), start_from=chosen.start_from)
        return
    embedder = TransformerEmbedder() if chosen.cosine else None
    for name in SETS:
        file = chosen.work / f"{name}.pickle"
        if not file.exists():
            found = mine(load(chosen.data / name), paragraphs(chosen.data / name), embedder)
            file.with_suffix(".new").write_bytes(pickle.dumps(found))
            file.with_suffix(".new").replace(file)
    together(chosen.processes)
    print(f"sha256 of {chosen.work / FILE}: {pack({chosen.work / 'checkpoint.pt': 1.0}, chosen.work / FILE)}")


def pools(work: Path) -> list[tuple[Pool, int]]:
    """The mined sets, without the questions on articles that are held out."""
    return [(_without_held_out(pool(work / f"{name}.pickle"), name), times) for name, times in SETS.items()]


def together(processes: int) -> None:
    """Runs this command once more in several processes, one for each core, which share the work of every step."""
    shared = os.environ | {
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
