"""Parts of the graphs that ship: nodes and tensors, layer normalisation, self-attention, and the files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Floats = npt.NDArray[np.float32]

OPSET = 20  # the first with Gelu
RUNTIME_DOMAIN = "com.microsoft"  # operators of ONNX Runtime
LARGE = 1 << 16  # bytes from which a tensor is written beside the graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Architecture:
    """The facts of an encoder that the graph needs."""

    layers: int
    width: int
    heads: int
    epsilon: float  # of layer normalisation
    relative_buckets: int = 0  # of MPNet's relative positions; 0: none
    has_words: bool = True  # False: embeddings of word pieces are an input, `words`, shape (pieces, width)

    @property
    def head_size(self) -> int:
        """Numbers of a head's queries, keys, values and contexts."""
        return self.width // self.heads


@dataclass(slots=True)
class Graph:
    """A graph under construction."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    tensors: list[onnx.TensorProto] = field(default_factory=list)
    constants: dict[str, str] = field(default_factory=dict)

    def add(
        self, operator: str, inputs: list[str], name: str, outputs: int = 1, domain: str = "", **attributes: Any
    ) -> str:
        """Add a node and return the name of its first output."""
        names = [name if number == 0 else f"{name}.{number}" for number in range(outputs)]
        self.nodes.append(helper.make_node(operator, inputs, names, name=name, domain=domain, **attributes))
        return name

    def tensor(self, name: str, values: npt.NDArray[np.generic]) -> str:
        """Add a stored tensor and return its name."""
        self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def constant(self, name: str, values: npt.NDArray[np.generic]) -> str:
        """Return a stored tensor that several nodes share."""
        if name not in self.constants:
            self.constants[name] = self.tensor(name, values)
        return name


def normalise(
    graph: Graph, values: str, weights: Mapping[str, Floats], *, prefix: str, epsilon: float, name: str
) -> str:
    """Normalise a layer over the width."""
    scale = graph.tensor(f"{name}.gain", weights[f"{prefix}.weight"])
    shift = graph.tensor(f"{name}.offset", weights[f"{prefix}.bias"])
    return graph.add("LayerNormalization", [values, scale, shift], name, axis=-1, epsilon=epsilon)


def attention(graph: Graph, joined: str, of: Architecture, bias: str | None, name: str) -> str:
    """Attend to all pieces: queries, keys and values, shape (pieces, 3 * n), to contexts, shape (pieces, n).

    A layer has as many heads as n has room for: fewer than `of` says where some were removed.
    """
    shape = graph.constant("shape.heads", np.array([0, 3, -1, of.head_size], dtype=np.int64))
    split = graph.add("Reshape", [joined, shape], f"{name}.split")
    turned = graph.add("Transpose", [split], f"{name}.turned", perm=[1, 2, 0, 3])  # (3, heads, pieces, size)
    parts = graph.add("Split", [turned], f"{name}.parts", outputs=3, axis=0, num_outputs=3)
    first = graph.constant("axis.first", np.array([0], dtype=np.int64))
    queries, keys, values = (
        graph.add("Squeeze", [part, first], f"{name}.{kind}")
        for part, kind in zip((parts, f"{parts}.1", f"{parts}.2"), ("queries", "keys", "values"), strict=True)
    )
    across = graph.add("Transpose", [keys], f"{name}.across", perm=[0, 2, 1])
    scores = graph.add("MatMul", [queries, across], f"{name}.scores")  # queries are scaled in their weights
    if bias is not None:
        scores = graph.add("Add", [scores, bias], f"{name}.placed")
    shares = graph.add("Softmax", [scores], f"{name}.shares", axis=-1)
    contexts = graph.add("MatMul", [shares, values], f"{name}.contexts")
    back = graph.add("Transpose", [contexts], f"{name}.back", perm=[1, 0, 2])
    flat = graph.constant("shape.flat", np.array([0, -1], dtype=np.int64))
    return graph.add("Reshape", [back, flat], name)


def as_model(graph: Graph, inputs: Mapping[str, list[int | str]], output: str, width: int) -> onnx.ModelProto:
    """Return the finished graph.

    Args:
        graph: all its nodes.
        inputs: the shape of each; `words` is float32, the others are int64.
        output: the name of its one output, shape (pieces, width).
        width: of the output.
    """
    kinds = {"words": TensorProto.FLOAT}
    entries = [helper.make_tensor_value_info(n, kinds.get(n, TensorProto.INT64), shape) for n, shape in inputs.items()]
    exit_ = helper.make_tensor_value_info(output, TensorProto.FLOAT, ["pieces", width])
    made = helper.make_graph(graph.nodes, "footnote", entries, [exit_], graph.tensors)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(RUNTIME_DOMAIN, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=10)


def save(model: onnx.ModelProto, folder: Path, beside: Mapping[str, str]) -> dict[str, str]:
    """Write the graph as `reader.onnx`, its large tensors beside it, and return the SHA-256 of every file.

    Args:
        model: as `build` makes it.
        folder: where the files go.
        beside: the file of the tensors whose name begins so; others go to `layers.bin`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for tensor in model.graph.initializer:
        if len(tensor.raw_data) >= LARGE:
            file = next((file for opening, file in beside.items() if tensor.name.startswith(opening)), "layers.bin")
            onnx.external_data_helper.set_external_data(tensor, location=file)
    for stale in folder.glob("*.bin"):
        stale.unlink()
    onnx.save_model(model, folder / "reader.onnx")
    written = sorted(file for file in folder.iterdir() if file.suffix in {".onnx", ".bin"})
    for path in written:
        path.chmod(0o644)
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in written}
