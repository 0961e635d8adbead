"""Narrows the layers of an MPNet: fewer heads of attention, and fewer units between the two feed-forward matrices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from bench.train_reader.pruning import PrunedMatrix


def narrow_like(encoder: Any, weights: Mapping[str, torch.Tensor], prefix: str) -> None:
    """Give the layers of an encoder the sizes that the weights have, so that they can be loaded.

    Args:
        encoder: `MPNetEncoder`, with all heads and units.
        weights: by their names in the model.
        prefix: of the encoder's names.
    """
    for number, layer in enumerate(encoder.layer):
        name = f"{prefix}layer.{number}"
        heads = weights.get(f"{name}.attention.attn.heads")
        if heads is not None:
            attention, rows = layer.attention.attn, len(heads) * layer.attention.attn.attention_head_size
            width = attention.o.weight.shape[0]
            attention.q, attention.k, attention.v = (torch.nn.Linear(width, rows) for _ in range(3))
            attention.o = torch.nn.Linear(rows, width)
            leave_heads(attention, heads)
        up = weights.get(f"{name}.intermediate.dense.weight")
        if up is not None and up.shape != layer.intermediate.dense.weight.shape:
            layer.intermediate.dense = torch.nn.Linear(up.shape[1], up.shape[0])
            layer.output.dense = torch.nn.Linear(up.shape[0], up.shape[1])


def narrow_attention(attention: Any, out: PrunedMatrix) -> None:
    """Leave an attention the heads whose contexts stay in its `out` matrix.

    Args:
        attention: `MPNetSelfAttention`, with all its heads.
        out: the matrix without the others, in groups of a head's contexts.
    """
    for name in ("q", "k", "v"):
        old = getattr(attention, name)
        setattr(attention, name, _linear(old.weight[out.inputs], old.bias[out.inputs]))
    attention.o = _linear(out.weight, out.bias)
    leave_heads(attention, out.groups)


def leave_heads(attention: Any, heads: torch.Tensor) -> None:
    """Let an attention whose matrices have these heads only take the bias by distance that is theirs."""
    attention.num_attention_heads = len(heads)
    attention.all_head_size = len(heads) * attention.attention_head_size
    attention.register_buffer("heads", heads)
    attention.register_forward_pre_hook(_choose_bias)


def narrow_feed_forward(layer: Any, down: PrunedMatrix) -> None:
    """Leave a layer the units between its feed-forward matrices that stay inputs of its `down` matrix."""
    up = layer.intermediate.dense
    layer.intermediate.dense = _linear(up.weight[down.inputs], up.bias[down.inputs])
    layer.output.dense = _linear(down.weight, down.bias)


def _choose_bias(attention: Any, inputs: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
    """Pass an attention's inputs on; of the bias, shape (texts, heads, pieces, pieces), what its heads need."""
    states, mask, bias, *others = inputs
    return (states, mask, bias[:, attention.heads], *others)


def _linear(weight: torch.Tensor, bias: torch.Tensor) -> torch.nn.Linear:
    made = torch.nn.Linear(weight.shape[1], weight.shape[0])
    made.weight.data = weight.detach().clone()
    made.bias.data = bias.detach().clone()
    return made
