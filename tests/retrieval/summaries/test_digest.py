"""What several articles say about something, over a real pipeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from retrieval.core.errors import QuestionError
from retrieval.core.ingestion_records import Draft
from retrieval.core.overview_records import Digest
from retrieval.footnote import Footnote
from support.samples import LIBRARY

FERRY = "The Sorrel ferry carried 412 sheep to the island on Monday."


def draft(name: str, published: str | None, text: str) -> Draft:
    return Draft(source=f"notes/{name}.txt", title=name.title(), text=text, published=published)


DRAFTS = (
    draft("later", "2026-05-01", f"{FERRY} The harbour has a new lamp."),
    draft("undated", None, "The Sorrel ferry needs two new ropes before winter."),
    draft("earlier", "2026-03-01", f"{FERRY} Its crew of nine had never seen so many."),
    draft("other", "2026-04-01", "Otters returned to the river. They eat crayfish and eels."),
    draft("middle", "2026-04-02T09:00:00Z", "The Sorrel ferry was painted blue. It had been green for sixty years."),
)


@pytest.fixture
def footnote(stocked: Footnote) -> Footnote:
    assert len(stocked.store(DRAFTS, library=LIBRARY).outcomes) == len(DRAFTS)
    return stocked


def quotes(made: Digest) -> list[str]:
    return [citation.quote for entry in made.entries for citation in entry.citations]


def test_it_goes_by_date_and_undated_articles_come_last(footnote: Footnote) -> None:
    made = footnote.digest("Sorrel ferry", library=LIBRARY)
    assert made.words == "Sorrel ferry"
    dates = [entry.citations[0].published for entry in made.entries]
    assert dates == ["2026-03-01", "2026-04-02T09:00:00Z", None]


def test_what_two_articles_say_is_told_once_by_the_earlier_one(footnote: Footnote) -> None:
    entry = footnote.digest("Sorrel ferry", library=LIBRARY).entries[0]
    assert [citation.quote for citation in entry.citations] == [FERRY]
    assert entry.citations[0].title == "Earlier"
    assert [(citation.title, citation.quote) for citation in entry.also] == [("Later", FERRY)]


def test_every_sentence_stands_in_its_article(footnote: Footnote) -> None:
    made = footnote.digest("Sorrel ferry", library=LIBRARY)
    for entry in made.entries:
        for citation in (*entry.citations, *entry.also):
            article = footnote.article(citation.article_id, library=LIBRARY)
            assert article is not None
            assert article.text[citation.start : citation.end] == citation.quote
        assert len({citation.article_id for citation in entry.citations}) == 1
        assert entry.citations[0].article_id not in {citation.article_id for citation in entry.also}


def test_what_does_not_speak_of_it_is_left_out(footnote: Footnote) -> None:
    assert not any(
        "Otters" in quote or "lamp" in quote for quote in quotes(footnote.digest("Sorrel ferry", library=LIBRARY))
    )


def test_a_title_with_all_of_the_words_speaks_for_its_sentences(opened: Callable[..., Footnote]) -> None:
    footnote = opened()
    first = (
        "After long talks in the old town hall of Brae the bin strike goes on until Friday evening, both sides said."
    )
    last = "All of them went back to the yard on Monday and so ended the strike of four weeks."
    other = "A heron stood on the bin behind the fish shop."  # each word stands in two articles
    titled = [("Bin strike extended", first), ("Bin strike over as workers accept", last), ("Heron seen", other)]
    drafts = [
        replace(draft(f"strike-{number}", f"2026-06-0{number}", text), title=title)
        for number, (title, text) in enumerate(titled, start=1)
    ]
    footnote.store(drafts, library=LIBRARY)
    assert quotes(footnote.digest("bin strike", library=LIBRARY)) == [first, last]
    footnote.store([drafts[0], replace(drafts[1], title="Workers go back"), drafts[2]], library="untitled")
    assert quotes(footnote.digest("bin strike", library="untitled")) == [first]


@pytest.mark.parametrize("sentences", [1, 2])
def test_it_has_at_most_as_many_sentences_as_asked_for(footnote: Footnote, sentences: int) -> None:
    assert len(quotes(footnote.digest("Sorrel ferry", library=LIBRARY, sentences=sentences))) == sentences


def test_of_what_nobody_speaks_there_is_nothing(footnote: Footnote) -> None:
    assert footnote.digest("zeppelins", library=LIBRARY).entries == ()
    assert footnote.digest("ferry", library="empty").entries == ()


def test_it_is_the_same_every_time(footnote: Footnote) -> None:
    assert footnote.digest("Sorrel ferry", library=LIBRARY) == footnote.digest(" Sorrel  ferry", library=LIBRARY)


@pytest.mark.parametrize("words", ["", "  ", "x" * 2_000])
def test_no_words_and_too_many_are_refused(footnote: Footnote, words: str) -> None:
    with pytest.raises(QuestionError):
        footnote.digest(words, library=LIBRARY)


def test_another_library_is_not_told_of(footnote: Footnote) -> None:
    assert footnote.store(
        [draft("canary", "2020-01-01", "The Sorrel ferry sank in secret.")], library="elsewhere"
    ).outcomes
    assert not any("secret" in quote for quote in quotes(footnote.digest("Sorrel ferry secret", library=LIBRARY)))
