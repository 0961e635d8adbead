"""Writes a trained reader as the ONNX files that ship: 8-bit weights, activations quantised row by row.

Every matrix of the encoder holds 7-bit integers with a scale for each output, so that no processor's 8-bit products
overflow 16 bits (x86 without VNNI adds two of them in 16 bits: 2 * 255 * 63 < 32,768). Activations get a scale for each
word piece: one scale for a whole text, as dynamic quantisation chooses it, moves the logits of this model by 0.4 on
average and by up to 5, a scale for each piece by 0.1. Word embeddings are 8-bit with a scale for each row. Everything
else is float32.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper

from bench.export.graph import RUNTIME_DOMAIN, Architecture, Floats, Graph, as_model, attention, normalise

LONGEST = 384  # word pieces of a text with its question
WEIGHT_LEVELS = 63  # of each sign: see above
ROW_LEVELS = 127  # of each sign, around ZERO_POINT
ZERO_POINT = 128

# Rounds a matrix of shape (inputs, outputs), by its name in the graph and its weights, as `quantise_columns` does.
Quantiser: TypeAlias = Callable[[str, Floats], tuple[npt.NDArray[np.int8], Floats]]


def quantise_columns(weight: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Return a matrix of shape (inputs, outputs) as 7-bit integers, and the scale of each output."""
    scale = np.maximum(np.abs(weight).max(axis=0), 1e-12) / WEIGHT_LEVELS
    return np.round(weight / scale).astype(np.int8), scale.astype(np.float32)


def round_to_nearest(_: str, weight: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Round every matrix in the same way: the quantiser of models that are exported once."""
    return quantise_columns(weight)


def quantise_rows(table: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Return a table of embeddings as 8-bit integers, and the scale of each row, shape (rows, 1)."""
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-12) / ROW_LEVELS
    return np.round(table / scale).astype(np.int8), scale.astype(np.float32)


def rows(graph: Graph, values: str, name: str) -> tuple[str, str]:
    """Quantise activations of shape (pieces, width): the integers, and the scale of each piece, shape (pieces, 1)."""
    axis = graph.constant("axis.width", np.array([1], dtype=np.int64))
    largest = graph.add("ReduceMax", [values, axis], f"{name}.largest", keepdims=0)
    smallest = graph.add("ReduceMin", [values, axis], f"{name}.smallest", keepdims=0)
    opposite = graph.add("Neg", [smallest], f"{name}.opposite")
    floor = graph.constant("floor", np.array(1e-9, dtype=np.float32))
    extent = graph.add("Max", [largest, opposite, floor], f"{name}.extent")
    levels = graph.constant("levels", np.array(ROW_LEVELS, dtype=np.float32))
    scale = graph.add("Div", [extent, levels], f"{name}.scale")
    shape = graph.add("Shape", [scale], f"{name}.shape")
    zero = helper.make_tensor("value", TensorProto.UINT8, [1], [ZERO_POINT])
    zeros = graph.add("ConstantOfShape", [shape], f"{name}.zeros", value=zero)
    whole = graph.add("QuantizeLinear", [values, scale, zeros], f"{name}.whole", axis=0)
    return whole, graph.add("Unsqueeze", [scale, axis], f"{name}.scales")


def product(
    graph: Graph, quantised: tuple[str, str], weight: Floats, bias: Floats, name: str, *, quantise: Quantiser
) -> str:
    """Multiply quantised activations by a quantised matrix of shape (inputs, outputs), plus a bias: float32."""
    whole, scales = quantised
    integers, columns = quantise(name, weight)
    unit = graph.constant("unit", np.array(1.0, dtype=np.float32))
    zero = graph.constant("zero.row", np.array(ZERO_POINT, dtype=np.uint8))
    inputs = [whole, graph.tensor(f"{name}.weight", integers), unit, graph.tensor(f"{name}.columns", columns), zero]
    raw = graph.add("MatMulIntegerToFloat", inputs, f"{name}.raw", domain=RUNTIME_DOMAIN)
    scaled = graph.add("Mul", [raw, scales], f"{name}.scaled")
    return graph.add("Add", [scaled, graph.tensor(f"{name}.bias", bias)], name)


