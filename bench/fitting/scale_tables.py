"""Tables of what a scale of confidences answers, refuses and gets wrong, and of what its words are worth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.table import Table

from bench.fitting.confidence_curve import TUNED_ON, Case
from bench.fitting.question_mix import MIX, OTHERS, shares
from bot.render import confidence_words
from retrieval.answering import thresholds
from retrieval.answering.thresholds import Scale
from retrieval.core.settings import AnswerSettings
from retrieval.evaluation import risk_control

CERTAINTY = 0.9  # of the intervals that words are held to


def grades(scale: Scale, cases: Sequence[Case], held: np.ndarray) -> Table:
    """Tabulate what each kind of question gets at the default settings, without smoothing, by folds of articles."""
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
    """Tabulate what each step of a scale answers, refuses and gets wrong, measured without smoothing."""
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
    """Tabulate each word beside the share that was right where it was used, on the curve's questions and the mix."""
    right = np.array([case.right for case in cases])
    said = np.array([confidence_words.certainty(confidence) for confidence in held])
    table = Table(title="Words")
    for heading in ("word", "from", "to"):
        table.add_column(heading)
    for name in ("weighed so", "on the mix"):
        for heading in (name, "right", "low", "high", "word"):
            table.add_column(heading, justify="right")
    for word, (low, high) in confidence_words.BANDS.items():
        row = []
        for share in (weight, shares(cases, MIX)):
            row += held_to(low, high, right[said == word], share[said == word])
        table.add_row(word, f"{low:.2f}", f"{high:.2f}", *row)
    return table


def held_to(low: float, high: float, right: np.ndarray, weight: np.ndarray) -> list[str]:
    """Return the questions, the share right with its interval, and whether that meets the word's band.

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
