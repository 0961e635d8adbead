"""Tensors are read from the file as they are needed, and belong to this process alone."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from retrieval.core import safetensors_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of two tensors, written as the format's description says."""
    header = {
        "__metadata__": {"format": "pt"},
        "weight": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]},
        "numbers": {"dtype": "I64", "shape": [1], "data_offsets": [24, 32]},
        "bias": {"dtype": "F32", "shape": [3], "data_offsets": [32, 44]},
    }
    encoded = json.dumps(header).encode()
    values = np.arange(6, dtype="<f4").tobytes() + bytes(8) + np.full(3, 0.5, dtype="<f4").tobytes()
    path = tmp_path / "model.safetensors"
    path.write_bytes(len(encoded).to_bytes(8, "little") + encoded + values)
    return path


def test_the_float32_tensors_come_by_name_with_their_shape(file: Path) -> None:
    tensors = safetensors_file.read(file).by_name
    assert sorted(tensors) == ["bias", "weight"]
    assert tensors["weight"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert tensors["bias"].tolist() == [0.5, 0.5, 0.5]


def test_what_was_read_is_there_again_after_its_memory_was_freed(file: Path) -> None:
    read = safetensors_file.read(file)
    weight = read.by_name["weight"]
    assert weight.sum() == 15
    read.free_memory()
    assert weight.sum() == 15


def test_a_change_stays_in_this_process(file: Path) -> None:
    before = file.read_bytes()
    safetensors_file.read(file).by_name["weight"][0, 0] = 7
    assert file.read_bytes() == before
    assert safetensors_file.read(file).by_name["weight"][0, 0] == 0


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.safetensors"
    path.write_text("Not a model: the tide tables of May.", encoding="utf-8")
    with pytest.raises(ValueError, match="no safetensors file"):
        safetensors_file.read(path)
