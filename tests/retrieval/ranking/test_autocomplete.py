"""What is shown while somebody types."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.core.reply_records import Answer, Citation, Thresholds
from retrieval.footnote import Footnote
from support.samples import LIBRARY

QUOTE = "The slate quarry at Tarn Hollow closed on Friday after ninety years."


def found(stocked: Footnote, words: str, limit: int = 25) -> list[Citation]:
    return stocked.suggest(words, library=LIBRARY, limit=limit)


def test_the_sentence_with_the_words_comes_first_and_stands_where_it_says(stocked: Footnote) -> None:
    first = found(stocked, "slate quarry closed")[0]
    assert first.quote == QUOTE
    article = stocked.article(first.article_id, library=LIBRARY)
    assert article is not None
    assert article.text[first.start : first.end] == QUOTE


def test_each_wording_once_and_no_more_than_asked_for(stocked: Footnote) -> None:
    quotes = [citation.quote for citation in found(stocked, "quarry otters trees river workers")]
    assert len(quotes) == len(set(quotes)) > 2
    assert [citation.quote for citation in found(stocked, "quarry otters trees river workers", limit=2)] == quotes[:2]


@pytest.mark.parametrize("words", ["", "  ", "the of and", "zzzz", "\x00", "'\" AND * -", "?"])
def test_nothing_where_no_word_is_held(stocked: Footnote, words: str) -> None:
    assert found(stocked, words) == []


def test_only_the_asked_library_and_no_embedder(stocked: Footnote, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: str) -> None:
        raise AssertionError("a suggestion needs no vector")

    monkeypatch.setattr(stocked._embedder, "question", refuse, raising=True)
    assert found(stocked, "quarry")
    assert stocked.suggest("quarry", library="another") == []


def test_a_chosen_sentence_is_the_answer_with_the_confidence_that_it_has(stocked: Footnote) -> None:
    chosen = found(stocked, "crayfish")[0]
    examined = stocked.examine("When did the quarry close?", library=LIBRARY, chosen=chosen)
    assert isinstance(examined.reply, Answer)
    assert replace(examined.reply.citation, further=()) == chosen  # with the sentences that it needs
    free = stocked.examine("When did the quarry close?", library=LIBRARY)
    assert examined.confidence < free.confidence


def test_a_sure_enough_answer_is_what_the_caller_says(stocked: Footnote) -> None:
    question = "When did the quarry at Tarn Hollow close?"
    assert isinstance(stocked.examine(question, library=LIBRARY, thresholds=Thresholds.single(0.0)).reply, Answer)
    unsure = stocked.examine(question, library=LIBRARY, thresholds=Thresholds.single(1.0))
    assert not isinstance(unsure.reply, Answer)
    assert unsure.thresholds.sure == 1.0
