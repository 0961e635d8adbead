"""Trains the reader from the embedder's weights: seeded, in several processes, and resumed where it was interrupted.

The word embeddings stay as they are: a step is cheaper, and the trained file needs only what lies above them.
"""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any

import torch
import torch.distributed as together
from batches import Batch, Maker, batches
from mining import Mined, Pool
from torch.nn.functional import cross_entropy
from transformers import AutoTokenizer, BertForQuestionAnswering

_NEVER = -1e4  # a logit that no softmax notices
_FROZEN = "bert.embeddings.word_embeddings.weight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to train. Rates and the mix were tried on squad2-tune: see LOG.md."""

    steps: int  # batches of each process
    rate: float = 2e-4  # at its highest
    warm: int = 80  # steps until the rate is at its highest
    cooling: float = 0.4  # share of the steps, at the end, in which the rate falls to nothing
    pieces: int = 8_192  # word pieces of a batch of one process
    wrong: int = 1  # wrong passages beside each right one
    listwise: float = 0.5  # weight of choosing among the passages of a question, beside reading each of them
    cut: float = 0.7  # share of pairs that show a part of the passage only
    averaging: float = 0.995  # what a step keeps of the running average of the weights
    decay: float = 0.01  # of weights
    seed: int = 7
    save: int = 50  # steps between checkpoints


class Pair16:
    """The model in bfloat16 for the arithmetic, and its trained weights in float32 for the sums.

    bfloat16 throughout is 1.3 times as fast as autocast on processors that have it, and attention written out 1.4
    times as fast as the fused one in its backward pass (word pieces per processor second, two cores with AMX).
    """

    def __init__(self, folder: Path) -> None:
        self.model = BertForQuestionAnswering.from_pretrained(
            folder, attn_implementation="eager", hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
        ).bfloat16()
        whole = BertForQuestionAnswering.from_pretrained(folder)
        precise = dict(whole.named_parameters())
        self.light = {n: p for n, p in self.model.named_parameters() if n != _FROZEN}
        dict(self.model.named_parameters())[_FROZEN].requires_grad_(False)
        self.weights = {n: precise[n].detach().clone().requires_grad_(True) for n in self.light}
        torch.manual_seed(1)
        with torch.no_grad():
            self.weights["qa_outputs.weight"].normal_(std=0.02)
            self.weights["qa_outputs.bias"].zero_()
        self.lighten()

    def lighten(self) -> None:
        """Copies the precise weights to the model."""
        with torch.no_grad():
            for name, weight in self.weights.items():
                self.light[name].copy_(weight)

    def gather(self) -> None:
        """Moves the model's gradients to the precise weights, averaged over the processes."""
        flat = torch.cat([light.grad.float().flatten() for light in self.light.values() if light.grad is not None])
        if together.is_initialized():
            together.all_reduce(flat)
            flat /= together.get_world_size()
        place = 0
        for name, weight in self.weights.items():
            weight.grad = flat[place : place + weight.numel()].view_as(weight)
            place += weight.numel()
            self.light[name].grad = None


def loss(model: Any, batch: Batch, listwise: float) -> torch.Tensor:
    """Reading (start and end in each passage, or none) and choosing (which passage of a question, or none)."""
    out = model(input_ids=batch.pieces, token_type_ids=batch.kinds, attention_mask=batch.mask)
    starts = out.start_logits.float().masked_fill(~batch.readable, _NEVER)
    ends = out.end_logits.float().masked_fill(~batch.readable, _NEVER)
    reading = (cross_entropy(starts, batch.start) + cross_entropy(ends, batch.end)) / 2
    score = (_answered(starts) + _answered(ends)) / 2
    groups = int(batch.group.max()) + 1
    table = torch.full((groups, 1 + len(batch.group)), _NEVER)
    table[:, 0] = 0.0  # none of them
    table = table.index_put((batch.group, torch.arange(1, len(batch.group) + 1)), score)
    wanted = torch.zeros(groups, dtype=torch.long)
    right = (batch.start > 0).nonzero().flatten()
    wanted[batch.group[right]] = right + 1
    return reading + listwise * cross_entropy(table, wanted)


def _answered(logits: torch.Tensor) -> torch.Tensor:
    """How much more likely any piece of the passage is than none, shape (pairs,)."""
    return torch.logsumexp(logits[:, 1:], dim=1) - logits[:, 0]


