"""Finds, for every training question, passages that this system's own retrieval ranks high: with the answer, and not.

The whole training set is one library, so that wrong passages come from other articles too. Ranking is that of
`retrieval.ranking.reranker` (BM25, cosine and coverage, with its weights), computed for thousands of questions at once.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from rich.console import Console
from rich.progress import track
from scipy import sparse

from bench.train_reader.readers import arithmetic
from retrieval.core.records import Passage
from retrieval.embedders.transformer import TransformerEmbedder
from retrieval.evaluation import dataset
from retrieval.evaluation.dataset import Collection, GoldenQuestion
from retrieval.ranking import bm25, reranker
from retrieval.text import passages
from retrieval.text.analyzer import terms

HARD = 12  # wrong passages kept for a question, best first
DEEP = 60  # ranked passages looked at for them
_CHUNK = 512  # questions ranked in one go

console = Console(stderr=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A passage as the reader gets it."""

    article: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mined:
    """A question with passages (numbers into the texts) and the answer's characters in the right one."""

    question: str
    right: int | None  # None where no passage answers
    span: tuple[int, int]  # in the right passage's text; (0, 0) where there is none
    wrong: tuple[int, ...]  # ranked high, without the answer's words, best first; where none answers, the one asked on


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """A set's texts and what was mined on them."""

    texts: tuple[Text, ...]
    mined: tuple[Mined, ...]


def load(directory: Path) -> Collection:
    """Return a set in the format of `footnote eval` whose articles are in one file."""
    return dataset.read(directory, load=lambda _: iter(()))


