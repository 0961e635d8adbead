"""Options that all runs of scaling have, and the articles by which a library grows."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.paths import DATA
from bench.scaling.varied_articles import VariedArticles, read_news
from bench.speed.timed_library import LIBRARY, Shelf
from retrieval.evaluation.dataset import Collection

REAL = 600  # passages that the model embeds
MADE = "made-"  # begins the sources of all other articles


def run_options(description: str | None, sizes: tuple[int, ...]) -> argparse.ArgumentParser:
    """Return a parser of the options that every run has.

    Args:
        description: of the run.
        sizes: passages at which a library is measured by default.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True, help="where libraries are made; SQLite's stay")
    parser.add_argument("--json", type=Path, required=True, help="file of the figures")
    parser.add_argument("--picture", type=Path, help="file of the picture")
    parser.add_argument("--sizes", type=int, nargs="*", default=sizes, help="passages (default: %(default)s)")
    parser.add_argument("--questions", type=int, default=100, help="to find passages for (default: %(default)s)")
    parser.add_argument("--asked", type=int, default=20, help="questions that are answered (default: %(default)s)")
    return parser


def varied_articles(shelf: Shelf, whole: Collection) -> tuple[VariedArticles, frozenset[str]]:
    """Return the maker of further articles from the real ones of a library, and the sources of these."""
    real = [card for card in shelf.engine.articles(LIBRARY) if not card.source.startswith(MADE)]
    vectors = [passage.vectors for card in real for passage in shelf.engine.passages(LIBRARY, card.id)]
    texts = [draft.text for draft in whole.drafts] + read_news(DATA / "cnn-summaries-tune" / "pairs.jsonl.gz")
    return VariedArticles(texts, vectors, LIBRARY), frozenset(card.source for card in real)
