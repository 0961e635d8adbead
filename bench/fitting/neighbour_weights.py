"""Fits the weights by which `retrieval.answering.unit_weights` tells which neighbours of a sentence are needed.

    python -m bench.fitting.neighbour_weights DATA

DATA holds the sets in the format of `footnote eval`. Units come from whole-tune and from `whole-answers` beside this
module, whose questions name all parts of their answers, and from people-tune, where one sentence is enough. It prints
the weights, and by folds of articles what the units around a right sentence are then like, at several thresholds.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np
from rich.console import Console
from rich.progress import track
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from retrieval import sources
from retrieval.answering import answer_unit, unit_weights
from retrieval.answering.answer_unit import AnswerUnit
from retrieval.answering.unit_forms import with_form
from retrieval.answering.unit_section import Section
from retrieval.build import temporary_footnote
from retrieval.core.records import Article, Evidence, TextRange
from retrieval.core.reply_records import Answer, Thresholds
from retrieval.core.settings import Settings
from retrieval.discourse.text_elements import Element, read_elements
from retrieval.evaluation.dataset import Collection, GoldenQuestion, read
from retrieval.evaluation.judging import is_right_answer

SETS = ("whole-tune", "people-tune")
OWN = Path(__file__).parent / "data" / "whole-answers"
SHARED_COUNT = 2.0  # how much a neighbour of SETS counts beside one of OWN, of which there are twice as many
FOLDS = 10
THRESHOLDS = ((0.2, 0.3), (0.2, 0.35), (0.2, 0.4), (0.25, 0.35), (0.3, 0.4), (0.4, 0.5))  # before, after
STRENGTH = 0.5  # scikit-learn's C
LIBRARY = "fit"

console = Console(stderr=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourCase:
    """A right sentence, with all that the program knows when it completes an answer."""

    name: str  # of the set
    group: str  # cases of one article are in one fold
    section: Section
    sentence: TextRange
    parts: tuple[tuple[int, int], ...]  # of the whole answer, characters of the article


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """An element beside those that are shown, and whether the whole answer has it."""

    case: int
    features: tuple[float, ...]
    is_needed: bool
    count: float = 1.0  # in the fit


def main() -> None:
    """Fit on the folder of sets given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    cases = [case for folder in (*(data / name for name in SETS), OWN) for case in gather(folder)]
    before, after = neighbours(cases)
    groups = np.array([case.group for case in cases])
    held: dict[int, tuple[np.ndarray, np.ndarray]] = {}
    for others, fold in GroupKFold(FOLDS).split(groups, groups=groups):
        of_others = (fitted(before, set(others)), fitted(after, set(others)))
        held |= {int(at): of_others for at in fold}
    for name, weights, record in (
        ("BEFORE", fitted(before, None), unit_weights.BeforeWeights),
        ("AFTER", fitted(after, None), unit_weights.AfterWeights),
    ):
        written = zip((field.name for field in fields(record)), weights, strict=True)
        print(f"{name} = {record.__name__}({', '.join(f'{key}={value:.2f}' for key, value in written)})")
    for least_before, least_after in THRESHOLDS:
        print(f"before {least_before}, after {least_after}: {measured(cases, held, least_before, least_after)}")


def gather(folder: Path) -> list[NeighbourCase]:
    """Gather the cases of a set: of each question the likeliest sentence that is part of its answer."""
    collection: Collection = read(folder, load=partial(sources.load_articles, limits=Settings().limits))
    questions = [
        question
        for question in collection.questions
        if question.answerable and question.article and not question.history
    ]
    found: list[NeighbourCase] = []
    with temporary_footnote(Settings()) as footnote:
        for _ in track(footnote.iter_store(collection.drafts, library=LIBRARY), "indexing", console=console):
            pass
        ids = {card.source: card.id for card in footnote.articles(library=LIBRARY)}
        for question in track(questions, folder.name, console=console):
            seen: list[Sequence[Evidence]] = []
            with patch.object(answer_unit, "complete", partial(_collect, seen)):
                footnote.examine(question.question, library=LIBRARY, thresholds=Thresholds(sure=0.0, unsure=0.0))
            article = footnote.article(ids[question.article or ""], library=LIBRARY)
            case = case_of(folder.name, question, article, seen[0] if seen else ()) if article is not None else None
            found.extend([] if case is None else [case])
    return found


def neighbours(cases: Sequence[NeighbourCase]) -> tuple[list[Neighbour], list[Neighbour]]:
    """Collect what stands before and after the elements that are shown, while each one that is needed is added."""
    before: list[Neighbour] = []
    after: list[Neighbour] = []
    for number, case in enumerate(cases):
        elements, section = case.section.elements, case.section
        count = SHARED_COUNT if case.name in SETS else 1.0
        at = next((i for i, e in enumerate(elements) if _overlaps(case.sentence, [(e.start, e.end)])), None)
        if at is None or elements[at].kind == "heading":
            continue
        first, last = with_form(section, at, at)
        while first and elements[first].kind != "row" and elements[first - 1].kind != "heading":
            is_needed = _overlaps(elements[first - 1], case.parts)
            features = unit_weights.before_features(section, first, last, at)
            before.append(Neighbour(case=number, features=features, is_needed=is_needed, count=count))
            if not is_needed:
                break
            first, last = with_form(section, first - 1, last)
        while answer_unit.may_follow(section, last):
            is_needed = _overlaps(elements[last + 1], case.parts)
            features = unit_weights.after_features(section, first, last, at)
            after.append(Neighbour(case=number, features=features, is_needed=is_needed, count=count))
            if not is_needed:
                break
            first, last = with_form(section, first, last + 1)
    return before, after


