"""The mixture of sets that both readers learn people's questions from."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.train_reader import batches
from bench.train_reader.mined_sets import MinedSet, set_folder, without_held_out
from bench.train_reader.mining import Mined
from bench.train_reader.pairs import Group, PairFormat, PairMaker, Recipe
from bench.train_reader.training import TrainingPlan

# The questions of these sets were written by annotators who saw the passage: some are made to look as people type.
_SPOKEN = Recipe(longest=352, cut=0.6, part=112, typed=0.0, changed=0.08, beside_near_miss=0.4, ranked_first=0.4)
_ANNOTATED = replace(_SPOKEN, typed=0.15)
# The near misses of this set were written by people: no question is changed.
_OWN = replace(_SPOKEN, changed=0.0)

# LOG.md says what mixtures gave. The readers that ship were trained before `everyday-questions` and `library-questions`
# were written, with people-train-own .34.
SETS = {
    "people-train-own": MinedSet(share=0.15, recipe=_OWN, near_misses_in_article=True, by_meaning=True),
    "everyday-questions": MinedSet(share=0.13, recipe=_OWN, near_misses_in_article=True, by_meaning=True),
    "library-questions": MinedSet(share=0.22, recipe=_OWN, near_misses_in_article=True, by_meaning=True),
    "people-train-wiki": MinedSet(share=0.13, recipe=_SPOKEN),
    "tydiqa-train": MinedSet(share=0.08, recipe=_SPOKEN, by_meaning=True),
    "qed-train": MinedSet(share=0.07, recipe=_SPOKEN, by_meaning=True),
    "conditionalqa-train": MinedSet(share=0.02, recipe=_SPOKEN, by_meaning=True),
    "squad2-tune": MinedSet(share=0.12, recipe=_ANNOTATED),
    "squad1-train": MinedSet(share=0.06, recipe=_ANNOTATED, sample=12_000),
    "squadshifts-reddit": MinedSet(share=0.02, recipe=_ANNOTATED),
}


def present(data: Path) -> dict[str, MinedSet]:
    """Return the sets of the mixture that lie in the project or in the folder `data`."""
    return {name: mined_set for name, mined_set in SETS.items() if set_folder(data, name).is_dir()}


def mixed_batches(
    names: Sequence[str], work: Path, tokenizer: Any, pair_format: PairFormat, *, plan: TrainingPlan, read: int
) -> Iterator[batches.TrainingBatch]:
    """Yield batches without end. A later start draws other questions: it has another seed.

    Args:
        names: of the sets.
        work: folder of what was mined.
        tokenizer: the model's.
        pair_format: the model's.
        plan: of the training.
        read: batches that were read in earlier starts.
    """
    choose = random.Random(plan.seed + read)
    pools = {name: without_held_out(work, name) for name in names}
    questions = {name: _cycle(pool.mined, choose) for name, pool in pools.items()}
    makers = {name: PairMaker(tokenizer, pair_format, pool, SETS[name].recipe) for name, pool in pools.items()}
    shares = [SETS[name].share for name in names]

    def groups() -> Iterator[Group]:
        while True:
            name = choose.choices(names, shares)[0]
            yield from makers[name].groups(next(questions[name]), choose)

    yield from batches.batches(groups(), pair_format, choose, pieces=plan.pieces, window=plan.window)


def _cycle(mined: tuple[Mined, ...], choose: random.Random) -> Iterator[Mined]:
    """Yield the questions of a set without end, each time in another order."""
    while True:
        order = list(mined)
        choose.shuffle(order)
        yield from order
