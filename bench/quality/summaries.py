"""Fits the weights of summaries, and compares summaries with the first sentences and with peers.

    python -m bench.quality.summaries                 figures into results/summaries.json
    python -m bench.quality.summaries --library FILE  keep the embedded articles there between runs

The weights that it prints are to go into `sentence_scoring.py`. What they give on articles that they were not fitted
on is told by folds: each tenth of the articles is summarised with weights of the other nine. LexRank and TextRank are
those of sumy (`pip install footnote[peers]`), over the same sentences; without it they are left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rouge_score.rouge_scorer import RougeScorer

from bench.paths import DATA, RESULTS
from retrieval.build import open_footnote
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LibrarySettings, Settings
from retrieval.discourse.article_sentence import ArticleSentence
from retrieval.discourse.boilerplate import is_boilerplate
from retrieval.evaluation import rouge
from retrieval.evaluation.jsonl import read_lines
from retrieval.summaries import sentence_scoring, sentence_selection
from retrieval.summaries.article_body import ArticleBody, read_body
from retrieval.text.normalize import normalise

FIGURES = RESULTS / "summaries.json"
NAME = "cnn-summaries-tune"
FOLDS = 10
RIDGE = 100.0  # of standardised properties; 30 to 300 give summaries that score alike
PRECISION = 0.5  # of a sentence's worth beside its F1: a short sentence that says the thing is worth more than its F1
RESAMPLES = 10_000

Figures = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarisedText:
    """An article with the summary that people wrote of it."""

    body: ArticleBody
    reference: str
    features: Figures
    own: npt.NDArray[np.bool_]  # which sentences are the article's own
    worth: Figures  # of each sentence


def main() -> int:
    """Measure, print and record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the sets (default: %(default)s)")
    parser.add_argument("--library", type=Path, help="where the embedded articles are kept; default: nowhere")
    chosen = parser.parse_args()
    with _library(chosen.library) as path:
        pairs = _pairs(chosen.data / NAME / "pairs.jsonl.gz", path)
    weights = _fitted(pairs)
    names = [field.name for field in fields(sentence_scoring.SalienceWeights)]
    print("fitted on all:", {name: round(value, 3) for name, value in zip(names, astuple(weights), strict=True)})
    found = {name: _compared(pairs, ways) for name, ways in _ways(pairs).items()}
    for name, figures in found.items():
        print(f"{name:28}", "  ".join(f"{key} {value:.4f}" for key, value in figures.items()))
    FIGURES.write_text(json.dumps({"texts": len(pairs), "folds": FOLDS} | found, indent=1) + "\n", encoding="utf-8")
    return 0


