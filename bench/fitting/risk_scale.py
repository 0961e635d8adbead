"""Measures which confidence keeps which share of wrong answers, and whether the words for a confidence are true.

    python -m bench.fitting.risk_scale DATA               reads the tune sets with the models as they are
    python -m bench.fitting.risk_scale DATA --sets FILE   takes them as read: a pickled dict of `Asked`, by name of set

DATA holds the sets in the format of `footnote eval`. For either kind of reader it prints the curve for
retrieval/answering/decision.py, the scale for thresholds.py that belongs to it (both thresholds follow from it), what
its levels cost, what the grades show at the default settings, and each word of wording.py beside the share that was
right. All of it twice: with the curve that confidence_curve.py weighs by sets, and with one weighed by the mix below,
where half of the near questions are such as were written to deceive: it tells those better, and its confidence is still
a frequency on the mix. Curve and scale belong together.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table
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
from bench.quality.held_out import held_out
from bot.render import wording
from retrieval.answering import decision, thresholds
from retrieval.answering.thresholds import Level, Scale
from retrieval.core.settings import AnswerSettings, Settings
from retrieval.evaluation import risk_control
from retrieval.readers.sentence_ranker import WEIGHTS

# What people ask who know what the articles are about: most of it stands there. Near are questions that a passage
# comes near to and does not answer: search questions, and those in people's own words that were written as near misses.
# Those of squad2-tune that only look answerable were written to deceive, looking at the passage, and are left out.
ANSWERABLE = 0.75
NEAR = 0.2
ELSEWHERE = 0.05
ASKED = ("squad2-tune", "selqa-dev", "clapnq-tune", "people-tune", "people-train-own")
NEARLY = ("clapnq-tune", "people-tune", "people-train-own")
MIX = {(name, "answerable"): ANSWERABLE / len(ASKED) for name in ASKED}
MIX |= {(name, "unanswerable"): NEAR / len(NEARLY) for name in NEARLY}
MIX |= {(TUNED_ON, "elsewhere"): ELSEWHERE}
LEARNT = MIX | {(TUNED_ON, "unanswerable"): NEAR / len(NEARLY)}
# The same questions where people ask otherwise: what the share of wrong answers then is.
OTHERS = {
    "all answerable": {(name, "answerable"): 1 / len(ASKED) for name in ASKED},
    "half answerable": {(name, "answerable"): 0.5 / len(ASKED) for name in ASKED}
    | {("clapnq-tune", "unanswerable"): 0.25, (TUNED_ON, "elsewhere"): 0.25},
}
SHARES = (0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)  # of wrong answers, whose confidences are levels of the scale
STEPS = np.arange(0, 1, 0.005)
LEVELS = np.arange(0, 1, 0.05)  # further levels, which tell unsure answers apart
LEAST_ANSWERED = 20  # questions, under which a share is no measurement
CERTAINTY = 0.9  # of the intervals that words are held to

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
        by_mix = len(cases) * shares(cases, LEARNT)
        for weighed, weight in (("by sets", weights_by_set(cases)), ("by the mix", by_mix)):
            console.rule(f"{name}, its curve weighed {weighed}")
            report(name, cases, weight)


def gathered(data: Path) -> dict[str, list[Asked]]:
    """The sets, asked and read with the models as they are."""
    from bench.fitting.reader_weights import gather  # noqa: PLC0415  imports the models
    from retrieval import build  # noqa: PLC0415

    stages = build.reading_stages(Settings())
    return {name: gather(data, name, stages) for name in CALIBRATED_ON}


def unseen(sets: Mapping[str, Sequence[Asked]], data: Path) -> dict[str, list[Asked]]:
    """The questions on articles that the reader was not trained on."""
    from bench.fitting.reader_weights import collection  # noqa: PLC0415  imports the models

    known = held_out(TUNED_ON, [draft.source for draft in collection(data / TUNED_ON).drafts])
    return {
        name: [question for question in sets[name] if name != TUNED_ON or question.question.article in known]
        for name in CALIBRATED_ON
    }


def unread(sets: Mapping[str, Sequence[Asked]]) -> dict[str, list[Asked]]:
    """The questions as the similarity reader answers them, which was trained on none of the sets."""
    return {
        name: [replace(question, reading=None, passage_reading=None, added=None) for question in sets[name]]
        for name in CALIBRATED_ON
    }


def shares(cases: Sequence[Case], mix: Mapping[tuple[str, str], float]) -> np.ndarray:
    """How much each case counts so that the kinds have their shares of the mix: shape (cases,), sums to 1."""
    kinds = [(case.name, case.kind) for case in cases]
    sizes = {kind: kinds.count(kind) for kind in set(kinds)}
    return np.array([mix.get(kind, 0.0) / sizes[kind] for kind in kinds])


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
    """The share of questions that are shown, and wrongly shown, from each level of confidence on.

    There is a level for each of `SHARES`, the laxest that keeps it, and those of `LEVELS` between; a level at which the
    share of wrong ones does not grow is left out. The share must be kept as counted, and also when the frequency of
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
    places = kept | {int(place) for place in np.searchsorted(STEPS, LEVELS - 1e-9)}
    levels: list[Level] = []
    for place in sorted(places, reverse=True):
        shown = float(share[held >= STEPS[place]].sum() / share.sum())
        if np.isinf(found[place]) or (levels and found[place] <= levels[-1].wrong / levels[-1].shown):
            continue
        levels.append(Level(round(float(STEPS[place]), 3), round(shown, 3), round(float(found[place]) * shown, 4)))
    return tuple(levels)


