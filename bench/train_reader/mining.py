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
    """A set in the format of `footnote eval` whose articles are in one file."""
    return dataset.read(directory, load=lambda _: iter(()))


def paragraphs(directory: Path) -> dict[str, tuple[int, int]]:
    """The characters of the paragraph that each question of a set was written about, by the question's id."""
    with gzip.open(directory / "questions.jsonl.gz", "rt", encoding="utf-8") as lines:
        held = (json.loads(line) for line in lines)
        return {one["id"]: tuple(one["paragraph"]) for one in held if "paragraph" in one}


def mine(loaded: Collection, asked_on: dict[str, tuple[int, int]], embedder: TransformerEmbedder | None) -> Pool:
    """Splits a set's articles, ranks every passage for every question, and keeps what training needs.

    Args:
        loaded: the set.
        asked_on: see `paragraphs`.
        embedder: ranks by meaning too; None: by words alone.
    """
    split = [
        (draft.source, draft.title, passage)
        for draft in track(loaded.drafts, "splitting", console=console)
        for passage in passages.split(draft.source, draft.text, "en")
    ]
    texts = tuple(Text(article=source, title=title, text=passage.text) for source, title, passage in split)
    places: dict[str, list[tuple[int, Passage]]] = {}
    for number, (source, _, passage) in enumerate(split):
        places.setdefault(source, []).append((number, passage))
    index = _Index(texts, [passage for *_, passage in split], embedder)
    mined: list[Mined] = []
    asked = loaded.questions
    for start in track(range(0, len(asked), _CHUNK), "mining", console=console):
        chunk = asked[start : start + _CHUNK]
        for question, ranked in zip(chunk, index.rank([one.question for one in chunk]), strict=True):
            mined.extend(_mined(question, asked_on.get(question.id), ranked, places, texts))
    return Pool(texts=texts, mined=tuple(mined))


def _mined(
    question: GoldenQuestion,
    paragraph: tuple[int, int] | None,
    ranked: Sequence[int],
    places: dict[str, list[tuple[int, Passage]]],
    texts: Sequence[Text],
) -> Iterator[Mined]:
    own = places.get(question.article or "", [])
    if not question.answerable:
        asked = [number for number, passage in own if paragraph is not None and _holds(passage, paragraph)]
        wrong = tuple(dict.fromkeys([*asked, *ranked]))[:HARD]
        yield Mined(question=question.question, right=None, span=(0, 0), wrong=wrong)
        return
    found = next(
        (
            (number, (start - passage.start, end - passage.start))
            for start, end in question.spans
            for number, passage in own
            if passage.start <= start and end <= passage.end
        ),
        None,
    )
    if found is None:
        return
    right, span = found
    held = [re.compile(rf"(?<!\w){re.escape(answer.casefold())}(?!\w)") for answer in question.answers]
    wrong = [n for n in ranked if n != right and not any(one.search(texts[n].text.casefold()) for one in held)]
    yield Mined(question=question.question, right=right, span=span, wrong=tuple(wrong[:HARD]))


def _holds(passage: Passage, paragraph: tuple[int, int]) -> bool:
    """Whether more than half of the shorter of the two lies in the other."""
    start, end = paragraph
    shared = min(end, passage.end) - max(start, passage.start)
    return 2 * shared > min(end - start, passage.end - passage.start)


class _Index:
    """Term weights and vectors of all passages, as matrices."""

    def __init__(self, texts: Sequence[Text], split: Sequence[Passage], embedder: TransformerEmbedder | None) -> None:
        self._embedder = embedder
        self._vocabulary: dict[str, int] = {}
        numbers = count()
        rows: list[npt.NDArray[np.int64]] = []
        for text in track(texts, "analysing", console=console):
            found: list[int] = []
            for term in terms(f"{text.title}\n{text.text}", "en"):
                if term not in self._vocabulary:
                    self._vocabulary[term] = next(numbers)
                found.append(self._vocabulary[term])
            rows.append(np.array(found, dtype=np.int64))
        self._weights, self._held, self._idf = _matrices(rows, len(self._vocabulary))
        vectors = (
            []
            if embedder is None
            else [
                one.passage
                for start in track(range(0, len(split), 512), "embedding", console=console)
                for one in embedder.passages(
                    split[start : start + 512], [text.title for text in texts[start : start + 512]]
                )
            ]
        )
        self._vectors = np.stack(vectors) if vectors else None

    def _embed(self, asked: Sequence[str]) -> npt.NDArray[np.float32]:
        """Many questions at once: the embedder's own way takes them one by one, as users ask them."""
        model = self._embedder._loaded()  # noqa: SLF001
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return np.asarray(model.encode(list(asked), batch_size=64, normalize_embeddings=True).astype(np.float32))

    def rank(self, questions: Sequence[str]) -> list[list[int]]:
        """The best DEEP passages of each question, best first."""
        asked = [sorted({self._vocabulary[t] for t in terms(q, "en") if t in self._vocabulary}) for q in questions]
        rows = np.repeat(np.arange(len(asked)), [len(one) for one in asked])
        columns = np.array([column for one in asked for column in one], dtype=np.int64)
        ones = sparse.csr_matrix(
            (np.ones(len(rows)), (rows, columns)), shape=(len(asked), len(self._vocabulary)), dtype=np.float32
        )
        total = np.maximum(ones @ self._idf, 1e-6)[:, None]
        lexical = (ones @ self._weights).toarray() / (total * (bm25.K1 + 1))
        covered = (ones @ self._held).toarray() / total
        similar = 0.0 if self._vectors is None else self._embed(questions) @ self._vectors.T
        score = (
            reranker.LEXICAL_WEIGHT * lexical
            + reranker.SIMILARITY_WEIGHT * similar
            + reranker.COVERAGE_WEIGHT * covered
        )
        best = np.argpartition(-score, DEEP, axis=1)[:, :DEEP]
        return [sorted(best[i].tolist(), key=lambda n, i=i: -score[i, n]) for i in range(len(questions))]  # type: ignore[misc]


def _matrices(
    rows: Sequence[npt.NDArray[np.int64]], width: int
) -> tuple[sparse.csr_matrix, sparse.csr_matrix, npt.NDArray[np.float32]]:
    """BM25 weights and idf by term and passage, shape (terms, passages) each, and the idf of each term."""
    lengths = np.array([len(row) for row in rows])
    documents = np.repeat(np.arange(len(rows)), lengths)
    counts = sparse.coo_matrix((np.ones(lengths.sum()), (np.concatenate(rows), documents)), shape=(width, len(rows)))
    counts = counts.tocsr()
    counts.sum_duplicates()
    frequencies = np.diff(counts.indptr)
    idf = np.log1p((len(rows) - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)
    spread = bm25.K1 * (1 - bm25.PASSAGE_B + bm25.PASSAGE_B * lengths / lengths.mean())
    of_term = np.repeat(idf, frequencies)
    held = sparse.csr_matrix((of_term, counts.indices, counts.indptr), shape=counts.shape)
    saturated = counts.data * (bm25.K1 + 1) / (counts.data + spread[counts.indices])
    weights = sparse.csr_matrix((of_term * saturated, counts.indices, counts.indptr), shape=counts.shape)
    return weights.astype(np.float32), held.astype(np.float32), idf
