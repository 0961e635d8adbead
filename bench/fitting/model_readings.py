"""The trained reader's readings of the sentences that reader_weights.py gathered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from rich.console import Console
from rich.progress import track

from bench.fitting.confidence_curve import Asked, vector
from retrieval.core.settings import RetrievalSettings
from retrieval.readers.extractive import Stage
from retrieval.readers.reading_ranker import UNREAD, SentenceKey, asks_for_person, reading_features
from retrieval.readers.sentence_ranker import WEIGHTS, SimilarityReader, Weights
from retrieval.readers.span_readings import readings

ELSEWHERE = 3  # passages of other articles read besides, for the case that the question's own is left out


def read_all(asked: Sequence[Asked], stages: Sequence[Stage], *, elsewhere: bool, console: Console) -> list[Asked]:
    """Read the questions with the reading of each sentence: UNREAD where its passage is not among the likeliest.

    Args:
        asked: the questions.
        stages: the models.
        elsewhere: whether passages of other articles are read besides.
        console: shows the progress.
    """
    others = ELSEWHERE if elsewhere else 0
    return [_read(question, stages, others) for question in track(asked, "reading", console=console)]


def _read(question: Asked, stages: Sequence[Stage], others: int, weights: Weights = WEIGHTS) -> Asked:
    scores = question.features @ vector(weights)
    passages = {each.passage.passage.id: each.passage for each in question.evidence}
    keys = [(each.passage.passage.id, each.sentence.start) for each in question.evidence]
    added, passage_readings = np.zeros(len(scores)), []
    each_read: list[dict[SentenceKey, float]] = []
    for stage in stages:
        chosen = _chosen(question, scores + added, stage.passages, others)
        shown = [(passages[name].passage, passages[name].title) for name in chosen]
        best = readings(stage.model, question.question.question, shown)
        read = [best.get(key) for key in keys]
        reading = np.array([UNREAD if each is None else max(each.reading, UNREAD) for each in read])
        passage_readings.append(np.array([UNREAD if each is None else max(each.passage, UNREAD) for each in read]))
        added = added + stage.weight * reading
        each_read.append({key: found.reading for key, found in best.items()})
    return replace(
        question,
        reading=reading,
        passage_reading=np.mean(passage_readings, axis=0),
        added=added,
        read_features=_read_features(question, *each_read) if len(stages) > 1 else None,
    )


def _read_features(question: Asked, first: dict[SentenceKey, float], *later: dict[SentenceKey, float]) -> np.ndarray:
    """Return what `ReadingWeights` weighs of each sentence, shape (sentences, features)."""
    asks_who, compared = asks_for_person(question.question.question), SimilarityReader()
    english = {each.passage.passage.id: "en" for each in question.evidence}
    return np.array(
        [
            reading_features(compared.evidence(each), asks_who=asks_who, first=first, last=later[-1], languages=english)
            for each in question.evidence
        ]
    )


def _chosen(question: Asked, scores: np.ndarray, count: int, others: int) -> list[str]:
    """Return the passages that are read: the likeliest, and as many of other articles than the question's own."""
    order = np.argsort(-scores, kind="stable")
    names = [each.passage.passage.id for each in question.evidence]
    near = list(dict.fromkeys(names[at] for at in order if question.rank[at] < RetrievalSettings().read_passages))
    near = near[:count]
    other = [name for name in dict.fromkeys(names[at] for at in order if not question.own[at]) if name not in near]
    return [*near, *other[:others]]
