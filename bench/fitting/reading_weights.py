"""Fits how much the readings of both models count beside words and meaning, and prints what the weights give.

    python -m bench.fitting.reading_weights DATA

DATA holds the sets in the format of `footnote eval`. Only answerable questions on articles that no model was trained on
count, those in people's own words and search questions most. It prints the weights, and how many right sentences come
first in each set: by what the stages say, by weights fitted on other articles (folds), and by weights fitted on the
other sets.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table
from sklearn.model_selection import GroupKFold

from bench.fitting.confidence_curve import COVERAGE, TRAINED_PASSAGES, Asked, vector
from bench.fitting.listwise_softmax import fit_listwise
from bench.fitting.risk_scale import gathered
from retrieval.readers.extractive import FIRST, SECOND
from retrieval.readers.reading_ranker import WORDS_TELL, ReadingWeights
from retrieval.readers.sentence_ranker import WEIGHTS

# How much the questions of a set count together.
SETS = {
    "people-tune": 1.0,
    "people-train-own": 3.0,
    "people-train-wiki": 0.5,
    "clapnq-tune": 1.0,
    "selqa-dev": 1.0,
    "squad2-tune": 1.0,
}
FOLDS = 10
# Points of a score that stand for one of log odds: as wide as scores were by the stages' weights (the lead of the best
# sentence over the sixth, median of the sets), so that what else is measured in points of a score keeps its meaning.
POINTS = 2.2
# Without any question the weights are those of the stages. .02 finds as much, within a question of each set.
STRENGTH = 0.005
STAGED = ReadingWeights(**asdict(WEIGHTS), first=FIRST, last=SECOND, unread=0.0, dependent=0.0, asks=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An answerable question with its sentences."""

    name: str  # of its set
    article: str
    features: np.ndarray  # (sentences, features) as `ReadingWeights` weighs them
    right: np.ndarray  # (sentences,) bool
    staged: np.ndarray  # (sentences,) scores by the stages' own weights


def main() -> None:
    """Fit on the folder of sets given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sets", type=Path, help="sets that are read already (a pickle of your own: it is trusted)")
    chosen = parser.parse_args()
    sets = pickle.loads(chosen.sets.read_bytes()) if chosen.sets else gathered(chosen.data, SETS)
    rows = [row for name, asked in sets.items() if name in SETS for row in rows_of(name, asked)]
    points = [round(POINTS * float(value), 2) for value in fit(rows)]
    names = [field.name for field in fields(ReadingWeights)]
    print(f"READ_TWICE_WEIGHTS = {ReadingWeights(**dict(zip(names, points, strict=True)))}")
    Console().print(table(rows))


def rows_of(name: str, asked: Sequence[Asked]) -> list[Row]:
    """Return the answerable questions of a set with the sentences that the program compares."""
    found = []
    for question in asked:
        if question.question.answerable and question.read_features is not None and question.added is not None:
            near = question.rank < TRAINED_PASSAGES
            staged = question.features @ vector(WEIGHTS) + question.added
            found.append(
                Row(
                    name=name,
                    article=f"{name}/{question.question.article}",
                    features=question.read_features[near],
                    right=question.right[near],
                    staged=staged[near],
                )
            )
    return found


def fit(rows: Sequence[Row]) -> np.ndarray:
    """Fit the weights, shape (features,), in units of log odds."""
    sizes = {name: sum(row.name == name for row in rows) for name in SETS}
    kept = [row for row in rows if row.right.any()]
    counts = [SETS[row.name] / sizes[row.name] for row in kept]
    return fit_listwise(
        [(row.features, row.right) for row in kept],
        counts,
        towards=np.array(astuple(STAGED)) / POINTS,
        strength=STRENGTH,
        may_be_negative=True,
    )


def table(rows: Sequence[Row]) -> Table:
    """Tabulate how many right sentences come first in each set."""
    found = {
        "by the stages": np.array([_is_right(row, row.staged) for row in rows]),
        "other articles": _held_out(rows, _folds(rows)),
        "other sets": _held_out(rows, {name: [row.name == name for row in rows] for name in _names(rows)}),
    }
    made = Table(title="Right sentence first, by weights that were fitted on")
    for heading in ("set", "questions", *found):
        made.add_column(heading, justify="left" if heading == "set" else "right")
    for name in _names(rows):
        of = np.array([row.name == name for row in rows])
        made.add_row(name, str(of.sum()), *(f"{right[of].mean():.3f}" for right in found.values()))
    return made


def _folds(rows: Sequence[Row]) -> dict[int, list[bool]]:
    parts = GroupKFold(FOLDS).split(rows, groups=[row.article for row in rows])
    return {number: [at in set(fold) for at in range(len(rows))] for number, (_, fold) in enumerate(parts)}


def _held_out(rows: Sequence[Row], parts: Mapping[int, list[bool]] | Mapping[str, list[bool]]) -> np.ndarray:
    """Return which right sentences come first, each part by weights fitted without it, shape (rows,)."""
    right = np.zeros(len(rows))
    for inside in parts.values():
        weights = fit([row for row, is_inside in zip(rows, inside, strict=True) if not is_inside])
        for at in (at for at, is_inside in enumerate(inside) if is_inside):
            right[at] = _is_right(rows[at], rows[at].features @ weights)
    return right


def _is_right(row: Row, scores: np.ndarray) -> bool:
    """Return whether the right sentence comes first, as the program ranks: by the stages where words tell."""
    is_in_own_words = row.features[:, COVERAGE].max(initial=0.0) < WORDS_TELL
    return bool(row.right[int(np.argmax(scores if is_in_own_words else row.staged))])


def _names(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(row.name for row in rows))


if __name__ == "__main__":
    main()
