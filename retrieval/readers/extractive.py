"""A reader with a trained model: it reads the likeliest passages, and says which words of which sentence answer."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from retrieval.core.records import Evidence, Passage, Question, RankedPassage, Sentence, StoredPassage
from retrieval.readers.qa_model import Floats, SpanModel, Window
from retrieval.readers.sentence_ranker import SimilarityReader

_LONGEST_ANSWER = 30  # word pieces, as in the BERT paper's evaluation (Devlin et al., 2019)
# A sentence in a passage that was not read counts as one in which the model sees nothing.
UNREAD = -8.0
# A sentence in a language that the model does not know counts as one of which it cannot tell.
UNKNOWN = 0.0
# How much a point of the model's (log-odds of an answer against none) counts beside one of the similarity reader's.
# Fitted by bench/fitting/reader_weights.py on articles that the model was not trained on.
READING_WEIGHT = 1.0


Place: TypeAlias = tuple[str, int]  # a sentence: its passage's id and where it begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a model makes of a sentence."""

    reading: float  # mean log-odds of the best span beginning and ending where it does, against there being no answer
    passage: float  # mean log-odds of any span of what was read beginning and ending where it does
    span: Sentence  # in the article's text, inside the sentence


class SpanReader:
    """Scores sentences by what the similarity reader makes of them and by their best span.

    Args:
        model: reads.
        passages: how many passages it reads for a question, the likeliest first.
        languages: those that the model knows, ISO 639-1; None: all. Sentences in others are only compared.
    """

    def __init__(self, model: SpanModel, *, passages: int, languages: Collection[str] | None = None) -> None:
        self._model = model
        self._passages = passages
        self._languages = languages
        self._similarity = SimilarityReader()

    def warm(self) -> None:
        """Loads the model.

        Raises:
            ModelError: it is missing or damaged.
        """
        self._model.warm()

    def read(self, question: Question, passages: Sequence[tuple[RankedPassage, StoredPassage]]) -> list[Evidence]:
        """Every sentence, best first; ties by passage id, then position."""
        likely = self._similarity.read(question, passages)
        stored = {one.passage.id: one for _, one in passages if self._knows(one.language)}
        names = dict.fromkeys(one.passage.passage.id for one in likely)
        shown = [stored[name] for name in names if name in stored][: self._passages]
        found = readings(self._model, question.text, [(one.passage, one.title) for one in shown])
        scored = [_scored(one, found, known=one.passage.passage.id in stored) for one in likely]
        return sorted(scored, key=lambda e: (-e.score, e.passage.passage.id, e.sentence.start))

    def _knows(self, language: str) -> bool:
        return self._languages is None or language in self._languages


def readings(model: SpanModel, question: str, passages: Sequence[tuple[Passage, str]]) -> dict[Place, Reading]:
    """The best span of every sentence that the model was shown, by passage and beginning of the sentence.

    Args:
        model: reads.
        question: as it is understood.
        passages: each with the title that it is read under.
    """
    openings = [f"{title}\n" if title else "" for _, title in passages]
    texts = [opening + passage.text for opening, (passage, _) in zip(openings, passages, strict=True)]
    found: dict[Place, Reading] = {}
    for window in model.read(question, texts):
        passage, shift = passages[window.text][0], len(openings[window.text])
        for sentence in passage.sentences:
            best = _best(window, sentence, shift - passage.start)
            place = (passage.id, sentence.start)
            if best is not None and (place not in found or best.reading > found[place].reading):
                found[place] = best
    return found


def _scored(evidence: Evidence, found: Mapping[Place, Reading], *, known: bool) -> Evidence:
    if not known:
        return replace(evidence, score=evidence.score + READING_WEIGHT * UNKNOWN)
    best = found.get((evidence.passage.passage.id, evidence.sentence.start))
    reading = max(best.reading, UNREAD) if best else UNREAD
    return replace(
        evidence,
        score=evidence.score + READING_WEIGHT * reading,
        reading=reading,
        passage_reading=max(best.passage, UNREAD) if best else UNREAD,
        highlight=best.span if best and best.reading > 0 else None,  # below, none is likelier than these words
    )


def _best(window: Window, sentence: Sentence, shift: int) -> Reading | None:
    """The likeliest span inside a sentence; None where the window shows nothing of it.

    Args:
        window: what the model makes of the text.
        sentence: in the article.
        shift: from the article's characters to the text's.
    """
    start, end = sentence.start + shift, sentence.end + shift
    pieces = [i for i, (a, b) in enumerate(window.spans.tolist()) if start <= a < b <= end]
    if not pieces:
        return None
    low, high = pieces[0], pieces[-1] + 1
    sums = _sums(window.starts[low:high], window.ends[low:high])
    first, last = np.unravel_index(int(np.argmax(sums)), sums.shape)
    begin, stop = int(window.spans[low + first, 0]), int(window.spans[low + last, 1])
    return Reading(
        reading=float(sums[first, last]) / 2,
        passage=(_log_total(window.starts) + _log_total(window.ends)) / 2,
        span=Sentence(start=begin - shift, end=stop - shift),
    )


def _log_total(logits: Floats) -> float:
    """The logarithm of the sum of the powers."""
    most = float(logits.max())
    return most + math.log(float(np.exp(logits - most).sum()))


def _sums(starts: Floats, ends: Floats) -> Floats:
    """Start plus end of every span that is in order and not too long, shape (pieces, pieces); others -inf."""
    sums = starts[:, None] + ends[None, :]
    order = np.arange(len(starts))
    length = order[None, :] - order[:, None]
    return np.where((length >= 0) & (length < _LONGEST_ANSWER), sums, -np.inf).astype(np.float32)
