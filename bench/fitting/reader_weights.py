"""Fits the weights of the readers and their calibrations, and prints them with what they give.

    python -m bench.fitting.reader_weights DATA                the similarity reader
    python -m bench.fitting.reader_weights DATA --calibration  with the weights as they are
    python -m bench.fitting.reader_weights DATA --span         the trained reader, beside the similarity reader as it is

DATA holds the sets in the format of `footnote eval`. The weights come from questions on the first 50 articles of
`squad1-train`, which the trained reader was not trained on, the calibrations from the tune sets: confidence_curve.py.
"""

from __future__ import annotations

import argparse
import gc
import tempfile
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import track

from bench.fitting.confidence_curve import CALIBRATED_ON, TRAINED_PASSAGES, TUNED_ON, Asked, fit_calibration
from bench.fitting.listwise_softmax import fit_listwise
from bench.fitting.model_readings import read_all
from bench.quality.held_out import unseen
from retrieval import build, sources
from retrieval.core.records import Evidence, Question, RankedPassage, StoredPassage
from retrieval.core.settings import RetrievalSettings, Settings
from retrieval.embedders.transformer import TransformerEmbedder
from retrieval.engines.sqlite.engine import SqliteEngine
from retrieval.evaluation import judging
from retrieval.evaluation.dataset import Collection, GoldenQuestion, read
from retrieval.footnote import Footnote
from retrieval.readers.extractive import Stage
from retrieval.readers.sentence_ranker import WEIGHTS, Measured, SimilarityReader, Weights, measure
from retrieval.text.analyzer import VERSION, indexed_terms

TRAINING_ARTICLES = 50
QUESTIONS = 2_000  # of each set
CALIBRATED_PASSAGES = 60  # enough that other articles' sentences are among them
SEED = 1
STRENGTH = 1e-3  # of the penalty on large weights
READING_WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
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


def main() -> None:
    """Fit on the folder of sets given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--calibration", action="store_true", help="fit the calibration alone")
    parser.add_argument("--span", action="store_true", help="fit what belongs to the trained reader")
    chosen = parser.parse_args()
    gc.disable()  # millions of records are kept to the end, looking through them again would be most of the time
    weights = WEIGHTS
    stages = build.reading_stages(Settings()) if chosen.span else None
    if chosen.span:
        training = gather(chosen.data, "squad1-train", stages)
        fit_reading([question for question in training if question.question.answerable])
    elif not chosen.calibration:
        training = gather(chosen.data, "squad1-train", None)
        weights = fit_weights([question for question in training if question.question.answerable])
        print(f"WEIGHTS = {weights}")
        print(
            f"squad1-train: right sentence first {share_right(training, weights):.3f},"
            f" right passage first {share_right_passage(training):.3f}"
        )
    sets = {name: gather(chosen.data, name, stages) for name in CALIBRATED_ON}
    print(
        f"{TUNED_ON}: right sentence first {share_right(sets[TUNED_ON], weights):.3f},"
        f" right passage first {share_right_passage(sets[TUNED_ON]):.3f}"
    )
    fit_calibration(sets, weights)


def gather(data: Path, name: str, stages: Sequence[Stage] | None) -> list[Asked]:
    """Return a set's questions with the sentences that are compared for them, read by the model if there is one."""
    with tempfile.TemporaryDirectory() as folder:
        whole = collection(unseen(data / name, Path(folder)))
    if name in {"squad1-train", "people-train-wiki"}:
        whole = first_articles(whole, TRAINING_ARTICLES)
    kept = tuple(question for question in whole.questions if not question.history and not _may_be_answered(question))
    questions = asked(replace(whole, questions=kept), CALIBRATED_PASSAGES if name == TUNED_ON else TRAINED_PASSAGES)
    return questions if stages is None else read_all(questions, stages, elsewhere=name == TUNED_ON, console=console)


def _may_be_answered(question: GoldenQuestion) -> bool:
    """Return whether a near miss of people-train-own is one that another article on the same event may answer."""
    return not question.answerable and (question.article or "").startswith("press-")


def collection(set_folder: Path) -> Collection:
    """Return a set as it is."""
    return read(set_folder, load=partial(sources.load_articles, limits=Settings().limits))


