"""The memory that adding takes, for several amounts: what is added must not decide how much is held at once.

    python -m bench.speed.addition_memory                     with the default model, into results/memory.json
    python -m bench.speed.addition_memory --quick             passages of one sentence, and no model: what CI runs
    python -m bench.speed.addition_memory --passages 1000     other amounts

Each amount is a JSON Lines file of invented articles, added to a library of its own. All are added in one process, the
least first, so a peak also holds what the additions before it left behind.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bench.paths import RESULTS
from bench.speed.first_answer_process import peak_megabytes
from bench.speed.measurement import Machine, machine
from retrieval.core.ingestion_records import Added
from retrieval.core.process_tuning import tune_process
from retrieval.core.protocols import Embedder
from retrieval.core.records import Passage, PassageVectors, Vector
from retrieval.core.settings import Settings
from retrieval.embedders.transformer import TransformerEmbedder
from retrieval.engines.sqlite.engine import SqliteEngine
from retrieval.library import Libraries
from retrieval.text.analyzer import VERSION, indexed_terms

FIGURES = RESULTS / "memory.json"
AMOUNTS = (5_000, 20_000)  # passages
ARTICLE_PASSAGES = 40
SENTENCES = 9  # in a passage, of 13 words each: passages have 100 to 160 words
DIMENSION = 384  # of the default model
LIBRARY = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Peak:
    """An addition, and the most memory that the process had held by its end."""

    passages: int
    articles: int
    megabytes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of a run."""

    machine: Machine
    embedder: str
    at_start: float  # megabytes before the first addition, the model loaded
    peaks: tuple[Peak, ...]


class ConstantEmbedder:
    """One vector for everything, in arrays as large as the default model's."""

    name = "constant"
    dimension = DIMENSION

    def warm(self) -> None:
        """Do nothing: there is no model to load."""

    def question(self, _text: str) -> Vector:
        """Return the vector, shape (384,)."""
        return np.full(DIMENSION, DIMENSION**-0.5, dtype=np.float32)

    def passages(self, passages: Sequence[Passage], _titles: Sequence[str]) -> list[PassageVectors]:
        """Return a new array for each passage and for its sentences."""
        return [
            PassageVectors(
                passage=self.question(""), sentences=np.stack([self.question("") for _ in passage.sentences])
            )
            for passage in passages
        ]


def article_lines(passages: int, sentences: int) -> Iterator[str]:
    """Write invented articles as JSON Lines; a heading before each passage keeps it apart from the next.

    Args:
        passages: in all articles together; whole articles are made.
        sentences: in each passage.
    """
    for article in range(-(-passages // ARTICLE_PASSAGES)):
        parts = [
            f"## Berth {part}\n\n"
            + " ".join(
                f"Ship {article} took {part} crates of salt and {number} bales to the quay."
                for number in range(sentences)
            )
            for part in range(ARTICLE_PASSAGES)
        ]
        yield json.dumps({"id": f"a{article}", "title": f"Cargo list {article}", "text": "\n\n".join(parts)}) + "\n"


def add(folder: Path, embedder: Embedder, passages: int, sentences: int) -> Peak:
    """Add so many passages to a new library."""
    file = folder / f"{passages}.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(article_lines(passages, sentences))
    engine = SqliteEngine(
        folder / f"{passages}.sqlite",
        model=embedder.name,
        dimension=embedder.dimension,
        analyse=indexed_terms,
        analyser=VERSION,
    )
    with closing(engine):
        libraries = Libraries(settings=Settings(), engine=engine, registry=engine.source_registry, embedder=embedder)
        outcomes = libraries.iter_add([str(file)], library=LIBRARY)
        sizes = [outcome.article.passages for outcome in outcomes if isinstance(outcome, Added)]
    return Peak(passages=sum(sizes), articles=len(sizes), megabytes=peak_megabytes())


def measure(amounts: Sequence[int], embedder: Embedder, sentences: int) -> Figures:
    """Add each amount, the least first."""
    embedder.warm()
    with tempfile.TemporaryDirectory() as folder:
        at_start = peak_megabytes()
        peaks = tuple(add(Path(folder), embedder, amount, sentences) for amount in sorted(amounts))
    return Figures(machine=machine(), embedder=embedder.name, at_start=at_start, peaks=peaks)


def main() -> int:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, nargs="+", default=AMOUNTS, help="amounts (default: %(default)s)")
    parser.add_argument("--quick", action="store_true", help="without a model, and print the figures alone")
    chosen = parser.parse_args()
    tune_process()  # as the program does
    embedder: Embedder = ConstantEmbedder() if chosen.quick else TransformerEmbedder()
    figures = measure(chosen.passages, embedder, 1 if chosen.quick else SENTENCES)
    text = json.dumps(asdict(figures), indent=1)
    print(text)
    if not chosen.quick:
        FIGURES.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
