"""Fits the weights of the similarity reader and the calibration, and prints them with what they give.

    python bench/fit.py DATA
    python bench/fit.py DATA --calibration   with the weights as they are

DATA holds `squad1-train` and `squad2-tune` in the format of `footnote eval`. The weights come from questions on the
first 50 articles of the one, the calibration from the other: questions that are answered there, questions that only
look so, and those that are, asked again with their own article left out of what is read.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import track
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from retrieval import answer, judge, sources
from retrieval.collection import Collection, GoldenQuestion, read
from retrieval.embedders.transformer import TransformerEmbedder
from retrieval.engines.sqlite import SqliteEngine
from retrieval.evaluate import calibration_error
from retrieval.pipeline import Footnote
from retrieval.readers.similarity import WEIGHTS, Measured, SimilarityReader, Weights, measure
from retrieval.records import Evidence, Question, RankedPassage, StoredPassage
from retrieval.settings import RetrievalSettings, Settings
from retrieval.terms import VERSION, terms

TRAINING_ARTICLES = 50
QUESTIONS = 2_000  # of each set
TRAINED_PASSAGES = RetrievalSettings().read_passages
CALIBRATED_PASSAGES = 60  # enough that other articles' sentences are among them
# Questions on other articles are easy to tell, and as many of them as of the others would push every confidence down.
ELSEWHERE_WEIGHT = 0.25
FOLDS = 5
SEED = 1
LIBRARY = "fit"

console = Console(stderr=True)


class Recorder(SimilarityReader):
    """The similarity reader, keeping what it measured last."""

    def __init__(self) -> None:
        super().__init__()
        self.measured: list[Measured] = []

    def read(self, question: Question, passages: Sequence[tuple[RankedPassage, StoredPassage]]) -> list[Evidence]:
        self.measured = measure(question, passages)
        return super().read(question, passages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with every sentence that was read for it."""

    question: GoldenQuestion
    features: np.ndarray  # (sentences, features)
    right: np.ndarray  # (sentences,) bool
    own: np.ndarray  # (sentences,) bool: of the question's article
    rank: np.ndarray  # (sentences,) of the passage, from 0
    evidence: list[Measured]


def main() -> None:
    """Fits on the folder of sets given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--calibration", action="store_true", help="fit the calibration alone")
    chosen = parser.parse_args()
    gc.disable()  # millions of records are kept to the end, looking through them again would be most of the time
    weights = WEIGHTS
    if not chosen.calibration:
        training = asked(first_articles(collection(chosen.data / "squad1-train"), TRAINING_ARTICLES), TRAINED_PASSAGES)
        weights = fit_weights([one for one in training if one.question.answerable])
        print(f"WEIGHTS = {weights}")
        print(
            f"squad1-train: right sentence first {share_right(training, weights):.3f},"
            f" right passage first {share_right_passage(training):.3f}"
        )
    tuning = asked(collection(chosen.data / "squad2-tune"), CALIBRATED_PASSAGES)
    print(
        f"squad2-tune: right sentence first {share_right(tuning, weights):.3f},"
        f" right passage first {share_right_passage(tuning):.3f}"
    )
    fit_calibration(tuning, weights)


def collection(directory: Path) -> Collection:
    """A set as it is."""
    return read(directory, load=partial(sources.load, limits=Settings().limits))


def first_articles(whole: Collection, count: int) -> Collection:
    """The set with its first articles, and the questions on them."""
    drafts = whole.drafts[:count]
    kept = {draft.source for draft in drafts}
    return replace(whole, drafts=drafts, questions=tuple(q for q in whole.questions if q.article in kept))


def asked(whole: Collection, read_passages: int) -> list[Asked]:
    """Every sampled question with the sentences read for it."""
    order = np.random.default_rng(SEED).permutation(len(whole.questions))[:QUESTIONS]
    embedder, recorder = TransformerEmbedder(), Recorder()
    with tempfile.TemporaryDirectory() as folder:
        engine = SqliteEngine(
            Path(folder) / "library.sqlite",
            model=embedder.name,
            dimension=embedder.dimension,
            analyse=terms,
            analyser=VERSION,
        )
        settings = Settings(retrieval=RetrievalSettings(read_passages=read_passages))
        footnote = Footnote(settings=settings, engine=engine, embedder=embedder, reader=recorder)
        for _ in track(
            footnote.store(whole.drafts, library=LIBRARY), "indexing", total=len(whole.drafts), console=console
        ):
            pass
        names = {card.id: card.source for card in footnote.articles(library=LIBRARY)}
        found = []
        for at in track(sorted(order), "asking", console=console):
            question = whole.questions[at]
            footnote.examine(question.question, library=LIBRARY)
            found.append(as_asked(question, recorder.measured, names))
        footnote.close()
    return found


def as_asked(question: GoldenQuestion, measured: Sequence[Measured], names: dict[str, str]) -> Asked:
    """The arrays of one question."""
    articles = [names[one.passage.passage.article_id] for one in measured]
    passages = [one.passage.passage.id for one in measured]
    order = {name: at for at, name in enumerate(dict.fromkeys(passages))}
    return Asked(
        question=question,
        features=np.array([one.features for one in measured], dtype=float),
        right=np.array(
            [
                question.answerable
                and judge.accepts(question, article=article, start=one.sentence.start, end=one.sentence.end, quote="")
                for one, article in zip(measured, articles, strict=True)
            ],
            dtype=bool,
        ),
        own=np.array([article == question.article for article in articles], dtype=bool),
        rank=np.array([order[name] for name in passages]),
        evidence=list(measured),
    )


def fit_weights(questions: Sequence[Asked]) -> Weights:
    """Listwise softmax: the right sentences' share of the exponentiated scores, over each question's sentences."""
    kept = [(one.features[near], one.right[near]) for one in questions if (near := one.rank < TRAINED_PASSAGES).any()]
    kept = [(x, y) for x, y in kept if y.any()]
    rows, right = np.concatenate([x for x, _ in kept]), np.concatenate([y for _, y in kept])
    sizes = np.array([len(y) for _, y in kept])
    starts = np.r_[0, np.cumsum(sizes)[:-1]]
    scale = rows.std(axis=0) + 1e-9
    rows = rows / scale

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = rows @ weights
        powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        shares = powers / np.repeat(np.add.reduceat(powers, starts), sizes)
        gained = np.add.reduceat(np.where(right, shares, 0), starts) + 1e-12
        slope = shares - np.where(right, shares, 0) / np.repeat(gained, sizes)
        return -np.log(gained).mean() + 1e-3 * weights @ weights, rows.T @ slope / len(sizes) + 2e-3 * weights

    # Evidence never counts against a sentence: a weight under zero would be an accident of correlated kinds.
    bounds = [(0.0, None)] * rows.shape[1]
    fitted = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x / scale
    names = [field.name for field in fields(Weights)]
    return Weights(**{name: round(float(value), 2) for name, value in zip(names, fitted, strict=True)})


def vector(weights: Weights) -> np.ndarray:
    """The weights in the order of the features."""
    return np.array([getattr(weights, field.name) for field in fields(Weights)])


def share_right(questions: Sequence[Asked], weights: Weights) -> float:
    """The share of answerable questions whose best sentence is right."""
    w = vector(weights)
    near = [(one, one.rank < TRAINED_PASSAGES) for one in questions if one.question.answerable]
    return float(np.mean([one.right[n][np.argmax(one.features[n] @ w)] for one, n in near]))


def share_right_passage(questions: Sequence[Asked]) -> float:
    """The share of answerable questions whose best passage holds a right sentence: what rank.py's weights are for."""
    return float(np.mean([one.right[one.rank == 0].any() for one in questions if one.question.answerable]))


