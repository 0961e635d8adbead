"""Records the replies to a set of questions, and compares them with the replies of another version, byte for byte.

    python -m bench.quality.same_answers record FILE    writes the reply to each question into FILE
    python -m bench.quality.same_answers compare FILE   asks the same questions again and shows every difference

A change of structure that leaves the answers alone shows no difference. Asked are all questions of the examples and a
sample on the first articles of squad2-tune. A reply is the JSON of `footnote ask --json` without its times, so a
difference in the last digit of a confidence counts too.
"""

from __future__ import annotations

import argparse
import difflib
import json
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from bench.paths import DATA, EXAMPLES
from bot.render import json_values, quote_excerpt
from retrieval import sources
from retrieval.build import open_footnote
from retrieval.conversation.rewriting.query_rewriting import resolve_history
from retrieval.core.settings import LibrarySettings, Settings
from retrieval.evaluation import dataset
from retrieval.evaluation.dataset import GoldenQuestion
from retrieval.footnote import Footnote

SAMPLED = "squad2-tune"
ARTICLES = 4  # of SAMPLED, from the first: the embedding of all 23 would be most of the time
QUESTIONS = 100  # on these articles
SEED = 0
LIBRARY = "same-answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedReply:
    """The reply to one question as JSON, with the name of the question."""

    question: str  # set and id
    json: str


def main() -> int:
    """Record or compare; 1 if a reply differs."""
    arguments = parse_arguments()
    replies = [reply for name in ("examples", SAMPLED) for reply in ask_set(arguments.data, name)]
    if arguments.action == "record":
        lines = (json.dumps([reply.question, reply.json], ensure_ascii=False) for reply in replies)
        arguments.file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{len(replies)} replies recorded in {arguments.file}")
        return 0
    return compare(read(arguments.file), replies)


def parse_arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=("record", "compare"))
    parser.add_argument("file", type=Path, help="the recorded replies")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the sets (default: %(default)s)")
    return parser.parse_args()


def ask_set(data: Path, name: str) -> Iterator[RecordedReply]:
    """Yield the replies to a set's questions, over a fresh library with its articles; none where the set is missing."""
    set_folder = EXAMPLES if name == "examples" else data / name
    if not set_folder.is_dir():
        print(f"{name}: skipped, there is no such set in {data}", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(library=LibrarySettings(path=str(Path(folder) / "library.sqlite")))
        whole = dataset.read(set_folder, load=partial(sources.load_articles, limits=settings.limits))
        drafts, questions = (whole.drafts, whole.questions) if name == "examples" else sample(whole)
        with closing(open_footnote(settings)) as footnote:
            store(footnote, drafts)
            for question in track(questions, name, console=Console(stderr=True)):
                yield RecordedReply(question=f"{name}/{question.id}", json=reply_to(footnote, question))


def sample(whole: dataset.Collection) -> tuple[Sequence[Any], Sequence[GoldenQuestion]]:
    """Return the first articles of a set, and a sample of the questions on them."""
    drafts = whole.drafts[:ARTICLES]
    names = {draft.source for draft in drafts}
    questions = [question for question in whole.questions if question.article in names]
    random.Random(SEED).shuffle(questions)
    return drafts, questions[:QUESTIONS]


def store(footnote: Footnote, drafts: Sequence[Any]) -> None:
    """Store the articles."""
    footnote.store(drafts, library=LIBRARY)


def reply_to(footnote: Footnote, question: GoldenQuestion) -> str:
    """Return the reply to a question, after its history, as JSON without times."""
    history = resolve_history((turn.question, turn.answer) for turn in question.history)
    examination = footnote.examine(question.question, library=LIBRARY, history=history)
    quotes = quote_excerpt.of_reply(examination.reply, footnote=footnote, library=LIBRARY, sentences=1)
    values = json_values.examination(examination, quotes)
    del values["milliseconds"]
    return json_values.dumps(values)


def read(file: Path) -> list[RecordedReply]:
    """Read the replies recorded in a file."""
    pairs = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
    return [RecordedReply(question=question, json=text) for question, text in pairs]


def compare(recorded: Sequence[RecordedReply], replies: Sequence[RecordedReply]) -> int:
    """Print how replies differ from the recorded ones; 1 if any does."""
    if [reply.question for reply in recorded] != [reply.question for reply in replies]:
        print(f"not the same questions were asked: {len(recorded)} then, {len(replies)} now")
        return 1
    differing = [(then, now) for then, now in zip(recorded, replies, strict=True) if then.json != now.json]
    for then, now in differing:
        lines = difflib.unified_diff(
            then.json.split("\n"), now.json.split("\n"), then.question, now.question, lineterm=""
        )
        print("\n".join(lines))
    print(f"{len(replies)} replies compared, {len(differing)} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
