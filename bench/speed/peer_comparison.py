"""Footnote beside its peers, in the same run and by turns: how long a question takes, and how often it is right."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.speed import peers
from bench.speed.measurement import Spread, spread
from bench.speed.timed_library import LIBRARY, Shelf, opened
from retrieval.core.records import StoredPassage
from retrieval.embedders.transformer import TransformerEmbedder
from retrieval.evaluation.dataset import Collection, GoldenQuestion
from retrieval.evaluation.judging import is_right_answer

FOOTNOTE = "Footnote"
WARMING = 2  # questions at the start that are not counted

CitedSentence = tuple[str, int, int, str]  # article, start, end, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The time that one system took for the same questions."""

    system: str
    passages: int
    questions: int
    index_seconds: float | None  # with given vectors; None where the library was there already
    milliseconds: Spread
    ratio: float  # its median over Footnote's
    gives: str  # what a question gets


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """The share of questions for which one system puts a right sentence first."""

    system: str
    data: str
    questions: int
    right: float
    looked_in: str


def compare(
    shelf: Shelf, questions: Sequence[str], encoder: peers.Encoder, libraries: Sequence[peers.Peer]
) -> list[Compared]:
    """Ask every system the same questions, by turns; the first few are not counted."""
    stored = shelf.passages()
    texts = [f"{passage.title}\n{passage.passage.text}" for passage in stored]
    vectors = np.stack([passage.vectors.passage for passage in stored])
    sentences = [_sentences(passage) for passage in stored]
    obvious = peers.Obvious(encoder)
    built: dict[str, float | None] = {FOOTNOTE: None}
    for peer in (obvious, *libraries):
        begun = time.perf_counter()
        peer.index(texts, vectors)
        built[peer.name] = round(time.perf_counter() - begun, 2)
    ask: dict[str, Callable[[str], object]] = {
        FOOTNOTE: lambda question: shelf.footnote.examine(question, library=LIBRARY),
        obvious.name: lambda question: obvious.sentence(question, sentences),
        **{peer.name: peer.best for peer in libraries},
    }
    taken = _by_turns(ask, questions)
    own = spread(taken[FOOTNOTE]).p50
    return [
        Compared(
            system=name,
            passages=len(stored),
            questions=len(times),
            index_seconds=built[name],
            milliseconds=spread(times),
            ratio=round(spread(times).p50 / own, 2),
            gives="a sentence" if name in {FOOTNOTE, obvious.name} else "a passage",
        )
        for name, times in taken.items()
    ]


def _by_turns(ask: dict[str, Callable[[str], object]], questions: Sequence[str]) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {name: [] for name in ask}
    for number, question in enumerate(questions):
        names = list(ask)
        for name in names[number % len(names) :] + names[: number % len(names)]:
            begun = time.perf_counter()
            ask[name](question)
            taken[name].append((time.perf_counter() - begun) * 1_000)
    return {name: times[WARMING:] for name, times in taken.items()}


def quality(
    name: str,
    whole: Collection,
    folder: Path,
    *,
    encoder: peers.Encoder,
    libraries: Sequence[peers.Peer],
    limit: int,
    reader: str,
) -> list[Right]:
    """Return the share of answerable questions whose first sentence is right, judged as `footnote eval` judges.

    Footnote and the obvious way find sentences by way of passages; the libraries have sentences as their texts.
    """
    answerable = [question for question in whole.questions if question.answerable and question.is_judged]
    order = np.random.default_rng(0).permutation(len(answerable))[:limit]
    questions = [answerable[at] for at in sorted(order)]
    shelf = opened(folder / f"quality-{name}.sqlite", TransformerEmbedder(), reader=reader)
    with closing(shelf.footnote):
        shelf.footnote.store(whole.drafts, library=LIBRARY)
        names = {card.id: card.source for card in shelf.engine.articles(LIBRARY)}
        stored = shelf.passages()
        cited = [_cited_sentences(passage, names) for passage in stored]
        found = {FOOTNOTE: [_first(shelf, question.question, names) for question in questions]}
    obvious = peers.Obvious(encoder)
    texts = [f"{passage.title}\n{passage.passage.text}" for passage in stored]
    obvious.index(texts, encoder.encode(texts))
    sentences = [[sentence[3] for sentence in of_passage] for of_passage in cited]
    chosen = [obvious.sentence(question.question, sentences) for question in questions]
    found[obvious.name] = [cited[text][at] for text, at in chosen]
    flat = [sentence for of_passage in cited for sentence in of_passage]
    alone = [sentence[3] for sentence in flat]
    vectors = encoder.encode(alone)
    for peer in libraries:
        peer.index(alone, vectors)
        best = [peer.best(question.question) for question in questions]
        found[peer.name] = [None if at is None else flat[at] for at in best]
    return [
        Right(
            system=system,
            data=name,
            questions=len(questions),
            right=round(sum(map(_accepted, questions, firsts)) / len(questions), 4),
            looked_in=f"{len(stored)} passages" if system in {FOOTNOTE, obvious.name} else f"{len(flat)} sentences",
        )
        for system, firsts in found.items()
    ]


def _sentences(stored: StoredPassage) -> list[str]:
    passage = stored.passage
    return [passage.text[s.start - passage.start : s.end - passage.start] for s in passage.sentences]


def _cited_sentences(stored: StoredPassage, names: dict[str, str]) -> list[CitedSentence]:
    article = names[stored.passage.article_id]
    pairs = zip(stored.passage.sentences, _sentences(stored), strict=True)
    return [(article, sentence.start, sentence.end, text) for sentence, text in pairs]


def _first(shelf: Shelf, question: str, names: dict[str, str]) -> CitedSentence | None:
    evidence = shelf.footnote.examine(question, library=LIBRARY).evidence
    if not evidence:
        return None
    passage, sentence = evidence[0].passage.passage, evidence[0].sentence
    text = passage.text[sentence.start - passage.start : sentence.end - passage.start]
    return names[passage.article_id], sentence.start, sentence.end, text


def _accepted(question: GoldenQuestion, sentence: CitedSentence | None) -> bool:
    if sentence is None:
        return False
    article, start, end, quote = sentence
    return is_right_answer(question, article=article, start=start, end=end, quote=quote)
