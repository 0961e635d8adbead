"""The speed of adding articles with the real model, and the share that is not the model's forward pass."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.speed.measurement import Stopwatch
from bench.speed.peers import Encoder
from bench.speed.timed_library import LIBRARY, Shelf, opened
from retrieval.core.ingestion_records import Added, Draft
from retrieval.core.records import Passage, PassageVectors
from retrieval.embedders.transformer import TransformerEmbedder
from retrieval.text import passages
from retrieval.text.language_detection import DEFAULT

PRECISIONS = ("float32", "bfloat16")


class TimedEmbedder(TransformerEmbedder):
    """The default embedder, with a watch on it and one on its transformer's forward pass."""

    def __init__(self, precision: str) -> None:
        super().__init__(precision=precision)
        self.embedding = Stopwatch()
        self.forward = Stopwatch()

    def passages(self, passages: Sequence[Passage], titles: Sequence[str]) -> list[PassageVectors]:
        """See `TransformerEmbedder.passages`."""
        with self.embedding.running():
            return super().passages(passages, titles)

    def _load(self) -> Any:
        model = super()._load()
        transformer: Any = model[0].auto_model
        watch = self.forward
        whole = transformer.forward

        def timed(*arguments: Any, **options: Any) -> Any:
            with watch.running():
                return whole(*arguments, **options)

        transformer.forward = timed
        return model


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexing:
    """Medians over the rounds of one arithmetic."""

    precision: str
    passages: int
    sentences: int
    passages_a_second: float
    sentences_a_second: float
    forward: float  # shares of the whole time, which add up to 1
    embedder: float  # tokenising, pooling
    put: float  # analysing, storing
    intake: float  # language, sentences, passages
    outside: float  # all but the forward pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """Both arithmetics, and the obvious way to embed the same passages."""

    each: tuple[Indexing, ...]
    obvious_passages_a_second: float  # SentenceTransformer.encode of the passages, with no vectors of sentences
    questions: int
    same_best: float  # share of the questions whose best sentence is the same in both


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    seconds: float
    forward: float
    embedding: float
    put: float
    passages: int
    sentences: int


def measure(drafts: Sequence[Draft], questions: Sequence[str], folder: Path, encoder: Encoder, rounds: int) -> Indexed:
    """Store the articles in a fresh library for each round and arithmetic, by turns; ask the last ones."""
    taken: dict[str, list[_Round]] = {precision: [] for precision in PRECISIONS}
    obvious: list[float] = []
    best: dict[str, list[tuple[str, int] | None]] = {}
    texts = [p.text for draft in drafts for p in passages.split("", draft.text, DEFAULT)]
    for number in range(rounds):
        for precision in PRECISIONS:
            embedder = TimedEmbedder(precision)
            shelf = opened(folder / f"{precision}-{number}.sqlite", embedder)
            with closing(shelf.footnote):
                taken[precision].append(_stored(shelf, embedder, drafts))
                if number == rounds - 1:
                    best[precision] = [_best(shelf, question) for question in questions]
        begun = time.perf_counter()
        encoder.encode(texts)
        obvious.append(len(texts) / (time.perf_counter() - begun))
    pairs = list(zip(*best.values(), strict=True))
    return Indexed(
        each=tuple(_summed(precision, rounds_) for precision, rounds_ in taken.items()),
        obvious_passages_a_second=round(median(obvious), 1),
        questions=len(pairs),
        same_best=round(sum(a == b for a, b in pairs) / len(pairs), 4),
    )


def _stored(shelf: Shelf, embedder: TimedEmbedder, drafts: Sequence[Draft]) -> _Round:
    embedder.warm()
    embedder.forward.seconds.clear()
    begun = time.perf_counter()
    added = [
        outcome.article for outcome in shelf.footnote.iter_store(drafts, library=LIBRARY) if isinstance(outcome, Added)
    ]
    return _Round(
        seconds=time.perf_counter() - begun,
        forward=embedder.forward.total,
        embedding=embedder.embedding.total,
        put=shelf.engine.putting.total,
        passages=sum(article.passages for article in added),
        sentences=shelf.engine.statistics(LIBRARY, ()).sentences,
    )


def _best(shelf: Shelf, question: str) -> tuple[str, int] | None:
    with suppress(IndexError):
        first = shelf.footnote.examine(question, library=LIBRARY).evidence[0]
        return first.passage.passage.article_id, first.sentence.start
    return None


def _summed(precision: str, rounds: Sequence[_Round]) -> Indexing:
    def share(part: str) -> float:
        shares: list[float] = [getattr(measured, part) / measured.seconds for measured in rounds]
        return round(median(shares), 4)

    forward, embedding, put = share("forward"), share("embedding"), share("put")
    return Indexing(
        precision=precision,
        passages=rounds[0].passages,
        sentences=rounds[0].sentences,
        passages_a_second=round(median(measured.passages / measured.seconds for measured in rounds), 1),
        sentences_a_second=round(median(measured.sentences / measured.seconds for measured in rounds), 1),
        forward=forward,
        embedder=round(embedding - forward, 4),
        put=put,
        intake=round(1 - embedding - put, 4),
        outside=round(1 - forward, 4),
    )
