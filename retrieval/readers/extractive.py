"""A reader with a trained model: it reads the likeliest passages, and says which words of which sentence answer."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from retrieval.core.concurrent_calls import run_together
from retrieval.core.records import Evidence, Passage, Question, RankedPassage, Sentence, StoredPassage
from retrieval.discourse.boilerplate import dateline_length
from retrieval.readers import copied_passages, reading_ranker
from retrieval.readers.reading_ranker import UNKNOWN, UNREAD, Place, ReadingWeights
from retrieval.readers.sentence_ranker import SimilarityReader
from retrieval.readers.windows import Floats, Window
from retrieval.text.question_language import foreign_language

LONGEST_ANSWER = 30  # word pieces, as in the BERT paper's evaluation (Devlin et al., 2019)
# How much a point of a model's log-odds counts beside one of the similarity reader's score: of a model that reads alone
# (fitted by bench/fitting/reader_weights.py on articles that it was not trained on), and of the small and the large
# model where both read (of 0.5 to 3, right sentence first on the tune sets: bench/train_reader/LOG.md). The last two
# only choose what the large model reads, where the weights of `reading_ranker` then replace them.
ALONE = 1.0
FIRST = 1.0
SECOND = 1.45


class QaModel(Protocol):
    """A model that reads texts for an answer to a question."""

    def warm(self) -> None:
        """Load the model and run it once.

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
    span: Sentence  # in the article's text, inside the sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A model, how many passages it reads for a question (the likeliest first), and what its reading counts."""

    model: QaModel
    passages: int
    weight: float  # of a point of its log-odds, beside a point of the similarity reader's score


class ExtractiveReader:
    """Scores sentences by what the similarity reader makes of them and by their best span.

    Args:
        stages: in order: each reads the passages that are likeliest after the one before, so that a large model reads
            only what a small one has found.
        languages: those that the models know, ISO 639-1; None: all. Sentences in others are only compared, and so are
            all sentences for a question in another: of 50 German ones on English articles (mlqa-de-en) the right
            sentence comes first for 36% where it is only compared, and for 12% where the English models read it.
        weights: what the readings of the first and the last model count in the end, beside words and meaning, for
            questions in people's own words; None: what the stages say.
    """

    def __init__(
        self,
        stages: Sequence[Stage],
        *,
        languages: Collection[str] | None = None,
        weights: ReadingWeights | None = None,
    ) -> None:
        self._stages = tuple(stages)
        self._languages = languages
        self._weights = weights
        self._similarity = SimilarityReader()

    def warm(self) -> None:
        """Load the models at the same time.

        Raises:
            ModelError: one is missing or damaged.
        """
        run_together([stage.model.warm for stage in self._stages])

    def read(self, question: Question, passages: Sequence[tuple[RankedPassage, StoredPassage]]) -> list[Evidence]:
        """Return every sentence, best first; ties by passage id, then position."""
        evidence = self._similarity.read(question, passages)
        is_read = self._languages is None or not foreign_language(question.text, self._languages)
        readable = {stored.passage.id: stored for _, stored in passages if is_read and self._knows(stored.language)}
        each_read: list[dict[Place, Reading]] = []
        for stage in self._stages:
            ids = [i for i in dict.fromkeys(e.passage.passage.id for e in evidence) if i in readable]
            distinct, copies = copied_passages.separate([readable[i].passage for i in ids], stage.passages)
            read = readings(stage.model, question.text, [(each, readable[each.id].title) for each in distinct])
            read |= _of_copies(copies, distinct, read)
            scored = [_scored(e, read, stage.weight, known=e.passage.passage.id in readable) for e in evidence]
            evidence = sorted(scored, key=lambda e: (-e.score, e.passage.passage.id, e.sentence.start))
            each_read.append(read)
        if self._weights is None or not readable:
            return evidence
        first, *_, last = ({place: best.reading for place, best in read.items()} for read in each_read)
        languages = {name: stored.language for name, stored in readable.items()}
        if reading_ranker.is_in_own_words(evidence):
            evidence = reading_ranker.rank_read(
                question.text, evidence, first=first, last=last, languages=languages, weights=self._weights
            )
        return reading_ranker.lower_unnamed(question.text, evidence, first=first, languages=languages)

    def _knows(self, language: str) -> bool:
        return self._languages is None or language in self._languages


