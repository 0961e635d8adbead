"""`footnote calibrate`: which confidence keeps the accepted share of wrong answers, on somebody's own questions."""

from __future__ import annotations

import math
from argparse import Namespace
from pathlib import Path

from bot.cli import config_edit, eval_command
from bot.cli.command_run import CommandRun
from bot.cli.exit_codes import Exit
from bot.configuration import config_file
from bot.render import tables, wording
from bot.render.blocks import Note, Table
from bot.render.json_values import Json
from bot.render.progress_bar import show_progress
from bot.render.screen import Screen
from retrieval import (
    EvaluationError,
    EvaluationReport,
    RiskLevel,
    RiskTrial,
    RiskVerdict,
    Settings,
    accepted_at,
    judge_risk,
    least_answers,
    questions_needed,
    risk_upper_bound,
    scale_of,
    thresholds_for,
)

TABLE, KEY = "answer", "accepted_wrong"
_SETTING_STEPS = 10_000  # the setting is written with four decimals
LEAST = 50  # questions from which a threshold is given even where it promises nothing
# As so many questions the default threshold counts when it is mixed with the measured one. Not fitted: a promise takes
# several hundred questions, and half as many should move the threshold by half.
DEFAULT_WEIGHT = 150
_EVERY = 5  # of the hundred levels, those that are shown


def run(arguments: Namespace) -> Exit:
    """Ask the questions, report what they promise, and change the setting on request.

    Returns:
        NOTHING where the questions promise nothing, and are too few to say anything.

    Raises:
        EvaluationError: the set cannot be read.
        ConfigError: the configuration cannot be changed; the result is printed before that.
    """
    run = CommandRun.start(arguments)
    accepted = run.config.answer.accepted_wrong if arguments.accept is None else arguments.accept
    if not 0 < accepted < 1:
        advice = "Set answer.accepted_wrong between 0 and 1, or give --accept."
        raise EvaluationError(f"a share of {accepted} wrong answers cannot be promised", advice=advice)
    with eval_command.warm_footnote(run.config) as footnote, show_progress(run.screen) as watch:
        measured = eval_command.measure_answers(footnote, arguments, watch)
    verdict = judge_risk(trials(measured), accepted=accepted, certainty=arguments.certainty)
    file = config_file.find(getattr(arguments, "config", None)) or Path(config_file.FILE_NAME)
    if arguments.json:
        run.screen.print_json(figures(verdict, measured, run.config))
    else:
        run.screen.show(level_table(verdict), *(Note(text=line) for line in conclusions(verdict, file, run.config)))
    if arguments.write:
        _write(setting_for(verdict, run.config), file, run.screen)
    return Exit.NOTHING if setting_for(verdict, run.config) is None else Exit.DONE


def mixed_threshold(verdict: RiskVerdict, default: float) -> float | None:
    """Return the measured threshold, drawn towards the default one the more, the fewer questions there are.

    Args:
        verdict: of somebody's own questions.
        default: the threshold of the shipped reader for the same share.

    Returns:
        A threshold with three decimals; None under `LEAST` questions, or where none kept the share.
    """
    if verdict.measured is None or verdict.questions < LEAST:
        return None
    own, weight = verdict.questions, DEFAULT_WEIGHT
    return round((own * verdict.measured + weight * default) / (own + weight), 3)


def _chosen_threshold(verdict: RiskVerdict, settings: Settings) -> float | None:
    """Return the promised threshold, else the mixed one."""
    if verdict.promised is not None:
        return verdict.promised
    return mixed_threshold(verdict, thresholds_for(settings, accepted_wrong=verdict.accepted).sure)


def setting_for(verdict: RiskVerdict, settings: Settings) -> float | None:
    """Return the value of `answer.accepted_wrong` for the promised threshold, else the mixed one; None for neither.

    The setting is a share by the scale that Footnote ships, which was measured on other questions: so its value may
    differ from the share that was asked for here.
    """
    threshold = _chosen_threshold(verdict, settings)
    if threshold is None:
        return None
    return math.floor(accepted_at(threshold, scale_of(settings)) * _SETTING_STEPS) / _SETTING_STEPS


