"""Measures answers against a set of questions whose right answers are known.

The functions of a pipeline are parameters, so that any implementation of them can be measured.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

from retrieval.core.errors import EvaluationError
from retrieval.core.ingestion_records import Draft, Outcome, Skipped
from retrieval.core.protocols import Watch
from retrieval.evaluation.article_set import LoadDrafts
from retrieval.evaluation.dataset import GoldenQuestion, read
from retrieval.evaluation.judging import Examine, FindArticle, Judge, QuestionOutcome
from retrieval.evaluation.outcome_figures import KindFigures, figures_by_kind, total_figures

StoreDrafts: TypeAlias = Callable[[Iterable[Draft | Skipped]], Iterable[Outcome]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationReport:
    """The figures of a set. Shares are 0 to 1, and None where the whole is empty."""

    questions: int  # asked
    answerable: int
    right_sentence_at_1: float | None  # share of the answerable; like the next three, whatever the threshold
    right_sentence_at_5: float | None
    mrr: float | None  # mean of 1 / rank of the first right sentence among all the evidence, 0 where none is right
    right_article_at_1: float | None
    answered: float | None  # share of all questions that got a sure answer, right or wrong
    refused_right: float | None  # share of the unanswerable to which no sentence was shown as an answer
    answered_right: float | None  # the same as stated_right, by an older name
    answered_wrong: float | None  # the same as stated_wrong, by an older name
    stated_right: float | None  # share of the answerable that got a sure answer whose sentence is right
    stated_wrong: float | None  # share of the sure answers that are wrong
    shown_right: float | None  # share of the answerable whose shown answer, sure or unsure, has a right sentence
    hidden_right: float | None  # share of the answerable whose right sentence came first and was not shown
    not_stated: float | None  # share of the unanswerable that got no sure answer
    whole: float | None  # share of the answerable with known parts of which every part was shown
    excess: float | None  # share of the words shown for these that no part holds
    corrected_right: float | None  # share of those that overtake something whose first sentence is of the right article
    superseded_shown: float | None  # share of those with what is overtaken shown beside the answer
    left_alone: float | None  # share of the others, in a set with such questions, that show nothing as overtaken
    highlight_f1: float | None  # mean of SQuAD's F1 of the exact answer, over shown answers to questions with `answers`
    auroc: float | None  # of the confidence, answerable against unanswerable
    ece: float | None  # expected calibration error: confidence against the share of first sentences that are right
    verbatim: float | None  # share of quotes equal to their range
    quotes: int  # shown in all replies, leads included
    index_seconds: float  # from the first article read to the last article stored
    ms_per_question_p50: float
    ms_per_question_p95: float
    articles: int  # stored
    passages: int
    skipped: int  # articles that could not be read or stored
    unjudged: int  # questions left out: answerable, and the set does not state a right answer
    rejected: int  # asked, and not accepted as a question
    limit: int | None
    seed: int
    by_kind: dict[str, KindFigures]  # the kinds of questions in alphabetical order; empty where none is named
    outcomes: tuple[QuestionOutcome, ...]  # in the order of the set

    def to_dict(self, *, outcomes: bool = False) -> dict[str, Any]:
        """Return the figures for JSON; on request with those of every question."""
        figures = asdict(self)
        if not outcomes:
            del figures["outcomes"]
        return figures


def evaluate(
    set_folder: Path,
    *,
    store: StoreDrafts,
    examine: Examine,
    article: FindArticle,
    load: LoadDrafts,
    limit: int | None = None,
    seed: int = 0,
    watch: Watch | None = None,
) -> EvaluationReport:
    """Store a set's articles, ask its questions and judge the replies.

    1. Read and check the whole set, so that a mistake in it is reported before the long work.
    2. Store every article.
    3. Ask the questions, or a sample of them, and judge each.
    4. Sum up.

    Args:
        set_folder: the set, in the format that `dataset.read` describes.
        store: stores drafts in an empty library.
        examine: asks a question of that library.
        article: a stored article by its id, or None.
        load: reads the documents at a location; for a set with a folder of them.
        limit: how many questions to ask, 1 or more; None for all.
        seed: chooses the sample.
        watch: called after every question, with the stage "asking".

    Raises:
        EvaluationError: the set cannot be read, is not of the format, or has no question that can be judged.
    """
    collection = read(set_folder, load=load)
    judged = [question for question in collection.questions if question.is_judged]
    sample = _sample(judged, limit, seed, str(set_folder))
    start = time.perf_counter()
    stored = list(store(collection.drafts))
    seconds = time.perf_counter() - start
    cards = [outcome.article for outcome in stored if not isinstance(outcome, Skipped)]
    judge = Judge(examine=examine, article=article, names={card.id: card.source for card in cards})
    outcomes = []
    for done, question in enumerate(sample, start=1):
        outcomes.append(judge.ask(question))
        if watch:
            watch("asking", done, len(sample))
    return EvaluationReport(
        **total_figures(outcomes),
        index_seconds=seconds,
        articles=len(cards),
        passages=sum(card.passages for card in cards),
        skipped=len(stored) - len(cards) + len(collection.skipped),
        unjudged=len(collection.questions) - len(judged),
        limit=limit,
        seed=seed,
        by_kind=figures_by_kind(outcomes),
        outcomes=tuple(outcomes),
    )


def _sample(questions: Sequence[GoldenQuestion], limit: int | None, seed: int, where: str) -> list[GoldenQuestion]:
    """Return at most `limit` questions, drawn at random, in the order of the set."""
    if not questions:
        raise EvaluationError(
            "no question states a right answer", where=where, advice="Give them an 'article', or 'answers'."
        )
    if limit is not None and limit < 1:
        raise EvaluationError(f"cannot ask {limit} questions", where=where, advice="Set the limit to 1 or more.")
    if limit is None or limit >= len(questions):
        return list(questions)
    numbers = random.Random(seed).sample(range(len(questions)), limit)  # noqa: S311  a sample is no secret
    return [questions[number] for number in sorted(numbers)]
