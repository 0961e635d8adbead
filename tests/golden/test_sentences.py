"""Hard cases of sentence boundaries and blocks, one a line in sentences.jsonl; what cannot be solved says why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from retrieval.text.normalize import normalise
from retrieval.text.segmentation import MAX_SENTENCE, blocks, count_words

CASES = [json.loads(line) for line in Path(__file__).with_name("sentences.jsonl").read_text("utf-8").splitlines()]


def _case(case: dict[str, Any]) -> Any:
    reason = case.get("unsolved")
    marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
    return pytest.param(case["text"], case.get("language", "en"), case["sentences"], id=case["id"], marks=marks)


def _sentences(text: str, language: str = "en") -> list[str]:
    return [text[sentence.start : sentence.end] for block in blocks(text, language) for sentence in block.sentences]


def _shape(text: str) -> list[tuple[str, str, list[str]]]:
    return [(b.kind, text[b.start : b.end], [text[s.start : s.end] for s in b.sentences]) for b in blocks(text)]


@pytest.mark.parametrize(("text", "language", "expected"), [_case(case) for case in CASES])
def test_sentences(text: str, language: str, expected: list[str]) -> None:
    assert normalise(text) == text
    assert _sentences(text, language) == expected


def test_ids_of_the_cases_are_unique() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)


def test_blocks_have_kinds_and_whole_ranges() -> None:
    text = "# Storm\nThe quay is shut. Ships wait.\n\n- A lamp\n- Two ropes. Check\n  them.\n\n***\n\n## Later"
    assert _shape(text) == [
        ("heading", "# Storm", []),
        ("paragraph", "The quay is shut. Ships wait.", ["The quay is shut.", "Ships wait."]),
        ("item", "- A lamp", ["A lamp"]),
        ("item", "- Two ropes. Check\n  them.", ["Two ropes.", "Check\n  them."]),
        ("heading", "## Later", []),
    ]


def test_an_item_ends_where_a_line_does_not_go_on_with_it() -> None:
    assert [kind for kind, _, _ in _shape("- A lamp\nThe ship leaves at noon.")] == ["item", "paragraph"]


def test_a_number_inside_a_paragraph_begins_no_item() -> None:
    assert [kind for kind, _, _ in _shape("He was born in\n12. He died in\n70. Nobody knows where.")] == ["paragraph"]


@pytest.mark.parametrize("text", ["", "# Only\n\n## Headings", "***\n\n— … —", "🎉🎉🎉"])
def test_a_text_without_words_has_no_sentence(text: str) -> None:
    assert _sentences(text) == []


def test_a_long_sentence_is_cut_at_the_end_of_a_word() -> None:
    text = " ".join(["harbour"] * 2_000)
    pieces = _sentences(text)
    assert " ".join(pieces) == text
    assert MAX_SENTENCE - len(" harbour") <= len(pieces[0]) <= MAX_SENTENCE


def test_a_sentence_of_the_greatest_length_stays_whole() -> None:
    longest = "a" * (MAX_SENTENCE - 1) + "."
    assert _sentences(f"{longest} Then it ended. {longest}") == [longest, "Then it ended.", longest]


def test_a_word_without_end_is_cut_hard() -> None:
    assert [len(piece) for piece in _sentences("a" * (2 * MAX_SENTENCE + 1))] == [MAX_SENTENCE, MAX_SENTENCE, 1]


def test_sentences_are_the_same_far_inside_a_long_line() -> None:
    paragraph = 'Dr. Okafor left at 5 p.m. Friday. "Why now?" she asked. It cost $3.50 (not much. Really) in all. '
    assert _sentences((paragraph * 200).strip()) == _sentences(paragraph.strip()) * 200


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("The harbour was closed.", 4),
        ("它关闭了港口", 4),
        ("港口 was closed", 4),
        ("ท่าเรือปิด", 7),
        ("항구가 닫혔다", 2),
        ("- — …", 3),
    ],
    ids=["none", "english", "chinese", "mixed", "thai", "korean", "marks"],
)
def test_words(text: str, length: int) -> None:
    assert count_words(text) == length
