"""What the trained reader makes of the sentences that reader_weights.py gathered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from rich.console import Console
from rich.progress import track

from bench.fitting.confidence_curve import Asked, vector
from retrieval.core.settings import RetrievalSettings
from retrieval.readers.extractive import UNREAD, readings
from retrieval.readers.qa_model import SpanModel
from retrieval.readers.sentence_ranker import WEIGHTS, Weights

READ = RetrievalSettings().model_passages
ELSEWHERE = 4  # passages of other articles read besides, for the case that the question's own is left out


def read_all(asked: Sequence[Asked], model: SpanModel, *, console: Console) -> list[Asked]:
    """The questions with the reading of each sentence: UNREAD where its passage is not among the likeliest."""
    return [_read(question, model) for question in track(asked, "reading", console=console)]


def _read(question: Asked, model: SpanModel, weights: Weights = WEIGHTS) -> Asked:
    scores = question.features @ vector(weights)
    order = np.argsort(-scores, kind="stable")
    names = [each.passage.passage.id for each in question.evidence]
    near = list(dict.fromkeys(names[at] for at in order if question.rank[at] < RetrievalSettings().read_passages))[
        :READ
    ]
    other = [name for name in dict.fromkeys(names[at] for at in order if not question.own[at]) if name not in near]
    chosen = [*near, *other[:ELSEWHERE]]
    passages = {each.passage.passage.id: each.passage for each in question.evidence}
    found = readings(
        model, question.question.question, [(passages[name].passage, passages[name].title) for name in chosen]
    )
    read = [found.get((each.passage.passage.id, each.sentence.start)) for each in question.evidence]
    return replace(
        question,
        reading=np.array([UNREAD if each is None else max(each.reading, UNREAD) for each in read]),
        passage_reading=np.array([UNREAD if each is None else max(each.passage, UNREAD) for each in read]),
    )