def fitted(found: Sequence[Neighbour], cases: set[int] | None) -> np.ndarray:
    """Fit the weights on the neighbours of some cases; None: of all."""
    used = [neighbour for neighbour in found if cases is None or neighbour.case in cases]
    features = np.array([neighbour.features[1:] for neighbour in used])
    needed, counts = [neighbour.is_needed for neighbour in used], [neighbour.count for neighbour in used]
    model = LogisticRegression(C=STRENGTH, max_iter=1_000).fit(features, needed, sample_weight=counts)
    return np.concatenate([model.intercept_, model.coef_[0]])


def measured(
    cases: Sequence[NeighbourCase],
    held: Mapping[int, tuple[np.ndarray, np.ndarray]],
    least_before: float,
    least_after: float,
) -> str:
    """Measure, with held-out weights, the share of whole units and of words that no part holds, by set."""
    whole: dict[str, list[bool]] = defaultdict(list)
    words: dict[str, list[tuple[int, int]]] = defaultdict(list)  # shown, and in no part
    with (
        patch.object(unit_weights, "LEAST_NEEDED_BEFORE", least_before),
        patch.object(unit_weights, "LEAST_NEEDED_AFTER", least_after),
    ):
        for number, case in enumerate(cases):
            unit = _unit(case, *held[number])
            shown = [unit.main, *(span for span, _ in unit.further)]
            whole[case.name].append(all(any(_overlaps(span, [part]) for span in shown) for part in case.parts))
            words[case.name].extend(_counted(case, shown))
    return "; ".join(_described(name, whole[name], words[name]) for name in whole)


def _unit(case: NeighbourCase, before: np.ndarray, after: np.ndarray) -> AnswerUnit:
    section = case.section
    with (
        patch.object(unit_weights, "BEFORE", unit_weights.BeforeWeights(**_named(unit_weights.BeforeWeights, before))),
        patch.object(unit_weights, "AFTER", unit_weights.AfterWeights(**_named(unit_weights.AfterWeights, after))),
    ):
        return answer_unit.find_unit(
            section.text,
            case.sentence,
            question=section.question,
            language=section.language,
            evidence=section.evidence,
        )


def _named(record: type, weights: np.ndarray) -> dict[str, float]:
    return {field.name: float(value) for field, value in zip(fields(record), weights, strict=True)}


def _counted(case: NeighbourCase, shown: Sequence[TextRange]) -> Iterator[tuple[int, int]]:
    for span in shown:
        count = len(case.section.text[span.start : span.end].split())
        yield count, 0 if _overlaps(span, case.parts) else count


def _described(name: str, whole: Sequence[bool], words: Sequence[tuple[int, int]]) -> str:
    shown, excess = (sum(column) for column in zip(*words, strict=True))
    return f"{name} {np.mean(whole):.3f} of {len(whole)} whole, {excess / shown:.3f} of the words in excess"


def _collect(seen: list[Sequence[Evidence]], answer: Answer, evidence: Sequence[Evidence], _: Article) -> Answer:
    """Keep the evidence, and leave the answer as it is."""
    seen.append(evidence)
    return answer


def case_of(
    name: str, question: GoldenQuestion, article: Article, evidence: Sequence[Evidence]
) -> NeighbourCase | None:
    """Make the case of a question; None where no part of its answer is among the evidence, best first."""
    own = tuple(piece for piece in evidence if piece.passage.passage.article_id == article.id)
    right = next((piece.sentence for piece in own if _is_right(question, piece)), None)
    if right is None:
        return None
    # Where only the words of the answer are known, its sentence is enough.
    parts = question.parts or question.spans or ((right.start, right.end),)
    section = Section(
        text=article.text,
        elements=read_elements(article.text, right, language=article.language),
        question=question.question,
        language=article.language,
        evidence=own,
    )
    return NeighbourCase(name=name, group=f"{name}/{article.id}", section=section, sentence=right, parts=tuple(parts))


def _is_right(question: GoldenQuestion, evidence: Evidence) -> bool:
    sentence = evidence.sentence
    parts = question.parts or question.spans
    return is_right_answer(
        replace(question, spans=tuple(parts)),
        article=question.article,
        start=sentence.start,
        end=sentence.end,
        quote=evidence.passage.passage.quote(sentence),
    )


def _overlaps(span: TextRange | Element, parts: Sequence[tuple[int, int]]) -> bool:
    return any(span.start < end and start < span.end for start, end in parts)


if __name__ == "__main__":
    main()
