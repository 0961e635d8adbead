"""An embedder without a model: terms are hashed into fixed directions. For tests that need no meaning."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from retrieval.core.records import Passage, PassageVectors, Vector
from retrieval.text.analyzer import terms

_DIMENSION = 64
_LANGUAGE = "en"  # stemming needs a language; for hashing any will do


class HashingEmbedder:
    """Bags of terms as unit vectors of 64 numbers: texts that share terms are near. Deterministic, without a model."""

    @property
    def name(self) -> str:
        """The method, as stored beside the vectors."""
        return f"hashing-{_DIMENSION}-1"

    @property
    def dimension(self) -> int:
        """64."""
        return _DIMENSION

    def warm(self) -> None:
        """Do nothing: there is no model to load."""

    def question(self, text: str) -> Vector:
        """Return the unit vector of a question's terms, shape (64,)."""
        return _bag(text)

    def passages(self, passages: Sequence[Passage], titles: Sequence[str]) -> list[PassageVectors]:
        """Return the vectors of passages, with their titles' terms, and of their sentences."""
        return [
            PassageVectors(
                passage=_bag(f"{title}\n{passage.text}"),
                sentences=np.stack([_bag(passage.quote(s)) for s in passage.sentences]),
            )
            for passage, title in zip(passages, titles, strict=True)
        ]


def _bag(text: str) -> Vector:
    total = np.zeros(_DIMENSION, dtype=np.float32)
    for term in terms(text, _LANGUAGE):
        total += _direction(term)
    norm = float(np.linalg.norm(total))
    return total / np.float32(norm) if norm > 0 else _direction("")


@lru_cache(maxsize=50_000)
def _direction(term: str) -> Vector:
    seed = int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest())
    direction = np.random.default_rng(seed).standard_normal(_DIMENSION).astype(np.float32)
    unit: Vector = direction / np.linalg.norm(direction)
    return unit
