"""Talks about the examples: what each question is understood as, and what then answers; what cannot be had says why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from retrieval.build import open_footnote
from retrieval.conversation.exchanges import Exchange
from retrieval.core.reply_records import Answer, Citation, Thresholds
from retrieval.core.settings import LibrarySettings, Settings
from retrieval.footnote import Footnote
from support.golden_cases import LIBRARY, golden_cases


@pytest.mark.parametrize("case", golden_cases("dialogues.jsonl"))
def test_a_talk_is_understood_and_answered(examples: Footnote, case: dict[str, Any]) -> None:
    history: list[Exchange] = []
    for turn in case["turns"]:
        found = examples.examine(
            turn["asked"], library=LIBRARY, history=history, thresholds=Thresholds.single(0.0)
        ).reply
        assert isinstance(found, Answer)
        assert found.asked == turn["asked"]
        assert found.question == turn.get("understood", found.question)
        quote = " ".join(found.citation.quote.split())
        assert any(words in quote for words in turn.get("must", "").split("|")), quote
        assert found.citation.title == turn.get("title", found.citation.title)
        history.append(Exchange(question=found.question, quote=found.citation.quote, title=found.citation.title))


def test_what_happened_is_met_with_what_it_may_mean(examples: Footnote) -> None:
    vague = examples.examine("What happened?", library=LIBRARY).reply
    assert not isinstance(vague, Answer)
    assert 2 <= len(vague.readings) <= 3
    for reading in vague.readings:
        meant = examples.examine(reading, library=LIBRARY, thresholds=Thresholds.single(0.0)).reply
        assert isinstance(meant, Answer)
        assert meant.question == reading
        assert meant.citation.title in reading.replace("[", "(").replace("]", ")")


@pytest.mark.parametrize(
    ("title", "elsewhere"),
    [
        ("Harbour Bridge to close for six weeks", "Harbour Bridge open again, five weeks late"),
        ("After the storm: 63 rescued", "How the Ettle Barrier works"),
        ("Rovers win the county cup", None),  # others tell of other things in the same places
        ("Seal pup", None),
    ],
)
def test_other_articles_are_quoted_where_they_are_about_it(
    examples: Footnote, title: str, elsewhere: str | None
) -> None:
    article = examples.find(title, library=LIBRARY)
    first = examples.passages(article.id, library=LIBRARY)[0].sentences[0]
    found = examples.follow_up("elsewhere", Citation.of(article, first), library=LIBRARY)
    assert next((citation.title for citation in found.citations), None) == elsewhere


KEEPER = {
    "id": "keeper",
    "title": "Ada Pell",
    "text": "Ada Pell was born in 1873 in Tarn. She opened the dairy in 1902. Her brother Ned Pell was born in 1876. "
    "He kept the ferry from 1905 and died in 1931. Ada Pell died in 1958.",
}


def test_her_brother_is_not_taken_for_her(tmp_path: Path) -> None:
    article = tmp_path / "keeper.jsonl"
    article.write_text(json.dumps(KEEPER) + "\n", encoding="utf-8")
    opened = open_footnote(Settings(library=LibrarySettings(path=str(tmp_path / "library.sqlite"))))
    opened.add([str(article)], library=LIBRARY)
    history: list[Exchange] = []
    quotes = {}
    for asked in ("When was Ada Pell born?", "and her brother?", "When did he die?"):
        found = opened.examine(asked, library=LIBRARY, history=history).reply
        assert isinstance(found, Answer)
        quotes[asked] = found.citation.quote
        history.append(Exchange(question=found.question, quote=found.citation.quote, title=found.citation.title))
    opened.close()
    assert "1873" in quotes["When was Ada Pell born?"]
    assert "1876" in quotes["and her brother?"]
    assert "1931" in quotes["When did he die?"]
    assert [exchange.question for exchange in history[1:3]] == [
        "When was Ada Pell’s brother born?",
        "When did Ned Pell die?",
    ]