def grades(scale: Scale, cases: Sequence[Case], held: np.ndarray) -> Table:
    """What each kind of question gets at the default settings: measured without smoothing, by folds of articles."""
    answer, table = AnswerSettings(), Table(title="Grades at the default settings")
    sure = thresholds.sure_threshold(answer.accepted_wrong, scale)
    unsure = thresholds.unsure_threshold(answer.accepted_unsure_wrong, scale, sure=sure)
    right, kinds = np.array([case.right for case in cases]), [(case.name, case.kind) for case in cases]
    for heading in ("set", "questions", "stated right", "shown right", "hidden right", "wrong of stated", "not stated"):
        table.add_column(heading, justify="left" if heading == "set" else "right")
    for kind in sorted(set(kinds)):
        of = np.array([each == kind for each in kinds])
        stated, shown = of & (held >= sure), of & (held >= unsure)
        wrong = f"{np.mean(~right[stated]):.3f}" if stated.any() else "–"
        counts = [(stated & right).sum(), (shown & right).sum(), (of & ~shown & right).sum()]
        shares_of_kind = [f"{count / of.sum():.3f}" for count in counts]
        table.add_row(" ".join(kind), str(of.sum()), *shares_of_kind, wrong, f"{1 - stated.sum() / of.sum():.3f}")
    table.caption = f"sure from {sure:.3f}, unsure from {unsure:.3f}"
    return table


def costs(scale: Scale, cases: Sequence[Case], held: np.ndarray) -> Table:
    """What each step of a scale answers, refuses and gets wrong, measured without smoothing."""
    right, kinds = np.array([case.right for case in cases]), np.array([case.kind for case in cases])
    tuned = np.array([case.name == TUNED_ON for case in cases])
    mix = shares(cases, MIX)
    asked = {name: shares(cases, weights) for name, weights in ({"the mix": MIX} | OTHERS).items()}
    table = Table(title=f"Answers of the mix ({np.count_nonzero(mix)} questions)")
    headings = ["accepted", "threshold", *(f"wrong, {name}" for name in asked), "answered right"]
    for heading in (*headings, "elsewhere refused", "squad2-tune: right", "refused"):
        table.add_column(heading, justify="right")
    for least, of_all, wrong_of_all in scale:
        accepted, shown = wrong_of_all / of_all, held >= least
        wrong = [np.average(~right, weights=share * shown) for share in asked.values()]
        answerable = mix * (kinds == "answerable")
        row = [
            *wrong,
            np.average(shown & right, weights=answerable),
            np.mean(~shown[kinds == "elsewhere"]),
            np.mean((shown & right)[tuned & (kinds == "answerable")]),
            np.mean(~shown[tuned & (kinds == "unanswerable")]),
        ]
        table.add_row(f"{accepted:.3f}", f"{least:.3f}", *(f"{value:.3f}" for value in row))
    return table


def spoken(cases: Sequence[Case], held: np.ndarray, weight: np.ndarray) -> Table:
    """Every word beside the share that was right where it was used: on the questions of the curve, and on the mix."""
    right = np.array([case.right for case in cases])
    said = np.array([wording.certainty(confidence) for confidence in held])
    table = Table(title="Words")
    for heading in ("word", "from", "to"):
        table.add_column(heading)
    for name in ("weighed so", "on the mix"):
        for heading in (name, "right", "low", "high", "word"):
            table.add_column(heading, justify="right")
    for word, (low, high) in wording.BANDS.items():
        row = []
        for share in (weight, shares(cases, MIX)):
            row += held_to(low, high, right[said == word], share[said == word])
        table.add_row(word, f"{low:.2f}", f"{high:.2f}", *row)
    return table


def held_to(low: float, high: float, right: np.ndarray, weight: np.ndarray) -> list[str]:
    """Questions, share right with its interval, and whether that meets the word's band.

    The interval is that of as many equal questions as the weighted ones are worth (Kish, 1965).
    """
    counted = weight > 0
    if not counted.any():
        return ["0", "", "", "", ""]
    weight, right = weight[counted], right[counted]
    share, worth = float(np.average(right, weights=weight)), int(weight.sum() ** 2 / (weight**2).sum())
    side = (1 + CERTAINTY) / 2
    wrong = round((1 - share) * worth)
    least = 1 - risk_control.risk_upper_bound(wrong, worth, certainty=side)
    most = risk_control.risk_upper_bound(worth - wrong, worth, certainty=side)
    verdict = "says too much" if most < low else "says too little" if least > high else "true"
    return [str(len(right)), f"{share:.3f}", f"{least:.3f}", f"{most:.3f}", verdict]


if __name__ == "__main__":
    main()
