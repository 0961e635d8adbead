"""The training of footnote-reader-2: all-mpnet-base-v2, or weights that were trained before, on a mixture of sets."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from transformers import AutoTokenizer

from bench.train_reader import export, training
from bench.train_reader.batches import TrainingBatch
from bench.train_reader.mined_sets import mine_sets
from bench.train_reader.mixture import mixed_batches, present
from bench.train_reader.pairs import MPNET_FORMAT
from bench.train_reader.readers import LargeReader
from bench.train_reader.training import CHECKPOINT, Trainer, TrainingPlan
from retrieval.embedders.transformer import TransformerEmbedder

BASE_DIGEST = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"  # of model.safetensors
FROZEN_LAYERS = 5
RUN = "large"
ROUNDED_FOR = 6  # batches of texts for which matrices are rounded: more word pieces than any matrix has inputs
_PLAN = TrainingPlan(rate=4e-5, warm=30, cooling=0.9, pieces=4_096, window=16, averaging=0.99, seed=1_000, save=25)


def build(
    data: Path, work: Path, models: Path, *, base: Path, start: Path | None, minutes: float, processes: int
) -> None:
    """Mine, train and export, whichever is still to be done; in a process of `start_processes`, train.

    Args:
        data: folder of the sets; sets of the mixture that are not there are left out.
        work: folder of what was mined and of the checkpoint.
        models: folder of the shipped models.
        base: folder of all-mpnet-base-v2.
        start: weights to begin with, see `readers.restore`; None: those of `base` and a new head.
        minutes: of training, over all starts.
        processes: that share the work of every step.

    Raises:
        SystemExit: the base model is another.
    """
    sets = present(data)
    if "RANK" in os.environ:
        _train(list(sets), work, base, start, minutes)
        return
    check_base(base)
    mine_sets(sets, data, work, TransformerEmbedder())
    training.start_processes(processes, RUN)
    reader = LargeReader(base, start, FROZEN_LAYERS)
    texts = islice(mixture_of_people(list(sets), work, base, _PLAN, read=0), ROUNDED_FOR)
    export.print_digests(export.export_large(reader, work / RUN / CHECKPOINT, base, models, texts))


def check_base(base: Path) -> None:
    """Stop the program unless the folder has the weights of all-mpnet-base-v2."""
    if hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest() != BASE_DIGEST:
        sys.exit(f"{base}/model.safetensors is not that of all-mpnet-base-v2: its SHA-256 is not {BASE_DIGEST}")


def _train(names: list[str], work: Path, base: Path, start: Path | None, minutes: float) -> None:
    """Train to the end, or go on with it."""
    plan = replace(_PLAN, minutes=minutes)
    (work / RUN).mkdir(exist_ok=True)
    trainer = Trainer(LargeReader(base, start, FROZEN_LAYERS), work / RUN, plan)
    trainer.train(lambda read: mixture_of_people(names, work, base, plan, read=read))


def mixture_of_people(
    names: list[str], work: Path, base: Path, plan: TrainingPlan, *, read: int
) -> Iterator[TrainingBatch]:
    """Yield batches of the mixture without end, after so many that were read in earlier starts."""
    return mixed_batches(names, work, AutoTokenizer.from_pretrained(base), MPNET_FORMAT, plan=plan, read=read)
