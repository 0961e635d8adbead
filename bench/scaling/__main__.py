"""Measures a library that grows, on one machine with SQLite.

    python -m bench.scaling --folder DIR --json FILE --picture FILE

The library is made in the folder, of squad1-train and the news of cnn-summaries-tune (`varied_articles`), and stays
there: a second run goes on with it. A million passages take 6 GB and, with one core to itself, half an hour.
Figures of sizes that an earlier run wrote to the file are kept.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias

from bench.paths import DATA
from bench.scaling import growth_picture, library_costs
from bench.scaling.growing_library import REAL, run_options, varied_articles
from bench.scaling.library_costs import ScalingPlan
from bench.scaling.varied_articles import VariedArticles, embed_articles
from bench.speed.measurement import machine
from bench.speed.synthetic_articles import collection
from bench.speed.timed_library import LIBRARY, opened
from retrieval.core.process_tuning import tune_process
from retrieval.core.protocols import Embedder
from retrieval.embedders.transformer import TransformerEmbedder
from retrieval.evaluation.dataset import Collection

SIZES = (20_000, 100_000, 1_000_000)

FiguresBySize: TypeAlias = dict[str, dict[str, Any]]  # by size, as `Costs`
LINES = {  # of the picture and of what is computed: the name, and where the value is
    "finding, ms of the processor, p95": ("finding_processor", "p95"),
    "memory while asking, MB": ("peak_megabytes",),
    "library file, MB": ("library_megabytes",),
    "mapped file, MB": ("derived_megabytes",),
}


def main() -> int:
    """Measure the sizes that the command line asks for."""
    tune_process()
    chosen = parse_arguments()
    plan = ScalingPlan(finding=chosen.questions, asked=chosen.asked, compared=chosen.compared, starts=chosen.starts)
    figures: FiguresBySize = (
        json.loads(chosen.json.read_text(encoding="utf-8"))["sizes"] if chosen.json.exists() else {}
    )
    whole, model, path = collection(DATA / "squad1-train"), TransformerEmbedder(), chosen.folder / "library.sqlite"
    for size in chosen.sizes:
        articles, questions = grow(path, whole, model, size)
        costs = library_costs.measure(path, model, articles, questions[: chosen.compared], plan)
        figures[str(size)] = asdict(costs)
        write(chosen.json, figures)
        print(json.dumps(figures[str(size)], indent=1), flush=True)
    write(chosen.json, figures)
    if chosen.picture:
        chosen.picture.write_text(growth_picture.draw(lines(figures)), encoding="utf-8")
    return 0


def parse_arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = run_options(__doc__, SIZES)
    parser.add_argument("--compared", type=int, default=500, help="questions to compare (default: %(default)s)")
    parser.add_argument("--starts", type=int, default=3, help="fresh processes (default: %(default)s)")
    return parser.parse_args()


def grow(path: Path, whole: Collection, model: Embedder, size: int) -> tuple[VariedArticles, list[str]]:
    """Let the library grow to a size; return what makes articles, and the questions about the real ones."""
    shelf = opened(path, model)
    with closing(shelf.footnote):
        if not shelf.size:
            for article in embed_articles(whole.drafts, LIBRARY, model, REAL):
                shelf.engine.put(article.article, article.passages, article.vectors)
        articles, real = varied_articles(shelf, whole)
        numbers = count(len(shelf.engine.articles(LIBRARY)))
        while shelf.size < size:
            made = articles.make(next(numbers))
            shelf.engine.put(made.article, made.passages, made.vectors)
    return articles, [each.question for each in whole.questions if each.article in real]


def lines(figures: FiguresBySize) -> dict[str, list[tuple[float, float]]]:
    """Return the points of each line, by passages."""
    sizes = sorted(figures, key=int)
    return {
        name: [(figures[size]["passages"], growth_picture.value_at(figures[size], keys)) for size in sizes]
        for name, keys in LINES.items()
    }


def write(file: Path, figures: FiguresBySize) -> None:
    """Write all figures, and what is computed from them."""
    about: Mapping[str, object] = {
        "machine": asdict(machine()),
        "sizes": figures,
        "computed": growth_picture.extrapolate_all(lines(figures)),
    }
    file.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