@contextmanager
def _library(kept: Path | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield kept or Path(folder) / "library.sqlite"


def _pairs(file: Path, library: Path) -> list[SummarisedText]:
    opened = open_footnote(Settings(library=LibrarySettings(path=str(library))))
    rows = [(line.text("id"), normalise(line.text("text")), line.text("summary")) for line in read_lines(file, form="")]
    try:
        opened.store([Draft(source=name, title="", text=text) for name, text, _ in rows], library="cnn")
        ids = {card.source: card.id for card in opened.articles(library="cnn")}
        engine = opened._engine  # noqa: SLF001  the sentences' vectors are nobody else's business
        made = []
        for name, _, reference in rows:
            article = engine.article("cnn", ids[name])
            assert article is not None
            made.append(_pair(read_body(article, engine.passages("cnn", ids[name])), reference))
        return made
    finally:
        opened.close()


def _pair(body: ArticleBody, reference: str) -> SummarisedText:
    worth = []
    for sentence in body.sentences:
        scored = _scorer().score(reference, sentence.text)
        parts = [scored[measure] for measure in ("rouge1", "rouge2")]
        worth.append(sum(part.fmeasure + PRECISION * part.precision for part in parts))
    return SummarisedText(
        body=body,
        reference=reference,
        features=sentence_scoring.features(body.sentences, body.vectors),
        own=np.array([not is_boilerplate(sentence) for sentence in body.sentences]),
        worth=np.array(worth),
    )


@cache
def _scorer() -> RougeScorer:
    return RougeScorer(list(rouge.MEASURES), use_stemmer=True)


def _fitted(pairs: Sequence[SummarisedText]) -> sentence_scoring.SalienceWeights:
    """Fit a ridge regression of a sentence's worth on its properties, both less their mean in the article."""
    shown = [pair for pair in pairs if pair.own.any()]
    inside = [pair.features[pair.own] - pair.features[pair.own].mean(axis=0) for pair in shown]
    worth = np.concatenate([pair.worth[pair.own] - pair.worth[pair.own].mean() for pair in shown])
    properties = np.concatenate(inside)
    scale = properties.std(axis=0) + 1e-9
    scaled = properties / scale
    solved = np.linalg.solve(scaled.T @ scaled + RIDGE * np.eye(scaled.shape[1]), scaled.T @ worth)
    names = [field.name for field in fields(sentence_scoring.SalienceWeights)]
    return sentence_scoring.SalienceWeights(**dict(zip(names, (float(value) for value in solved / scale), strict=True)))


Way = Callable[[int, SummarisedText], Sequence[int]]  # the sentences that summarise an article, by its number


def _ways(pairs: Sequence[SummarisedText]) -> dict[str, Way]:
    """Return every way to summarise that is compared."""
    order = np.random.default_rng(0).permutation(len(pairs))
    fold = {int(at): number % FOLDS for number, at in enumerate(order)}
    weights = [_fitted([pair for at, pair in enumerate(pairs) if fold[at] != left_out]) for left_out in range(FOLDS)]

    def folded(room: sentence_selection.LengthLimit) -> Way:
        return lambda at, pair: sentence_selection.choose_sentences(pair.body, room, weights=weights[fold[at]])

    ways: dict[str, Way] = {f"lead-{count}": lambda _, pair, count=count: _lead(pair, count) for count in (2, 3)}  # type: ignore[misc]
    ways |= {f"{length}, folds": folded(room) for length, room in sentence_selection.LENGTH_LIMITS.items()}
    ways |= {
        f"{count} sentences, folds": folded(sentence_selection.LengthLimit(words=None, sentences=count))
        for count in (2, rouge.LEAD)
    }
    ways["short, as shipped"] = lambda _, pair: sentence_selection.choose_sentences(
        pair.body, sentence_selection.LENGTH_LIMITS["short"]
    )
    return ways | _peers()


def _lead(pair: SummarisedText, count: int) -> Sequence[int]:
    return range(min(count, len(pair.body.sentences)))


def _peers() -> dict[str, Way]:
    if importlib.util.find_spec("sumy") is None:
        print("sumy is not installed: LexRank and TextRank are left out", file=sys.stderr)
        return {}
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence  # noqa: PLC0415  an optional peer
    from sumy.nlp.stemmers import Stemmer  # noqa: PLC0415
    from sumy.summarizers.lex_rank import LexRankSummarizer  # noqa: PLC0415
    from sumy.summarizers.text_rank import TextRankSummarizer  # noqa: PLC0415
    from sumy.utils import get_stop_words  # noqa: PLC0415

    class SplitWords:
        """Words by our own measure: sumy's tokenizer would download its data."""

        def to_words(self, text: str) -> tuple[str, ...]:
            return tuple(ArticleSentence(text=text, language="en").words)

    def way(summarizer: Any, count: int) -> Way:
        summarizer.stop_words = get_stop_words("english")

        def chosen(_: int, pair: SummarisedText) -> Sequence[int]:
            sentences = [Sentence(sentence.text, SplitWords()) for sentence in pair.body.sentences]
            picked = summarizer(ObjectDocumentModel([Paragraph(sentences)]), count)
            return sorted(next(at for at, sentence in enumerate(sentences) if sentence is other) for other in picked)

        return chosen

    kinds = {"LexRank": LexRankSummarizer, "TextRank": TextRankSummarizer}
    return {
        f"sumy {name}, {count} sentences": way(kind(Stemmer("english")), count)
        for name, kind in kinds.items()
        for count in (2, rouge.LEAD)
    }


def _compared(pairs: Sequence[SummarisedText], way: Way) -> dict[str, float]:
    """Compare with the first three sentences: ROUGE F1, words, the difference and its p."""
    chosen = [way(at, pair) for at, pair in enumerate(pairs)]
    scores = np.array([_rouge(pair, picked) for pair, picked in zip(pairs, chosen, strict=True)])
    leads = np.array([_rouge(pair, _lead(pair, rouge.LEAD)) for pair in pairs])
    _, _, p = rouge.bootstrap(scores - leads, resamples=RESAMPLES, seed=0)
    words = [sum(pair.body.sentences[at].length for at in picked) for pair, picked in zip(pairs, chosen, strict=True)]
    figures = {"words": float(np.mean(words))}
    for at, measure in enumerate(rouge.MEASURES):
        figures[measure] = float(scores[:, at].mean())
        figures[f"{measure}_above_lead"] = float((scores - leads)[:, at].mean())
        figures[f"{measure}_p"] = float(p[at])
    return figures


def _rouge(pair: SummarisedText, chosen: Sequence[int]) -> list[float]:
    summary = "\n".join(pair.body.sentences[at].text.replace("\n", " ") for at in chosen)
    scored = _scorer().score(pair.reference, summary)
    return [float(scored[measure].fmeasure) for measure in rouge.MEASURES]


if __name__ == "__main__":
    sys.exit(main())
