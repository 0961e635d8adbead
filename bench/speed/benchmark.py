"""One run: fills libraries, measures what the plan has, and keeps what was found."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from rich.console import Console

from bench.speed import (
    addition_cost,
    autocomplete_latency,
    format_throughput,
    goals,
    indexing_throughput,
    peer_comparison,
    peers,
    question_latency,
    refresh_cost,
    startup,
)
from bench.speed.plan import DrawnQuestions, Found, Plan
from bench.speed.synthetic_articles import JitterEmbedder, Supply, collection
from bench.speed.timed_library import LIBRARY, Growth, Shelf, grow, opened
from retrieval.core.ingestion_records import Draft
from retrieval.embedders.transformer import TransformerEmbedder
from retrieval.evaluation.dataset import Collection
from retrieval.text import passages
from retrieval.text.language_detection import DEFAULT

SEED = 1
MEMORY_QUESTIONS = 10
LIBRARY_SECTIONS = {"start", "questions", "autocomplete", "memory", "peers", "adding"}

progress = Console(stderr=True)


def measure(found: Found, whole: Collection, folder: Path) -> None:
    """Measure what the plan has, in an order that fills the large library once."""
    encoder = peers.Encoder()
    if LIBRARY_SECTIONS & set(found.plan.sections):
        with_library(found, whole, folder, encoder)
    if "indexing" in found.plan.sections:
        measure_indexing(found, whole, folder, encoder)
    if "refreshing" in found.plan.sections:
        progress.print("refreshing")
        found.refreshing = refresh_cost.measure(whole.drafts, folder, articles=found.plan.refreshed)
    if "formats" in found.plan.sections:
        progress.print("formats")
        found.formats = format_throughput.measure(whole.drafts, folder, articles=found.plan.formats)


def with_library(found: Found, whole: Collection, folder: Path, encoder: peers.Encoder) -> None:
    """Measure on a library that grows."""
    plan = found.plan
    supply = Supply(whole.drafts, SEED)
    embedder = JitterEmbedder(TransformerEmbedder(), real=min(plan.real, max(plan.sizes)))
    shelf = opened(folder / "library.sqlite", embedder, reader=plan.reader)
    with closing(shelf.footnote):
        found.growth.append(fill(shelf, supply, plan.sizes[0]))
        asked = asked_questions(whole, shelf, plan)
        if "start" in plan.sections:
            progress.print("starting")
            settings = f'[models]\nreader = "{plan.reader}"\n'
            desk = startup.Desk(folder=folder, library=shelf.path, settings=settings)
            found.start += startup.measure(desk, asked.measured[0], runs=plan.starts)
        at_size(found, shelf, embedder, asked, encoder)
        for size in plan.sizes[1:]:
            found.growth.append(fill(shelf, supply, size))
            at_size(found, shelf, embedder, asked, encoder)
        if "adding" in plan.sections:
            progress.print("adding")
            found.adding = addition_cost.measure(
                shelf, folder, embedder=embedder, supply=supply, question=asked.measured[0], additions=plan.additions
            )


def fill(shelf: Shelf, supply: Supply, size: int) -> Growth:
    """Grow the library to a size, and return it."""
    progress.print(f"{size:,} passages: filling the library")
    return grow(shelf, supply, size)


def asked_questions(whole: Collection, shelf: Shelf, plan: Plan) -> DrawnQuestions:
    """Choose questions on articles that the library has, in a random order."""
    held = {card.source for card in shelf.engine.articles(LIBRARY)}
    about = sorted({question.question for question in whole.questions if question.article in held})
    measured, end = (
        plan.warming + plan.questions,
        plan.warming + plan.questions + plan.compared + peer_comparison.WARMING,
    )
    if len(about) < end:
        raise SystemExit(f"{end} questions are needed, and the first articles have {len(about)}: use a larger set")
    drawn = [about[at] for at in np.random.default_rng(SEED).permutation(len(about))]
    return DrawnQuestions(
        warming=drawn[: plan.warming], measured=drawn[plan.warming : measured], compared=drawn[measured:end]
    )


def first_drafts(drafts: Sequence[Draft], count: int) -> list[Draft]:
    """Return the set's first articles that have so many passages together."""
    chosen: list[Draft] = []
    held = 0
    for draft in drafts:
        if held < count:
            chosen.append(draft)
            held += len(passages.split("", draft.text, DEFAULT))
    return chosen


def at_size(
    found: Found, shelf: Shelf, embedder: JitterEmbedder, asked: DrawnQuestions, encoder: peers.Encoder
) -> None:
    """Measure at each size of the library."""
    plan = found.plan
    progress.print(f"{shelf.size:,} passages: asking")
    if "questions" in plan.sections:
        found.questions.append(question_latency.measure(shelf, embedder, asked.measured, asked.warming))
    if "autocomplete" in plan.sections:
        found.autocomplete.append(autocomplete_latency.measure(shelf, asked.measured))
    if "memory" in plan.sections:
        few = asked.measured[:MEMORY_QUESTIONS]
        found.memory.append(startup.first_answers(shelf.path, shelf.size, few, reader=plan.reader, runs=plan.processes))
    if "peers" in plan.sections:
        libraries = peers.installed(encoder) if shelf.size <= plan.peer_size * goals.NEAR else []
        found.peers += peer_comparison.compare(shelf, asked.compared, encoder, libraries)


def measure_indexing(found: Found, whole: Collection, folder: Path, encoder: peers.Encoder) -> None:
    """Measure how long the set's first articles take to store with the model."""
    plan = found.plan
    progress.print("indexing")
    drafts = first_drafts(whole.drafts, plan.indexed)
    names = {draft.source for draft in drafts}
    about = [question.question for question in whole.questions if question.article in names]
    found.indexing = indexing_throughput.measure(
        drafts, about[:: -(-len(about) // plan.agreement)], folder, encoder, plan.rounds
    )


def judge_peers(found: Found, set_folder: Path, folder: Path) -> None:
    """Measure how often Footnote and its peers are right on a set."""
    progress.print(f"quality on {set_folder.name}")
    encoder = peers.Encoder()
    found.quality += peer_comparison.quality(
        set_folder.name,
        collection(set_folder),
        folder,
        encoder=encoder,
        libraries=peers.installed(encoder),
        limit=found.plan.judged,
        reader=found.plan.reader,
    )