def train(pools: list[tuple[Pool, int]], folder: Path, out: Path, plan: Plan, *, start_from: Path | None) -> None:
    """Trains to the plan's end, going on from `out`'s checkpoint where there is one.

    Args:
        pools: mined sets, each with how often its questions come in an epoch.
        folder: the embedder's model.
        out: folder of checkpoints and the log.
        plan: how.
        start_from: checkpoint of a run whose averaged weights this one begins with instead of the embedder's.
    """
    rank, world = int(os.environ.get("RANK", "0")), int(os.environ.get("WORLD_SIZE", "1"))
    torch.set_num_threads(1)
    if world > 1:
        together.init_process_group("gloo")
    pair = Pair16(folder)
    if start_from is not None:
        _load(pair, torch.load(start_from)["average"])
    optimizer = torch.optim.AdamW(pair.weights.values(), lr=plan.rate, weight_decay=plan.decay, betas=(0.9, 0.98))
    average = {name: weight.detach().clone() for name, weight in pair.weights.items()}
    begun = _resume(out, pair, optimizer, average)
    began, seen, sums = time.monotonic(), 0, 0.0
    stream = islice(_stream(pools, folder, plan), rank, None, world)
    for step, batch in enumerate(islice(stream, begun, plan.steps), start=begun):
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * _heat(step, plan)
        value = loss(pair.model, batch, plan.listwise)
        value.backward()  # type: ignore[no-untyped-call]
        pair.gather()
        torch.nn.utils.clip_grad_norm_(pair.weights.values(), 1.0)
        optimizer.step()
        pair.lighten()
        with torch.no_grad():
            keep = min(plan.averaging, (1 + step) / (10 + step))
            for name, weight in pair.weights.items():
                average[name].lerp_(weight, 1 - keep)
        seen += int(batch.mask.sum())
        sums += float(value.detach())
        if rank == 0 and (step + 1) % 10 == 0:
            speed = seen / (time.monotonic() - began)
            print(f"step {step + 1} loss {sums / 10:.4f} pieces/s of one process {speed:.0f}", flush=True)
            sums = 0.0
        if rank == 0 and ((step + 1) % plan.save == 0 or step + 1 == plan.steps):
            _save(out, pair, optimizer, average=average, step=step + 1, plan=plan)
    if world > 1:
        together.barrier()
        together.destroy_process_group()


def _stream(pools: list[tuple[Pool, int]], folder: Path, plan: Plan) -> Iterator[Batch]:
    """Batches without end: the same for every process."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    texts = tuple(text for pool, _ in pools for text in pool.texts)
    mined: list[Mined] = []
    shift = 0
    for pool, times in pools:
        mined.extend(_shifted(one, shift) for one in pool.mined for _ in range(times))
        shift += len(pool.texts)
    maker = Maker(tokenizer, Pool(texts=texts, mined=tuple(mined)), cut=plan.cut)
    for epoch in count():
        yield from batches(maker, mined, seed=plan.seed + epoch, pieces=plan.pieces, wrong=plan.wrong)


def _shifted(one: Mined, shift: int) -> Mined:
    return Mined(
        question=one.question,
        right=None if one.right is None else one.right + shift,
        span=one.span,
        wrong=tuple(number + shift for number in one.wrong),
    )


def _heat(step: int, plan: Plan) -> float:
    cooled = (plan.steps - step) / max(plan.cooling * plan.steps, 1)
    return max(min((step + 1) / plan.warm, cooled, 1.0), 1e-3)


def _load(pair: Pair16, weights: dict[str, torch.Tensor]) -> None:
    with torch.no_grad():
        for name, weight in pair.weights.items():
            weight.copy_(weights[name])
    pair.lighten()


def _resume(out: Path, pair: Pair16, optimizer: torch.optim.Optimizer, average: dict[str, torch.Tensor]) -> int:
    file = out / "checkpoint.pt"
    if not file.is_file():
        return 0
    held = torch.load(file)
    _load(pair, held["weights"])
    optimizer.load_state_dict(held["optimizer"])
    for name, value in average.items():
        value.copy_(held["average"][name])
    return int(held["step"])


def _save(
    out: Path,
    pair: Pair16,
    optimizer: torch.optim.Optimizer,
    *,
    average: dict[str, torch.Tensor],
    step: int,
    plan: Plan,
) -> None:
    held = {
        "step": step,
        "weights": {name: weight.detach() for name, weight in pair.weights.items()},
        "average": average,
        "optimizer": optimizer.state_dict(),
        "plan": asdict(plan),
    }
    torch.save(held, out / "checkpoint.new")
    (out / "checkpoint.new").replace(out / "checkpoint.pt")


def pool(file: Path) -> Pool:
    """A mined set."""
    with file.open("rb") as opened:
        held: Pool = pickle.load(opened)
    return held
