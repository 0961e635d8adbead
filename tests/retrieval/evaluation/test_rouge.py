from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from retrieval.core.errors import EvaluationError
from retrieval.evaluation.rouge import bootstrap, rouge_report

TEXT = "Ferries stopped. Nobody was hurt. Winds rose. The harbour master closed the port at noon."


def sentences(text: str) -> list[str]:
    return [f"{part.strip('. ')}." for part in text.split(". ")]


def written(folder: Path, *summaries: str) -> Path:
    file = folder / "pairs.jsonl"
    rows = [{"id": str(at), "text": TEXT, "summary": summary} for at, summary in enumerate(summaries)]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return file


def test_scores_of_one_text_are_as_worked_out_by_hand(tmp_path: Path) -> None:
    file = written(tmp_path, "The port closed.\nFerries stopped.")

    report = rouge_report(file, summarize=lambda _: ["The ferries stopped.", "The port was closed."], split=sentences)

    # Words: 5 in the reference, 7 of ours, 5 of them shared; the lead has 7, of which 2 are shared.
    assert report.rouge1.summary == pytest.approx(2 * 5 / (5 + 7))
    assert report.rouge1.lead == pytest.approx(2 * 2 / (5 + 7))
    assert report.rouge1.difference == pytest.approx(6 / 12)
    # Pairs of words: 4 in the reference, 6 of ours, sharing "the port" and "ferries stopped"; the lead has the latter.
    assert report.rouge2.summary == pytest.approx(2 * 2 / (4 + 6))
    assert report.rouge2.lead == pytest.approx(2 * 1 / (4 + 6))
    # Sentence by sentence in order: "the port closed" and "ferries stopped" are all found in ours.
    assert report.rougeLsum.summary == pytest.approx(2 * 5 / (5 + 7))
    assert (report.texts, report.sentences) == (1, 3)


def test_words_are_compared_by_their_stems(tmp_path: Path) -> None:
    report = rouge_report(written(tmp_path, "ferry stops"), summarize=lambda _: ["Ferries stopped."], split=sentences)

    assert report.rouge1.summary == 1.0


def test_the_lead_against_itself_differs_by_nothing(tmp_path: Path) -> None:
    file = written(tmp_path, "Ferries stopped.", "The port closed at noon.")

    report = rouge_report(file, summarize=lambda text: sentences(text)[:3], split=sentences, resamples=200)

    assert (report.rouge1.difference, report.rouge1.low, report.rouge1.high, report.rouge1.p) == (0, 0, 0, 1)


def test_the_report_turns_into_json(tmp_path: Path) -> None:
    report = rouge_report(written(tmp_path, "The port closed."), summarize=sentences, split=sentences, seed=4)

    figures = json.loads(json.dumps(report.to_dict()))

    assert (figures["texts"], figures["seed"], figures["resamples"]) == (1, 4, 10_000)
    assert set(figures["rougeLsum"]) == {"summary", "lead", "difference", "low", "high", "p"}


def test_a_limit_takes_the_first_texts_and_the_watch_hears_of_each(tmp_path: Path) -> None:
    heard: list[tuple[str, int, int | None]] = []

    report = rouge_report(
        written(tmp_path, "One port.", "Two ports.", "Three ports."),
        summarize=sentences,
        split=sentences,
        limit=2,
        watch=lambda *progress: heard.append(progress),
    )

    assert report.texts == 2
    assert heard == [("summaries", 1, 2), ("summaries", 2, 2)]


def test_texts_are_normalised_before_they_are_summarised(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text(json.dumps({"id": "a", "text": "  Cafe\u0301s\u00a0close.\r\n", "summary": "Closed."}))
    seen: list[str] = []

    def summarize(text: str) -> list[str]:
        seen.append(text)
        return [text]

    rouge_report(file, summarize=summarize, split=sentences, resamples=10)

    assert seen == ["Cafés close."]


def test_the_bootstrap_is_sure_of_a_steady_difference() -> None:
    steady = np.full((50, 1), 0.1) + np.random.default_rng(1).normal(0, 0.01, size=(50, 1))

    low, high, p = bootstrap(steady, resamples=2_000, seed=0)

    assert 0.09 < low[0] < 0.1 < high[0] < 0.11
    assert p[0] == pytest.approx(2 / 2_001)


def test_the_bootstrap_agrees_with_the_normal_approximation() -> None:
    differences = np.random.default_rng(2).normal(0.02, 0.2, size=(400, 2))
    error = differences.std(axis=0) / 20

    low, high, p = bootstrap(differences, resamples=10_000, seed=0)

    np.testing.assert_allclose(low, differences.mean(axis=0) - 1.96 * error, atol=0.002)
    np.testing.assert_allclose(high, differences.mean(axis=0) + 1.96 * error, atol=0.002)
    assert (((low > 0) | (high < 0)) == (p < 0.05)).all()


def test_the_bootstrap_repeats_itself_by_its_seed() -> None:
    differences = np.random.default_rng(3).normal(size=(20, 3))

    first, again, other = (bootstrap(differences, resamples=150, seed=seed) for seed in (7, 7, 8))

    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", r"pairs\.jsonl: the file has no text"),
        ('{"id": "a", "text": "Word."}', r"pairs\.jsonl:1: 'summary' is missing or empty"),
        ('{"id": "a", "summary": "Word.", "text": 3}', r"pairs\.jsonl:1: 'text' must be text, not 3"),
    ],
)
def test_a_bad_file_is_named_with_its_line(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text(content)

    with pytest.raises(EvaluationError, match=message):
        rouge_report(file, summarize=sentences, split=sentences)


def test_a_missing_file_and_a_limit_of_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="there is no such file"):
        rouge_report(tmp_path / "pairs.jsonl", summarize=sentences, split=sentences)
    with pytest.raises(EvaluationError, match="cannot score 0 texts"):
        rouge_report(written(tmp_path, "Word."), summarize=sentences, split=sentences, limit=0)
