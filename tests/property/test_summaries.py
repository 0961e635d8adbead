"""What holds of every summary, whatever the article."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.core.ingestion_records import Added, Draft
from retrieval.footnote import Footnote
from retrieval.summaries.sentence_selection import LENGTH_LIMITS
from support.example_counts import example_count

LIBRARY = "properties"
WORDS = [
    "The",
    "ferry",
    "Brask",
    "council",
    "said",
    "he",
    "she",
    "But",
    "it",
    "storm",
    "“Nobody”",
    "sleeps",
    ".",
    "?",
    "!",
    "\n\n",
    "\n",
    "-",
    "#",
    "Harbour",
    "412",
    "Photo:",
    "(CNN)",
    "港口",
    "です",
    "Für",
    "être",
]
TEXTS = st.lists(
    st.sampled_from([*WORDS, "\n\n", "\n- ", "\n\n# Harbour\n\n", ". ", "? "]), min_size=1, max_size=120
).map(" ".join)
LENGTHS = st.sampled_from([*LENGTH_LIMITS, 1, 2, 5, 1_000])

no_check = settings(max_examples=example_count(60), suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def pipeline(opened: Callable[..., Footnote]) -> Footnote:
    """An empty library without a model."""
    return opened()


def stored(pipeline: Footnote, text: str) -> str:
    """The id of the article with this text alone; empty where there is nothing to read in it."""
    outcomes = list(pipeline.iter_store([Draft(source="one.txt", title="Harbour", text=text)], library=LIBRARY))
    card = getattr(outcomes[0], "article", None)
    return card.id if card else ""


@no_check
@given(text=TEXTS, length=LENGTHS, about=st.sampled_from(["", "", "storm", "the ferry", "zeppelin"]))
def test_every_sentence_is_verbatim_in_order_and_asked_twice_the_same(
    pipeline: Footnote, text: str, length: Any, about: str
) -> None:
    name = stored(pipeline, text)
    if not name:
        return
    made = pipeline.summarize(name, library=LIBRARY, length=length, about=about)
    article = pipeline.article(name, library=LIBRARY)
    assert article is not None
    assert made.focus == about
    assert all(article.text[citation.start : citation.end] == citation.quote != "" for citation in made.citations)
    starts = [citation.start for citation in made.citations]
    assert starts == sorted(set(starts))
    assert made.citations or about
    assert len(starts) <= (LENGTH_LIMITS[length].sentences if isinstance(length, str) else length)
    assert pipeline.summarize(name, library=LIBRARY, length=length, about=about) == made


@no_check
@given(
    sentence=st.lists(st.sampled_from(["ferry", "Brask", "412", "sails", "He", "港口"]), min_size=1, max_size=30).map(
        lambda found: f"{' '.join(found)}."
    ),
    length=LENGTHS,
)
def test_the_summary_of_one_sentence_is_that_sentence(pipeline: Footnote, sentence: str, length: Any) -> None:
    (citation,) = pipeline.summarize(stored(pipeline, sentence), library=LIBRARY, length=length).citations
    assert citation.quote == sentence


def test_an_article_of_a_heading_alone_has_none(pipeline: Footnote) -> None:
    name = stored(pipeline, "# Harbour")
    assert not name or pipeline.summarize(name, library=LIBRARY).citations == ()


def article_of(words: int) -> str:
    """Sentences of 16 words in paragraphs, with sections, quotes and what depends on them."""
    kinds = (
        "In the year {n} the council of Ward {n} paid {n} crowns for the old harbour wall there.",
        "“We had asked for {n} crowns and for {n} sailors,” said Ida Brask, who runs Ferry {n} there.",
        "She had asked for it in {n} letters, and the {n} answers that she got are lost now.",
    )
    paragraphs = [
        " ".join(kind.format(n=number) for kind in kinds) + ("\n\n## Later" if number % 20 == 0 else "")
        for number in range(1, words // 48 + 2)
    ]
    return "\n\n".join(paragraphs)


def test_ten_thousand_words_take_less_than_a_second(pipeline: Footnote) -> None:
    name = stored(pipeline, article_of(10_000))
    for length, about in (("short", ""), ("long", ""), (20, ""), ("medium", "letters to the council")):
        began = time.process_time()
        made = pipeline.summarize(name, library=LIBRARY, length=length, about=about)  # type: ignore[arg-type]
        assert time.process_time() - began < 1
        assert made.citations


def test_an_enormous_article_has_a_summary(pipeline: Footnote) -> None:
    outcome = next(iter(pipeline.iter_store([Draft(source="big", title="", text=article_of(60_000))], library=LIBRARY)))
    assert isinstance(outcome, Added)
    assert len(pipeline.summarize(outcome.article.id, library=LIBRARY, length=40).citations) == 40
