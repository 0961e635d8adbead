"""Summaries of the examples, as somebody would want them; what cannot be had says why."""

from __future__ import annotations

from typing import Any

import pytest

from retrieval.discourse.article_sentence import ArticleSentence
from retrieval.discourse.self_containedness import needs_context
from retrieval.footnote import Footnote
from support.golden_cases import LIBRARY, golden_cases


@pytest.mark.parametrize("case", golden_cases("summaries.jsonl"))
def test_a_summary_has_what_it_must_have(examples: Footnote, case: dict[str, Any]) -> None:
    made = examples.summarize(
        case["article"], library=LIBRARY, length=case.get("length", "short"), about=case.get("about", "")
    )
    said = " ".join(" ".join(citation.quote.split()) for citation in made.citations)
    assert [words for words in case.get("must", ()) if words not in said] == [], said
    assert [words for words in case.get("not", ()) if words in said] == []
    assert bool(made.citations) is not case.get("none", False)


@pytest.mark.parametrize("length", ["short", "medium", "long", 1, 4])
def test_every_summary_reads_by_itself(examples: Footnote, length: Any) -> None:
    for card in examples.articles(library=LIBRARY):
        article = examples.article(card.id, library=LIBRARY)
        assert article is not None
        made = examples.summarize(card.id, library=LIBRARY, length=length)
        assert made.citations
        assert all(article.text[citation.start : citation.end] == citation.quote for citation in made.citations)
        first = ArticleSentence(text=made.citations[0].quote, language="en")
        assert not needs_context(first) or made.citations[0].start < 100, first.text


def test_what_was_repeated_in_a_later_report_is_told_once(examples: Footnote) -> None:
    made = examples.digest("harbour bridge repair", library=LIBRARY)
    dates = [entry.citations[0].published or "9" for entry in made.entries]
    assert dates == sorted(dates)
    assert {entry.citations[0].title for entry in made.entries} >= {
        "Harbour Bridge to close for six weeks",
        "Harbour Bridge open again, five weeks late",
    }
    quotes = [citation.quote for entry in made.entries for citation in entry.citations]
    assert len(quotes) == len(set(quotes))
