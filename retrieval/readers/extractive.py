"""A reader with a trained model: it reads the likeliest passages, and says which words of which sentence answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from retrieval.core.concurrent_calls import run_all
from retrieval.core.records import Evidence, Passage, Question, RankedPassage, StoredPassage, TextRange
from retrieval.discourse.datelines import dateline_length
from retrieval.readers import copied_passages, passage_order, reading_ranker
from retrieval.readers.reading_ranker import UNKNOWN, UNREAD, ReadingWeights, SentenceKey
from retrieval.readers.sentence_ranker import SimilarityReader
from retrieval.readers.settled_reading import read_until_settled
from retrieval.readers.span_readings import QaModel, Reading, readings, readings_of_copies
from retrieval.text.question_language import foreign_language

# How much a point of a model's log-odds counts beside one of the similarity reader's score: of a model that reads alone
# (fitted by bench/fitting/reader_weights.py on articles that it was not trained on), and of the small and the large
# model where both read (of 0.5 to 3, right sentence first on the tune sets: bench/train_reader/LOG.md). The last two
# only choose what the large model reads, where the weights of `reading_ranker` then replace them.
ALONE = 1.0
FIRST = 1.0
SECOND = 1.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A model, how many passages it reads for a question (the likeliest first), and what its reading counts."""

    model: QaModel
    passages: int
    weight: float  # of a point of its log-odds, beside a point of the similarity reader's score


class ExtractiveReader:
    """Scores sentences by the similarity reader's score and by their best span.

    Args:
        stages: in order: each reads the passages that are likeliest after the one before, so that a large model reads
            only what a small one has found.
        languages: the languages that the models know, ISO 639-1; None: all. Sentences in other languages are only
            compared, and so are all sentences for a question in another language: of 50 German questions on English
            articles (mlqa-de-en) the right sentence comes first for 36% where it is only compared, and for 12% where
            the English models read it.
        weights: of the readings of the first and the last model in the end, beside words and meaning, for questions
            in people's own words; None: the weights of the stages.
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

    def warm(self, *, at_once: bool = True) -> None:
        """Load the models, at the same time or in turn.

        Raises:
            ModelError: one is missing or damaged.
        """
        run_all([stage.model.warm for stage in self._stages], at_once=at_once)

    def read(self, question: Question, passages: Sequence[tuple[RankedPassage, StoredPassage]]) -> list[Evidence]:
        """Return every sentence, best first; of those that score alike, that of the highest ranked passage leads."""
        evidence = self._similarity.read(question, passages)
        is_read = self._languages is None or not foreign_language(question.text, self._languages)
        readable = {stored.passage.id: stored for _, stored in passages if is_read and self._knows(stored.language)}
        each_read: list[dict[SentenceKey, Reading]] = []
        for stage in self._stages:
            read = self._read_stage(question, stage, evidence, each_read, readable=readable)
            evidence = _after_stage(evidence, stage, read, readable)
            each_read.append(read)
        return self._ranked(question, evidence, each_read, readable)

    def _knows(self, language: str) -> bool:
        return self._languages is None or language in self._languages

    def _read_stage(
        self,
        question: Question,
        stage: Stage,
        evidence: Sequence[Evidence],
        before: Sequence[dict[SentenceKey, Reading]],
        *,
        readable: Mapping[str, StoredPassage],
    ) -> dict[SentenceKey, Reading]:
        """Return what a stage reads in the likeliest passages, after what the stages before have read."""
        ids = [i for i in passage_order.order_passages(evidence) if i in readable]
        distinct, copies = copied_passages.separate([readable[i].passage for i in ids], stage.passages)

        def read_all(passages: Sequence[Passage]) -> dict[SentenceKey, Reading]:
            titled = [(passage, readable[passage.id].title) for passage in passages]
            return readings(stage.model, question.text, titled)

        def find_best(read: Mapping[SentenceKey, Reading]) -> str:
            ranked = self._ranked(question, _after_stage(evidence, stage, read, readable), [*before, read], readable)
            return ranked[0].passage.passage.id

        if self._weights is None or not before:
            read = read_all(distinct)
        else:
            read = read_until_settled(distinct, read_all, find_best, estimates=before[-1])
        return read | readings_of_copies(copies, distinct, read)

    def _ranked(
        self,
        question: Question,
        evidence: Sequence[Evidence],
        each_read: Sequence[Mapping[SentenceKey, Reading]],
        readable: Mapping[str, StoredPassage],
    ) -> list[Evidence]:
        """Rank the evidence by all readings, best first."""
        if self._weights is None or not readable:
            return list(evidence)
        first, *_, last = ({key: best.reading for key, best in read.items()} for read in each_read)
        languages = {name: stored.language for name, stored in readable.items()}
        if reading_ranker.is_in_own_words(evidence):
            evidence = reading_ranker.rank_read(
                question.text, evidence, first=first, last=last, languages=languages, weights=self._weights
            )
        evidence = reading_ranker.lower_unnamed(question.text, evidence, first=first, languages=languages)
        return reading_ranker.settle_tie(evidence)


def _after_stage(
    evidence: Sequence[Evidence], stage: Stage, read: Mapping[SentenceKey, Reading], readable: Collection[str]
) -> list[Evidence]:
    """Return the evidence after a stage, best first."""
    scored = [_scored(each, read, stage.weight, known=each.passage.passage.id in readable) for each in evidence]
    return sorted(scored, key=lambda e: (-e.score, e.passage.passage.id, e.sentence.start))


def _scored(evidence: Evidence, read: Mapping[SentenceKey, Reading], weight: float, *, known: bool) -> Evidence:
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


def _without_dateline(span: TextRange, evidence: Evidence) -> TextRange:
    """Return the words that answer, without a dateline that they begin in.

    They stay as they are where the dateline is the answer.
    """
    sentence = evidence.sentence
    body = sentence.start + dateline_length(evidence.passage.passage.quote(sentence))
    return replace(span, start=body) if span.start < body < span.end else span
