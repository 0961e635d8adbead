"""Measures what a slip of the finger costs a question, and what correcting it brings.

    python -m bench.quality.misspelt_questions    figures into results/misspelt_questions.json

Of each set a sample of questions is asked as it is and with one slip in one content word (a letter left out, doubled,
swapped with the next, replaced by a neighbour on the keyboard or by any other), each with and without the correction
(retrieval/ranking/spelling.py). A question that the correction leaves alone has the same reply, and is asked once.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.paths import DATA, RESULTS
from bench.quality.held_out import unseen
from retrieval import sources
from retrieval.build import open_footnote
from retrieval.core.ingestion_records import Added
from retrieval.core.settings import LibrarySettings, ModelSettings, RetrievalSettings, Settings
from retrieval.evaluation import dataset
from retrieval.evaluation.dataset import GoldenQuestion
from retrieval.evaluation.judging import Judge, QuestionOutcome
from retrieval.footnote import Footnote
from retrieval.ranking import spelling
from retrieval.text.analyzer import terms
from retrieval.text.typing_slips import NEIGHBOURS

FIGURES = RESULTS / "misspelt_questions.json"
SETS = ("people-tune", "clapnq-tune", "selqa-dev", "squad2-tune")
SLIPS = ("left out", "doubled", "swapped", "neighbour", "replaced")
ASKED = ("clean, as before", "clean, corrected", "misspelt, as before", "misspelt, corrected")
LIBRARY = "quality"
LANGUAGE = "en"  # of the sets
LEAST_LETTERS = 4  # of a word that is misspelt
_WORD = re.compile(r"(?<![\w'’-])[^\W\d_]+(?![\w'’-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class MisspeltQuestion:
    """A question in two spellings, with the outcome of each before and after correction."""

    word: str  # the content word as it was, and with its slip
    misspelt: str
    outcomes: Sequence[QuestionOutcome]  # in the order of ASKED
    questions: Sequence[str]  # likewise, as they are read


def main() -> None:
    """Measure the sets of the command line, print the shares and store them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the sets (default: %(default)s)")
    parser.add_argument("--sets", nargs="+", default=SETS)
    parser.add_argument("--limit", type=int, default=120, help="questions asked of each set (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--libraries", type=Path, required=True, help="folder where the libraries are kept, made once")
    parser.add_argument("--reader-model", default=ModelSettings().reader_model, help="(default: %(default)s)")
    parser.add_argument("--threads", type=int, default=0, help="of the processor, for the models; 0: one per core")
    chosen = parser.parse_args()
    models = ModelSettings(reader_model=chosen.reader_model, threads=chosen.threads)
    figures = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
    for name in chosen.sets:
        settings = Settings(
            library=LibrarySettings(path=str(chosen.libraries / f"{name}.sqlite")),
            models=models,
            retrieval=RetrievalSettings(correct_spelling=False),
        )
        answered = ask_set(chosen.data / name, settings, limit=chosen.limit, seed=chosen.seed)
        figures.setdefault(chosen.reader_model, {})[name] = shares(answered)
        Console(width=120).print(table(name, figures[chosen.reader_model][name]))
        FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def ask_set(set_folder: Path, settings: Settings, *, limit: int, seed: int) -> list[MisspeltQuestion]:
    """Ask a sample of a set's questions without a history, in both spellings."""
    folder = Path(settings.library.path).parent
    folder.mkdir(parents=True, exist_ok=True)
    opened = open_footnote(settings)
    try:
        collection = dataset.read(
            unseen(set_folder, _fresh(folder)), load=partial(sources.load_articles, limits=settings.limits)
        )
        judge = Judge(
            examine=partial(opened.examine, library=LIBRARY),
            article=partial(opened.article, library=LIBRARY),
            names=stored_names(opened, collection),
        )
        questions = [each for each in collection.questions if each.is_judged and not each.history]
        chance = random.Random(seed)
        sample = chance.sample(questions, min(limit, len(questions)))
        misspelt = [(question, misspell(question.question, chance)) for question in sample]
        asked = [(question, slip) for question, slip in misspelt if slip]
        console = Console(stderr=True)
        return [
            ask_both(question, slip, judge, opened) for question, slip in track(asked, set_folder.name, console=console)
        ]
    finally:
        opened.close()


def _fresh(folder: Path) -> Path:
    """Return a new folder for the questions that the set is reduced to."""
    number = len(list(folder.glob("questions-*")))
    fresh = folder / f"questions-{number}"
    fresh.mkdir()
    return fresh


def stored_names(opened: Footnote, collection: dataset.Collection) -> dict[str, str]:
    """Store the articles that are not stored yet, and return their ids in the set by their ids in the library."""
    if not opened.articles(library=LIBRARY):
        outcomes = list(opened.iter_store(collection.drafts, library=LIBRARY))
        return {each.article.id: each.article.source for each in outcomes if isinstance(each, Added)}
    return {card.id: card.source for card in opened.articles(library=LIBRARY)}


