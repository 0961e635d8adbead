"""Measures which confidence keeps which share of wrong answers, and whether the words for a confidence are true.

    python -m bench.fitting.risk_scale DATA               reads the tune sets with the models as they are
    python -m bench.fitting.risk_scale DATA --sets FILE   takes them as read: a pickled dict of `Asked`, by name of set

DATA holds the sets in the format of `footnote eval`. For either kind of reader it prints the curve for
retrieval/answering/decision.py, the scale for thresholds.py that belongs to it (both thresholds follow from it), what
its levels cost, what the grades show at the default settings, and each word of confidence_words.py beside the share
that was right. All of it twice: with the curve that confidence_curve.py weighs by sets, and with one weighed by the mix
below, where half of the near questions are such as were written to deceive: it tells those better, and its confidence
is still a frequency on the mix. Curve and scale belong together.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
from rich.console import Console
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import GroupKFold

from bench.fitting.confidence_curve import (
    CALIBRATED_ON,
    FOLDS,
    TUNED_ON,
    Asked,
    Case,
    as_cases,
    logistic,
    probability,
    weights_by_set,
)
from bench.fitting.question_mix import MIX, shares
from bench.fitting.scale_tables import costs, grades, spoken
from bench.quality.held_out import held_out
from retrieval.answering import decision
from retrieval.answering.thresholds import Level, Scale
from retrieval.core.settings import Settings
from retrieval.readers.sentence_ranker import WEIGHTS

SHARES = (0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)  # of wrong answers, whose confidences are levels of the scale
STEPS = np.arange(0, 1, 0.005)
LEVELS = np.arange(0, 1, 0.05)  # further levels, which tell unsure answers apart
LEAST_GROWTH = 0.001  # of the share of wrong ones from level to level, as finely as the settings are written
LEAST_ANSWERED = 20  # questions, under which a share is no measurement

console = Console(width=140)


def main() -> None:
    """Measure on the sets given on the command line."""
    from retrieval import build  # noqa: PLC0415  imports the models

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sets", type=Path, help="sets that are read already (a pickle of your own: it is trusted)")
    chosen = parser.parse_args()
    sets = pickle.loads(chosen.sets.read_bytes()) if chosen.sets else gathered(chosen.data)
    read = ("COMPARED", "READ", "READ_TWICE")[min(len(build.reading_stages(Settings())), 2)]
    for name, asked in ((read, unseen(sets, chosen.data)), ("COMPARED", unread(sets))):
        cases = [case for of, found in asked.items() for question in found for case in as_cases(of, question, WEIGHTS)]
        by_mix = len(cases) * shares(cases, MIX)
        for weighed, weight in (("by sets", weights_by_set(cases)), ("by the mix", by_mix)):
            console.rule(f"{name}, its curve weighed {weighed}")
            report(name, cases, weight)


def gathered(data: Path, names: Iterable[str] = CALIBRATED_ON) -> dict[str, list[Asked]]:
    """Return the sets, asked and read with the models as they are."""
    from bench.fitting.reader_weights import gather  # noqa: PLC0415  imports the models
    from retrieval import build  # noqa: PLC0415

    stages = build.reading_stages(Settings())
    return {name: gather(data, name, stages) for name in names}


def unseen(sets: Mapping[str, Sequence[Asked]], data: Path) -> dict[str, list[Asked]]:
    """Return the questions on articles that the reader was not trained on."""
    from bench.fitting.reader_weights import collection  # noqa: PLC0415  imports the models

    known = held_out(TUNED_ON, [draft.source for draft in collection(data / TUNED_ON).drafts])
    return {
        name: [question for question in sets[name] if name != TUNED_ON or question.question.article in known]
        for name in CALIBRATED_ON
    }


def unread(sets: Mapping[str, Sequence[Asked]]) -> dict[str, list[Asked]]:
    """Return the questions as the similarity reader answers them, which was trained on none of the sets."""
    return {
        name: [
            replace(question, reading=None, passage_reading=None, added=None, read_features=None)
            for question in sets[name]
        ]
        for name in CALIBRATED_ON
    }


def report(name: str, cases: Sequence[Case], weight: np.ndarray) -> None:
    """Print one curve, its scale and its words, by folds of articles."""
    features, right = np.array([case.features for case in cases]), np.array([case.right for case in cases])
    groups = [f"{case.name}/{case.article}" for case in cases]
    held = np.zeros(len(cases))
    for others, fold in GroupKFold(FOLDS).split(features, groups=groups):
        held[fold] = probability(features[fold], logistic(features[others], right[others], weight[others]))
    pairs = zip([field.name for field in fields(decision.Calibration)], logistic(features, right, weight), strict=True)
    print(f"{name} = Calibration({', '.join(f'{name}={value:.3f}' for name, value in pairs)})")
    scale = fitted(held, right, shares(cases, MIX))
    print(f"{name}: Scale = tuple(Level(*level) for level in {tuple(map(tuple, scale))})")
    console.print(costs(scale, cases, held))
    console.print(grades(scale, cases, held))
    console.print(spoken(cases, held, weight))


def fitted(held: np.ndarray, right: np.ndarray, share: np.ndarray) -> Scale:
    """Return the share of questions that are shown, and wrongly shown, from each level of confidence on.

    There is a level for each of `SHARES`, the laxest that keeps it, and those of `LEVELS` between; a level at which the
    share of wrong ones hardly grows is left out. The share must be kept as counted, and also when the frequency of
    right ones is made monotone (isotonic regression): where few are left, a share that is small by chance does not
    count.
    """
    smooth = 1 - IsotonicRegression(out_of_bounds="clip").fit(held, right, sample_weight=share).predict(held)
    wrong = []
    for step in STEPS:
        answered = share * (held >= step)
        enough = np.count_nonzero(answered) >= LEAST_ANSWERED
        both = [float(np.average(values, weights=answered)) for values in (~right, smooth)] if enough else [np.inf]
        wrong.append(max(both))
    found = np.array(wrong)
    kept = {int(np.argmax(found <= values)) for values in SHARES if found.min() <= values < found[0]}
    indices = kept | {int(index) for index in np.searchsorted(STEPS, LEVELS - 1e-9)}
    levels: list[Level] = []
    for index in sorted(indices, reverse=True):
        shown = float(share[held >= STEPS[index]].sum() / share.sum())
        before = levels[-1].wrong / levels[-1].shown if levels else 0.0
        if np.isinf(found[index]) or found[index] < before + LEAST_GROWTH:
            continue
        levels.append(Level(round(float(STEPS[index]), 3), round(shown, 3), round(float(found[index]) * shown, 4)))
    return tuple(levels)


if __name__ == "__main__":
    main()
