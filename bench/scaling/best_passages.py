"""Compares the ten best passages of questions with those that the exact search of all stored vectors gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.speed.timed_library import LIBRARY, Shelf
from retrieval.core.records import Matrix, Question
from retrieval.core.sqlite_files.sqlite_file import SqliteFile
from retrieval.engines.sqlite import library_schema, vector_rows, writer
from retrieval.ranking import reranker

BEST = 10
NEAREST = 100  # as settings.retrieval.dense_candidates
BATCH = 16_384


def count_same(shelf: Shelf, questions: Sequence[Question]) -> int:
    """Return how many of the questions have the same best passages, in the same order, either way."""
    vectors = np.stack([question.vector for question in questions])
    exact = _nearest(shelf.path, vectors)
    return sum(_is_same(shelf, question, keys) for question, keys in zip(questions, exact, strict=True))


def _is_same(shelf: Shelf, question: Question, exact: Sequence[int]) -> bool:
    found = shelf.engine.dense(LIBRARY, question.vector, NEAREST)
    if set(found) == set(exact):
        return True  # the same candidates have the same ranking
    lexical = shelf.engine.lexical(LIBRARY, question.terms, NEAREST)
    return _best(shelf, question, [*lexical, *found]) == _best(shelf, question, [*lexical, *exact])


def _best(shelf: Shelf, question: Question, keys: Sequence[int]) -> list[str]:
    postings = shelf.engine.postings(LIBRARY, keys)
    ranked = reranker.rerank(question, postings, lambda best: shelf.engine.fetch(LIBRARY, best), limit=BEST)
    return [passage.passage.id for passage, _ in ranked]


def _nearest(path: Path, vectors: Matrix) -> list[list[int]]:
    """Return the keys of the nearest passages to each vector, of all stored vectors, read a batch at a time."""
    best = np.full((len(vectors), NEAREST), -np.inf, dtype=np.float32)
    found = np.zeros((len(vectors), NEAREST), dtype=np.int64)
    for keys, rows in _stored(path, vectors.shape[1]):
        products = np.concatenate([best, vectors @ rows.T], axis=1)
        candidates = np.concatenate([found, np.broadcast_to(keys, (len(vectors), len(keys)))], axis=1)
        chosen = np.argpartition(-products, NEAREST, axis=1)[:, :NEAREST]
        best, found = np.take_along_axis(products, chosen, 1), np.take_along_axis(candidates, chosen, 1)
    nearest: list[list[int]] = found.tolist()
    return nearest


def _stored(path: Path, dimension: int) -> Iterator[tuple[npt.NDArray[np.int64], Matrix]]:
    with closing(SqliteFile(path, library_schema.LIBRARY_FORMAT)) as file, file.reading() as connection:
        library = writer.find_library(connection, LIBRARY)
        assert library is not None
        first, _ = vector_rows.key_bounds(library.number)
        for keys, rows in vector_rows.read_batches(connection, library.number, dimension, after=first - 1, batch=BATCH):
            yield np.array(keys, dtype=np.int64), rows
