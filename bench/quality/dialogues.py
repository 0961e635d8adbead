"""Measures follow-up questions: asked by themselves, with all that was said before, and as Footnote understands them.

    python -m bench.quality.dialogues                inscit-tune whole, figures into results/dialogues.json
    python -m bench.quality.dialogues --limit 60     a sample

A set in the format of `footnote eval` whose questions have a `history`. Questions that begin a talk count too: the
share is that of all answerable questions whose first sentence stands in a right article, and of those with a history.

Also tried on inscit-tune, and left out since nothing or one or two questions of 277 were gained: scores of the question
before, or of what answered it, added with weights of 0.05 to 1 (from 60 down to 27% of the passages right); more for
sentences of the article that answered last; less for the very passage that did; the same for resolved questions alone.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.paths import DATA, RESULTS
from retrieval import sources
from retrieval.build import open_footnote
from retrieval.conversation.exchanges import Exchange
from retrieval.core.reply_records import Examination
from retrieval.core.settings import LibrarySettings, LimitSettings, Settings
from retrieval.evaluation import dataset, measures
from retrieval.evaluation.judging import Examine
from retrieval.footnote import Footnote

FIGURES = RESULTS / "dialogues.json"
SET = "inscit-tune"
LIBRARY = "dialogues"
LONGEST = 20_000  # characters of a question with all that was said before it


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the sets (default: %(default)s)")
    parser.add_argument("--limit", type=int, help="ask a sample of so many questions")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        opened = open_footnote(
            Settings(
                library=LibrarySettings(path=str(Path(folder) / "library.sqlite")),
                limits=LimitSettings(question_characters=LONGEST),
            )
        )
        found = {name: shares(opened, chosen.data / SET, examine, chosen.limit) for name, examine in ways(opened)}
        opened.close()
    Console(width=100).print(table(found))
    if chosen.limit is None:
        FIGURES.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def ways(opened: Footnote) -> Sequence[tuple[str, Examine]]:
    """Return the ways to take a question that comes after others, by name."""
    ask = partial(opened.examine, library=LIBRARY)

    def alone(question: str, *, history: Sequence[Exchange] = ()) -> Examination:  # noqa: ARG001
        return ask(question)

    def pasted(question: str, *, history: Sequence[Exchange] = ()) -> Examination:
        texts = [text for turn in history for text in (turn.question, turn.quote)]
        return ask(" ".join([*texts, question]))

    return ("last turn only", alone), ("whole history", pasted), ("resolved", ask)


def shares(opened: Footnote, set_folder: Path, examine: Examine, limit: int | None) -> Mapping[str, float | int]:
    """Measure how often right articles and sentences come first, of all answerable questions and of follow-ups."""
    report = measures.evaluate(
        set_folder,
        store=partial(opened.iter_store, library=LIBRARY),
        examine=examine,
        article=partial(opened.article, library=LIBRARY),
        load=partial(sources.load_articles, limits=opened.settings.limits),
        limit=limit,
    )
    going_on = {
        question.id for question in dataset.read(set_folder, load=lambda _: iter(())).questions if question.history
    }
    answerable = [outcome for outcome in report.outcomes if outcome.answerable]
    after = [outcome for outcome in answerable if outcome.id in going_on]
    return {
        "questions": len(answerable),
        "right_article_at_1": sum(outcome.right_article for outcome in answerable) / len(answerable),
        "with_history": len(after),
        "right_article_at_1_with_history": sum(outcome.right_article for outcome in after) / len(after),
    }


def table(found: Mapping[str, Mapping[str, float | int]]) -> Table:
    """Tabulate one way a row."""
    shown = Table("way", "questions", "right article first", "with history", "right article first")
    for name, figures in found.items():
        shown.add_row(
            name,
            str(figures["questions"]),
            f"{figures['right_article_at_1']:.1%}",
            str(figures["with_history"]),
            f"{figures['right_article_at_1_with_history']:.1%}",
        )
    return shown


if __name__ == "__main__":
    main()