def fit_calibration(questions: Sequence[Asked], weights: Weights) -> None:
    """Prints a logistic curve over the best evidence, and how it does on articles that it was not fitted on."""
    reader, rows, labels, groups, kinds = SimilarityReader(weights), [], [], [], []
    for one in questions:
        cases = [("answerable" if one.question.answerable else "unanswerable", one.rank < TRAINED_PASSAGES)]
        if one.question.answerable:
            cases.append(("elsewhere", ~one.own))
        for kind, kept in cases:
            if kept.sum() < 2:
                continue
            order = np.flatnonzero(kept)[np.argsort(-(one.features[kept] @ vector(weights)), kind="stable")]
            best = [reader.evidence(one.evidence[at]) for at in order[:2]]
            rows.append(answer.calibration_features(best))
            labels.append(kind == "answerable" and bool(one.right[order[0]]))
            groups.append(one.question.article)
            kinds.append(kind)
    features, right, kind = np.array(rows), np.array(labels), np.array(kinds)
    model = LogisticRegression(C=100.0, max_iter=1000)
    weight = np.where(kind == "elsewhere", ELSEWHERE_WEIGHT, 1.0)
    held = cross_val_predict(
        model,
        features,
        right,
        groups=groups,
        cv=GroupKFold(FOLDS),
        method="predict_proba",
        params={"sample_weight": weight},
    )[:, 1]
    model.fit(features, right, sample_weight=weight)
    names = [field.name for field in fields(answer.Calibration)]
    values = [float(model.intercept_[0]), *map(float, model.coef_[0])]
    pairs = ", ".join(f"{name}={value:.3f}" for name, value in zip(names, values, strict=True))
    print(f"CALIBRATION = Calibration({pairs})")
    answerable = kind == "answerable"
    near_miss, elsewhere = kind != "elsewhere", kind != "unanswerable"
    print(
        f"by article folds: auroc {roc_auc_score(answerable[near_miss], held[near_miss]):.3f},"
        f" against other articles {roc_auc_score(answerable[elsewhere], held[elsewhere]):.3f},"
        f" ece {calibration_error(held[near_miss].tolist(), right[near_miss].tolist()):.3f}"
    )
    for threshold in np.arange(0.1, 0.75, 0.05):
        shown = held >= threshold
        print(
            f"threshold {threshold:.2f}: answerable answered right {np.mean((shown & right)[answerable]):.3f},"
            f" unanswerable refused {np.mean(~shown[kind == 'unanswerable']):.3f},"
            f" own article out refused {np.mean(~shown[kind == 'elsewhere']):.3f},"
            f" right of those shown {np.mean(right[shown]):.3f}"
        )


if __name__ == "__main__":
    sys.exit(main())
