"""Follow-ups on a quote, answered from the quoted article and, of others, from the library: over the real engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from retrieval.conversation.followup_recognition import LIST_FOLLOWUPS, FollowupKind, FollowupReply
from retrieval.conversation.quote_followups import ELSEWHERE, MORE
from retrieval.core.ingestion_records import Draft
from retrieval.core.records import TextRange
from retrieval.core.reply_records import Answer, Citation
from retrieval.footnote import Footnote
from support.samples import DRAFTS, LIBRARY

EXAMPLES = Path(__file__).parents[3] / "examples" / "articles"
KINDS: tuple[FollowupKind, ...] = get_args(FollowupKind)
CLOSED = "The slate quarry at Tarn Hollow closed on Friday after ninety years."
CART = '"We loaded the final cart at noon," said foreman Ida Brask.'
WORKERS = "Its last eleven workers were offered places at the brickworks."
PIT = "The pit will fill with water within four years and become a reservoir."


def cited(footnote: Footnote, quote: str, title: str = DRAFTS[0].title) -> Citation:
    article = footnote.find(title, library=LIBRARY)
    start = article.text.index(quote)
    return Citation.of(article, TextRange(start=start, end=start + len(quote)))


def verbatim(footnote: Footnote, reply: FollowupReply) -> None:
    for citation in (reply.about, *reply.citations):
        article = footnote.article(citation.article_id, library=LIBRARY)
        assert article is not None
        assert citation == Citation.of(article, TextRange(start=citation.start, end=citation.end))
        assert citation.quote
    if reply.highlight:
        first = reply.citations[0]
        assert first.start <= reply.highlight.start < reply.highlight.end <= first.end


def marked(reply: FollowupReply) -> str:
    assert reply.highlight is not None
    first = reply.citations[0]
    return first.quote[reply.highlight.start - first.start : reply.highlight.end - first.start]


def test_before_and_after_walk_the_whole_article_and_back(stocked: Footnote) -> None:
    here, seen = cited(stocked, CLOSED), [CLOSED]
    while (reply := stocked.follow_up("after", here, library=LIBRARY)).outcome == "found":
        verbatim(stocked, reply)
        here = reply.shown
        seen.append(here.quote)
    assert seen == [CLOSED, WORKERS, CART, PIT]  # over the heading between two passages
    assert reply.outcome == "nothing"
    assert reply.shown == here
    back = []
    while (reply := stocked.follow_up("before", here, library=LIBRARY)).outcome == "found":
        here = reply.shown
        back.append(here.quote)
    assert back == [CART, WORKERS, CLOSED]


def test_the_speaker_is_named(stocked: Footnote) -> None:
    reply = stocked.follow_up("who", cited(stocked, CART), library=LIBRARY)
    assert (reply.outcome, reply.shown.quote, marked(reply)) == ("found", CART, "foreman Ida Brask")


def test_the_article_s_own_words_have_no_speaker(stocked: Footnote) -> None:
    reply = stocked.follow_up("who", cited(stocked, WORKERS), library=LIBRARY)
    assert (reply.outcome, reply.citations) == ("own_words", ())


def test_somebody_who_is_not_named_is_not_made_up(stocked: Footnote) -> None:
    stocked.store([Draft(source="a", title="Fog", text='"It was thick," he said. Nobody sailed.')], library=LIBRARY)
    assert (
        stocked.follow_up("who", cited(stocked, '"It was thick," he said.', "Fog"), library=LIBRARY).outcome
        == "nothing"
    )


def test_when_is_the_nearest_date_and_the_article_s_own(stocked: Footnote) -> None:
    reply = stocked.follow_up("when", cited(stocked, CLOSED), library=LIBRARY)
    assert (reply.shown.quote, marked(reply), reply.about.published) == (CLOSED, "on Friday", "2026-02-13")
    near = stocked.follow_up("when", cited(stocked, WORKERS), library=LIBRARY)
    verbatim(stocked, near)
    assert (near.shown.quote, marked(near)) == (CLOSED, "on Friday")


def test_when_of_an_article_without_a_date(stocked: Footnote) -> None:
    draft = Draft(source="a", title="Soup", text="Cut the leeks. Boil them. Serve them hot.", published="2025-01-02")
    stocked.store([draft], library=LIBRARY)
    reply = stocked.follow_up("when", cited(stocked, "Boil them.", "Soup"), library=LIBRARY)
    assert (reply.outcome, reply.about.published) == ("nothing", "2025-01-02")


def test_a_far_date_is_not_the_quote_s(stocked: Footnote) -> None:
    rows = " ".join(f"Row {number} was cleared of weeds." for number in range(9))
    stocked.store([Draft(source="a", title="Rows", text=f"It began in 1990. {rows}")], library=LIBRARY)
    assert (
        stocked.follow_up("when", cited(stocked, "Row 8 was cleared of weeds.", "Rows"), library=LIBRARY).citations
        == ()
    )
    assert stocked.follow_up("when", cited(stocked, "Row 2 was cleared of weeds.", "Rows"), library=LIBRARY).citations


def test_more_is_the_passage_around_and_the_answer_s_others(stocked: Footnote) -> None:
    reply = stocked.ask("How many otters did the camera count near the weir?", library=LIBRARY)
    assert isinstance(reply, Answer)
    more = stocked.follow_up("more", reply.citation, library=LIBRARY, others=reply.others)
    verbatim(stocked, more)
    quotes = [citation.quote for citation in more.citations]
    assert quotes[0] == "Otters returned to the river Welm in 2019."
    assert reply.citation.quote not in quotes
    assert len(quotes) == len(set(quotes)) <= MORE
    assert set(quotes) & {other.quote for other in reply.others}
    assert more.shown == reply.citation  # of a list, no sentence is "that"


def test_elsewhere_quotes_other_articles_that_agree_first(stocked: Footnote) -> None:
    same = Draft(source="b", title="Slate", text=f"Ninety years of slate. {CLOSED.replace('Friday', 'a Friday')}")
    near = Draft(source="c", title="Towns", text="The quarry at Tarn Hollow, a slate quarry, has a chapel.")
    stocked.store([near, same], library=LIBRARY)
    quote = cited(stocked, CLOSED)
    reply = stocked.follow_up("elsewhere", quote, library=LIBRARY)
    verbatim(stocked, reply)
    assert [citation.title for citation in reply.citations][:2] == ["Slate", "Towns"]
    assert reply.citations[0].quote == CLOSED.replace("Friday", "a Friday")
    assert len(reply.citations) <= ELSEWHERE
    assert len({citation.article_id for citation in (quote, *reply.citations)}) == len(reply.citations) + 1


def test_elsewhere_may_be_nowhere(stocked: Footnote) -> None:
    stocked.store([Draft(source="d", title="Zither", text="Zithers hum quietly under glaciers.")], library=LIBRARY)
    quote = cited(stocked, "Zithers hum quietly under glaciers.", "Zither")
    assert stocked.follow_up("elsewhere", quote, library=LIBRARY).outcome == "nothing"


def test_elsewhere_never_leaves_the_library(stocked: Footnote) -> None:
    twin = replace(DRAFTS[0], source="https://other.example/quarry", title="Canary", text=f"{CLOSED} And more of it.")
    stocked.store([twin], library="another")
    assert stocked.follow_up("elsewhere", cited(stocked, CLOSED), library=LIBRARY).citations == ()


@pytest.mark.parametrize("kind", KINDS)
def test_an_article_that_is_gone_is_said(stocked: Footnote, kind: FollowupKind) -> None:
    quote = cited(stocked, CLOSED)
    stocked.remove(DRAFTS[0].title, library=LIBRARY)
    reply = stocked.follow_up(kind, quote, library=LIBRARY)
    assert (reply.outcome, reply.citations, reply.about) == ("gone", (), quote)
    assert stocked.follow_up(kind, quote, library="another").outcome == "gone"


@pytest.mark.parametrize("kind", KINDS)
def test_an_article_that_changed_is_said(stocked: Footnote, kind: FollowupKind) -> None:
    quote = cited(stocked, CLOSED)
    stocked.store([replace(DRAFTS[0], text="All of it is new. On Friday, too.")], library=LIBRARY)
    assert stocked.follow_up(kind, quote, library=LIBRARY).outcome == "changed"


def test_a_sentence_that_moved_is_found_again(stocked: Footnote) -> None:
    quote = cited(stocked, WORKERS)
    stocked.store([replace(DRAFTS[0], text=f"A note comes first. {DRAFTS[0].text}")], library=LIBRARY)
    reply = stocked.follow_up("before", quote, library=LIBRARY)
    verbatim(stocked, reply)
    assert reply.shown.quote == CLOSED


def test_part_of_a_sentence_has_the_neighbours_of_the_whole(stocked: Footnote) -> None:
    part = cited(stocked, "eleven workers")
    assert stocked.follow_up("before", part, library=LIBRARY).shown.quote == CLOSED
    assert stocked.follow_up("after", part, library=LIBRARY).shown.quote == CART


def test_followups_on_every_sentence_of_the_examples(opened: Callable[..., Footnote]) -> None:
    footnote = opened()
    footnote.add([str(EXAMPLES)], library=LIBRARY)
    steps = 0
    for card in footnote.articles(library=LIBRARY)[:6]:
        article = footnote.article(card.id, library=LIBRARY)
        assert article is not None
        ranges = [sentence for passage in footnote.passages(card.id, library=LIBRARY) for sentence in passage.sentences]
        for at, sentence in enumerate(ranges):
            quote = Citation.of(article, sentence)
            replies = {kind: footnote.follow_up(kind, quote, library=LIBRARY) for kind in KINDS if kind != "elsewhere"}
            for reply in replies.values():
                verbatim(footnote, reply)
                assert bool(reply.citations) == (reply.outcome == "found")
                assert reply.kind in LIST_FOLLOWUPS or len(reply.citations) <= 1
            assert (replies["after"].outcome == "found") == (at < len(ranges) - 1)
            assert (replies["before"].outcome == "found") == (at > 0)
            steps += 1
    assert steps > 40


@pytest.mark.parametrize(
    ("kind", "quote", "shown", "mark"),
    [
        ("who", '"The bridge is safe today, and', '"The bridge is safe today, and', "Olwen Tarr"),
        ("who", '"Every week of heavy lorries', "Traders on Quay Street asked", "Tarr"),
        ("when", "PELLHAVEN, Jan. 12", "PELLHAVEN, Jan. 12", "Feb. 2"),
        ("when", "The county expects the work", "PELLHAVEN, Jan. 12", "Feb. 2"),
        ("when", "Inspectors found cracks", "Inspectors found cracks", "in October"),
    ],
)
def test_who_and_when_of_an_example(
    opened: Callable[..., Footnote], kind: FollowupKind, quote: str, shown: str, mark: str
) -> None:
    footnote = opened()
    footnote.add([str(EXAMPLES / "harbour-bridge.md")], library=LIBRARY)
    article = footnote.find("Harbour Bridge", library=LIBRARY)
    ranges = [place for passage in footnote.passages(article.id, library=LIBRARY) for place in passage.sentences]
    (sentence,) = [place for place in ranges if article.text[place.start : place.end].startswith(quote)]
    reply = footnote.follow_up(kind, Citation.of(article, sentence), library=LIBRARY)
    verbatim(footnote, reply)
    assert reply.shown.quote.startswith(shown)
    assert marked(reply) == mark
    assert reply.about.published == "2026-01-12"


@pytest.mark.parametrize(
    ("text", "written", "author"),
    [
        ("By Ida Brask\n\nThe pit is full.\n\nLast revised 14 March.", "Last revised 14 March.", "By Ida Brask"),
        (
            "The pit is full. It has 40 steps.\n\nThis guide was written by Ida Brask in May 2024.",
            "This guide was written by Ida Brask in May 2024.",
            "This guide was written by Ida Brask in May 2024.",
        ),
        ("TARN HOLLOW, 3 May (Courier) — The pit is full. It has 40 steps.", "TARN HOLLOW, 3 May", None),
        ("The pit is full. It has 40 steps, which were cut by hand in May 1910.", None, None),
    ],
)
def test_what_an_article_says_of_itself(
    opened: Callable[..., Footnote], text: str, written: str | None, author: str | None
) -> None:
    footnote = opened()
    footnote.store([replace(DRAFTS[0], text=text)], library=LIBRARY)
    quote = cited(footnote, "The pit is full.")
    for kind, expected in (("written", written), ("author", author)):
        reply = footnote.follow_up(kind, quote, library=LIBRARY)  # type: ignore[arg-type]
        verbatim(footnote, reply)
        assert reply.outcome == ("found" if expected else "nothing")
        assert reply.shown.quote.startswith(expected or "The pit is full.")


def test_again_shows_the_sentence_itself(stocked: Footnote) -> None:
    quote = cited(stocked, CART)
    reply = stocked.follow_up("again", quote, library=LIBRARY)
    assert (reply.outcome, reply.citations) == ("found", (quote,))