def layer(
    graph: Graph,
    values: str,
    parts: Mapping[str, Floats],
    *,
    of: Architecture,
    bias: str | None,
    heads: npt.NDArray[np.int64] | None,
    name: str,
    quantise: Quantiser,
) -> str:
    """Return one layer of the encoder.

    Args:
        graph: to which it is added.
        values: activations, shape (pieces, width).
        parts: its weights: query, key, value, out, up, down (each .weight of shape (outputs, inputs) and .bias), and
            the layer normalisations after (attention) and end.
        of: the encoder.
        bias: what is added to the attention's scores, shape (heads, pieces, pieces).
        heads: the numbers of those that the layer has, where it has not all.
        name: of its nodes.
        quantise: rounds its matrices, which are named NAME.qkv, NAME.out, NAME.up and NAME.down.
    """
    factor = np.float32(of.head_size**-0.5)
    joined = np.concatenate([parts["query.weight"] * factor, parts["key.weight"], parts["value.weight"]])
    joined_bias = np.concatenate([parts["query.bias"] * factor, parts["key.bias"], parts["value.bias"]])

    def multiply(source: str, opening: str, part: str, weight: Floats, bias_of_part: Floats) -> str:
        quantised = rows(graph, source, f"{name}.{opening}")
        return product(graph, quantised, weight.T, bias_of_part, f"{name}.{part}", quantise=quantise)

    all_three = multiply(values, "in", "qkv", joined, joined_bias)
    contexts = attention(graph, all_three, of, _of_heads(graph, bias, heads, name), f"{name}.attention")
    out = multiply(contexts, "ctx", "out", parts["out.weight"], parts["out.bias"])
    summed = graph.add("Add", [out, values], f"{name}.summed")
    middle = normalise(graph, summed, parts, prefix="after", epsilon=of.epsilon, name=f"{name}.middle")
    up = multiply(middle, "mid", "up", parts["up.weight"], parts["up.bias"])
    active = graph.add("Gelu", [up], f"{name}.active")
    down = multiply(active, "act", "down", parts["down.weight"], parts["down.bias"])
    total = graph.add("Add", [down, middle], f"{name}.total")
    return normalise(graph, total, parts, prefix="end", epsilon=of.epsilon, name=f"{name}.end")


def _of_heads(graph: Graph, bias: str | None, heads: npt.NDArray[np.int64] | None, name: str) -> str | None:
    """Return the bias of the heads that a layer has."""
    if bias is None or heads is None:
        return bias
    return graph.add("Gather", [bias, graph.tensor(f"{name}.heads", heads)], f"{name}.bias", axis=0)


def embed(graph: Graph, weights: Mapping[str, Floats], of: Architecture, prefix: str) -> str:
    """Add the embeddings of word pieces, positions and, if the model has them, the two texts: shape (pieces, width)."""
    words = _words(graph, weights[f"{prefix}.word_embeddings.weight"]) if of.has_words else "words"
    places = graph.tensor("embeddings.positions", weights[f"{prefix}.position_embeddings.weight"])
    total = graph.add("Add", [words, graph.add("Gather", [places, "positions"], "embedded.positions")], "embedded.sum")
    if f"{prefix}.token_type_embeddings.weight" in weights:
        kinds = graph.tensor("embeddings.kinds", weights[f"{prefix}.token_type_embeddings.weight"])
        total = graph.add(
            "Add", [total, graph.add("Gather", [kinds, "token_type_ids"], "embedded.kinds")], "embedded.all"
        )
    return normalise(graph, total, weights, prefix=f"{prefix}.LayerNorm", epsilon=of.epsilon, name="embedded")


def _words(graph: Graph, table: Floats) -> str:
    integers, scales = quantise_rows(table)
    words, sizes = graph.tensor("embeddings.words", integers), graph.tensor("embeddings.scales", scales)
    whole = graph.add("Gather", [words, "input_ids"], "embedded.whole")
    size = graph.add("Gather", [sizes, "input_ids"], "embedded.scale")
    plain = graph.add("Cast", [whole], "embedded.cast", to=TensorProto.FLOAT)
    return graph.add("Mul", [plain, size], "embedded.words")


