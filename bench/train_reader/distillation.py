"""The loss of a reader that learns to read as its teacher does, layer by layer: no answers are needed.

The hidden states of every layer are compared as in TinyBERT (Jiao et al., 2020, equation 8), but of models of one depth
and width, so that no projection lies between; the logits as in "Distilling the Knowledge in a Neural Network" (Hinton
et al., 2015) at a temperature of 1, and beside that by their distance, since a sentence's log-odds count where another
answers too.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn.functional import kl_div, log_softmax

from bench.train_reader.batches import NEVER, TrainingBatch
from retrieval.readers.reading_ranker import UNREAD

_LOGITS = 0.05  # weight of the logits' squared distance
_FIRST_POSITION = 2  # as in RoBERTa, after the positions of padding


class ShippedTeacher:
    """An exported reader on one thread of ONNX Runtime: five times as fast as the model in float32 on PyTorch.

    Args:
        folder: of `reader.onnx` and the files beside it.
    """

    def __init__(self, folder: Path) -> None:
        import onnx  # noqa: PLC0415  slow to import
        import onnxruntime  # noqa: PLC0415

        model = onnx.load(folder / "reader.onnx")
        names = [node.name for node in model.graph.node if node.name.endswith(".end")]
        for name in names:
            entry = onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ["pieces", "width"])
            model.graph.output.append(entry)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._outputs = ["logits", *names]
        with tempfile.TemporaryDirectory() as opened:
            file = Path(opened) / "teacher.onnx"
            onnx.save_model(model, file, save_as_external_data=True, location="weights.bin")
            self._session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])

    def read(self, batch: TrainingBatch) -> tuple[torch.Tensor, list[torch.Tensor]]:
        """Return the logits, shape (pairs, pieces, 2), and the states of each layer, shape (all pieces, width)."""
        pieces, mask = batch.inputs["input_ids"].numpy(), batch.inputs["attention_mask"].numpy()
        lengths = mask.sum(axis=1)
        logits = np.zeros((*pieces.shape, 2), dtype=np.float32)
        states: list[list[np.ndarray]] = [[] for _ in self._outputs[1:]]
        for row, length in enumerate(lengths):
            positions = np.arange(_FIRST_POSITION, _FIRST_POSITION + length, dtype=np.int64)
            inputs = {"input_ids": pieces[row, :length], "positions": positions}
            logits[row, :length], *layers = self._session.run(self._outputs, inputs)
            for collected, layer in zip(states, layers, strict=True):
                collected.append(layer)
        return torch.from_numpy(logits), [torch.from_numpy(np.concatenate(layer)) for layer in states]


class Distillation:
    """Compares a reader with its teacher, of as many layers and as wide states."""

    def __init__(self, teacher: ShippedTeacher) -> None:
        self._teacher = teacher

    def __call__(self, model: Any, batch: TrainingBatch) -> torch.Tensor:
        """Compute the loss of a batch."""
        taught_logits, taught_states = self._teacher.read(batch)
        read = model(**batch.inputs, output_hidden_states=True)
        real = batch.inputs["attention_mask"].bool()
        states = [
            _relative_distance(own[real].float(), other)
            for own, other in zip(read.hidden_states[1:], taught_states, strict=True)
        ]
        logits = [
            compare_logits(own.float(), taught_logits[:, :, end], batch.readable)
            for end, own in enumerate((read.start_logits, read.end_logits))
        ]
        return torch.stack(states).mean() + torch.stack(logits).mean()


def _relative_distance(states: torch.Tensor, taught: torch.Tensor) -> torch.Tensor:
    """Return the squared distance of states, shape (pieces, width), as a share of their teacher's variance."""
    return (states - taught).square().mean() / taught.var()


def compare_logits(logits: torch.Tensor, taught: torch.Tensor, readable: torch.Tensor) -> torch.Tensor:
    """Return what logits of starts or ends differ by: divergence of their distributions, and distance of log-odds.

    Args:
        logits: shape (pairs, pieces).
        taught: those that they should be, likewise.
        readable: the places that count, likewise.
    """
    own, other = (log_softmax(values.masked_fill(~readable, NEVER), dim=1) for values in (logits, taught))
    divergence = kl_div(own, other, reduction="batchmean", log_target=True)
    odds, taught_odds = ((values - values[:, :1])[readable].clamp(min=UNREAD) for values in (logits, taught))
    return divergence + _LOGITS * (odds - taught_odds).square().mean()
