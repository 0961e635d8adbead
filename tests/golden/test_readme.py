"""The questions of the README are answered as it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bench.paths import ROOT
from retrieval.core.reply_records import Answer
from support.golden_cases import LIBRARY

if TYPE_CHECKING:
    from retrieval.footnote import Footnote

_ASKED = re.compile(r'^\$ footnote ask "(.+)"\n((?:(?!\$|```).*\n)+)', re.MULTILINE)
_UNSURE, _NOTHING = "I am not sure, but this may answer it:", "I found nothing in the articles that answers this."
_ROUNDING = 0.04  # by which the confidence of a sentence differs between processors
_LEADS = 2  # sentences shown below an unsure answer
EXCHANGES = _ASKED.findall((ROOT / "README.md").read_text(encoding="utf-8"))


def test_all_questions_are_seen() -> None:
    assert len(EXCHANGES) == 3


@pytest.mark.parametrize(("question", "printed"), EXCHANGES, ids=[question for question, _ in EXCHANGES])
def test_a_question_is_answered_as_printed(examples: Footnote, question: str, printed: str) -> None:
    examination = examples.examine(question, library=LIBRARY)
    reply, lines = examination.reply, printed.splitlines()
    if lines[0] == _NOTHING:
        assert reply.grade == "none"
        return
    assert isinstance(reply, Answer)
    assert reply.grade == ("unsure" if lines[0] == _UNSURE else "sure")
    assert reply.citation.quote == lines[reply.grade == "unsure"]
    shown = [int(number) / 100 for number in re.findall(r"^[a-z ]+\((\d+)%\) · [\d.]+ m?s$", printed, re.MULTILINE)]
    assert shown == [pytest.approx(examination.confidence, abs=_ROUNDING)]
    leads = re.findall(r"^- (.+) \(.+\)$", printed, re.MULTILINE)
    assert set(leads) == ({other.quote for other in reply.others[:_LEADS]} if reply.grade == "unsure" else set())
