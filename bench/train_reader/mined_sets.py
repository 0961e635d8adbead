"""The training sets with their mined passages, kept on the disk."""

from __future__ import annotations

import pickle
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.quality.held_out import held_out
from bench.train_reader.mining import Mined, Pool, load, mine, paragraphs
from bench.train_reader.pairs import Recipe
from retrieval.embedders.transformer import TransformerEmbedder

OWN_SETS = Path(__file__).parent / "data"  # sets that were written for this project and lie in it
_SEED = 5  # of the sample of a set


@dataclass(frozen=True, slots=True, kw_only=True)
class MinedSet:
    """A set, and the way in which it is mined and used."""

    share: float = 1.0  # of the questions of a mixture
    recipe: Recipe = field(default_factory=Recipe)
    sample: int | None = None  # questions at most
    near_misses_in_article: bool = False  # see `mining.mine`
    by_meaning: bool = False  # whether wrong passages are ranked by meaning too, where there is an embedder


def set_folder(data: Path, name: str) -> Path:
    """Return the folder of a set: in the project, or among the sets in `data`."""
    return OWN_SETS / name if (OWN_SETS / name).is_dir() else data / name


def mine_sets(sets: Mapping[str, MinedSet], data: Path, work: Path, embedder: TransformerEmbedder | None) -> None:
    """Mine the sets that are not mined yet.

    Args:
        sets: by name.
        data: folder of the sets.
        work: folder of what was mined.
        embedder: ranks by meaning too, in the sets that ask for it; None: by words alone.
    """
    work.mkdir(parents=True, exist_ok=True)
    for name, mined_set in sets.items():
        file = _file(work, name)
        if file.exists():
            continue
        folder = set_folder(data, name)
        collection = load(folder)
        if mined_set.sample is not None and mined_set.sample < len(collection.questions):
            sample = random.Random(_SEED).sample(collection.questions, mined_set.sample)
            collection = replace(collection, questions=tuple(sample))
        in_article = mined_set.near_misses_in_article
        ranker = embedder if mined_set.by_meaning else None
        pool = mine(collection, paragraphs(folder), ranker, near_misses_in_article=in_article)
        file.with_suffix(".new").write_bytes(pickle.dumps(pool))
        file.with_suffix(".new").replace(file)


def without_held_out(work: Path, name: str) -> Pool:
    """Return a mined set without the questions on articles that are held out."""
    with _file(work, name).open("rb") as opened:
        pool: Pool = pickle.load(opened)
    articles = held_out(name, list(dict.fromkeys(text.article for text in pool.texts)))
    kept = tuple(mined for mined in pool.mined if _article(pool, mined) not in articles)
    return replace(pool, mined=kept)


def _article(pool: Pool, mined: Mined) -> str | None:
    """Return the article that a question was written about; None where no passage is known."""
    numbers = mined.wrong[:1] if mined.right is None else (mined.right,)
    return pool.texts[numbers[0]].article if numbers else None


def _file(work: Path, name: str) -> Path:
    return work / f"{name}.pickle"
