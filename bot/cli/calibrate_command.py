"""`footnote calibrate`: which confidence keeps the accepted share of wrong answers, on somebody's own questions."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from bot.app import configuration
from bot.app.configuration import Config
from bot.cli import add_command, config_edit, eval_command
from bot.cli.exit_codes import Exit
from bot.render import tables, wording
from bot.render.blocks import Table
from bot.render.json_values import Json
from bot.render.screen import Screen
from retrieval import (
    EvaluationError,
    EvaluationReport,
    RiskLevel,
    RiskTrial,
    RiskVerdict,
    judge_risk,
    least_answers,
    questions_needed,
    risk_upper_bound,
)

TABLE, KEY = "answer", "threshold"
_EVERY = 5  # of the hundred levels, those that are shown


def run(given: Namespace, settings: Config, screen: Screen) -> Exit:
    """Asks the questions, says what they promise, and sets it on request.

    Returns:
        NOTHING where the questions promise nothing.

    Raises:
        EvaluationError: the set cannot be read.
        ConfigError: the configuration cannot be changed; what was found has been shown by then.
    """
    accepted = settings.answer.accepted_wrong if given.accept is None else given.accept
    if not 0 < accepted < 1:
        advice = "Set answer.accepted_wrong between 0 and 1, or give --accept."
        raise EvaluationError(f"nothing can be promised about a share of {accepted} wrong answers", advice=advice)
    with eval_command.scratch(settings) as pipeline, add_command.bars(screen) as watch:
        measured = eval_command.answers(pipeline, given, watch)
    verdict = judge_risk(tried(measured), accepted=accepted, certainty=given.certainty)
    file = configuration.find(getattr(given, "config", None)) or Path(configuration.FILE_NAME)
    if given.json:
        screen.print_json(figures(verdict, measured))
    else:
        screen.show(sheet(verdict))
        for line in said(verdict, file):
            screen.show_note(line)
    if given.write and verdict.promised is not None:
        config_edit.write(file, TABLE, KEY, verdict.promised)
        screen.print_remark(f"{wording.one_line(str(file))}: {TABLE}.{KEY} is {verdict.promised} now.")
    elif given.write:
        screen.print_remark("Nothing was written.")
    return Exit.NOTHING if verdict.promised is None else Exit.DONE


def tried(measured: EvaluationReport) -> list[RiskTrial]:
    """What each question shows, whatever the threshold."""
    return [RiskTrial(confidence=one.confidence, right=one.answerable and one.rank == 1) for one in measured.outcomes]


def figures(verdict: RiskVerdict, measured: EvaluationReport) -> Json:
    """The verdict for programs."""
    return {
        "questions": verdict.questions,
        "answerable": measured.answerable,
        "accepted_wrong": verdict.accepted,
        "certainty": verdict.certainty,
        "threshold": verdict.promised,
        "measured_threshold": verdict.measured,
        "least_answers": least_answers(verdict.accepted, certainty=verdict.certainty),
        "questions_wanted": questions_needed(verdict) if verdict.promised is None else None,
        "levels": [
            {
                "threshold": one.threshold,
                "answered": one.answered,
                "wrong": one.wrong,
                "most_wrong": _most(one, verdict),
            }
            for one in verdict.levels
        ],
    }


def sheet(verdict: RiskVerdict) -> Table:
    """The levels, thinned out; those that were chosen are always there."""
    chosen = {verdict.promised, verdict.measured}
    rows = [
        (
            f"{one.threshold:.2f}",
            f"{one.answered:,}",
            f"{one.wrong:,}",
            f"{one.wrong / one.answered:.1%}",
            f"{_most(one, verdict):.1%}",
        )
        for place, one in enumerate(reversed(verdict.levels))
        if one.answered and (place % _EVERY == 0 or one.threshold in chosen)
    ]
    return tables.figures("threshold answered wrong share at-most", f"Answers to {verdict.questions:,} questions", rows)


def said(verdict: RiskVerdict, file: Path) -> list[str]:
    """What it comes to, in sentences."""
    accepted, sure = f"{verdict.accepted:.0%}", f"{verdict.certainty:.0%}"
    if verdict.promised is not None:
        level = next(one for one in verdict.levels if one.threshold == verdict.promised)
        kept = (
            f"at most {accepted} of the answers are wrong, with {sure} certainty, if people ask as these questions do."
        )
        return [
            f"From a confidence of {verdict.promised} on {kept}",
            f"Of these {verdict.questions:,} questions it answers {level.answered:,}, {level.wrong:,} of them wrong.",
            f"In {wording.one_line(str(file))}, under [{TABLE}]: {KEY} = {verdict.promised}",
        ]
    lines = [f"No threshold keeps the wrong answers at {accepted} with {sure} certainty on these questions."]
    if verdict.measured is None:
        return [
            *lines,
            "More questions like these would not change it: accept more (--accept), or add what is missing.",
        ]
    least, wanted = (
        least_answers(verdict.accepted, certainty=verdict.certainty),
        questions_needed(verdict),
    )
    lines.append(f"They are too few: it takes at least {least:,} answers, and then all of them right.")
    if wanted is not None:
        lines.append(f"About {wanted:,} questions like these would probably do.")
    return [*lines, f"On these alone it was kept from {verdict.measured} on, which promises nothing for others."]


def _most(level: RiskLevel, verdict: RiskVerdict) -> float:
    return risk_upper_bound(level.wrong, level.answered, certainty=verdict.certainty)