def relative_bias(graph: Graph, table: Floats, of: Architecture) -> str:
    """Return MPNet's bias of attention by distance, shape (heads, pieces, pieces)."""
    buckets = graph.tensor("buckets", relative_buckets(LONGEST, of.relative_buckets))
    count = graph.add("Shape", ["input_ids"], "count")
    two = graph.add("Concat", [count, count], "count.both", axis=0)
    start, axes = graph.constant("starts", np.zeros(2, np.int64)), graph.constant("axes", np.array([0, 1], np.int64))
    near = graph.add("Slice", [buckets, start, two, axes], "buckets.near")
    index = graph.add("Cast", [near], "buckets.index", to=TensorProto.INT32)
    return graph.add("Gather", [graph.tensor("distance", table.T), index], "bias", axis=1)


def relative_buckets(count: int, buckets: int, farthest: int = 128) -> npt.NDArray[np.uint8]:
    """Return the bucket of every pair of places, shape (count, count): T5's (Raffel et al., 2020), as in MPNet."""
    order = np.arange(count)
    distance = -(order[None, :] - order[:, None])
    half = buckets // 2
    later = (distance < 0).astype(np.int64) * half
    steps = np.abs(distance)
    exact = half // 2
    far = exact + (np.log(np.maximum(steps, 1) / exact) / np.log(farthest / exact) * (half - exact)).astype(np.int64)
    buckets_of_pairs: npt.NDArray[np.int64] = later + np.where(steps < exact, steps, np.minimum(far, half - 1))
    return buckets_of_pairs.astype(np.uint8)


def build(
    weights: Mapping[str, npt.NDArray[Any]],
    of: Architecture,
    names: Mapping[str, str],
    quantise: Quantiser = round_to_nearest,
) -> onnx.ModelProto:
    """Build the graph of an encoder with a head for answer spans.

    Args:
        weights: all of the model's, by name.
        of: the encoder.
        names: its names of weights: "embeddings" and "layer" (a prefix each, the latter with {number}), "head", the
            parts that `layer` names, "distance" where it has relative positions, and "heads" of a layer that has not
            all heads.
        quantise: rounds its matrices.
    """
    graph = Graph()
    values = embed(graph, weights, of, names["embeddings"])
    bias = relative_bias(graph, weights[names["distance"]], of) if of.relative_buckets else None
    for number in range(of.layers):
        prefix = names["layer"].format(number=number)
        parts = {
            f"{part}.{kind}": weights[f"{prefix}.{names[part]}.{kind}"]
            for part in ("query", "key", "value", "out", "after", "up", "down", "end")
            for kind in ("weight", "bias")
        }
        heads = weights.get(f"{prefix}.{names['heads']}") if "heads" in names else None
        values = layer(graph, values, parts, of=of, bias=bias, heads=heads, name=f"layer{number}", quantise=quantise)
    head = graph.tensor("head.weight", weights[f"{names['head']}.weight"].T)
    logits = graph.add("MatMul", [values, head], "head.product")
    graph.add("Add", [logits, graph.tensor("head.bias", weights[f"{names['head']}.bias"])], "logits")
    has_kinds = any(name.endswith("token_type_embeddings.weight") for name in weights)
    integers = (["input_ids"] if of.has_words else []) + ["positions"] + (["token_type_ids"] if has_kinds else [])
    shapes: dict[str, list[int | str]] = {name: ["pieces"] for name in integers}
    if not of.has_words:
        shapes["words"] = ["pieces", of.width]
    return as_model(graph, shapes, "logits", 2)


MPNET = {
    "embeddings": "mpnet.embeddings", "layer": "mpnet.encoder.layer.{number}", "head": "qa_outputs",
    "query": "attention.attn.q", "key": "attention.attn.k", "value": "attention.attn.v", "out": "attention.attn.o",
    "after": "attention.LayerNorm", "up": "intermediate.dense", "down": "output.dense", "end": "output.LayerNorm",
    "distance": "mpnet.encoder.relative_attention_bias.weight", "heads": "attention.attn.heads",
}  # fmt: skip
BERT = {
    "embeddings": "bert.embeddings", "layer": "bert.encoder.layer.{number}", "head": "qa_outputs",
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
    "out": "attention.output.dense", "after": "attention.output.LayerNorm", "up": "intermediate.dense",
    "down": "output.dense", "end": "output.LayerNorm",
}  # fmt: skip
