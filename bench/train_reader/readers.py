"""The models while they are trained: which weights are, and how gradients are averaged over the processes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

import torch
import torch.distributed as processes
from safetensors.torch import load_file
from transformers import BertForQuestionAnswering, MPNetForQuestionAnswering

from bench.train_reader.pruned_encoder import narrow_like
from bench.train_reader.shipped_weights import read_shipped
from retrieval.embedders.arithmetic import is_bfloat16_faster

_WORDS = "bert.embeddings.word_embeddings.weight"
_NO_DROPOUT: dict[str, Any] = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}


class TrainableReader(Protocol):
    """A model with a head for answer spans."""

    model: Any
    weights: dict[str, torch.Tensor]  # those that are trained, in float32

    def average_gradients(self) -> None:
        """Set the gradients of `weights` to their averages over the processes."""

    def update(self) -> None:
        """Give the model the values of `weights`."""


def arithmetic() -> torch.dtype:
    """Return the numbers to compute with: bfloat16 where the processor multiplies it faster, else float32.

    bfloat16 throughout is 1.3 times as fast as autocast on processors that have it (word pieces per processor second,
    two cores with AMX). Where each product is worked out in float32, it is more than five times as slow (AVX2).
    """
    return torch.bfloat16 if is_bfloat16_faster() else torch.float32


class MixedReader:
    """A model in the numbers of `arithmetic`, and its trained weights in float32 for the sums.

    Attention written out is 1.4 times as fast as the fused one in its backward pass (bfloat16, two cores with AMX).

    Args:
        precise: the model in float32; only its trained parameters require gradients. It becomes `model`.
    """

    def __init__(self, precise: Any) -> None:
        self.state: dict[str, torch.Tensor] = {
            name: tensor.detach().clone() for name, tensor in precise.state_dict().items()
        }
        self.model = precise.to(arithmetic())
        self._parameters = {
            name: parameter for name, parameter in self.model.named_parameters() if parameter.requires_grad
        }
        self.weights = {name: self.state[name].clone().requires_grad_() for name in self._parameters}
        self.update()

    def average_gradients(self) -> None:
        averages = _averages(parameter.grad for parameter in self._parameters.values())
        for weight, parameter, average in zip(self.weights.values(), self._parameters.values(), averages, strict=True):
            weight.grad, parameter.grad = average, None

    def update(self) -> None:
        with torch.no_grad():
            for name, weight in self.weights.items():
                self._parameters[name].copy_(weight)

    def precise_state(self) -> dict[str, torch.Tensor]:
        """Return all tensors of the model in float32."""
        return self.state | {name: weight.detach() for name, weight in self.weights.items()}


class SmallReader(MixedReader):
    """A BERT. The word embeddings stay as the embedder has them: a step is cheaper, and the file needs the rest only.

    Args:
        folder: of the embedder's model.
    """

    def __init__(self, folder: Path) -> None:
        model = BertForQuestionAnswering.from_pretrained(folder, attn_implementation="eager", **_NO_DROPOUT)
        dict(model.named_parameters())[_WORDS].requires_grad_(False)
        torch.manual_seed(1)
        with torch.no_grad():
            model.qa_outputs.weight.normal_(std=0.02)
            model.qa_outputs.bias.zero_()
        super().__init__(model)


class LargeReader(MixedReader):
    """An MPNet. Embeddings, positions and the lowest layers stay as they are.

    Args:
        base: folder of all-mpnet-base-v2.
        start: weights to begin with, see `restore`; None: those of the base and a new head.
        frozen_layers: how many of the lowest layers are not trained.
    """

    def __init__(self, base: Path, start: Path | None, frozen_layers: int) -> None:
        torch.manual_seed(1)
        model = MPNetForQuestionAnswering.from_pretrained(base, **_NO_DROPOUT)
        if start is not None:
            weights = restore(start)
            narrow_like(model.mpnet.encoder, weights, "mpnet.encoder.")
            unknown = model.load_state_dict(weights, strict=False).unexpected_keys
            if unknown:
                raise ValueError(f"{start}: not weights of this model: {', '.join(unknown)}")
        encoder = model.mpnet.encoder
        for module in (model.mpnet.embeddings, encoder.relative_attention_bias, *encoder.layer[:frozen_layers]):
            module.requires_grad_(False)
        super().__init__(model)


def restore(start: Path) -> dict[str, torch.Tensor]:
    """Read the float32 weights of a folder that ships, or of a safetensors file with matrices of 8-bit integers.

    In the file, the scale of each row of the matrix NAME is the tensor NAME.scale; tensors without a scale are stored
    as they are.
    """
    if start.is_dir():
        return read_shipped(start)
    stored = load_file(start)
    scales = {name: tensor for name, tensor in stored.items() if name.endswith(".scale")}
    return {
        name: tensor.float() * scales[f"{name}.scale"][:, None] if f"{name}.scale" in scales else tensor
        for name, tensor in stored.items()
        if name not in scales
    }


def copy_weights(reader: TrainableReader, weights: Mapping[str, torch.Tensor]) -> None:
    """Set the trained weights of a reader."""
    with torch.no_grad():
        for name, weight in reader.weights.items():
            weight.copy_(weights[name])
    reader.update()


def _averages(gradients: Iterable[torch.Tensor | None]) -> list[torch.Tensor]:
    """Average over the processes, in float32: one exchange for all tensors."""
    tensors = [gradient for gradient in gradients if gradient is not None]
    flat = torch.cat([tensor.float().flatten() for tensor in tensors])
    if processes.is_initialized():
        processes.all_reduce(flat)
        flat /= processes.get_world_size()
    parts = flat.split([tensor.numel() for tensor in tensors])  # type: ignore[no-untyped-call]
    return [part.view_as(tensor) for part, tensor in zip(parts, tensors, strict=True)]
