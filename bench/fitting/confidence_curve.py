"""Fits the curve from the best evidence to a confidence, over several tune sets that reader_weights.py gathers.

Questions that the articles answer count as right where the right sentence came first; questions that only look
answerable never do, nor do answerable ones when their own article is left out of what was read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace

import numpy as np
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from retrieval.answering import decision
from retrieval.core.settings import RetrievalSettings
from retrieval.evaluation.dataset import GoldenQuestion
from retrieval.evaluation.outcome_figures import calibration_error
from retrieval.readers.reading_ranker import READ_TWICE_WEIGHTS, WORDS_TELL
from retrieval.readers.sentence_ranker import Measured, SimilarityReader, Weights

TRAINED_PASSAGES = RetrievalSettings().read_passages
TUNED_ON = "squad2-tune"
# How much a question of each set counts: questions in people's own words and search questions count most. The turns of
# inscit-tune cannot be understood alone, and are left out.
CALIBRATED_ON = {TUNED_ON: 1.0, "clapnq-tune": 1.5, "selqa-dev": 1.0, "people-tune": 3.0, "people-train-own": 2.0}
# Questions on other articles are easy to tell, and as many of them as of the others would push every confidence down.
ELSEWHERE_WEIGHT = 0.25
# 0.4 would be fitted to the mix of question_mix.py; then more of what was written to deceive gets through (AUROC by
# folds on squad2-tune .785 instead of .803, on clapnq-tune .872 instead of .870). At 0.7 some words say too much.
LEAST_READING = 0.6
FOLDS = 5
COVERAGE = [field.name for field in fields(Weights)].index("coverage")  # among the features of a sentence
THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with every sentence that was read for it."""

    question: GoldenQuestion
    features: np.ndarray  # (sentences, features)
    right: np.ndarray  # (sentences,) bool
    own: np.ndarray  # (sentences,) bool: of the question's article
    rank: np.ndarray  # (sentences,) of the passage, from 0
    evidence: list[Measured]
    reading: np.ndarray | None = None  # (sentences,) by a trained reader
    added: np.ndarray | None = None  # (sentences,) what the models' readings add to the scores
    passage_reading: np.ndarray | None = None  # (sentences,) likewise, of the whole passage
    read_features: np.ndarray | None = None  # (sentences, features) that `ReadingWeights` weighs, where two models read

    def scores(self, weights: Weights) -> np.ndarray:
        """Return the reader's score of each sentence, shape (sentences,)."""
        if self.read_features is not None and self.features[:, COVERAGE].max(initial=0.0) < WORDS_TELL:
            return np.asarray(self.read_features @ np.array(astuple(READ_TWICE_WEIGHTS)))
        compared: np.ndarray = self.features @ vector(weights)
        return compared if self.added is None else compared + self.added


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question with its best evidence."""

    name: str  # of its set
    kind: str  # "answerable", "unanswerable", or "elsewhere": its own article was left out
    article: str
    features: tuple[float, ...]
    right: bool


def fit_calibration(sets: Mapping[str, Sequence[Asked]], weights: Weights) -> None:
    """Print the curve, and how it does on articles that it was not fitted on."""
    cases = [
        case for name, questions in sets.items() for question in questions for case in as_cases(name, question, weights)
    ]
    features = np.array([case.features for case in cases])
    right = np.array([case.right for case in cases])
    weight = weights_by_set(cases)
    held = np.zeros(len(cases))
    for others, fold in GroupKFold(FOLDS).split(features, groups=[case.article for case in cases]):
        held[fold] = probability(features[fold], logistic(features[others], right[others], weight[others]))
    names = [field.name for field in fields(decision.Calibration)]
    curve = logistic(features, right, weight)
    pairs = ", ".join(f"{name}={value:.3f}" for name, value in zip(names, curve, strict=True))
    read = any(question.reading is not None for questions in sets.values() for question in questions)
    print(f"{'READ' if read else 'COMPARED'} = Calibration({pairs})")
    for name in sets:
        report(name, cases, held)


def weights_by_set(cases: Sequence[Case]) -> np.ndarray:
    """Return how much each case counts, shape (cases,)."""
    return np.array(
        [CALIBRATED_ON[case.name] * (ELSEWHERE_WEIGHT if case.kind == "elsewhere" else 1.0) for case in cases]
    )


def as_cases(name: str, question: Asked, weights: Weights) -> list[Case]:
    """Return the question as it is, and with its own article left out where that can be said."""
    kinds = {"answerable" if question.question.answerable else "unanswerable": question.rank < TRAINED_PASSAGES}
    if question.question.answerable and name == TUNED_ON:
        kinds["elsewhere"] = ~question.own
    reader, found = SimilarityReader(weights), []
    for kind, kept in kinds.items():
        if kept.sum() < 2:
            continue
        scores = question.scores(weights)
        order = np.flatnonzero(kept)[np.argsort(-scores[kept], kind="stable")]
        best = [
            replace(
                reader.evidence(question.evidence[at]),
                score=float(scores[at]),
                reading=None if question.reading is None else float(question.reading[at]),
                passage_reading=None if question.passage_reading is None else float(question.passage_reading[at]),
            )
            for at in order[:2]
        ]
        found.append(
            Case(
                name=name,
                kind=kind,
                article=question.question.article or "",
                features=decision.calibration_features(best),
                right=kind == "answerable" and bool(question.right[order[0]]),
            )
        )
    return found


def logistic(features: np.ndarray, right: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Fit intercept and slopes of least weighted log loss; no evidence counts against an answer: no slope is negative.

    The last slope, that of the reading, is `LEAST_READING` at least where there is a reading.
    """
    scale = features.std(axis=0) + 1e-9

    def loss(curve: np.ndarray) -> tuple[float, np.ndarray]:
        logits = features / scale @ curve[1:] + curve[0]
        surplus = weight * (1 / (1 + np.exp(-logits)) - right) / weight.sum()
        value = weight @ np.logaddexp(0, np.where(right, -logits, logits)) / weight.sum()
        return value + 1e-3 * curve[1:] @ curve[1:], np.r_[
            surplus.sum(), (features / scale).T @ surplus + 2e-3 * curve[1:]
        ]

    least = LEAST_READING * scale[-1] if features[:, -1].any() else 0.0
    bounds = [(None, None), *[(0.0, None)] * (features.shape[1] - 1), (least, None)]
    fitted = minimize(loss, np.zeros(features.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    curve: np.ndarray = np.r_[fitted[0], fitted[1:] / scale]
    return curve


def probability(features: np.ndarray, curve: np.ndarray) -> np.ndarray:
    """Compute the curve's probability of each case."""
    right: np.ndarray = 1 / (1 + np.exp(-(features @ curve[1:] + curve[0])))
    return right


def report(name: str, cases: Sequence[Case], held: np.ndarray) -> None:
    """Print how one set does under the curves of other articles."""
    of = np.array([case.name == name for case in cases])
    kind = np.array([case.kind for case in cases])
    right = np.array([case.right for case in cases])
    asked, answerable = of & (kind != "elsewhere"), of & (kind == "answerable")
    refusable = {reason: of & (kind == reason) for reason in ("unanswerable", "elsewhere") if reason in kind[of]}
    auroc = (
        f"auroc {roc_auc_score(kind[asked] == 'answerable', held[asked]):.3f}, " if "unanswerable" in refusable else ""
    )
    print(
        f"{name}, by folds of articles: {auroc}ece {calibration_error(held[asked].tolist(), right[asked].tolist()):.3f}"
    )
    for threshold in THRESHOLDS:
        shown = held >= threshold
        refused = "".join(f", {reason} refused {np.mean(~shown[which]):.3f}" for reason, which in refusable.items())
        print(f"  at {threshold:.2f} answered right {np.mean((shown & right)[answerable]):.3f}{refused}")


def vector(weights: Weights) -> np.ndarray:
    """Return the weights in the order of the features."""
    return np.array([getattr(weights, field.name) for field in fields(Weights)])
