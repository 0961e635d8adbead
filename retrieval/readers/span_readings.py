"""Readings of sentences by a trained model: their likeliest words, and how likely they answer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

import numpy as np

from retrieval.core.records import Passage, TextRange
from retrieval.readers.reading_ranker import SentenceKey
from retrieval.readers.table_rows import write_rows
from retrieval.readers.windows import Floats, Window

LONGEST_ANSWER = 30  # word pieces, as in the BERT paper's evaluation (Devlin et al., 2019)


class QaModel(Protocol):
    """A model that reads texts for an answer to a question."""

    def warm(self) -> None:
        """Load the model, so that the next reading is quick.

        Raises:
            ModelError: it is missing, damaged, or not made for question answering.
        """
        ...

    def read(self, question: str, texts: Sequence[str]) -> list[Window]:
        """Read the question with each text, in one window or several, in the order of the texts."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The reading of a sentence by a model."""

    reading: float  # mean log-odds of the best span beginning and ending where it does, against there being no answer
    passage: float  # mean log-odds of any span of what was read beginning and ending where it does
    span: TextRange  # in the article's text, inside the sentence


Readings: TypeAlias = Mapping[SentenceKey, Reading]


def readings(model: QaModel, question: str, passages: Sequence[tuple[Passage, str]]) -> dict[SentenceKey, Reading]:
    """Return the best span of every sentence that the model was shown, by passage and beginning of the sentence.

    It is shown a passage below its title, and the rows of tables with the names of their columns.

    Args:
        model: reads.
        question: as understood.
        passages: each with the title that it is read under.
    """
    openings = [f"{title}\n" if title else "" for _, title in passages]
    written = [write_rows(passage.text, opens=passage.start == 0) for passage, _ in passages]
    texts = [opening + read.text for opening, read in zip(openings, written, strict=True)]
    best: dict[SentenceKey, Reading] = {}
    for window in model.read(question, texts):
        passage, opening = passages[window.text][0], len(openings[window.text])
        origins = np.concatenate([np.arange(-opening, 0), written[window.text].origins])
        placed = replace(window, spans=origins[window.spans])
        for sentence in passage.sentences:
            reading = _best(placed, sentence, -passage.start)
            key = (passage.id, sentence.start)
            if reading is not None and (key not in best or reading.reading > best[key].reading):
                best[key] = reading
    return best


def readings_of_copies(
    copies: Sequence[Passage], distinct: Sequence[Passage], read: Mapping[SentenceKey, Reading]
) -> dict[SentenceKey, Reading]:
    """Return readings of passages that were not read, copied from the same sentences in passages that were."""
    known: dict[str, tuple[int, Reading]] = {}
    for passage in distinct:
        for sentence in passage.sentences:
            reading = read.get((passage.id, sentence.start))
            if reading is not None:
                known.setdefault(passage.quote(sentence), (sentence.start, reading))
    found: dict[SentenceKey, Reading] = {}
    for copy in copies:
        for sentence in copy.sentences:
            if copy.quote(sentence) in known:
                start, reading = known[copy.quote(sentence)]
                shift = sentence.start - start
                span = TextRange(start=reading.span.start + shift, end=reading.span.end + shift)
                found[copy.id, sentence.start] = replace(reading, span=span)
    return found


def _best(window: Window, sentence: TextRange, shift: int) -> Reading | None:
    """Return the likeliest span inside a sentence; None where the window shows nothing of it.

    Args:
        window: what the model makes of the text; what does not stand in the article has an empty span.
        sentence: in the article.
        shift: from the article's characters to the spans'.
    """
    start, end = sentence.start + shift, sentence.end + shift
    pieces = [i for i, (a, b) in enumerate(window.spans.tolist()) if start <= a < b <= end]
    if not pieces:
        return None
    low, high = pieces[0], pieces[-1] + 1
    stands = window.spans[low:high, 0] < window.spans[low:high, 1]  # in the article: an answer ends there
    sums = _sums(window.starts[low:high], np.where(stands, window.ends[low:high], -np.inf))
    first, last = np.unravel_index(int(np.argmax(sums)), sums.shape)
    begin, stop = int(window.spans[low + first, 0]), int(window.spans[low + last, 1])
    return Reading(
        reading=float(sums[first, last]) / 2,
        passage=(_log_total(window.starts) + _log_total(window.ends)) / 2,
        span=TextRange(start=begin - shift, end=stop - shift),
    )


def _log_total(logits: Floats) -> float:
    """Return the logarithm of the sum of the powers."""
    most = float(logits.max())
    return most + math.log(float(np.exp(logits - most).sum()))


def _sums(starts: Floats, ends: Floats) -> Floats:
    """Start plus end of every span that is in order and not too long, shape (pieces, pieces); others -inf."""
    sums = starts[:, None] + ends[None, :]
    order = np.arange(len(starts))
    length = order[None, :] - order[:, None]
    return np.where((length >= 0) & (length < LONGEST_ANSWER), sums, -np.inf).astype(np.float32)
