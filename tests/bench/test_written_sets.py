"""The sets that were written for the project: every answer stands in its article, and the trainers find them."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from bench.fitting import neighbour_weights
from bench.paths import ROOT
from bench.quality.held_out import held_out
from bench.train_reader.mined_sets import set_folder
from retrieval.evaluation.dataset import Collection, read

TRAINED_ON = ROOT / "bench" / "train_reader" / "data"
EVERYDAY = TRAINED_ON / "everyday-questions"
LIBRARY = TRAINED_ON / "library-questions"
OVERTAKEN = ROOT / "bench" / "fitting" / "data" / "overtaken-articles"
PAIRS = OVERTAKEN.with_name("overtaken-pairs")


def written(folder: Path) -> Collection:
    return read(folder, load=lambda _: iter(()))


@pytest.mark.parametrize(
    ("folder", "articles", "questions", "answerable"),
    [
        pytest.param(EVERYDAY, 320, 2_880, 1_920, id="everyday-questions"),
        pytest.param(LIBRARY, 456, 4_104, 2_736, id="library-questions"),
        pytest.param(PAIRS, 715, 1_800, 1_800, id="overtaken-pairs"),
        pytest.param(OVERTAKEN, 358, 600, 600, id="overtaken-articles"),
        pytest.param(neighbour_weights.OWN, 120, 720, 720, id="whole-answers"),
    ],
)
def test_it_holds_what_its_readme_says(folder: Path, articles: int, questions: int, answerable: int) -> None:
    whole = written(folder)
    assert len(whole.drafts) == articles
    assert whole.skipped == ()
    assert Counter(question.answerable for question in whole.questions) == Counter(
        {True: answerable, False: questions - answerable}
    )
    texts = {draft.source: draft.text for draft in whole.drafts}
    for question in whole.questions:
        places = [(question.article, span) for span in (*question.spans, *question.parts)]
        places += [(each.article, span) for each in question.superseded for span in each.spans]
        assert bool(places) == question.answerable, question.id
        for article, (start, end) in places:
            quote = texts[article or ""][start:end]
            assert quote.strip() == quote != "", question.id
        if question.answers:
            start, end = question.spans[0]
            assert texts[question.article or ""][start:end] == question.answers[0]


def test_the_trainers_take_a_written_set_from_the_project(tmp_path: Path) -> None:
    assert set_folder(tmp_path, "everyday-questions") == EVERYDAY
    assert set_folder(tmp_path, "qed-train") == tmp_path / "qed-train"


def test_every_tenth_article_is_in_no_training() -> None:
    for folder, count, kinds in ((EVERYDAY, 32, 8), (LIBRARY, 46, 10)):
        kept = held_out(folder.name, [draft.source for draft in written(folder).drafts])
        assert len(kept) == count
        assert len({article.split("-")[0].rstrip("1234") for article in kept}) == kinds  # of every kind of text


def test_what_only_looks_contradictory_is_a_sentence_of_its_group() -> None:
    texts = {draft.source: draft.text for draft in written(PAIRS).drafts}
    with gzip.open(PAIRS / "questions.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    compatible = [record for record in records if record["kind"] == "compatible"]
    assert len(compatible) == 901
    for record in compatible:
        (place,) = record["looks"]
        ((start, end),) = place["spans"]
        assert place["article"].rsplit("-", 1)[0] == record["article"].rsplit("-", 1)[0]
        assert texts[place["article"]][start:end].strip() == texts[place["article"]][start:end] != ""
        assert "superseded" not in record
