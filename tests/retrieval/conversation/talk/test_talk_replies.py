"""What is replied to talk: facts of the library, in the language of the line."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from retrieval.conversation.talk.talk_kinds import KINDS, TalkIntent
from retrieval.conversation.talk.talk_replies import TalkResponder
from retrieval.core.records import ArticleCard, Passage, RankedPassage, TextRange
from retrieval.languages import lexicon

LANGUAGES = ("en", "de", "es", "fr")


def _card(title: str, *, published: str | None, added: str = "2026-02-01T10:00:00Z", source: str = "") -> ArticleCard:
    return ArticleCard(
        id=title, source=source or f"{title}.md", title=title, digest="", published=published, added=added,
        language="en", words=100, passages=2,
    )  # fmt: skip


def _passage(title: str, *, coverage: float) -> RankedPassage:
    passage = Passage(
        id=f"{title}-0", article_id=title, start=0, end=4, text="Text", sentences=(TextRange(start=0, end=4),)
    )
    return RankedPassage(passage=passage, title=title, lexical=0.0, similarity=0.0, coverage=coverage, score=0.0)


CARDS = (
    _card("Old", published="2019-03-01"),
    _card("New", published="2025-08-09"),
    _card("Undated", published=None, added="2026-05-06T10:00:00Z"),
)


def _reply(
    kind: str, language: str = "en", *, cards: Sequence[ArticleCard] = CARDS, about: str = "",
    passages: Sequence[RankedPassage] = (),
) -> str:  # fmt: skip
    responder = TalkResponder(articles=lambda: cards, search=lambda _words, most: passages[:most])
    intent = TalkIntent(kind=next(each for each in KINDS if each == kind), language=language, about=about)
    talk = responder.reply("asked", intent)
    assert (talk.kind, talk.grade, talk.asked) == (kind, "talk", "asked")
    return talk.text


def test_facts_of_the_collection_are_told() -> None:
    assert _reply("count") == "I have 3 articles."
    assert _reply("newest") == "The newest article is “New” (2025-08-09)."
    assert _reply("oldest") == "The oldest article is “Old” (2019-03-01)."
    assert "2026-05-06" in _reply("update")
    assert "“Undated”, “New” and “Old”" in _reply("topics")


def test_articles_without_dates_are_ordered_by_when_they_were_added() -> None:
    undated = [_card("First", published=None, added="2026-01-01T00:00:00Z"), _card("Second", published=None)]
    assert "“Second”, on 2026-02-01" in _reply("newest", cards=undated)
    assert "“First”, on 2026-01-01" in _reply("oldest", cards=undated)


def test_sources_are_web_servers_before_names() -> None:
    cards = [*CARDS, _card("Page", published=None, source="https://lantern.example/page")]
    assert "lantern.example" in _reply("sources", cards=cards)
    assert "“Old”" in _reply("sources")


def test_coverage_names_the_article() -> None:
    near, far = _passage("New", coverage=0.9), _passage("Old", coverage=0.1)
    assert "“New” has something about tides" in _reply("coverage", about="tides", passages=[near, far])
    both = [near, _passage("Old", coverage=0.8)]
    assert _reply("coverage", about="tides", passages=both).startswith("Yes: 2 articles")
    assert _reply("coverage", about="tides", passages=[far]) == "No, I found nothing about tides in the 3 articles."


@pytest.mark.parametrize(
    ("language", "topics", "none"),
    [
        ("en", "I have one article, “Old”. ", "in the one article."),
        ("de", "Ich habe einen Artikel, „Old“. ", "in dem einen Artikel nichts gefunden."),
        ("es", "Tengo un artículo, «Old». ", "en el único artículo."),
        ("fr", "J’ai un article, « Old ». ", "dans le seul article."),
    ],
)
def test_one_article_is_no_plural(language: str, topics: str, none: str) -> None:
    assert _reply("topics", language, cards=CARDS[:1]).startswith(topics)
    assert _reply("coverage", language, cards=CARDS[:1], about="tides").endswith(none)
    assert "1" not in _reply("count", language, cards=CARDS[:1])


def test_an_empty_library_says_so() -> None:
    for kind in ("count", "newest", "oldest", "topics", "update", "coverage", "sources"):
        assert "no articles yet" in _reply(kind, cards=())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_reply_in_every_language(language: str) -> None:
    replies = [_reply(kind, language, passages=[_passage("New", coverage=1.0)]) for kind in KINDS]
    assert len(set(replies)) == len(KINDS)
    assert not any("{" in reply for reply in replies)
    assert set(lexicon(language).talk.replies) == set(lexicon("en").talk.replies)


def test_a_line_without_words_is_replied_to_in_english() -> None:
    assert _reply("laugh", "") == _reply("laugh", "en")
