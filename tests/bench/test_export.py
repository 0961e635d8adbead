"""The graphs that ship are those that the export writes from the trained weights."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import onnx

from bench.export.reader import MPNET, quantise_columns
from bench.paths import ROOT
from bench.train_reader.shipped_weights import read_shipped

_LARGE = ROOT / "retrieval" / "readers" / "models" / "footnote-reader-2"


def test_the_shipped_small_reader_and_embedder_are_what_the_export_writes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.export", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_read_back_from_the_large_reader_is_exported_as_it_ships() -> None:
    weights = {name: values.numpy() for name, values in read_shipped(_LARGE).items()}
    tensors = {
        tensor.name: onnx.numpy_helper.to_array(tensor)
        for tensor in onnx.load(_LARGE / "reader.onnx").graph.initializer
    }
    factor = np.float32(64**-0.5)  # what the export multiplies queries by, of 12 heads in a width of 768
    for number in range(12):
        prefix = MPNET["layer"].format(number=number)
        parts = {
            part: weights[f"{prefix}.{MPNET[part]}.weight"] for part in ("query", "key", "value", "out", "up", "down")
        }
        joined = np.concatenate([parts["query"] * factor, parts["key"], parts["value"]])
        for name, matrix in {"qkv": joined, **{part: parts[part] for part in ("out", "up", "down")}}.items():
            integers, scales = quantise_columns(matrix.T)
            assert np.array_equal(integers, tensors[f"layer{number}.{name}.weight"])
            assert np.array_equal(scales, tensors[f"layer{number}.{name}.columns"])
