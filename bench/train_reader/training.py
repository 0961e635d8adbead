"""Trains a reader: in several processes that average their gradients, and resumed where it was interrupted."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import torch
import torch.distributed as processes

from bench.train_reader.batches import TrainingBatch, loss
from bench.train_reader.readers import TrainableReader, copy_weights

CHECKPOINT = "checkpoint.pt"


Loss: TypeAlias = Callable[[Any, TrainingBatch], torch.Tensor]  # of a model's reading of a batch


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPlan:
    """The settings of a training, `steps` or `minutes` long. Rates were tried on squad2-tune: see LOG.md."""

    steps: int | None = None  # batches of each process
    minutes: float | None = None  # of training, over all starts
    rate: float = 2e-4  # at its highest
    warm: int = 80  # steps until the rate is at its highest
    cooling: float = 0.4  # share of the run, at the end, in which the rate falls to nothing
    pieces: int = 8_192  # word pieces of a batch of one process
    window: int = 48  # batches whose groups are sorted by length together
    listwise: float = 0.5  # weight of choosing among the passages of a question, beside reading each of them
    averaging: float = 0.995  # what a step keeps of the running average of the weights
    decay: float = 0.01  # of weights
    seed: int = 7
    save: int = 50  # steps between checkpoints

    def share_done(self, step: int, seconds: float) -> float:
        """Return how much of the run is done, 0 to 1 and above."""
        if self.steps is not None:
            return step / self.steps
        if self.minutes is None:
            raise ValueError("the plan has neither steps nor minutes")
        return seconds / (60 * self.minutes)

    def rate_at(self, step: int, share_done: float) -> float:
        """Return the learning rate of a step."""
        return self.rate * max(min((step + 1) / self.warm, (1 - share_done) / self.cooling, 1.0), 1e-3)


class Trainer:
    """A run of training, which goes on from the checkpoint in its folder where there is one.

    Args:
        reader: with the weights that the run begins with.
        folder: of the checkpoint.
        plan: how to train.
        judge: computes the loss; None: that of the answers, by `bench.train_reader.batches.loss`.
    """

    def __init__(self, reader: TrainableReader, folder: Path, plan: TrainingPlan, judge: Loss | None = None) -> None:
        self._reader = reader
        self._loss = judge or partial(loss, listwise=plan.listwise)
        self._file = folder / CHECKPOINT
        self._plan = plan
        self._optimizer = torch.optim.AdamW(
            reader.weights.values(), lr=plan.rate, weight_decay=plan.decay, betas=(0.9, 0.98)
        )
        self._average = {name: weight.detach().clone() for name, weight in reader.weights.items()}
        self._step = 0
        self._seconds = 0.0  # of training, over all starts
        if self._file.is_file():
            self._resume(torch.load(self._file, map_location="cpu"))

    def train(self, batches_after: Callable[[int], Iterator[TrainingBatch]]) -> None:
        """Train to the end of the plan.

        Args:
            batches_after: the batches of all processes, the same in each, after those that were read in earlier
                starts, of which it gets the number.
        """
        rank, world = int(os.environ.get("RANK", "0")), int(os.environ.get("WORLD_SIZE", "1"))
        torch.set_num_threads(1)
        if world > 1:
            processes.init_process_group("gloo")
        self._reader.model.train()
        batches = islice(batches_after(self._step * world), rank, None, world)
        began, earlier, pieces, losses = time.monotonic(), self._seconds, 0, list[float]()
        while True:
            self._seconds = _of_first_process(earlier + time.monotonic() - began)
            share_done = self._plan.share_done(self._step, self._seconds)
            if share_done >= 1:
                break
            batch = next(batches)
            losses.append(self._update(batch, share_done))
            pieces += batch.pieces
            if rank == 0 and self._step % 5 == 0:
                recent, speed = losses[-20:], pieces / (time.monotonic() - began)
                print(f"step {self._step} loss {sum(recent) / len(recent):.4f} pieces/s {speed:.0f}", flush=True)
            if rank == 0 and self._step % self._plan.save == 0:
                self._save()
        if rank == 0 and losses:
            self._save()
        if world > 1:
            processes.barrier()
            processes.destroy_process_group()

    def _update(self, batch: TrainingBatch, share_done: float) -> float:
        """Train on a batch, and return its loss."""
        for group in self._optimizer.param_groups:
            group["lr"] = self._plan.rate_at(self._step, share_done)
        value = self._loss(self._reader.model, batch)
        value.backward()  # type: ignore[no-untyped-call]
        self._reader.average_gradients()
        torch.nn.utils.clip_grad_norm_(self._reader.weights.values(), 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad()
        self._reader.update()
        keep = min(self._plan.averaging, (1 + self._step) / (10 + self._step))
        with torch.no_grad():
            for name, weight in self._reader.weights.items():
                self._average[name].lerp_(weight, 1 - keep)
        self._step += 1
        return float(value.detach())

    def _resume(self, checkpoint: dict[str, Any]) -> None:
        copy_weights(self._reader, checkpoint["weights"])
        self._optimizer.load_state_dict(checkpoint["optimizer"])
        self._average = checkpoint["average"]
        self._step = checkpoint["step"]
        self._seconds = checkpoint.get("seconds", 0.0)

    def _save(self) -> None:
        checkpoint = {
            "step": self._step,
            "seconds": self._seconds,
            "weights": {name: weight.detach() for name, weight in self._reader.weights.items()},
            "average": self._average,
            "optimizer": self._optimizer.state_dict(),
            "plan": asdict(self._plan),
        }
        torch.save(checkpoint, self._file.with_suffix(".new"))
        self._file.with_suffix(".new").replace(self._file)


def averaged_weights(checkpoint: Path) -> dict[str, torch.Tensor]:
    """Return the running average of the weights in a checkpoint."""
    average: dict[str, torch.Tensor] = torch.load(checkpoint, map_location="cpu")["average"]
    return average


def start_processes(count: int, run: str) -> None:
    """Run this command again in several processes of one thread, which share the work of every step.

    Each of them finds the name of the run in the environment variable RUN. Two processes wait for each other once a
    step; two threads of one process wait in every operation.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    shared = {"RUN": run, "WORLD_SIZE": str(count), "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port}
    environment = os.environ | shared | {"OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "bench.train_reader", *sys.argv[1:]]
    started = [subprocess.Popen(command, env=environment | {"RANK": str(rank)}) for rank in range(count)]
    codes = [process.wait() for process in started]
    if any(codes):
        sys.exit("training stopped: give the same command again to go on from the last checkpoint")


def _of_first_process(seconds: float) -> float:
    """Return the seconds that the first process counts, so that all stop at the same step."""
    value = torch.tensor([seconds], dtype=torch.float64)
    if processes.is_initialized():
        processes.broadcast(value, 0)
    return float(value)
