"""Runs a question-answering model over a question and texts: where an answer may begin and end, piece by piece."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from retrieval.embedders.transformer import one_thread
from retrieval.readers import loading
from retrieval.readers.windows import LONGEST, LONGEST_QUESTION, STRIDE, Floats, Window

_BATCH_PIECES = 4_096  # padding included: larger batches are no faster on two cores


class TorchQaModel:
    """Reads texts for an answer to a question. Safe to use from several threads.

    Args:
        model: a Hugging Face name, or a folder.
        precision: "float32", "bfloat16", or "auto" (the one in which this processor computes faster).
    """

    def __init__(self, *, model: str, precision: str = "auto") -> None:
        self._name = model
        self._precision = precision
        self._using = threading.Lock()  # a tokenizer must not be used by two threads at once
        self._loaded: tuple[Any, Any] | None = None

    def warm(self) -> None:
        """Load the model and run it once.

        Raises:
            ModelError: it is missing, damaged, or not made for question answering.
        """
        self.read("Is it warm?", ["It is warm."])

    def read(self, question: str, texts: Sequence[str]) -> list[Window]:
        """Read the question with each text, in one window or several, in the order of the texts."""
        if not texts:
            return []
        with self._using:
            if self._loaded is None:
                self._loaded = loading.load(self._name, self._precision)
            tokenizer, model = self._loaded
            encoded = tokenizer(
                [_cut(question, tokenizer)] * len(texts),
                list(texts),
                truncation="only_second",
                max_length=LONGEST,
                stride=STRIDE,
                return_overflowing_tokens=True,
                return_offsets_mapping=True,
            )
            batches = [(batch, _padded(tokenizer, encoded, batch)) for batch in _batches(encoded["input_ids"])]
        windows: dict[int, Window] = {}
        for batch, inputs in batches:
            windows.update(zip(batch, _run(model, inputs, encoded, batch), strict=True))
        return [windows[number] for number in range(len(windows))]


def _cut(question: str, tokenizer: Any) -> str:
    offsets = tokenizer(question, add_special_tokens=False, return_offsets_mapping=True)["offset_mapping"]
    return question if len(offsets) <= LONGEST_QUESTION else question[: offsets[LONGEST_QUESTION][0]]


def _batches(windows: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Yield the numbers of windows in batches of similar length, so that little is padding."""
    batch: list[int] = []
    for number in sorted(range(len(windows)), key=lambda i: len(windows[i])):
        if batch and len(windows[number]) * (len(batch) + 1) > _BATCH_PIECES:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _padded(tokenizer: Any, encoded: Any, batch: Sequence[int]) -> Any:
    keys = [key for key in ("input_ids", "token_type_ids", "attention_mask") if key in encoded]
    return tokenizer.pad({key: [encoded[key][number] for number in batch] for key in keys}, return_tensors="pt")


def _run(model: Any, inputs: Any, encoded: Any, batch: Sequence[int]) -> Iterator[Window]:
    import torch  # noqa: PLC0415

    with torch.inference_mode(), one_thread():
        out = model(**inputs)
    for row, number in enumerate(batch):
        yield _window(encoded, number, out.start_logits[row].float().numpy(), out.end_logits[row].float().numpy())


def _window(encoded: Any, number: int, starts: Floats, ends: Floats) -> Window:
    inside = [index for index, which in enumerate(encoded.sequence_ids(number)) if which == 1]
    # The first piece ([CLS] or <s>) stands for there being no answer (Devlin et al., 2019, section 4.3).
    return Window(
        text=encoded["overflow_to_sample_mapping"][number],
        spans=np.array([encoded["offset_mapping"][number][index] for index in inside], dtype=np.int64).reshape(-1, 2),
        starts=starts[inside] - starts[0],
        ends=ends[inside] - ends[0],
    )
