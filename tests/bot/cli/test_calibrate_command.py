"""`footnote calibrate`: the threshold that somebody's own questions promise, said, as JSON, and put into the file."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from bot.cli import calibrate_command
from bot.configuration.config_file import Config
from retrieval import RiskTrial, judge_risk
from retrieval.answering.thresholds import thresholds_for
from retrieval.core.settings import from_table
from retrieval.evaluation.risk_control import RiskVerdict
from tests.bot.conftest import Desk

NAMES = ("harbour", "mill", "quarry", "chapel", "market", "bridge", "station", "school", "tower", "orchard", "ferry")


def collection(folder: Path, *, right: int, wrong: int) -> Path:
    """A folder of short articles with questions in their words; so many of them are said to be wrong."""
    made = folder / "set"
    made.mkdir()
    articles, questions = [], []
    for number in range(right + wrong):
        name = f"{NAMES[number % len(NAMES)]}{number}"
        text = f"The {name} opened in {1700 + number}."
        articles.append({"id": name, "title": name, "text": text})
        spans = [[0, len(text)]] if number < right else []
        asked = {"id": name, "question": f"When was it that the {name} opened?", "article": name, "spans": spans}
        questions.append({**asked, "answerable": number < right})
    for kind, rows in (("articles", articles), ("questions", questions)):
        (made / f"{kind}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return made


def test_enough_right_answers_promise_a_threshold_that_goes_into_the_file(bare: Desk) -> None:
    collection(bare.folder, right=30, wrong=0)
    (bare.folder / "config.toml").write_text(
        '# mine\n[models]\nembedder = "hashing"\nreader = "similarity"\n\n[answer]\n# as it was\nothers = 2\n',
        encoding="utf-8",
    )
    done = bare("calibrate", "set", "--write")
    assert done.code == 0, done.err
    assert "at most 10% of the answers are wrong, with 90% certainty" in done.out
    assert "It answers 30 of these 30 questions, 0 of them wrongly" in done.out
    written = from_table(Config, tomllib.loads((bare.folder / "config.toml").read_text()), where="config.toml")
    share = written.answer.accepted_wrong
    assert thresholds_for(written).sure == 0.0
    assert f"In config.toml, under [answer]: accepted_wrong = {share}" in done.out
    assert f"config.toml: answer.accepted_wrong is now {share}." in done.err
    assert (bare.folder / "config.toml").read_text(encoding="utf-8") == (
        '# mine\n[models]\nembedder = "hashing"\nreader = "similarity"\n\n[answer]\n'
        f"accepted_wrong = {share}\n# as it was\nothers = 2\n"
    )


def test_too_few_questions_promise_nothing_and_say_how_many_would(bare: Desk) -> None:
    collection(bare.folder, right=8, wrong=0)
    bare.configure(accepted=0.1)
    before = (bare.folder / "config.toml").read_text(encoding="utf-8")
    done = bare("calibrate", "set", "--write")
    assert done.code == 1, done.err
    assert "No threshold keeps the wrong answers at 10% with 90% certainty" in done.out
    assert "at least 22 answers are needed, even if all of them are right" in done.out
    assert "questions like these would probably be enough" in done.out
    assert "that promises nothing for others" in done.out
    assert "Nothing was written." in done.err
    assert (bare.folder / "config.toml").read_text(encoding="utf-8") == before


def test_where_too_much_is_wrong_more_questions_are_not_asked_for(bare: Desk) -> None:
    collection(bare.folder, right=0, wrong=9)
    done = bare("calibrate", "set", "--accept", "0.05")
    assert done.code == 1
    assert "More questions like these would not change it" in done.out


def test_fifty_questions_move_the_default_without_a_promise(bare: Desk) -> None:
    collection(bare.folder, right=50, wrong=4)
    found = bare("calibrate", "set", "--json", "--accept", "0.1").json
    assert found["threshold"] is None
    assert found["measured_threshold"] < found["mixed_threshold"] < 1
    done = bare("calibrate", "set", "--write", "--accept", "0.1")
    assert done.code == 0, done.err
    assert f"as {calibrate_command.DEFAULT_WEIGHT} further questions would: {found['mixed_threshold']}" in done.out
    assert "answer.accepted_wrong is now 0." in done.err


def test_the_more_questions_the_less_the_default_counts() -> None:
    def mixed(questions: int) -> float | None:
        right = [RiskTrial(confidence=0.2, right=True)] * (questions - questions // 12)
        wrong = [RiskTrial(confidence=0.2, right=False)] * (questions // 12)
        return calibrate_command.mixed_threshold(judge_risk(right + wrong, accepted=0.1), 0.8)

    few, more = mixed(60), mixed(600)
    assert mixed(40) is None
    assert few is not None
    assert more is not None
    assert 0.0 <= more < few < 0.8


def test_json_has_every_level_and_the_options_count(bare: Desk) -> None:
    collection(bare.folder, right=9, wrong=3)
    done = bare("calibrate", "set", "--json", "--accept", "0.6", "--certainty", "0.8", "--limit", "10", "--seed", "1")
    found = done.json
    assert done.code == 0, done.err
    assert (found["questions"], found["accepted_wrong"], found["certainty"]) == (10, 0.6, 0.8)
    assert [len(found["levels"]), found["levels"][-1]["answered"]] == [100, 10]
    assert found["levels"][-1]["wrong"] == 10 - found["answerable"]
    assert 0 <= found["measured_threshold"] <= found["threshold"]
    assert found["questions_wanted"] is None
    assert 0 < found["setting"]["answer.accepted_wrong"] < 1
    (level,) = [row for row in found["levels"] if row["threshold"] == found["threshold"]]
    assert level["most_wrong"] <= 0.6
    assert list((bare.folder / "home").rglob("library.sqlite")) == []


def test_the_accepted_share_is_the_configured_one(bare: Desk) -> None:
    collection(bare.folder, right=8, wrong=0)
    bare.configure(accepted=0.3)
    assert bare("calibrate", "set", "--json").json["accepted_wrong"] == 0.3
    bare.configure(accepted=0.0)
    refused = bare("calibrate", "set")
    assert (refused.code, "--accept" in refused.err) == (2, True)


@pytest.mark.parametrize("option", [["--accept", "1"], ["--accept", "0"], ["--certainty", "ten"], ["--accept", "nan"]])
def test_a_share_is_between_nothing_and_all(bare: Desk, option: list[str]) -> None:
    done = bare("calibrate", "set", *option)
    assert done.code == 2
    assert "is not a number between 0 and 1" in done.err


def test_a_set_that_is_not_there_is_refused_as_by_eval(bare: Desk) -> None:
    done = bare("calibrate", "gone", "--accept", "0.1")
    assert (done.code, done.err) == (2, bare("eval", "gone").err)


@pytest.mark.parametrize("promised", [0.03, 0.31, 0.57, 0.9, 0.97])
def test_what_is_written_asks_for_the_promised_threshold(promised: float) -> None:
    verdict = RiskVerdict(
        accepted=0.1, certainty=0.9, questions=50, levels=(), promised=promised, measured=promised
    )  # fmt: skip
    setting = calibrate_command.setting_for(verdict, Config())
    holds = from_table(Config, {"answer": {"accepted_wrong": setting}}, where="config.toml")
    assert promised <= thresholds_for(holds).sure <= promised + 0.02
