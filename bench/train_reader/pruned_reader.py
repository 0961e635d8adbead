"""Makes footnote-reader-2 cheaper: removes the heads and units that matter least, and lets the rest learn from it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

from bench.export.reader import MPNET
from bench.train_reader import export, training
from bench.train_reader.batches import TrainingBatch
from bench.train_reader.distillation import Distillation, ShippedTeacher
from bench.train_reader.influence import measure_influence
from bench.train_reader.large_reader import ROUNDED_FOR, check_base, mixture_of_people
from bench.train_reader.layer_widths import LayerPart, choose_counts, least_cost, linear_of, measure_changes
from bench.train_reader.mined_sets import mine_sets
from bench.train_reader.mixture import present
from bench.train_reader.pruned_encoder import narrow_attention, narrow_feed_forward
from bench.train_reader.pruning import PrunedMatrix, remove_groups
from bench.train_reader.readers import LargeReader
from bench.train_reader.shipped_weights import read_shipped
from bench.train_reader.training import CHECKPOINT, Trainer, TrainingPlan
from retrieval.embedders.transformer import TransformerEmbedder

RUN = "pruned"
START = "start.safetensors"  # the pruned weights that training begins with
# Higher rates undo more than they mend: see LOG.md.
_PLAN = TrainingPlan(rate=1.5e-5, warm=10, cooling=0.9, pieces=4_096, window=16, averaging=0.98, seed=3_000, save=20)
_SEEN = 13  # batches of real texts for which what is removed is chosen
_ALL = {"down": 3_072, "out": 12}  # units and heads of a layer of all-mpnet-base-v2
# How many of them may stay.
_COUNTS = {"down": (2_560, 2_048, 1_536, 1_024, 512, 256, 64), "out": (10, 8, 6, 4, 2)}


def build(
    data: Path, work: Path, models: Path, *, base: Path, start: Path, cost: float, minutes: float, processes: int
) -> None:
    """Mine, prune, train and export, whichever is still to be done; in a process of `start_processes`, train.

    Args:
        data: folder of the sets; sets of the mixture that are not there are left out.
        work: folder of what was mined, of the pruned weights and of the checkpoint.
        models: folder of the shipped models.
        base: folder of all-mpnet-base-v2.
        start: folder of the exported reader that is pruned, which then teaches.
        cost: of reading with the pruned one, as a share.
        minutes: of training, over all starts.
        processes: that share the work of every step.

    Raises:
        SystemExit: the base model is another, the reader cannot be pruned, or not to that cost.
    """
    sets, folder = present(data), work / RUN
    plan = replace(_PLAN, minutes=minutes)
    if "RANK" in os.environ:
        reader = LargeReader(base, folder / START, frozen_layers=0)
        trainer = Trainer(reader, folder, plan, Distillation(ShippedTeacher(start)))
        trainer.train(lambda read: mixture_of_people(list(sets), work, base, plan, read=read))
        return
    check_base(base)
    check_task(start, cost)
    mine_sets(sets, data, work, TransformerEmbedder())
    folder.mkdir(exist_ok=True)
    batches = list(islice(mixture_of_people(list(sets), work, base, plan, read=0), _SEEN))
    if not (folder / START).is_file():
        save_file(prune(LargeReader(base, start, frozen_layers=0).model.float().eval(), batches, cost), folder / START)
    training.start_processes(processes, RUN)
    reader = LargeReader(base, folder / START, frozen_layers=0)
    export.print_digests(export.export_large(reader, folder / CHECKPOINT, base, models, batches[:ROUNDED_FOR]))


def check_task(start: Path, cost: float) -> None:
    """Stop the program unless a reader can be pruned to a cost.

    Args:
        start: folder of the exported reader, with all heads.
        cost: as a share of what reading with it costs.
    """
    least = least_cost(_COUNTS, _ALL)
    if not least <= cost < 1:
        sys.exit(f"--cost {cost:g}: give a share from {least:.2f} to below 1, such as .6")
    if not (start / "reader.onnx").is_file():
        sys.exit(f"--start {start}: give the folder of an exported reader; this one has no reader.onnx")
    if any(name.endswith(MPNET["heads"]) for name in read_shipped(start)):
        sys.exit(f"--start {start}: this reader has lost heads already; give the one that it was made from")


def prune(
    model: Any, batches: Sequence[TrainingBatch], cost: float, counts: Mapping[str, Sequence[int]] = _COUNTS
) -> dict[str, torch.Tensor]:
    """Remove heads and units until reading costs a share of what it did, and return the weights by name.

    Args:
        model: in float32, with all heads and units; its layers are changed.
        batches: for whose texts the logits are to change least, two at least; by the last it is chosen how many stay.
        cost: the share.
        counts: how many units ("down") and heads ("out") of a layer may stay.
    """
    layers = model.mpnet.encoder.layer
    head_size = layers[0].attention.attn.attention_head_size
    sizes = {"out": head_size, "down": 1}
    names = {
        (number, kind): f"mpnet.encoder.layer.{number}.{name}"
        for number in range(len(layers))
        for kind, name in (("out", "attention.attn.o"), ("down", "output.dense"))
    }
    influence = measure_influence(model, names, batches[:-1])
    pruned: dict[LayerPart, dict[int, PrunedMatrix]] = {}
    for number, kind in names:
        linear = linear_of(layers[number], kind)
        pruned[number, kind] = remove_groups(
            linear.weight.detach(),
            linear.bias.detach(),
            influence[number, kind],
            size=sizes[kind],
            counts=counts[kind],
        )
        print(f"pruned layer {number}, {kind}", flush=True)
    changes = measure_changes(model, pruned, batches[-1])
    all_groups = {kind: linear_of(layers[0], kind).weight.shape[1] // size for kind, size in sizes.items()}
    chosen = choose_counts(changes, all_groups, cost)
    for (number, kind), count in chosen.items():
        if count < all_groups[kind]:
            narrow = narrow_attention if kind == "out" else narrow_feed_forward
            module = layers[number].attention.attn if kind == "out" else layers[number]
            narrow(module, pruned[number, kind][count])
    print(f"what stays: {chosen}", flush=True)
    return {name: tensor.detach().contiguous().clone() for name, tensor in model.state_dict().items()}
