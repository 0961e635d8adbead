"""The failures of answers: right sentences first by kind of question, and failures to be read.

    python -m bench.quality.error_analysis --sets squad2-tune              a table by kind of question
    python -m bench.quality.error_analysis --sets squad2-tune --read 20    and twenty failures to be read

What was learnt from reading them is in train_reader/LOG.md.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.paths import DATA
from bench.quality.held_out import unseen
from retrieval import sources
from retrieval.build import open_footnote
from retrieval.conversation.rewriting.query_rewriting import resolve_history
from retrieval.core.records import Evidence
from retrieval.core.reply_records import Examination
from retrieval.core.settings import LibrarySettings, Settings
from retrieval.evaluation import dataset
from retrieval.evaluation.dataset import GoldenQuestion
from retrieval.evaluation.judging import is_right_answer
from retrieval.footnote import Footnote

SETS = ("squad2-tune", "selqa-dev", "clapnq-tune", "inscit-tune")
LIBRARY = "failures"
# The first that is found in a question is its kind.
KINDS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "how many": r"\bhow (?:many|much|long|far|old|often|large|big|tall|high)\b|\bwhat (?:percent|number|year)",
        "when": r"\bwhen\b|\b(?:in )?(?:what|which) (?:year|month|day|date|century|decade)\b",
        "where": r"\bwhere\b|\b(?:what|which) (?:country|city|state|place|town)\b",
        "who": r"\bwho(?:m|se)?\b",
        "why": r"\bwhy\b",
        "how": r"\bhow\b",
        "what, which": r"\b(?:what|which)\b",
        "yes or no": r"^\W*(?:is|are|was|were|do|does|did|can|could|has|have|had|will|would|should)\b",
    }.items()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysedQuestion:
    """An answerable question with the sentence that came first."""

    question: GoldenQuestion
    kind: str
    first: Evidence | None
    rank: int | None  # of the first right sentence, from 1
    wanted: str  # a right sentence as far as the set knows one, else its answers or articles


def main() -> None:
    """Measure the sets of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the sets (default: %(default)s)")
    parser.add_argument("--sets", nargs="+", default=SETS)
    parser.add_argument("--limit", type=int, default=400, help="answerable questions asked of each set")
    parser.add_argument("--read", type=int, default=0, help="failures shown of each set")
    chosen = parser.parse_args()
    console = Console(width=150)
    for name in chosen.sets:
        found = list(cases(chosen.data / name, chosen.limit))
        console.print(table(name, found))
        for failure in [case for case in found if case.rank != 1][: chosen.read]:
            print_failure(failure, console)


def cases(set_folder: Path, limit: int) -> Iterator[AnalysedQuestion]:
    """Yield a sample of a set's answerable questions, asked."""
    with tempfile.TemporaryDirectory() as folder:
        opened = open_footnote(Settings(library=LibrarySettings(path=str(Path(folder) / "library.sqlite"))))
        load = partial(sources.load_articles, limits=opened.settings.limits)
        whole = dataset.read(unseen(set_folder, Path(folder)), load=load)
        cards = [
            outcome.article
            for outcome in opened.iter_store(whole.drafts, library=LIBRARY)
            if hasattr(outcome, "article")
        ]
        names = {card.id: card.source for card in cards}
        asked = [question for question in whole.questions if question.answerable and question.is_judged]
        random.Random(0).shuffle(asked)
        for outcome in track(asked[:limit], set_folder.name, console=Console(stderr=True)):
            history = resolve_history((turn.question, turn.answer) for turn in outcome.history)
            yield case(outcome, opened.examine(outcome.question, library=LIBRARY, history=history), names, opened)
        opened.close()


def case(
    question: GoldenQuestion, examination: Examination, names: Mapping[str, str], opened: Footnote
) -> AnalysedQuestion:
    """Return one question with its outcome."""
    right = (
        position
        for position, evidence in enumerate(examination.evidence, start=1)
        if is_right(question, evidence, names)
    )
    return AnalysedQuestion(
        question=question,
        kind=next((name for name, cue in KINDS.items() if cue.search(question.question)), "other"),
        first=examination.evidence[0] if examination.evidence else None,
        rank=next(right, None),
        wanted=wanted(question, {name: key for key, name in names.items()}, opened),
    )


def is_right(question: GoldenQuestion, evidence: Evidence, names: Mapping[str, str]) -> bool:
    """Return whether a sentence is one that the set calls right."""
    return is_right_answer(
        question,
        article=names.get(evidence.passage.passage.article_id),
        start=evidence.sentence.start,
        end=evidence.sentence.end,
        quote=words(evidence),
    )


def words(evidence: Evidence) -> str:
    """Return a sentence's text."""
    shift = evidence.passage.passage.start
    return evidence.passage.passage.text[evidence.sentence.start - shift : evidence.sentence.end - shift]


def wanted(question: GoldenQuestion, keys: Mapping[str, str], opened: Footnote) -> str:
    """Return what would have been right, in words."""
    if question.spans and question.article is not None and question.article in keys:
        start, end = question.spans[0]
        for passage in opened.passages(keys[question.article], library=LIBRARY):
            for sentence in passage.sentences:
                if sentence.start < end and start < sentence.end:
                    return passage.text[sentence.start - passage.start : sentence.end - passage.start]
    return "; ".join(question.answers) or "; ".join(sorted(question.articles))


def table(name: str, found: Sequence[AnalysedQuestion]) -> Table:
    """Tabulate the right sentences first by kind of question."""
    made = Table("kind", "questions", "right first", "right among five", title=name)
    count = Counter(case.kind for case in found)
    for kind in (*(case for case in (*KINDS, "other") if count[case]), "all"):
        of_kind = [case for case in found if kind in {case.kind, "all"}]
        first = sum(case.rank == 1 for case in of_kind) / len(of_kind)
        five = sum(case.rank is not None and case.rank <= 5 for case in of_kind) / len(of_kind)
        made.add_row(kind, str(len(of_kind)), f"{first:.1%}", f"{five:.1%}")
    return made


def print_failure(case: AnalysedQuestion, console: Console) -> None:
    """Print a failure to be read."""
    title = case.first.passage.title if case.first else ""
    console.print(f"? {case.question.question}  ({case.question.article or ''}, right at {case.rank})", markup=False)
    console.print(f"  got    {words(case.first) if case.first else 'nothing'}  [{title}]", markup=False)
    console.print(f"  wanted {case.wanted}\n", markup=False)


if __name__ == "__main__":
    main()