def first_articles(whole: Collection, count: int) -> Collection:
    """Return the set with its first articles, and the questions on them."""
    drafts = whole.drafts[:count]
    kept = {draft.source for draft in drafts}
    return replace(whole, drafts=drafts, questions=tuple(q for q in whole.questions if q.article in kept))


def asked(whole: Collection, read_passages: int) -> list[Asked]:
    """Return every sampled question with the sentences read for it."""
    order = np.random.default_rng(SEED).permutation(len(whole.questions))[:QUESTIONS]
    embedder, recorder = TransformerEmbedder(), Recorder()
    with tempfile.TemporaryDirectory() as folder:
        engine = SqliteEngine(
            Path(folder) / "library.sqlite",
            model=embedder.name,
            dimension=embedder.dimension,
            analyse=indexed_terms,
            analyser=VERSION,
        )
        settings = Settings(retrieval=RetrievalSettings(read_passages=read_passages))
        footnote = Footnote(
            settings=settings, engine=engine, registry=engine.source_registry, embedder=embedder, reader=recorder
        )
        for _ in track(
            footnote.iter_store(whole.drafts, library=LIBRARY), "indexing", total=len(whole.drafts), console=console
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
    """Return the arrays of one question."""
    articles = [names[piece.passage.passage.article_id] for piece in measured]
    passages = [piece.passage.passage.id for piece in measured]
    order = {name: at for at, name in enumerate(dict.fromkeys(passages))}
    return Asked(
        question=question,
        features=np.array([piece.features for piece in measured], dtype=float),
        right=np.array(
            [
                question.answerable
                and judging.is_right_answer(
                    question,
                    article=article,
                    start=piece.sentence.start,
                    end=piece.sentence.end,
                    quote=piece.passage.passage.quote(piece.sentence),
                )
                for piece, article in zip(measured, articles, strict=True)
            ],
            dtype=bool,
        ),
        own=np.array([article == question.article for article in articles], dtype=bool),
        rank=np.array([order[name] for name in passages]),
        evidence=list(measured),
    )


def fit_weights(questions: Sequence[Asked]) -> Weights:
    """Fit the weights of the sentences of the passages that are read; evidence never counts against a sentence."""
    kept = [
        (question.features[near], question.right[near])
        for question in questions
        if (near := question.rank < TRAINED_PASSAGES).any()
    ]
    kept = [(x, y) for x, y in kept if y.any()]
    fitted = fit_listwise(
        kept,
        [1.0] * len(kept),
        towards=np.zeros(len(fields(Weights))),
        strength=STRENGTH,
        may_be_negative=False,  # it would be an accident of correlated kinds
    )
    names = [field.name for field in fields(Weights)]
    return Weights(**{name: round(float(value), 2) for name, value in zip(names, fitted, strict=True)})


def fit_reading(questions: Sequence[Asked]) -> None:
    """Print how many right sentences come first by how much the trained reader's evidence counts."""
    for weight in READING_WEIGHTS:
        scored = [
            (question, question.scores(WEIGHTS) + (weight - 1.0) * question.added)
            for question in questions
            if question.added is not None
        ]
        kept = [
            (question.right[near], scores[near])
            for question, scores in scored
            if (near := question.rank < TRAINED_PASSAGES).any()
        ]
        right = float(np.mean([right[np.argmax(scores)] for right, scores in kept]))
        loss = float(np.mean([-np.log(max(_share(right, scores), 1e-9)) for right, scores in kept if right.any()]))
        print(f"READING_WEIGHT = {weight}: right sentence first {right:.3f}, log loss {loss:.3f}")


def _share(right: np.ndarray, scores: np.ndarray) -> float:
    powers = np.exp(scores - scores.max())
    return float(powers[right].sum() / powers.sum())


def share_right(questions: Sequence[Asked], weights: Weights) -> float:
    """Return the share of answerable questions whose best sentence is right."""
    near = [(question, question.rank < TRAINED_PASSAGES) for question in questions if question.question.answerable]
    return float(np.mean([question.right[n][np.argmax(question.scores(weights)[n])] for question, n in near]))


def share_right_passage(questions: Sequence[Asked]) -> float:
    """Return the share of answerable questions whose best passage has a right sentence."""
    return float(
        np.mean([question.right[question.rank == 0].any() for question in questions if question.question.answerable])
    )


if __name__ == "__main__":
    main()