def misspell(question: str, chance: random.Random) -> tuple[str, str, str] | None:
    """Put a slip into one content word: the question with it, the word, and the misspelt word; None without such."""
    words = [
        match
        for match in _WORD.finditer(question)
        if len(match.group()) >= LEAST_LETTERS and terms(match.group(), LANGUAGE)
    ]
    if not words:
        return None
    match = chance.choice(words)
    slip = slip_in(match.group(), chance)
    return question[: match.start()] + slip + question[match.end() :], match.group(), slip


def slip_in(word: str, chance: random.Random) -> str:
    """Return a word with a slip at any place, the first letter included."""
    while True:
        index, kind = chance.randrange(len(word)), chance.choice(SLIPS)
        before, letter, after = word[:index], word[index], word[index + 1 :]
        slip = {
            "left out": before + after,
            "doubled": before + letter * 2 + after,
            "swapped": before + after[:1] + letter + after[1:],
            "neighbour": before + chance.choice(NEIGHBOURS.get(letter.lower(), letter)) + after,
            "replaced": before + chance.choice(string.ascii_lowercase) + after,
        }[kind]
        if slip != word:
            return slip


def ask_both(question: GoldenQuestion, slip: tuple[str, str, str], judge: Judge, opened: Footnote) -> MisspeltQuestion:
    """Ask a question in both spellings, before and after correction."""
    text, word, misspelt = slip
    read: list[str] = []
    for spelt in (question.question, text):
        read += [spelt, spelling.correct(opened._engine, spelt, LIBRARY)]  # noqa: SLF001  as the pipeline does
    outcomes = {each: judge.ask(replace(question, question=each)) for each in dict.fromkeys(read)}
    return MisspeltQuestion(word=word, misspelt=misspelt, outcomes=[outcomes[each] for each in read], questions=read)


def shares(answered: Sequence[MisspeltQuestion]) -> dict[str, Any]:
    """Measure shares of the questions, for each way of asking; and of the words, how many are found again."""
    clean, misspelt = (
        [each for each in answered if each.questions[index] != each.questions[index + 1]] for index in (0, 2)
    )
    return {
        "questions": len(answered),
        "words_corrected": len(misspelt) / max(1, len(answered)),
        "words_found_again": sum(_is_found_again(each) for each in misspelt) / max(1, len(answered)),
        "clean_changed": [_change(each) for each in clean],
        "asked": {way: _figures([each.outcomes[index] for each in answered]) for index, way in enumerate(ASKED)},
    }


def _is_found_again(asked: MisspeltQuestion) -> bool:
    """Return whether the correction gives the terms of the question without the slip."""
    before, _, _, corrected = asked.questions
    return set(terms(before, LANGUAGE)) <= set(terms(corrected, LANGUAGE))


def _change(asked: MisspeltQuestion) -> dict[str, Any]:
    """Describe what the correction did to a question that nobody misspelt for the benchmark; without its text."""
    before, after = asked.outcomes[:2]
    return {
        "answerable": before.answerable,
        "rank": [before.rank, after.rank],
        "grade": [before.grade, after.grade],
        "confidence": [round(before.confidence, 3), round(after.confidence, 3)],
    }


def _figures(outcomes: Sequence[QuestionOutcome]) -> dict[str, float | None]:
    answerable = [each for each in outcomes if each.answerable]
    others = [each for each in outcomes if not each.answerable]
    stated = [each for each in outcomes if each.grade == "sure"]
    return {
        "right_first": _share(each.rank == 1 for each in answerable),
        "right_and_shown": _share(each.rank == 1 and each.is_shown for each in answerable),
        "right_and_stated": _share(each.rank == 1 and each.grade == "sure" for each in answerable),
        "wrong_of_stated": _share(not (each.answerable and each.right) for each in stated),
        "not_stated": _share(each.grade != "sure" for each in others),
    }


def _share(values: Iterable[bool]) -> float | None:
    listed = list(values)
    return sum(listed) / len(listed) if listed else None


def table(name: str, figures: dict[str, Any]) -> Table:
    """Tabulate one way of asking a row."""
    shown = Table(title=f"{name}: {figures['words_found_again']:.0%} of the misspelt words found again")
    shown.add_column("asked")
    for heading in next(iter(figures["asked"].values())):
        shown.add_column(heading.replace("_", " "), justify="right")
    for way, row in figures["asked"].items():
        shown.add_row(way, *("–" if value is None else f"{value:.1%}" for value in row.values()))
    return shown


if __name__ == "__main__":
    main()