def paragraphs(directory: Path) -> dict[str, tuple[int, int]]:
    """Return the characters of the paragraph that each question of a set was written about, by the question's id."""
    with gzip.open(directory / "questions.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = (json.loads(line) for line in lines)
        return {record["id"]: tuple(record["paragraph"]) for record in records if "paragraph" in record}


def mine(
    collection: Collection,
    paragraphs_of_questions: dict[str, tuple[int, int]],
    embedder: TransformerEmbedder | None,
    *,
    near_misses_in_article: bool = False,
) -> Pool:
    """Split a set's articles, rank every passage for every question, and keep what training needs.

    Args:
        collection: the set.
        paragraphs_of_questions: see `paragraphs`.
        embedder: ranks by meaning too; None: by words alone.
        near_misses_in_article: a question without an answer comes with passages of its own article alone: for sets
            that do not say which paragraph it was written about.
    """
    split = [
        (draft.source, draft.title, passage)
        for draft in track(collection.drafts, "splitting", console=console)
        for passage in passages.split(draft.source, draft.text, "en")
    ]
    texts = tuple(Text(article=source, title=title, text=passage.text) for source, title, passage in split)
    places: dict[str, list[tuple[int, Passage]]] = {}
    for number, (source, _, passage) in enumerate(split):
        places.setdefault(source, []).append((number, passage))
    index = _Index(texts, [passage for *_, passage in split], embedder)
    mined: list[Mined] = []
    questions = collection.questions
    for start in track(range(0, len(questions), _CHUNK), "mining", console=console):
        chunk = questions[start : start + _CHUNK]
        for question, ranked in zip(chunk, index.rank([question.question for question in chunk]), strict=True):
            own = places.get(question.article or "", [])
            if question.answerable:
                mined.extend(_answerable(question, ranked, own, texts))
                continue
            near = _near_misses(
                paragraphs_of_questions.get(question.id), ranked, own, in_article=near_misses_in_article
            )
            mined.append(Mined(question=question.question, right=None, span=(0, 0), wrong=near))
    return Pool(texts=texts, mined=tuple(mined))


def _near_misses(
    paragraph: tuple[int, int] | None, ranked: Sequence[int], own: Sequence[tuple[int, Passage]], *, in_article: bool
) -> tuple[int, ...]:
    """Find passages for a question without an answer: that of its paragraph, then the others, best first.

    Args:
        paragraph: that the question was written about, where that is known.
        ranked: passages of all articles, best first.
        own: passages of the article that the question was written about.
        in_article: only those of the article: the ranked ones, then the rest.
    """
    first = [number for number, passage in own if paragraph is not None and _overlap(passage, paragraph)]
    if in_article:
        numbers = [number for number, _ in own]
        ranked = [*(number for number in ranked if number in set(numbers)), *numbers]
    return tuple(dict.fromkeys([*first, *ranked]))[:HARD]


def _answerable(
    question: GoldenQuestion, ranked: Sequence[int], own: Sequence[tuple[int, Passage]], texts: Sequence[Text]
) -> Iterator[Mined]:
    """Yield a question with the passage that holds its answer; nothing where the answer goes beyond a passage."""
    answer = next(
        (
            (number, (start - passage.start, end - passage.start))
            for start, end in question.spans
            for number, passage in own
            if passage.start <= start and end <= passage.end
        ),
        None,
    )
    if answer is None:
        return
    right, span = answer
    words = [re.compile(rf"(?<!\w){re.escape(answer.casefold())}(?!\w)") for answer in question.answers]
    wrong = [n for n in ranked if n != right and not any(word.search(texts[n].text.casefold()) for word in words)]
    yield Mined(question=question.question, right=right, span=span, wrong=tuple(wrong[:HARD]))


def _overlap(passage: Passage, paragraph: tuple[int, int]) -> bool:
    """Return whether more than half of the shorter of the two lies in the other."""
    start, end = paragraph
    shared = min(end, passage.end) - max(start, passage.start)
    return 2 * shared > min(end - start, passage.end - passage.start)


class _Index:
    """Term weights and vectors of all passages, as matrices."""

    def __init__(self, texts: Sequence[Text], split: Sequence[Passage], embedder: TransformerEmbedder | None) -> None:
        self._embedder = embedder
        self._vocabulary: dict[str, int] = {}
        fresh = count()
        rows: list[npt.NDArray[np.int64]] = []
        for text in track(texts, "analysing", console=console):
            numbers: list[int] = []
            for term in terms(f"{text.title}\n{text.text}", "en"):
                if term not in self._vocabulary:
                    self._vocabulary[term] = next(fresh)
                numbers.append(self._vocabulary[term])
            rows.append(np.array(numbers, dtype=np.int64))
        self._weights, self._idf_of_terms, self._idf = _matrices(rows, len(self._vocabulary))
        vectors = (
            []
            if embedder is None
            else [
                vectors_of_passage.passage
                for start in track(range(0, len(split), 512), "embedding", console=console)
                for vectors_of_passage in embedder.passages(
                    split[start : start + 512], [text.title for text in texts[start : start + 512]]
                )
            ]
        )
        self._vectors = np.stack(vectors) if vectors else None

    def rank(self, questions: Sequence[str]) -> list[list[int]]:
        """Return the best DEEP passages of each question, best first."""
        numbers = [sorted({self._vocabulary[t] for t in terms(q, "en") if t in self._vocabulary}) for q in questions]
        rows = np.repeat(np.arange(len(numbers)), [len(row) for row in numbers])
        columns = np.array([column for row in numbers for column in row], dtype=np.int64)
        incidence = sparse.csr_matrix(
            (np.ones(len(rows)), (rows, columns)), shape=(len(numbers), len(self._vocabulary)), dtype=np.float32
        )
        total = np.maximum(incidence @ self._idf, 1e-6)[:, None]
        lexical = (incidence @ self._weights).toarray() / (total * (bm25.K1 + 1))
        coverage = (incidence @ self._idf_of_terms).toarray() / total
        similar: npt.NDArray[np.float32] | float = 0.0
        if self._embedder is not None and self._vectors is not None:
            similar = _embed(self._embedder, questions) @ self._vectors.T
        score = (
            reranker.LEXICAL_WEIGHT * lexical
            + reranker.SIMILARITY_WEIGHT * similar
            + reranker.COVERAGE_WEIGHT * coverage
        )
        deep = min(DEEP, score.shape[1] - 1)
        best = np.argpartition(-score, deep, axis=1)[:, :deep]
        return [sorted(best[i].tolist(), key=lambda n, i=i: -score[i, n]) for i in range(len(questions))]  # type: ignore[misc]


def _embed(embedder: TransformerEmbedder, questions: Sequence[str]) -> npt.NDArray[np.float32]:
    """Embed many questions at once: the embedder's own way takes them singly, as users ask them."""
    model = embedder._loaded()  # noqa: SLF001
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=arithmetic() == torch.bfloat16):
        return np.asarray(model.encode(list(questions), batch_size=64, normalize_embeddings=True).astype(np.float32))


def _matrices(
    rows: Sequence[npt.NDArray[np.int64]], width: int
) -> tuple[sparse.csr_matrix, sparse.csr_matrix, npt.NDArray[np.float32]]:
    """Compute BM25 weights and idf by term and passage, shape (terms, passages) each, and the idf of each term."""
    lengths = np.array([len(row) for row in rows])
    documents = np.repeat(np.arange(len(rows)), lengths)
    counts = sparse.coo_matrix((np.ones(lengths.sum()), (np.concatenate(rows), documents)), shape=(width, len(rows)))
    counts = counts.tocsr()
    counts.sum_duplicates()
    frequencies = np.diff(counts.indptr)
    idf = np.log1p((len(rows) - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)
    spread = bm25.K1 * (1 - bm25.PASSAGE_B + bm25.PASSAGE_B * lengths / lengths.mean())
    of_term = np.repeat(idf, frequencies)
    present = sparse.csr_matrix((of_term, counts.indices, counts.indptr), shape=counts.shape)
    saturated = counts.data * (bm25.K1 + 1) / (counts.data + spread[counts.indices])
    weights = sparse.csr_matrix((of_term * saturated, counts.indices, counts.indptr), shape=counts.shape)
    return weights.astype(np.float32), present.astype(np.float32), idf
