"""Which questions mean the same, by the default model."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from retrieval import temporary_footnote
from retrieval.core.settings import ModelSettings, Settings
from retrieval.footnote import Footnote

SAME = [
    ("When did the quarry close?", "when did the quarry close"),
    ("When did the quarry close?", "The quarry: when did it close?"),
    ("How do I reset my password?", "What is the procedure for resetting a password?"),
    ("When is the library open on Sundays?", "What are the Sunday opening hours of the library?"),
    ("Why did the bridge close?", "What was the reason for closing the bridge?"),
]
DIFFERENT = [
    ("When did the quarry close?", "When did the quarry open?"),
    ("When did the quarry close?", "Why did the quarry close?"),
    ("Who leads the yard?", "Who left the yard?"),
    ("What does a single fare cost?", "What does a return fare cost?"),
    ("When is the library open on Sundays?", "When is the library open on Mondays?"),
    ("How do I install it on Linux?", "How do I install it on Windows?"),
    ("What happened in 2019?", "What happened in 2021?"),
    ("Is smoking allowed?", "Is smoking not allowed?"),
    ("Where do otters sleep?", "Where do owls sleep?"),
]


@pytest.fixture(scope="module")
def matcher() -> Iterator[Footnote]:
    with temporary_footnote(Settings(models=ModelSettings())) as footnote:
        yield footnote


@pytest.mark.parametrize(("first", "second"), SAME)
def test_questions_of_the_same_meaning_are_found(matcher: Footnote, first: str, second: str) -> None:
    assert matcher.find_same_question(first, ["Who lives on the moon?", second]) == 1
    assert matcher.find_same_question(second, [first]) == 0


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_questions_of_another_meaning_are_not(matcher: Footnote, first: str, second: str) -> None:
    assert matcher.find_same_question(first, [second]) is None
    assert matcher.find_same_question(second, [first]) is None


def test_of_no_questions_none_is_the_same(matcher: Footnote) -> None:
    assert matcher.find_same_question("When?", []) is None
