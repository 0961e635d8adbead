"""A question about a version is answered by the changes of that version."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.answering.versions.asked_versions import lower_other_versions
from retrieval.core.records import Evidence, RankedPassage
from retrieval.text import passages
from tests.retrieval.answering.test_decision import ARTICLE

TEXT = """\
Henge is a program that sets stones upright.

## Henge 2.1.1

- Stones no longer fall when it rains.

## Henge 2.1

- Stones no longer fall when it snows. It goes back to 2.0.

## Henge 1.9

- Stones no longer fall when it blows.
"""


def _first(question: str, text: str = TEXT) -> str:
    """Return the first sentence, where all are of one score but the later ones a little better."""
    evidence = [
        Evidence(
            passage=RankedPassage(passage=passage, title="", lexical=0.5, similarity=0.5, coverage=0.9, score=1.0),
            sentence=sentence,
            score=sentence.start / 1_000,
            lexical=0.5,
            similarity=0.6,
            coverage=0.9,
            matched=(),
        )
        for passage in passages.split("a", text, "en")
        for sentence in passage.sentences
    ]
    ordered = lower_other_versions(question, evidence[::-1], lambda _: replace(ARTICLE, text=text))
    return text[ordered[0].sentence.start : ordered[0].sentence.end]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("what was fixed in henge 2.1.1", "Stones no longer fall when it rains."),
        ("what was fixed in v1.9", "Stones no longer fall when it blows."),
        ("what was fixed in henge 2.1", "It goes back to 2.0."),
        ("what goes back to 2.0", "It goes back to 2.0."),
        ("when do stones fall", "Stones no longer fall when it blows."),
    ],
)
def test_the_changes_of_the_version_that_is_asked_for_come_first(question: str, sentence: str) -> None:
    assert _first(question) == sentence


def test_what_stands_below_no_version_stays_where_it_is() -> None:
    assert _first("what is henge 3.0") == "Henge is a program that sets stones upright."
    assert _first("what is henge 3.0", "The henge stands.\n\n## 2.1\n\nIt fell.") == "It fell."
