"""Prints how often the right passage is read when what the rest of its article holds counts more or less.

    python -m bench.fitting.article_weight DATA [SET …]

DATA holds sets in the format of `footnote eval`; without names it is people-train-own, whose articles have several
passages. No model reads: it is counted for how many answerable questions the right passage is among the first that
would be read. `retrieval.readers.passage_order` holds what was chosen.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import track

from retrieval import sources
from retrieval.build import temporary_footnote
from retrieval.core.records import Evidence
from retrieval.core.settings import ModelSettings, Settings
from retrieval.evaluation.dataset import Collection, GoldenQuestion, read
from retrieval.evaluation.judging import is_right_answer
from retrieval.footnote import Footnote
from retrieval.readers.passage_order import order_passages

SETS = ("people-train-own",)
WEIGHTS = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)
FIRST = (1, 3, 6)  # passages
QUESTIONS, SEED = 700, 1  # asked of each set
LIBRARY = "fit"

console = Console(stderr=True)


def main() -> None:
    """Measure on the folder of sets given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("sets", nargs="*", default=SETS)
    chosen = parser.parse_args()
    for name in chosen.sets:
        orders = gather(chosen.data / name)
        print(f"{name}: {len(orders)} questions; the right passage is among the first {', '.join(map(str, FIRST))}")
        for at, weight in enumerate(WEIGHTS):
            ranks = np.array([order[at] for order in orders])
            print(f"  {weight:g}: {', '.join(str(int((ranks < first).sum())) for first in FIRST)}")


def gather(set_folder: Path) -> list[tuple[int, ...]]:
    """Return for each question the rank of the right passage by each weight, from 0."""
    whole: Collection = read(set_folder, load=partial(sources.load_articles, limits=Settings().limits))
    answerable = [each for each in whole.questions if each.answerable and each.spans and not each.history]
    sample = np.random.default_rng(SEED).permutation(len(answerable))[:QUESTIONS]
    settings = Settings(models=ModelSettings(reader="similarity"))
    with temporary_footnote(settings) as footnote:
        drafts = track(whole.drafts, "indexing", console=console)
        for _ in footnote.iter_store(iter(drafts), library=LIBRARY):
            pass
        names = {card.id: card.source for card in footnote.articles(library=LIBRARY)}
        asked = track([answerable[at] for at in sorted(sample)], "asking", console=console)
        return [answer_ranks(each, footnote, names) for each in asked]


def answer_ranks(question: GoldenQuestion, footnote: Footnote, names: dict[str, str]) -> tuple[int, ...]:
    """Return the rank of the first passage with a right sentence by each weight; past all where there is none."""
    evidence = footnote.examine(question.question, library=LIBRARY).evidence
    right = {each.passage.passage.id for each in evidence if is_right(question, each, names)}
    orders = [order_passages(evidence, article_weight=weight) for weight in WEIGHTS]
    return tuple(next((at for at, name in enumerate(order) if name in right), len(order)) for order in orders)


def is_right(question: GoldenQuestion, evidence: Evidence, names: dict[str, str]) -> bool:
    """Return whether a sentence answers; `names` holds the articles' ids in the set."""
    passage, sentence = evidence.passage.passage, evidence.sentence
    return is_right_answer(
        question,
        article=names[passage.article_id],
        start=sentence.start,
        end=sentence.end,
        quote=passage.quote(sentence),
    )


if __name__ == "__main__":
    main()
