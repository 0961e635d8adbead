"""Measures answer quality on the examples and the tune sets, and holds it to the floors in floors.json.

    python -m bench.quality                  every set whole, figures into results/quality.json
    python -m bench.quality --gate           a sample of each set against its floors: what CI runs
    python -m bench.quality --gate --update  raises floors to what was measured

A floor is only lowered by hand, with its "reason" in the file. Where a set is not there, it is named as skipped.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.paths import DATA, EXAMPLES, FLOORS, RESULTS
from bench.quality.held_out import unseen
from bot.cli.eval_command import ScratchArticle
from retrieval import sources
from retrieval.build import open_footnote
from retrieval.core.errors import FootnoteError
from retrieval.core.ingestion_records import Draft, Outcome, Skipped
from retrieval.core.settings import LibrarySettings, ModelSettings, Settings
from retrieval.evaluation import measures, rouge

FIGURES = RESULTS / "quality.json"
TUNE_SETS = (
    "squad2-tune", "selqa-dev", "clapnq-tune", "inscit-tune",
    "xquad-en", "xquad-de", "xquad-es", "xquad-ru", "xquad-zh", "xquad-ar",
)  # fmt: skip
SUMMARIES = "cnn-summaries-tune"
SHOWN = {
    "right_sentence_at_1": "sentence@1",
    "right_sentence_at_5": "@5",
    "mrr": "mrr",
    "right_article_at_1": "article@1",
    "stated_right": "stated",
    "stated_wrong": "wrong",
    "shown_right": "shown",
    "hidden_right": "hidden",
    "not_stated": "not stated",
    "auroc": "auroc",
    "ece": "ece",
    "verbatim": "verbatim",
    "ms_per_question_p50": "p50 ms",
    "ms_per_question_p95": "p95 ms",
}
# A floor leaves room for what other processors round otherwise (bfloat16 or not): two to four questions of a sample.
ROOM = 0.01
LIBRARY = "quality"
WIDTH = 130  # columns where nobody says how many there are


def main() -> int:
    """Measure what the command line asks for; 1 if a floor is missed."""
    chosen = arguments()
    console = Console(stderr=chosen.json, width=None if sys.stdout.isatty() else WIDTH)
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    found: dict[str, dict[str, Any]] = {}
    models = ModelSettings(threads=chosen.threads, reader_model=chosen.reader_model)
    for name in chosen.sets or ("examples", *TUNE_SETS, SUMMARIES):
        if name == SUMMARIES:
            found |= summarised(chosen.data / name, floors["summaries"] if chosen.gate else chosen.limit, console)
            continue
        set_folder = EXAMPLES if name == "examples" else chosen.data / name
        if not (set_folder / "questions.jsonl").is_file() and not (set_folder / "questions.jsonl.gz").is_file():
            console.print(f"{name}: skipped, there is no such set in {chosen.data}")
            continue
        limit = floors["limit"] if chosen.gate else chosen.limit
        found[name] = measured(set_folder, limit, floors["seed"], models)
        if not chosen.json:
            console.print(f"{name}: right sentence first {figure(found[name]['right_sentence_at_1'])}")
    if chosen.json:
        print(json.dumps(found))
    else:
        console.print(table(found))
    if chosen.gate:
        return gate(found, floors, console, update=chosen.update)
    if chosen.limit is None:
        keep(found)
    return 0


def arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the sets (default: %(default)s)")
    parser.add_argument("--sets", nargs="+", help="only these")
    parser.add_argument("--limit", type=int, help="ask a sample of so many questions of each set")
    parser.add_argument("--gate", action="store_true", help="ask the sample of floors.json and compare")
    parser.add_argument("--update", action="store_true", help="with --gate: raise floors that were passed")
    parser.add_argument(
        "--reader-model", default=ModelSettings().reader_model, help="the trained reader (default: %(default)s)"
    )
    parser.add_argument("--threads", type=int, default=0, help="of the processor, for the models; 0: one per core")
    parser.add_argument("--json", action="store_true", help="figures as JSON on standard output")
    return parser.parse_args()


def measured(set_folder: Path, limit: int | None, seed: int, models: ModelSettings) -> dict[str, Any]:
    """Return what `footnote eval` reports, with the default settings, for the questions that nothing was trained on."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(library=LibrarySettings(path=str(Path(folder) / "library.sqlite")), models=models)
        opened = open_footnote(settings)
        opened.warm()

        def store(drafts: Iterable[Draft | Skipped]) -> Iterable[Outcome]:
            return opened.iter_store(drafts, library=LIBRARY)

        try:
            return measures.evaluate(
                unseen(set_folder, Path(folder)),
                store=store,
                examine=partial(opened.examine, library=LIBRARY),
                article=partial(opened.article, library=LIBRARY),
                load=partial(sources.load_articles, limits=settings.limits),
                limit=limit,
                seed=seed,
            ).to_dict()
        finally:
            opened.close()


