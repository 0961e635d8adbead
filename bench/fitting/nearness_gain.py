"""Prints how often the right sentence comes first when those near the one that was shown gain more or less.

    python -m bench.fitting.nearness_gain DATA

DATA holds dialogues-tune in the format of `footnote eval`. Its questions that depend on the conversation are read in
the article that was shown, which takes ten minutes. `retrieval.conversation.nearness` holds what was chosen.
"""

from __future__ import annotations

import argparse
import itertools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np
from rich.console import Console
from rich.progress import track

from retrieval import sources
from retrieval.build import temporary_footnote
from retrieval.conversation import nearness, shown_article
from retrieval.conversation.rewriting.query_rewriting import resolve_history
from retrieval.core.records import Evidence, TextRange
from retrieval.core.settings import Settings
from retrieval.evaluation.dataset import Collection, GoldenQuestion, read

SET = "dialogues-tune"
GAINS, BEFORE, REACH = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0), (0.0, 0.25, 0.5, 1.0), (1.0, 2.0, 3.0)
LOSSES = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0)
FARTHEST = 5  # sentences, from which distances are counted together
LIBRARY = "fit"

console = Console(stderr=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class NearQuestion:
    """The sentences of the shown article, as they were read for a question; shapes (sentences,)."""

    scores: np.ndarray
    away: np.ndarray  # sentences behind the one that was shown, negative before it
    right: np.ndarray


def main() -> None:
    """Measure on the folder of sets given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    questions = gather(parser.parse_args().data / SET)
    nearest = Counter(_nearest(question) for question in questions)
    print(
        f"{len(questions)} questions; the right sentence stands so many behind the one shown: {sorted(nearest.items())}"
    )
    for reach, before in itertools.product(REACH, BEFORE):
        shares = [f"{gain:g}: {right_first(questions, gain, before=before, reach=reach):.3f}" for gain in GAINS]
        print(f"reach {reach:g}, before {before:g}, gain {', '.join(shares)}")
    lost = [f"{loss:g}: {right_first(questions, nearness.GAIN, shown_loss=loss):.3f}" for loss in LOSSES]
    print(f"as chosen, loss of the sentence shown {', '.join(lost)}")


def gather(folder: Path) -> list[NearQuestion]:
    """Return the questions of a set that are read in the article that was shown, and that it answers."""
    load = partial(sources.load_articles, limits=Settings().limits)
    collection: Collection = read(folder, load=load)
    found: list[NearQuestion] = []
    with temporary_footnote(Settings()) as footnote:
        for _ in track(footnote.iter_store(collection.drafts, library=LIBRARY), "indexing", console=console):
            pass
        names = {card.id: card.source for card in footnote.articles(library=LIBRARY)}
        dependent = [question for question in collection.questions if question.history and question.answerable]
        for question in track(dependent, folder.name, console=console):
            read_near: list[NearQuestion] = []
            history = resolve_history((turn.question, turn.answer) for turn in question.history)
            with patch.object(shown_article, "prefer_near", partial(_collect, question, names, read_near)):
                footnote.examine(question.question, library=LIBRARY, history=history)
            found.extend(each for each in read_near if each.right.any())
    return found


def right_first(
    questions: Sequence[NearQuestion],
    gain: float,
    *,
    before: float = nearness.BEFORE,
    reach: float = nearness.REACH,
    shown_loss: float = 0.0,
) -> float:
    """Return the share of questions whose right sentence comes first."""
    return float(np.mean([_is_right_first(question, gain, before, reach, shown_loss) for question in questions]))


def _is_right_first(question: NearQuestion, gain: float, before: float, reach: float, shown_loss: float) -> bool:
    shares = np.where(question.away > 0, 1.0, np.where(question.away < 0, before, 0.0))
    gained = gain * shares * np.exp(-(np.abs(question.away) - 1) / reach) - shown_loss * (question.away == 0)
    return bool(question.right[int(np.argmax(question.scores + gained))])


def _nearest(question: NearQuestion) -> int:
    away = min(question.away[question.right], key=abs)
    return int(math.copysign(min(FARTHEST, abs(away)), away))


def _collect(
    question: GoldenQuestion,
    names: dict[str, str],
    kept: list[NearQuestion],
    evidence: Sequence[Evidence],
    quote: str,
    *,
    text: str,
    sentences: Sequence[TextRange],
) -> list[Evidence]:
    """Keep the evidence of a question, and leave it in its order."""
    shown = nearness.find_positions(quote, text=text, sentences=sentences)
    if shown and names[evidence[0].passage.passage.article_id] == question.article:
        positions = {each.start: at for at, each in enumerate(sentences)}
        spans = [piece.sentence for piece in evidence]
        kept.append(
            NearQuestion(
                scores=np.array([piece.score for piece in evidence]),
                away=np.array([nearness.distance(positions[span.start], shown) for span in spans]),
                right=np.array([any(span.start < b and a < span.end for a, b in question.spans) for span in spans]),
            )
        )
    return list(evidence)


if __name__ == "__main__":
    main()
