"""Fits the weights by which `retrieval.answering.versions.contradictions` tells that two sentences speak of the same.

    python -m bench.fitting.contradiction_weights DATA

DATA holds the sets in the format of `footnote eval`. Pairs that overtake each other come from corrections-tune; pairs
that do not from there, from the examples, and from articles of people-train-own that no reader was trained on.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np
from rich.console import Console
from rich.progress import track
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bench.paths import EXAMPLES
from bench.quality.held_out import unseen
from retrieval import sources
from retrieval.answering.decision import FetchArticle
from retrieval.answering.versions import contradictions
from retrieval.answering.versions.contradiction_pair import PairSide, SidePair
from retrieval.build import temporary_footnote
from retrieval.core.records import Evidence, RankedPassage, StoredPassage
from retrieval.core.settings import Settings
from retrieval.evaluation.dataset import Collection, GoldenQuestion, read

OVERTAKEN = "corrections-tune"
OTHERS = "people-train-own"
QUESTIONS = 400  # of each set at most
FOLDS = 10
THRESHOLDS = (0.2, 0.3, 0.35, 0.4, 0.45, 0.5)
LIBRARY = "fit"
SAME_EVENT = "press-"  # articles of people-train-own that tell of one event: what overtakes what is not known

console = Console(stderr=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPair:
    """Two sentences that may contradict each other."""

    name: str  # of the set
    group: str  # pairs of one group are in one fold
    features: tuple[float, ...]
    is_related: bool


def main() -> None:
    """Fit on the folder of sets given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    pairs = [pair for folder in (data / OVERTAKEN, EXAMPLES, data / OTHERS) for pair in gather(folder)]
    features, related = np.array([pair.features[1:] for pair in pairs]), np.array([pair.is_related for pair in pairs])
    held = np.zeros(len(pairs))
    for others, fold in GroupKFold(FOLDS).split(features, groups=[pair.group for pair in pairs]):
        weights = fitted(features[others], related[others])
        held[fold] = 1 / (1 + np.exp(-(weights[0] + features[fold] @ weights[1:])))
    names = [field.name for field in fields(contradictions.PairWeights)]
    written = zip(names, fitted(features, related), strict=True)
    print(f"WEIGHTS = PairWeights({', '.join(f'{name}={value:.2f}' for name, value in written)})")
    for threshold in THRESHOLDS:
        taken = held >= threshold
        false = {name: sum(taken & ~related & [pair.name == name for pair in pairs]) for name in _names(pairs)}
        print(f"at {threshold}: {np.mean(taken[related]):.3f} of {related.sum()} related pairs, false ones: {false}")


def gather(folder: Path) -> list[JudgedPair]:
    """Return the pairs that the questions of a set give."""
    found: list[JudgedPair] = []
    with tempfile.TemporaryDirectory() as made, temporary_footnote(Settings()) as footnote:
        load = partial(sources.load_articles, limits=Settings().limits)
        collection: Collection = read(unseen(folder, Path(made)), load=load)
        for _ in track(footnote.iter_store(collection.drafts, library=LIBRARY), "indexing", console=console):
            pass
        names = {card.id: card.source for card in footnote.articles(library=LIBRARY)}
        questions = [question for question in collection.questions if _is_usable(question)]
        order = np.random.default_rng(2).permutation(len(questions))[:QUESTIONS]
        for at in track(order, folder.name, console=console):
            seen: list[SidePair] = []
            with patch.object(contradictions, "find_contradiction", partial(_collect, seen)):
                footnote.examine(questions[at].question, library=LIBRARY)
            found.extend(_pair(folder.name, questions[at], pair, names) for pair in seen)
    return found


def fitted(features: np.ndarray, related: np.ndarray) -> np.ndarray:
    """Return the intercept and a weight for each feature, of features that were standardised for the fit."""
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0).fit((features - mean) / spread, related)
    weights = model.coef_[0] / spread
    return np.concatenate([model.intercept_ - weights @ mean, weights])


def _collect(
    seen: list[SidePair],
    question: str,
    evidence: Sequence[Evidence],
    passages: Sequence[tuple[RankedPassage, StoredPassage]],
    fetch: FetchArticle,
) -> None:
    """Keep the pairs of a question, and find no contradiction."""
    seen.extend(contradictions.find_pairs(question, evidence, passages, fetch))


def _pair(name: str, question: GoldenQuestion, pair: SidePair, names: dict[str, str]) -> JudgedPair:
    spans = {question.article: question.spans} | {each.article: each.spans for each in question.superseded}
    is_related = bool(question.superseded) and all(_is_in(side, names, spans) for side in (pair.own, pair.other))
    group = (
        (question.article or names[pair.own.article.id]).rsplit("-", 1)[0] if name == OVERTAKEN else question.article
    )
    return JudgedPair(name=name, group=f"{name}/{group}", features=pair.features(), is_related=is_related)


def _is_in(side: PairSide, names: dict[str, str], spans: Mapping[str | None, Sequence[tuple[int, int]]]) -> bool:
    sentence = side.evidence.sentence
    return any(sentence.start < end and start < sentence.end for start, end in spans.get(names[side.article.id], ()))


def _is_usable(question: GoldenQuestion) -> bool:
    return not question.history and not (question.article or "").startswith(SAME_EVENT)


def _names(pairs: Sequence[JudgedPair]) -> Iterator[str]:
    yield from dict.fromkeys(pair.name for pair in pairs)


if __name__ == "__main__":
    main()
