"""Other ways to find an answer, with the same model: the obvious one by hand, and two libraries where installed.

Each takes texts with their vectors, and gives for a question the position of the text that it puts first.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from rank_bm25 import BM25Okapi

from retrieval.core.records import Matrix
from retrieval.embedders.default_model import default_folder

READ = 5  # passages whose sentences the obvious way reads
FOUND = 10  # texts asked of a library


class Peer(Protocol):
    """A way to find the best of many texts."""

    @property
    def name(self) -> str:
        """The name in tables."""
        ...

    def index(self, texts: Sequence[str], vectors: Matrix) -> None:
        """Index all texts in place of earlier ones; `vectors` has a unit row for each."""
        ...

    def best(self, question: str) -> int | None:
        """Return the position of the text that fits the question best, or None."""
        ...


class Encoder:
    """The default model as sentence-transformers loads it."""

    def __init__(self) -> None:
        import transformers  # noqa: PLC0415  seconds to import
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415

        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self._model = SentenceTransformer(str(default_folder()), device="cpu")

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Embed the texts as unit vectors, shape (texts, dimension)."""
        made: Matrix = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return made


class Obvious:
    """rank-bm25 and sentence-transformers as their own pages show them: the scores of every text, added up."""

    name = "rank-bm25 + sentence-transformers"

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors = np.empty((0, 0), dtype=np.float32)
        self._words: BM25Okapi | None = None

    def index(self, texts: Sequence[str], vectors: Matrix) -> None:
        """See `Peer.index`."""
        self._words = BM25Okapi([tokens(text) for text in texts])
        self._vectors = vectors

    def order(self, question: str, count: int) -> list[int]:
        """Return the positions of the best texts, best first."""
        assert self._words is not None
        words = self._words.get_scores(tokens(question))
        meaning = self._vectors @ self._encoder.encode([question])[0]
        scores = words / max(float(words.max()), 1e-9) + meaning
        best: list[int] = np.argsort(-scores)[:count].tolist()
        return best

    def best(self, question: str) -> int | None:
        """See `Peer.best`."""
        return self.order(question, 1)[0]

    def sentence(self, question: str, sentences: Sequence[Sequence[str]]) -> tuple[int, int]:
        """Find the sentence nearest to the question in the best texts: its text and the position in that."""
        candidates = [(text, at) for text in self.order(question, READ) for at in range(len(sentences[text]))]
        vectors = self._encoder.encode([question, *(sentences[text][at] for text, at in candidates)])
        return candidates[int(np.argmax(vectors[1:] @ vectors[0]))]


class Txtai:
    """txtai's hybrid index with its defaults: its own BM25, and faiss."""

    name = "txtai hybrid"

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._embeddings: Any = None

    def index(self, texts: Sequence[str], vectors: Matrix) -> None:
        """See `Peer.index`."""
        from txtai import Embeddings  # noqa: PLC0415  an extra

        known, encode = dict(zip(texts, vectors, strict=True)), self._encoder.encode

        def transform(asked: Sequence[str]) -> Matrix:  # txtai takes nothing but a plain function
            return np.stack([known[text] if text in known else encode([text])[0] for text in asked])

        self._embeddings = Embeddings(hybrid=True, method="external", transform=transform)
        self._embeddings.index(list(enumerate(texts)))

    def best(self, question: str) -> int | None:
        """See `Peer.best`."""
        found = self._embeddings.search(question, FOUND)
        return int(found[0][0]) if found else None


class Haystack:
    """Haystack's in-memory store with its defaults: BM25 and cosine, joined by reciprocal ranks."""

    name = "Haystack hybrid"

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._words: Any = None
        self._meaning: Any = None
        self._joiner: Any = None

    def index(self, texts: Sequence[str], vectors: Matrix) -> None:
        """See `Peer.index`."""
        os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
        from haystack import Document  # noqa: PLC0415  an extra
        from haystack.components.joiners import DocumentJoiner  # noqa: PLC0415
        from haystack.components.retrievers import in_memory  # noqa: PLC0415
        from haystack.document_stores.in_memory import InMemoryDocumentStore  # noqa: PLC0415

        store = InMemoryDocumentStore(embedding_similarity_function="cosine")
        store.write_documents(
            [
                Document(id=str(at), content=text, embedding=vector.tolist())
                for at, (text, vector) in enumerate(zip(texts, vectors, strict=True))
            ]
        )
        self._words = in_memory.InMemoryBM25Retriever(store, top_k=FOUND)
        self._meaning = in_memory.InMemoryEmbeddingRetriever(store, top_k=FOUND)
        self._joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion")

    def best(self, question: str) -> int | None:
        """See `Peer.best`."""
        words = self._words.run(query=question)["documents"]
        vector = self._encoder.encode([question])[0].tolist()
        meaning = self._meaning.run(query_embedding=vector)["documents"]
        found = self._joiner.run(documents=[words, meaning])["documents"]
        return int(found[0].id) if found else None


_LIBRARIES: dict[str, Callable[[Encoder], Peer]] = {"txtai": Txtai, "haystack": Haystack}


def installed(encoder: Encoder) -> list[Peer]:
    """Return the libraries that can be imported here."""
    return [make(encoder) for package, make in _LIBRARIES.items() if importlib.util.find_spec(package)]


def missing() -> list[str]:
    """Return the libraries that cannot."""
    return [package for package in _LIBRARIES if not importlib.util.find_spec(package)]


def tokens(text: str) -> list[str]:
    """Split a text into words in lower case, as rank-bm25's own page does."""
    return text.lower().split()
