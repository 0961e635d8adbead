"""Runs a shipped reading model on ONNX Runtime: the same windows as `qa_model`, without importing PyTorch."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.readers import shipped
from retrieval.readers.windows import LONGEST, LONGEST_QUESTION, STRIDE, Window
from retrieval.text.letter_forms import plain_letters

if TYPE_CHECKING:
    from tokenizers import Encoding

_MOST_THREADS = 4  # more are no faster on texts this short


class OnnxQaModel:
    """Reads texts for an answer to a question. Safe to use from several threads.

    The small model reads as many texts at once as it has threads, each on one: a quarter less processor time than one
    text after the other on all of them. The large one is given one text at a time.

    Args:
        name: of a shipped model.
        threads: of the processor; 0: as many as there are cores, at most four.
    """

    def __init__(self, name: str, *, threads: int = 0) -> None:
        self._name = name
        threads = threads or min(os.cpu_count() or 1, _MOST_THREADS)
        self._at_once = threads if name == shipped.SMALL else 1  # texts
        self._threads = threads // self._at_once  # for each
        self._readers = ThreadPoolExecutor(max_workers=self._at_once)  # starts its threads when they are needed
        self._using = threading.Lock()  # a tokenizer's truncation is set for each question
        self._loaded: shipped.ShippedModel | None = None

    def warm(self) -> None:
        """Load the model. Its first run takes no longer than the next, so it is not run.

        Raises:
            ModelError: it is missing or damaged.
        """
        with self._using:
            self._loaded_model()

    def read(self, question: str, texts: Sequence[str]) -> list[Window]:
        """Read the question with each text, in one window or several, in the order of the texts."""
        if not texts:
            return []
        with self._using:
            model = self._loaded_model()
            encoded = list(_encode(model, plain_letters(question), [plain_letters(text) for text in texts]))
        if self._at_once == 1 or len(encoded) == 1:
            return [_read(model, each) for each in encoded]
        longest_first = sorted(encoded, key=lambda numbered: -len(numbered[1].ids))  # so that the threads end together
        windows = self._readers.map(partial(_read, model), longest_first)
        return sorted(windows, key=lambda window: window.text)

    def _loaded_model(self) -> shipped.ShippedModel:
        """Return the model, loaded by the first caller; each holds `_using`."""
        if self._loaded is None:
            self._loaded = shipped.load(self._name, self._threads)
        return self._loaded


def _encode(model: shipped.ShippedModel, question: str, texts: Sequence[str]) -> Iterator[tuple[int, Encoding]]:
    """Yield the number of each text with the word pieces of one of its windows."""
    tokenizer = model.tokenizer
    tokenizer.no_truncation()
    asked = tokenizer.encode(question, add_special_tokens=False).offsets
    cut = question if len(asked) <= LONGEST_QUESTION else question[: asked[LONGEST_QUESTION][0]]
    tokenizer.enable_truncation(LONGEST, stride=STRIDE, strategy="only_second")
    for number, text in enumerate(texts):
        whole = tokenizer.encode(cut, text)
        for encoding in (whole, *whole.overflowing):
            yield number, encoding


def _read(model: shipped.ShippedModel, numbered: tuple[int, Encoding]) -> Window:
    """Read one window: the number of its text, and its word pieces."""
    number, encoding = numbered
    return _window(number, encoding, _run(model, encoding))


def _run(model: shipped.ShippedModel, encoding: Encoding) -> np.ndarray:
    """Return the logits of an answer's start and end at each piece, shape (pieces, 2)."""
    pieces = np.array(encoding.ids, dtype=np.int64)
    first = model.first_position
    inputs: dict[str, Any] = {"positions": np.arange(first, first + len(pieces), dtype=np.int64)}
    if model.words is None:
        inputs["input_ids"] = pieces
    else:
        inputs |= {"words": model.words[pieces], "token_type_ids": np.array(encoding.type_ids, dtype=np.int64)}
    logits: np.ndarray = model.session.run(["logits"], inputs)[0]
    return logits


def _window(number: int, encoding: Encoding, logits: np.ndarray) -> Window:
    inside = [index for index, text in enumerate(encoding.sequence_ids) if text == 1]
    offsets = encoding.offsets  # made anew each time it is asked for
    spans = np.array([offsets[index] for index in inside], dtype=np.int64).reshape(-1, 2)
    # The first piece stands for there being no answer (Devlin et al., 2019, section 4.3).
    return Window(
        text=number,
        spans=spans,
        starts=logits[inside, 0] - logits[0, 0],
        ends=logits[inside, 1] - logits[0, 1],
    )