def summarised(set_folder: Path, limit: int | None, console: Console) -> dict[str, dict[str, Any]]:
    """Measure what `footnote eval --summaries` reports: ROUGE of short summaries, and its lead on three sentences."""
    file = set_folder / "pairs.jsonl.gz"
    if not file.is_file():
        console.print(f"{set_folder.name}: skipped, there is no such set in {set_folder.parent}")
        return {}
    with tempfile.TemporaryDirectory() as folder:
        opened = open_footnote(Settings(library=LibrarySettings(path=str(Path(folder) / "library.sqlite"))))
        opened.warm()
        try:
            shelf = ScratchArticle(opened)
            report = rouge.rouge_report(file, summarize=shelf.summary, split=shelf.sentences, limit=limit)
        finally:
            opened.close()
    figures: dict[str, Any] = {"texts": report.texts}
    for measure in rouge.MEASURES:
        compared = getattr(report, measure)
        figures |= {
            measure: compared.summary,
            f"{measure}_lead": compared.lead,
            f"{measure}_above_lead": compared.difference,
            f"{measure}_p": compared.p,
        }
    above = {measure: figures[f"{measure}_above_lead"] for measure in rouge.MEASURES}
    console.print(f"{set_folder.name}: {', '.join(f'{key} {value:+.4f}' for key, value in above.items())} to lead-3")
    return {set_folder.name: figures}


def keep(found: dict[str, dict[str, Any]]) -> None:
    """Record figures of whole sets, beside those of the sets that were not asked this time."""
    RESULTS.mkdir(exist_ok=True)
    before = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
    FIGURES.write_text(json.dumps(before | found, indent=1) + "\n", encoding="utf-8")


def gate(found: dict[str, dict[str, Any]], floors: dict[str, Any], console: Console, *, update: bool) -> int:
    """Compare with the floors, print the result of each set, and raise the floors on request; 1 if one is missed."""
    compared = {name: limits_of(wanted) for name, wanted in floors["sets"].items() if name in found}
    missed = 0
    for name, limits in compared.items():
        below = [key for key, floor in limits.items() if is_below(found[name].get(key), floor)]
        for key in below:
            console.print(f"[red]{name}: {key} is {figure(found[name].get(key))}, below its floor {limits[key]}[/red]")
        console.print(f"{name}: {len(limits)} floors compared, {len(below)} missed")
        missed += len(below)
    if update:
        raise_floors(found, floors)
    return 1 if missed or not compared else 0


def limits_of(wanted: dict[str, Any]) -> dict[str, float]:
    """Return the floors of a set, by the name of the figure."""
    return {key: floor for key, floor in wanted.items() if key != "reason"}


def is_below(value: float | None, floor: float) -> bool:
    """Return whether a figure is below its floor, or missing."""
    return value is None or value < floor


def raise_floors(found: dict[str, dict[str, Any]], floors: dict[str, Any]) -> None:
    """Raise the floors to what was measured, less a little room, and write them."""
    for name, wanted in floors["sets"].items():
        for key in limits_of(wanted):
            if name in found and key != "verbatim":
                wanted[key] = max(wanted[key], round(found[name][key] - ROOM, 4))
    FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")


def table(found: dict[str, dict[str, Any]]) -> Table:
    """Tabulate all figures, a set a row."""
    shown = Table(title="Answer quality")
    shown.add_column("set")
    for heading in SHOWN.values():
        shown.add_column(heading, justify="right")
    for name, figures in found.items():
        if name != SUMMARIES:
            shown.add_row(name, *(figure(figures[key]) for key in SHOWN))
    return shown


def figure(value: float | None) -> str:
    """Return a share with three digits, milliseconds with one, and a dash for nothing."""
    if value is None:
        return "–"
    return f"{value:.3f}" if abs(value) <= 1 else f"{value:.1f}"


if __name__ == "__main__":
    try:
        sys.exit(main())
    except FootnoteError as error:
        sys.exit(str(error))
