"""Golden questions from what people said on Discord, as the program writes them and measures with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.configuration.config_file import Config
from bot.store import Ledger, Place
from retrieval import Citation, TextRange, Thresholds, open_footnote, settings_from_table
from tests.bot.conftest import Desk

PLACE = Place(server=1, channel=2)


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_nothing_rated_is_nothing_written(desk: Desk) -> None:
    result = desk("golden", "export", "golden-none")
    assert result.code == 1
    assert "Nobody has rated" in result.out
    assert not (desk.folder / "golden-none").exists()


def test_ratings_and_pins_become_questions_that_eval_and_calibrate_take(bare: Desk) -> None:
    assert bare("add", "articles").code == 0
    (database,) = bare.folder.glob("home/**/library.sqlite")
    config = settings_from_table(
        Config,
        {"library": {"path": str(database)}, "models": {"embedder": "hashing", "reader": "similarity"}},
        where="test",
    )
    footnote = open_footnote(config)
    asked = ("How much did repairs cost?", "When does the ferry run again?", "Where do owls sleep?")
    with Ledger(database.with_name("ledger.sqlite")) as ledger:
        for question, opinions in zip(asked, ([True, True, False], [False], [True, False]), strict=True):
            examined = footnote.examine(question, library="default", thresholds=Thresholds.single(0.0))
            kept = ledger.answers.keep(examined, place=PLACE, asker=1, library="default")
            for person, helpful in enumerate(opinions):
                ledger.feedback.give(kept.id, place=PLACE, person=person, helpful=helpful)
        owls = footnote.find("Owls", library="default")
        start = owls.text.index("Eleven")
        citation = Citation.of(owls, TextRange(start=start, end=owls.text.index(".", start) + 1))
        ledger.pins.add("How many owls were counted?", citation, place=PLACE, library="default", person=1)
    footnote.close()

    result = bare("golden", "export", "golden", "--json")
    assert result.json == {"questions": 3, "articles": 2}
    rows = lines(bare.folder / "golden" / "questions.jsonl")
    assert [(row["question"], row["answerable"]) for row in rows] == [
        ("How many owls were counted?", True),
        (asked[0], True),
        (asked[1], False),
    ]
    texts = {row["id"]: row["text"] for row in lines(bare.folder / "golden" / "articles.jsonl")}
    for row in rows:
        for start, end in row["spans"]:
            assert texts[row["article"]][start:end] in row["answers"]
    measured = bare("eval", "golden", "--json")
    assert measured.code == 0, measured.err
    assert measured.json["questions"] == 3
    assert bare("calibrate", "golden", "--json", "--accept", "0.1").json["questions"] == 3
