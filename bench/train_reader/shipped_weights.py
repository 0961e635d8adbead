"""Reads the weights back from the files that ship, so that training goes on from them."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import torch

from bench.export.graph import Floats
from bench.export.reader import MPNET

_HEAD_SIZE = 64  # numbers of an attention head, whose root the exported queries are divided by


def read_shipped(folder: Path) -> dict[str, torch.Tensor]:
    """Read the float32 weights of the layers and the head of an exported MPNet, by their names in the model.

    Of a layer that has not all heads, the numbers of those that it has are given too.

    A 7-bit weight stands for the middle of its step: exported again, the files are the same byte for byte. Embeddings
    are left out, since training leaves those of the base model as they are.

    Args:
        folder: of `reader.onnx` and the files beside it, as `bench.export.reader` writes them.
    """
    import onnx  # noqa: PLC0415  slow to import, and only this start needs it

    tensors = {
        tensor.name: onnx.numpy_helper.to_array(tensor)
        for tensor in onnx.load(folder / "reader.onnx").graph.initializer
    }
    weights: dict[str, Floats] = {
        f"{MPNET['head']}.weight": tensors["head.weight"].T,
        f"{MPNET['head']}.bias": tensors["head.bias"],
        MPNET["distance"]: tensors["distance"].T,
    }
    heads = {}
    for number in sorted({int(found[1]) for name in tensors if (found := re.match(r"layer(\d+)\.", name))}):
        prefix = MPNET["layer"].format(number=number)
        if f"layer{number}.heads" in tensors:
            heads[f"{prefix}.{MPNET['heads']}"] = torch.from_numpy(np.array(tensors[f"layer{number}.heads"]))
        weights |= {f"{prefix}.{name}": values for name, values in _layer(tensors, f"layer{number}").items()}
    return heads | {name: torch.from_numpy(np.array(values, dtype=np.float32)) for name, values in weights.items()}


def _layer(tensors: dict[str, Floats], name: str) -> dict[str, Floats]:
    """Return the weights of one layer, by their names within it."""
    joined = {"weight": _matrix(tensors, f"{name}.qkv"), "bias": tensors[f"{name}.qkv.bias"]}
    layer: dict[str, Floats] = {}
    for kind, values in joined.items():
        query, key, value = np.split(values, 3)
        layer |= {
            f"{MPNET['query']}.{kind}": query * np.float32(_HEAD_SIZE**0.5),
            f"{MPNET['key']}.{kind}": key,
            f"{MPNET['value']}.{kind}": value,
        }
    for part in ("out", "up", "down"):
        layer[f"{MPNET[part]}.weight"] = _matrix(tensors, f"{name}.{part}")
        layer[f"{MPNET[part]}.bias"] = tensors[f"{name}.{part}.bias"]
    for part, exported in (("after", "middle"), ("end", "end")):
        layer[f"{MPNET[part]}.weight"] = tensors[f"{name}.{exported}.gain"]
        layer[f"{MPNET[part]}.bias"] = tensors[f"{name}.{exported}.offset"]
    return layer


def _matrix(tensors: dict[str, Floats], name: str) -> Floats:
    """Return a matrix of shape (outputs, inputs) with its scales applied."""
    matrix: Floats = (tensors[f"{name}.weight"].astype(np.float32) * tensors[f"{name}.columns"]).T
    return matrix
