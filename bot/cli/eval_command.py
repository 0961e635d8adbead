"""`footnote eval`: measures answers, and summaries on request, in a temporary library."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bot.cli.command_run import CommandRun
from bot.cli.exit_codes import Exit
from bot.configuration.config_file import Config
from bot.render import amounts, tables, wording
from bot.render.blocks import Table
from bot.render.json_values import Json
from bot.render.progress_bar import show_progress
from bot.render.screen import Screen
from retrieval import (
    Draft,
    EvaluationReport,
    Footnote,
    Skipped,
    Watch,
    evaluate,
    load_articles,
    rouge_report,
    temporary_footnote,
    write_failures,
)

LIBRARY = "evaluation"
SUMMARIES = "summaries"
BY_KIND = "by_kind"


def run(arguments: Namespace) -> Exit:
    """Measure, and print the figures.

    Raises:
        EvaluationError: the set or the file of summaries cannot be read, or the failures cannot be written.
    """
    run = CommandRun.start(arguments)
    with warm_footnote(run.config) as footnote, show_progress(run.screen) as watch:
        measured = measure_answers(footnote, arguments, watch)
        report = measured.to_dict()
        if arguments.summaries:
            report[SUMMARIES] = _measure_summaries(footnote, arguments, watch)
    if arguments.json:
        run.screen.print_json(report)
    else:
        _print(report, run.screen)
    if arguments.failures:
        failed = write_failures(measured.outcomes, Path(arguments.failures))
        run.screen.print_remark(
            f"{amounts.count(failed, 'failed question')} in {wording.one_line(arguments.failures)}."
        )
    return Exit.DONE


@contextmanager
def warm_footnote(config: Config) -> Iterator[Footnote]:
    """Open an empty library that is deleted afterwards, with its models loaded."""
    with temporary_footnote(config) as footnote:
        footnote.warm()
        yield footnote


def measure_answers(footnote: Footnote, arguments: Namespace, watch: Watch | None) -> EvaluationReport:
    """Ask the questions of an evaluation set.

    Args:
        footnote: what is measured.
        arguments: of the command line: `folder`, `limit`, `seed`.
        watch: receives the progress.

    Raises:
        EvaluationError: the set cannot be read.
    """
    return evaluate(
        Path(arguments.folder),
        store=lambda drafts: footnote.iter_store(drafts, library=LIBRARY, watch=watch),
        examine=partial(footnote.examine, library=LIBRARY),
        article=lambda name: footnote.article(name, library=LIBRARY),
        load=lambda location: load_articles(location, limits=footnote.settings.limits),
        limit=arguments.limit,
        seed=arguments.seed,
        watch=watch,
    )


def _measure_summaries(footnote: Footnote, arguments: Namespace, watch: Watch | None) -> Json:
    article = ScratchArticle(footnote)
    return rouge_report(
        Path(arguments.summaries), summarize=article.summary, split=article.sentences, seed=arguments.seed, watch=watch
    ).to_dict()


class ScratchArticle:
    """Stores one text at a time as an article, so that it is split and summarised as every article is."""

    def __init__(self, footnote: Footnote) -> None:
        self._footnote = footnote
        self._text = ""
        self._id = ""

    def summary(self, text: str) -> list[str]:
        """Return the sentences of its summary."""
        made = self._footnote.summarize(self._store(text), library=SUMMARIES)
        return [citation.quote for citation in made.citations]

    def sentences(self, text: str) -> list[str]:
        """Return all its sentences, in order."""
        passages = self._footnote.passages(self._store(text), library=SUMMARIES)
        return [p.text[s.start - p.start : s.end - p.start] for p in passages for s in p.sentences]

    def _store(self, text: str) -> str:
        if text != self._text:
            draft = Draft(source="text", title="", text=text)
            (outcome,) = self._footnote.iter_store([draft], library=SUMMARIES)
            self._text, self._id = text, "" if isinstance(outcome, Skipped) else outcome.article.id
        return self._id


def _print(report: Json, screen: Screen) -> None:
    rows = [
        (name.replace("_", " "), _figure(value)) for name, value in report.items() if name not in {SUMMARIES, BY_KIND}
    ]
    screen.show(tables.figures("figure value", "Answers", rows))
    if report[BY_KIND]:
        screen.show(_kind_table(report[BY_KIND]))
    if SUMMARIES in report:
        scores = [
            (name, *map(_figure, values.values()))
            for name, values in report[SUMMARIES].items()
            if isinstance(values, dict)
        ]
        columns = "measure summary lead-3 difference low high p"
        title = f"Summaries of {report[SUMMARIES]['texts']} texts against their first three sentences"
        screen.show(tables.figures(columns, title, scores))


def _kind_table(by_kind: Json) -> Table:
    """Return the figures of each kind of question, those that any kind has."""
    names = [name for name in next(iter(by_kind.values())) if any(kind[name] is not None for kind in by_kind.values())]
    rows = [(kind or "–", *(_figure(figures[name]) for name in names)) for kind, figures in by_kind.items()]
    return tables.figures(" ".join(["kind", *(name.replace("_", "-") for name in names)]), "By kind", rows)


def _figure(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}"