def readings(model: QaModel, question: str, passages: Sequence[tuple[Passage, str]]) -> dict[Place, Reading]:
    """Return the best span of every sentence that the model was shown, by passage and beginning of the sentence.

    Args:
        model: reads.
        question: as it is understood.
        passages: each with the title that it is read under.
    """
    openings = [f"{title}\n" if title else "" for _, title in passages]
    texts = [opening + passage.text for opening, (passage, _) in zip(openings, passages, strict=True)]
    best: dict[Place, Reading] = {}
    for window in model.read(question, texts):
        passage, shift = passages[window.text][0], len(openings[window.text])
        for sentence in passage.sentences:
            reading = _best(window, sentence, shift - passage.start)
            place = (passage.id, sentence.start)
            if reading is not None and (place not in best or reading.reading > best[place].reading):
                best[place] = reading
    return best


def _of_copies(
    copies: Sequence[Passage], distinct: Sequence[Passage], read: Mapping[Place, Reading]
) -> dict[Place, Reading]:
    """Return the readings of passages that were not read, from those of the same sentences where they were."""
    known: dict[str, tuple[int, Reading]] = {}
    for passage in distinct:
        for sentence in passage.sentences:
            reading = read.get((passage.id, sentence.start))
            if reading is not None:
                known.setdefault(passage.quote(sentence), (sentence.start, reading))
    found: dict[Place, Reading] = {}
    for copy in copies:
        for sentence in copy.sentences:
            if copy.quote(sentence) in known:
                start, reading = known[copy.quote(sentence)]
                shift = sentence.start - start
                span = Sentence(start=reading.span.start + shift, end=reading.span.end + shift)
                found[copy.id, sentence.start] = replace(reading, span=span)
    return found


def _scored(evidence: Evidence, read: Mapping[Place, Reading], weight: float, *, known: bool) -> Evidence:
    """Return the evidence after a stage: its model says which words answer, the mean of all models whether any do.

    The mean of a small and a large model tells questions that are answered from others better than either alone: AUROC
    on people-tune, clapnq-tune and squad2-tune .85, .82, .78 (small), .90, .74, .69 (large), .90, .82, .79 (mean).
    """
    if not known:
        return replace(evidence, score=evidence.score + weight * UNKNOWN)
    best = read.get((evidence.passage.passage.id, evidence.sentence.start))
    reading = max(best.reading, UNREAD) if best else UNREAD
    passage_reading = max(best.passage, UNREAD) if best else UNREAD
    before = evidence.models_read
    return replace(
        evidence,
        score=evidence.score + weight * reading,
        reading=reading,
        passage_reading=((evidence.passage_reading or 0.0) * before + passage_reading) / (before + 1),
        models_read=before + 1,
        # Below zero, no answer is likelier than these words.
        highlight=_without_dateline(best.span, evidence) if best and best.reading > 0 else None,
    )


def _without_dateline(span: Sentence, evidence: Evidence) -> Sentence:
    """Return the words that answer, without a dateline that they begin in.

    They stay as they are where the dateline is the answer.
    """
    sentence = evidence.sentence
    body = sentence.start + dateline_length(evidence.passage.passage.quote(sentence))
    return replace(span, start=body) if span.start < body < span.end else span


def _best(window: Window, sentence: Sentence, shift: int) -> Reading | None:
    """Return the likeliest span inside a sentence; None where the window shows nothing of it.

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
    """Return the logarithm of the sum of the powers."""
    most = float(logits.max())
    return most + math.log(float(np.exp(logits - most).sum()))


def _sums(starts: Floats, ends: Floats) -> Floats:
    """Start plus end of every span that is in order and not too long, shape (pieces, pieces); others -inf."""
    sums = starts[:, None] + ends[None, :]
    order = np.arange(len(starts))
    length = order[None, :] - order[:, None]
    return np.where((length >= 0) & (length < LONGEST_ANSWER), sums, -np.inf).astype(np.float32)
