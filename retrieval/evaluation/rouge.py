"""Compares summaries with the first sentences of the same texts (Lead-3) by ROUGE against summaries that people wrote.

ROUGE's tokens are of Latin letters and digits: it measures nothing in texts of other scripts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from retrieval.core.errors import EvaluationError
from retrieval.core.protocols import Watch
from retrieval.evaluation.jsonl import read_lines
from retrieval.text.normalize import normalise

Sentences: TypeAlias = Callable[[str], Sequence[str]]
RougeScores: TypeAlias = npt.NDArray[np.float64]

MEASURES = ("rouge1", "rouge2", "rougeLsum")
LEAD = 3  # sentences, as in the literature; our summaries have as many
PAIR_FORM = '{"id": "…", "text": "…", "summary": "…"}'

_AT_ONCE = 100  # resamples in memory at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One measure (mean F1 over the texts) of the summaries and of the lead, and the certainty of their difference."""

    summary: float
    lead: float
    difference: float  # summary less lead
    low: float  # the paired bootstrap interval of the difference, 95%
    high: float
    p: float  # two-sided: how often chance alone gives a difference of the other sign


@dataclass(frozen=True, slots=True, kw_only=True)
class RougeReport:
    """The comparison in each measure."""

    texts: int
    sentences: int
    resamples: int
    seed: int
    rouge1: Comparison
    rouge2: Comparison
    rougeLsum: Comparison  # noqa: N815  the measure's own name

    def to_dict(self) -> dict[str, Any]:
        """Return the figures for JSON."""
        return asdict(self)


def rouge_report(
    file: Path,
    *,
    summarize: Sentences,
    split: Sentences,
    limit: int | None = None,
    seed: int = 0,
    resamples: int = 10_000,
    watch: Watch | None = None,
) -> RougeReport:
    """Score summaries and leads of the texts in a file of lines `{"id", "text", "summary"}`, plain or `.gz`.

    Args:
        file: texts with summaries that people wrote, one sentence of a summary a line.
        summarize: the sentences of our summary of a normalised text.
        split: all sentences of a normalised text, in order.
        limit: how many texts to score, from the first on, 1 or more; None for all.
        seed: of the bootstrap.
        resamples: of the bootstrap.
        watch: called after every text, with the stage "summaries".

    Raises:
        EvaluationError: the file cannot be read, is not of the format, or is empty; or the limit is below 1.
    """
    if limit is not None and limit < 1:
        raise EvaluationError(f"cannot score {limit} texts", where=str(file), advice="Set the limit to 1 or more.")
    pairs = _read_pairs(file)[:limit]
    ours, leads = np.empty((len(pairs), len(MEASURES))), np.empty((len(pairs), len(MEASURES)))
    score = _load_scorer()
    for at, (text, reference) in enumerate(pairs):
        ours[at] = score(reference, summarize(text))
        leads[at] = score(reference, split(text)[:LEAD])
        if watch:
            watch("summaries", at + 1, len(pairs))
    low, high, p = bootstrap(ours - leads, resamples=resamples, seed=seed)
    compared = {
        measure: Comparison(
            summary=float(ours[:, at].mean()),
            lead=float(leads[:, at].mean()),
            difference=float((ours - leads)[:, at].mean()),
            low=float(low[at]),
            high=float(high[at]),
            p=float(p[at]),
        )
        for at, measure in enumerate(MEASURES)
    }
    return RougeReport(texts=len(pairs), sentences=LEAD, resamples=resamples, seed=seed, **compared)


def bootstrap(differences: RougeScores, *, resamples: int, seed: int) -> tuple[RougeScores, RougeScores, RougeScores]:
    """Return the certainty of the mean of paired differences, by a paired bootstrap over texts.

    `scipy.stats.bootstrap` draws the same samples, but refuses a single text.

    Args:
        differences: one row a text, one column a measure.
        resamples: how many samples, each of as many texts, are drawn with replacement.
        seed: of the draws.

    Returns:
        the 2.5th and the 97.5th percentile of the resampled means, and the two-sided p of a difference of zero; each
        of shape (measures,).
    """
    random = np.random.default_rng(seed)
    count = len(differences)
    means = np.concatenate(
        [
            differences[random.integers(0, count, size=(min(_AT_ONCE, resamples - first), count))].mean(axis=1)
            for first in range(0, resamples, _AT_ONCE)
        ]
    )
    low, high = np.percentile(means, [2.5, 97.5], axis=0)
    # One is added on both sides of the share, so that no finite number of draws claims a p of zero.
    rarer = np.minimum((means <= 0).sum(axis=0), (means >= 0).sum(axis=0))
    return low, high, np.minimum(2 * (rarer + 1) / (resamples + 1), 1.0)


def _read_pairs(file: Path) -> list[tuple[str, str]]:
    """Read normalised texts with their reference summaries."""
    if not file.is_file():
        raise EvaluationError(
            "there is no such file", where=str(file), advice=f"Its lines look like this: {PAIR_FORM}."
        )
    pairs = [(normalise(line.text("text")), line.text("summary")) for line in read_lines(file, form=PAIR_FORM)]
    if not pairs:
        raise EvaluationError("the file has no text", where=str(file), advice=f"A line looks like this: {PAIR_FORM}.")
    return pairs


def _load_scorer() -> Callable[[str, Sequence[str]], list[float]]:
    """Return the function that scores sentences against a reference: F1 of every measure."""
    from rouge_score.rouge_scorer import RougeScorer  # noqa: PLC0415  takes a second to import

    scorer = RougeScorer(list(MEASURES), use_stemmer=True)

    def score(reference: str, sentences: Sequence[str]) -> list[float]:
        scores = scorer.score(reference, "\n".join(sentence.replace("\n", " ") for sentence in sentences))
        return [float(scores[measure].fmeasure) for measure in MEASURES]

    return score
