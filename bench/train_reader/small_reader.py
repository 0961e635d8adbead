"""The training of footnote-reader-1: three runs from the embedder's weights, a mixture of them, and a run from that.

The last run learns people's questions, from the mixture of sets that the large reader learns from.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count, islice
from pathlib import Path

from safetensors.torch import load_file
from transformers import AutoTokenizer

from bench.train_reader import batches, training
from bench.train_reader.mined_sets import MinedSet, mine_sets, without_held_out
from bench.train_reader.mixture import mixed_batches, present
from bench.train_reader.packing import pack
from bench.train_reader.pairs import BERT_FORMAT, Group, PairMaker, Recipe
from bench.train_reader.readers import SmallReader, copy_weights
from bench.train_reader.training import CHECKPOINT, Trainer, TrainingPlan
from retrieval.embedders.default_model import default_folder
from retrieval.embedders.transformer import TransformerEmbedder

FILE = "footnote-reader-1.safetensors"
MIXED = "mixed.safetensors"  # of the first runs


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRun:
    """One of the runs of training; each begins with the averaged weights of the one before."""

    times: Mapping[str, int]  # how often a set's questions come in an epoch
    plan: TrainingPlan
    recipe: Recipe = field(default_factory=Recipe)
    share: float  # of its averaged weights in what is shipped


# What the shipped weights had: LOG.md says what each gave.
SINGLE = {"squad1-train": 1, "squad2-train10": 2}
RUNS = {
    "a": TrainingRun(times=SINGLE, plan=TrainingPlan(steps=900), share=0.25),
    "b": TrainingRun(
        times=SINGLE | {"squad2-tune": 7},
        plan=TrainingPlan(steps=850, rate=1.5e-4, warm=40, cooling=0.6, seed=101),
        share=0.25,
    ),
    "c": TrainingRun(
        times=SINGLE | {"squad2-tune": 4},
        plan=TrainingPlan(steps=520, rate=1e-4, warm=30, cooling=0.7, seed=301),
        recipe=Recipe(cut=0.5),
        share=0.5,
    ),
}
LAST = "people"
LAST_PLAN = TrainingPlan(minutes=12, rate=1e-4, warm=20, cooling=0.9, window=16, averaging=0.98, seed=2_000, save=25)


def build(
    data: Path, work: Path, *, processes: int, steps: int | None, by_meaning: bool, start: Path | None, minutes: float
) -> None:
    """Mine, train and mix, whichever is still to be done; in a process of `start_processes`, train its run.

    Args:
        data: folder of the sets.
        work: folder of what was mined, of checkpoints, and of the mixed weights.
        processes: that share the work of every step.
        steps: of each run; None: what the shipped weights had.
        by_meaning: wrong passages are ranked by meaning too.
        start: weights that the last run begins with; None: those of the runs before it, which are made first.
        minutes: of the last run.
    """
    start = start or work / MIXED
    if "RANK" in os.environ:
        run = os.environ["RUN"]
        _train_last(data, work, start, minutes) if run == LAST else _train(run, work, steps)
        return
    if start == work / MIXED:
        _build_first(data, work, processes=processes, by_meaning=by_meaning)
    mine_sets(present(data), data, work, TransformerEmbedder())
    training.start_processes(processes, LAST)
    pack({work / LAST / CHECKPOINT: 1.0}, work / FILE)
    print(f"to ship it: copy {work / FILE} to bench/train_reader, and run python -m bench.export")


def _build_first(data: Path, work: Path, *, processes: int, by_meaning: bool) -> None:
    """Mine, train and mix the first runs, whichever is still to be done."""
    names = dict.fromkeys(name for run in RUNS.values() for name in run.times)
    sets = {name: MinedSet(by_meaning=by_meaning) for name in names}
    mine_sets(sets, data, work, TransformerEmbedder() if by_meaning else None)
    for name in RUNS:
        training.start_processes(processes, name)
    pack({work / name / CHECKPOINT: run.share for name, run in RUNS.items()}, work / MIXED)


def _train_last(data: Path, work: Path, start: Path, minutes: float) -> None:
    """Train the last run to its end, or go on with it."""
    (work / LAST).mkdir(exist_ok=True)
    reader = SmallReader(default_folder())
    copy_weights(reader, load_file(start))
    plan = replace(LAST_PLAN, minutes=minutes)
    tokenizer, names = AutoTokenizer.from_pretrained(default_folder()), list(present(data))
    trainer = Trainer(reader, work / LAST, plan)
    trainer.train(lambda read: mixed_batches(names, work, tokenizer, BERT_FORMAT, plan=plan, read=read))


def _train(name: str, work: Path, steps: int | None) -> None:
    """Train a run to its end, or go on with it; a run that has ended takes a moment."""
    run = RUNS[name]
    plan = replace(run.plan, steps=steps) if steps else run.plan
    names = list(RUNS)
    (work / name).mkdir(exist_ok=True)
    reader = SmallReader(default_folder())
    if name != names[0]:
        before = work / names[names.index(name) - 1] / CHECKPOINT
        copy_weights(reader, training.averaged_weights(before))
    trainer = Trainer(reader, work / name, plan)
    trainer.train(lambda read: islice(_batches(run, work), read, None))


def _batches(run: TrainingRun, work: Path) -> Iterator[batches.TrainingBatch]:
    """Yield batches without end, epoch after epoch."""
    tokenizer = AutoTokenizer.from_pretrained(default_folder())
    makers = [
        (PairMaker(tokenizer, BERT_FORMAT, pool, run.recipe), pool.mined * times)
        for name, times in run.times.items()
        for pool in [without_held_out(work, name)]
    ]
    questions = [(maker, mined) for maker, mined_of_set in makers for mined in mined_of_set]

    def groups(choose: random.Random) -> Iterator[Group]:
        order = list(questions)
        choose.shuffle(order)
        for maker, mined in order:
            yield from maker.groups(mined, choose)

    for epoch in count():
        choose = random.Random(run.plan.seed + epoch)
        plan = run.plan
        yield from batches.batches(groups(choose), BERT_FORMAT, choose, pieces=plan.pieces, window=plan.window)
