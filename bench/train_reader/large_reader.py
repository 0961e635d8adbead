"""The training of footnote-reader-2: all-mpnet-base-v2, or weights that were trained before, on a mixture of sets."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from transformers import AutoTokenizer

from bench.train_reader import export, training
from bench.train_reader.mined_sets import mine_sets
from bench.train_reader.mixture import mixed_batches, present
from bench.train_reader.pairs import MPNET_FORMAT
from bench.train_reader.readers import LargeReader
from bench.train_reader.training import CHECKPOINT, Trainer, TrainingPlan
from retrieval.embedders.transformer import TransformerEmbedder

BASE_DIGEST = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"  # of model.safetensors
FROZEN_LAYERS = 5
RUN = "large"


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
    if hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest() != BASE_DIGEST:
        sys.exit(f"{base}/model.safetensors is not that of all-mpnet-base-v2: its SHA-256 is not {BASE_DIGEST}")
    mine_sets(sets, data, work, TransformerEmbedder())
    training.start_processes(processes, RUN)
    reader = LargeReader(base, start, FROZEN_LAYERS)
    export.print_digests(export.export_large(reader, work / RUN / CHECKPOINT, base, models))


def _train(names: list[str], work: Path, base: Path, start: Path | None, minutes: float) -> None:
    """Train to the end, or go on with it."""
    plan = TrainingPlan(
        minutes=minutes, rate=4e-5, warm=30, cooling=0.9, pieces=4_096, window=16, averaging=0.99, seed=1_000, save=25
    )
    (work / RUN).mkdir(exist_ok=True)
    trainer = Trainer(LargeReader(base, start, FROZEN_LAYERS), work / RUN, plan)
    tokenizer = AutoTokenizer.from_pretrained(base)
    trainer.train(lambda read: mixed_batches(names, work, tokenizer, MPNET_FORMAT, plan=plan, read=read))
