"""Measures talk: how many messages that ask nothing are recognised as talk, and how many questions are not.

    python -m bench.quality.talk            talk-tune against the articles of examples/, figures into results/talk.json

Each message is asked for itself. Questions of the other sets that are taken for talk are counted as well, by their
words alone: `taken_for_talk` has how many of how many.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.paths import DATA, EXAMPLES, RESULTS
from retrieval.build import temporary_footnote
from retrieval.conversation.talk.talk_recognition import recognise_talk
from retrieval.core.settings import Settings
from retrieval.evaluation import dataset
from retrieval.footnote import Footnote

FIGURES = RESULTS / "talk.json"
SET = "talk-tune"
QUESTION = "question"  # the kind of a message that must go to the articles
OTHER_SETS = ("dialogues-tune", "inscit-tune", "clapnq-tune", "selqa-dev", "squad2-tune", "xquad-de", "xquad-es")
LIBRARY = "talk"


def main() -> None:
    """Measure talk, print the shares by language and store them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the sets (default: %(default)s)")
    chosen = parser.parse_args()
    settings = Settings()
    with temporary_footnote(
        replace(settings, models=replace(settings.models, reader_model="footnote-reader-1"))
    ) as opened:
        opened.add([str(EXAMPLES / "articles")], library=LIBRARY)
        figures = shares(opened, messages(chosen.data / SET))
    figures["taken_for_talk"] = {name: taken_for_talk(chosen.data / name) for name in OTHER_SETS}
    Console(width=100).print(table(figures["languages"]))
    FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def messages(set_folder: Path) -> list[Mapping[str, str]]:
    """Return the messages of a set: each has a `message`, a `language` and a `kind`."""
    return [json.loads(line) for line in (set_folder / "messages.jsonl").read_text(encoding="utf-8").splitlines()]


def shares(opened: Footnote, asked: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Measure the shares of talk recognised as talk and of questions sent to the articles, of all and by language."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for message in asked:
        group = "questions" if message["kind"] == QUESTION else "talk"
        is_talk = opened.ask(message["message"], library=LIBRARY).grade == "talk"
        for language in ("all", message["language"]):
            counts[language, group, "asked"] += 1
            counts[language, group, "right"] += is_talk == (group == "talk")
    languages = sorted({language for language, _, _ in counts})
    return {
        "languages": {
            language: {
                group: counts[language, group, "right"] / counts[language, group, "asked"]
                for group in ("talk", "questions")
            }
            for language in languages
        }
    }


def taken_for_talk(set_folder: Path) -> dict[str, int]:
    """Return how many questions of a set that the articles answer would not reach them."""
    questions = [each for each in dataset.read(set_folder, load=lambda _: iter(())).questions if each.answerable]
    taken = sum(recognise_talk(each.question, in_conversation=bool(each.history)) is not None for each in questions)
    return {"questions": len(questions), "taken": taken}


def table(languages: Mapping[str, Mapping[str, float]]) -> Table:
    """Tabulate one language a row."""
    shown = Table("language", "talk recognised as talk", "questions sent to the articles")
    for language, row in _rows(languages):
        shown.add_row(language, f"{row['talk']:.1%}", f"{row['questions']:.1%}")
    return shown


def _rows(languages: Mapping[str, Mapping[str, float]]) -> Iterable[tuple[str, Mapping[str, float]]]:
    return sorted(languages.items(), key=lambda item: (item[0] != "all", item[0]))


if __name__ == "__main__":
    main()