def _write(setting: float | None, file: Path, screen: Screen) -> None:
    """Write the setting to the configuration file, if there is one."""
    if setting is None:
        screen.print_remark("Nothing was written.")
        return
    config_edit.write(file, TABLE, KEY, setting)
    screen.print_remark(f"{wording.one_line(str(file))}: {TABLE}.{KEY} is now {setting}.")


def trials(measured: EvaluationReport) -> list[RiskTrial]:
    """Return for each question the confidence of its best sentence, and whether that is right."""
    return [RiskTrial(confidence=o.confidence, right=o.answerable and o.rank == 1) for o in measured.outcomes]


def figures(verdict: RiskVerdict, measured: EvaluationReport, settings: Settings) -> Json:
    """Return the verdict for programs."""
    return {
        "questions": verdict.questions,
        "answerable": measured.answerable,
        "accepted_wrong": verdict.accepted,
        "certainty": verdict.certainty,
        "threshold": verdict.promised,
        "setting": {f"{TABLE}.{KEY}": setting_for(verdict, settings)},
        "measured_threshold": verdict.measured,
        "mixed_threshold": mixed_threshold(verdict, thresholds_for(settings, accepted_wrong=verdict.accepted).sure),
        "least_answers": least_answers(verdict.accepted, certainty=verdict.certainty),
        "questions_wanted": questions_needed(verdict) if verdict.promised is None else None,
        "levels": [
            {
                "threshold": level.threshold,
                "answered": level.answered,
                "wrong": level.wrong,
                "most_wrong": _most_wrong(level, verdict),
            }
            for level in verdict.levels
        ],
    }


def level_table(verdict: RiskVerdict) -> Table:
    """Return every fifth level, and those of the verdict."""
    verdict_levels = {verdict.promised, verdict.measured}
    rows = [
        (
            f"{level.threshold:.2f}",
            f"{level.answered:,}",
            f"{level.wrong:,}",
            f"{level.wrong / level.answered:.1%}",
            f"{_most_wrong(level, verdict):.1%}",
        )
        for position, level in enumerate(reversed(verdict.levels))
        if level.answered and (position % _EVERY == 0 or level.threshold in verdict_levels)
    ]
    return tables.figures("threshold answered wrong share at-most", f"Answers to {verdict.questions:,} questions", rows)


def conclusions(verdict: RiskVerdict, file: Path, settings: Settings) -> list[str]:
    """Return the verdict in sentences."""
    accepted, sure = f"{verdict.accepted:.0%}", f"{verdict.certainty:.0%}"
    if verdict.promised is not None:
        level = next(level for level in verdict.levels if level.threshold == verdict.promised)
        promise = (
            f"at most {accepted} of the answers are wrong, with {sure} certainty, if people ask as these questions do."
        )
        return [
            f"With a threshold of {verdict.promised}, {promise}",
            f"It answers {level.answered:,} of these {verdict.questions:,} questions, {level.wrong:,} of them wrongly.",
            f"In {wording.one_line(str(file))}, under [{TABLE}]: {KEY} = {setting_for(verdict, settings)}",
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
    lines.append(f"There are too few: at least {least:,} answers are needed, even if all of them are right.")
    if wanted is not None:
        lines.append(f"About {wanted:,} questions like these would probably be enough.")
    lines.append(
        f"On these questions alone a threshold of {verdict.measured} keeps it; that promises nothing for others."
    )
    default = thresholds_for(settings, accepted_wrong=verdict.accepted).sure
    mixed = mixed_threshold(verdict, default)
    if mixed is None:
        return lines
    mixture = f"Mixed with the default of {default:.3g}, as {DEFAULT_WEIGHT} further questions would: {mixed}"
    setting = f"In {wording.one_line(str(file))}, under [{TABLE}]: {KEY} = {setting_for(verdict, settings)}"
    return [*lines, mixture, setting]


def _most_wrong(level: RiskLevel, verdict: RiskVerdict) -> float:
    return risk_upper_bound(level.wrong, level.answered, certainty=verdict.certainty)
