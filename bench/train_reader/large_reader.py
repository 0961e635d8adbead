"""The training of footnote-reader-2: all-mpnet-base-v2, or weights that were trained before, on a mixture of sets."""

from __future__ import annotations

import hashlib
import os
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from transformers import AutoTokenizer

from bench.train_reader import batches, export, training
from bench.train_reader.mined_sets import MinedSet, mine_sets, without_held_out
from bench.train_reader.mining import Mined
from bench.train_reader.pairs import MPNET_FORMAT, Group, PairMaker, Recipe
from bench.train_reader.readers import LargeReader
from bench.train_reader.training import CHECKPOINT, Plan, Trainer

BASE_DIGEST = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"  # of model.safetensors
FROZEN_LAYERS = 5
RUN = "large"

# The questions of these sets were written by annotators who saw the passage: some are made to look as people type.
_SPOKEN = Recipe(longest=352, cut=0.6, part=112, typed=0.0, changed=0.08, beside_near_miss=0.4, ranked_first=0.4)
_ANNOTATED = replace(_SPOKEN, typed=0.15)
# The near misses of this set were written by people: no question is changed.
_OWN = replace(_SPOKEN, changed=0.0)

# LOG.md says what this mixture gave.
SETS = {
    "people-train-own": MinedSet(share=0.42, recipe=_OWN, near_misses_in_article=True),
    "people-train-wiki": MinedSet(share=0.24, recipe=_SPOKEN),
    "tydiqa-train": MinedSet(share=0.09, recipe=_SPOKEN),
    "qed-train": MinedSet(share=0.04, recipe=_SPOKEN),
    "conditionalqa-train": MinedSet(share=0.04, recipe=_SPOKEN),
    "squad2-tune": MinedSet(share=0.09, recipe=_ANNOTATED),
    "squad1-train": MinedSet(share=0.06, recipe=_ANNOTATED, sample=12_000),
    "squadshifts-reddit": MinedSet(share=0.02, recipe=_ANNOTATED),
}


def build(
    data: Path, work: Path, models: Path, *, base: Path, start: Path | None, minutes: float, processes: int
) -> None:
    """Mine, train and export, whichever is still to be done; in a process of `start_processes`, train.

    Args:
        data: folder of the sets; sets of the mixture that are not there are left out.
        work: folder of what was mined and of the checkpoint.
        models: folder of the shipped models.
        base: folder of all-mpnet-base-v2.
        start: weights to begin with, 8-bit matrices with a scale for each row; None: those of `base` and a new head.
        minutes: of training, over all starts.
        processes: that share the work of every step.

    Raises:
        SystemExit: the base model is another.
    """
    sets = {name: mined_set for name, mined_set in SETS.items() if (data / name).is_dir()}
    if "RANK" in os.environ:
        _train(list(sets), work, base, start, minutes)
        return
    if hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest() != BASE_DIGEST:
        sys.exit(f"{base}/model.safetensors is not that of all-mpnet-base-v2: its SHA-256 is not {BASE_DIGEST}")
    mine_sets(sets, data, work, None)
    training.start_processes(processes, RUN)
    reader = LargeReader(base, start, FROZEN_LAYERS)
    export.print_digests(export.export_large(reader, work / RUN / CHECKPOINT, base, models))


def _train(names: list[str], work: Path, base: Path, start: Path | None, minutes: float) -> None:
    """Train to the end, or go on with it."""
    plan = Plan(
        minutes=minutes, rate=3e-5, warm=30, cooling=0.85, pieces=4_096, window=16, averaging=0.985, seed=1_000, save=10
    )
    (work / RUN).mkdir(exist_ok=True)
    trainer = Trainer(LargeReader(base, start, FROZEN_LAYERS), work / RUN, plan)
    trainer.train(lambda read: _batches(names, work, base, plan, read))


def _batches(names: list[str], work: Path, base: Path, plan: Plan, read: int) -> Iterator[batches.Batch]:
    """Batches without end. A later start draws other questions: it has another seed."""
    tokenizer = AutoTokenizer.from_pretrained(base)
    choose = random.Random(plan.seed + read)
    pools = {name: without_held_out(work, name) for name in names}
    questions = {name: _cycle(pool.mined, choose) for name, pool in pools.items()}
    makers = {name: PairMaker(tokenizer, MPNET_FORMAT, pool, SETS[name].recipe) for name, pool in pools.items()}
    shares = [SETS[name].share for name in names]

    def groups() -> Iterator[Group]:
        while True:
            name = choose.choices(names, shares)[0]
            yield from makers[name].groups(next(questions[name]), choose)

    yield from batches.batches(groups(), MPNET_FORMAT, choose, pieces=plan.pieces, window=plan.window)


def _cycle(mined: tuple[Mined, ...], choose: random.Random) -> Iterator[Mined]:
    """The questions of a set without end, each time in another order."""
    while True:
        order = list(mined)
        choose.shuffle(order)
        yield from order
