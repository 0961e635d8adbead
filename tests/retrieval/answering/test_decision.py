"""Deciding and citing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering import decision
from retrieval.core.records import Article, Evidence, RankedPassage
from retrieval.core.reply_records import Answer, NoAnswer, Part, Reply, Thresholds
from retrieval.text import passages

TEXT = "The ferry leaves at six. It returns before dark. The ferry leaves at six."
ARTICLE = Article(
    id="a", library="tests", source="ferry.txt", title="Ferry", text=TEXT, digest="d", published="2026-05-03", added="",
    language="en",
)  # fmt: skip


def evidence(*scores: float, text: str = TEXT) -> list[Evidence]:
    passage = passages.split("a", text, "en")[0]
    ranked = RankedPassage(passage=passage, title="Ferry", lexical=0.5, similarity=0.5, coverage=0.9, score=1.0)
    return [
        Evidence(
            passage=ranked,
            sentence=sentence,
            score=score,
            lexical=0.5,
            similarity=0.6,
            coverage=0.9,
            matched=("ferry",),
        )
        for sentence, score in zip(passage.sentences, scores, strict=False)
    ]


def decide(
    found: list[Evidence],
    *,
    sure: float,
    unsure: float | None = None,
    article: Article | None = ARTICLE,
    others: int = 3,
) -> Reply:
    thresholds = Thresholds(sure=sure, unsure=sure if unsure is None else unsure)
    return decision.decide("when?", "When?", found, lambda _: article, thresholds=thresholds, others=others)


def test_sure_enough_is_an_answer_with_its_citation() -> None:
    reply = decide(evidence(20, 10, 9), sure=0.0)
    assert isinstance(reply, Answer)
    citation = reply.citation
    assert citation.quote == TEXT[citation.start : citation.end] == "The ferry leaves at six."
    assert (citation.title, citation.source, citation.published) == ("Ferry", "ferry.txt", "2026-05-03")
    assert (reply.asked, reply.question) == ("when?", "When?")


def test_the_same_words_are_given_once() -> None:
    reply = decide(evidence(20, 10, 9), sure=0.0)
    assert isinstance(reply, Answer)
    assert [other.quote for other in reply.others] == ["It returns before dark."]


def test_not_sure_enough_is_no_answer_with_leads() -> None:
    reply = decide(evidence(1, 0.5, 0.2), sure=1.0)
    assert isinstance(reply, NoAnswer)
    assert [lead.quote for lead in reply.nearest] == ["The ferry leaves at six.", "It returns before dark."]
    assert 0 < reply.confidence < 1


def test_between_the_thresholds_an_answer_is_unsure_with_the_next_sentences() -> None:
    reply = decide(evidence(20, 10, 9), sure=1.0, unsure=0.0, others=0)
    assert isinstance(reply, Answer)
    assert (reply.grade, reply.citation.quote) == ("unsure", "The ferry leaves at six.")
    assert [other.quote for other in reply.others] == ["It returns before dark."]
    assert decide(evidence(20, 10, 9), sure=0.0, unsure=0.0).grade == "sure"


def test_leads_are_shown_only_where_they_are_about_the_subject() -> None:
    best, second = evidence(1, 0.5)
    far = {"similarity": 0.1, "coverage": 0.2}
    elsewhere = decide([replace(best, **far), replace(second, **far)], sure=1.0)
    assert isinstance(elsewhere, NoAnswer)
    assert (elsewhere.nearest, elsewhere.is_empty) == ((), False)
    near = decide([replace(best, **far), second], sure=1.0)
    assert [lead.quote for lead in near.citations] == ["It returns before dark."]


def test_no_evidence_is_no_answer() -> None:
    assert decide([], sure=0.0) == NoAnswer(question="When?", asked="when?", confidence=0.0, nearest=(), is_empty=True)


@pytest.mark.parametrize(
    "article", [None, replace(ARTICLE, text=TEXT.replace("six", "ten")), replace(ARTICLE, text="")]
)
def test_a_quote_that_no_longer_stands_is_never_shown(article: Article | None) -> None:
    reply = decide(evidence(20, 0), sure=0.0, article=article)
    shown = reply.nearest if isinstance(reply, NoAnswer) else (reply.citation, *reply.others)
    assert "The ferry leaves at six." not in [citation.quote for citation in shown]


def test_no_others_are_cited_where_none_are_wanted() -> None:
    reply = decide(evidence(20, 10), sure=0.0, others=0)
    assert isinstance(reply, Answer)
    assert reply.others == ()


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=3).map(lambda scores: sorted(scores, reverse=True)))
def test_confidence_is_a_probability(scores: list[float]) -> None:
    assert 0 <= decision.confidence(evidence(*scores)) <= 1


def test_confidence_grows_with_each_kind_of_evidence() -> None:
    best, second = evidence(20, 18)
    sure = decision.confidence([best, second])
    assert decision.confidence(evidence(20, 19.9)) < sure
    assert decision.confidence([replace(best, coverage=0.1), second]) <= sure
    assert decision.confidence([replace(best, similarity=0.1), second]) < sure
    assert decision.confidence([]) == 0.0


def test_confidence_grows_with_what_a_trained_reader_makes_of_the_passage() -> None:
    best, second = evidence(20, 18)
    read = [
        decision.confidence([replace(best, reading=0.0, passage_reading=passage, models_read=1), second])
        for passage in (-8.0, 0.0, 8.0)
    ]
    assert read == sorted(set(read))
    assert decision.confidence([replace(best, reading=9.0, passage_reading=0.0, models_read=1), second]) == read[1]


def test_other_articles_that_say_the_same_are_named_once_each() -> None:
    texts = {
        "a": "The ferry to Orrey leaves at 6 on Sundays.",
        "b": "On Sundays the ferry to Orrey leaves at 6. The ferry to Orrey leaves at 6 on Sundays, says the yard.",
        "c": "The ferry to Orrey leaves at 7 on Sundays.",
        "d": "The ferry to Orrey never leaves at 6 on Sundays.",
        "e": "The yard repairs boats.",
    }
    articles = {name: replace(ARTICLE, id=name, title=name.upper(), text=text) for name, text in texts.items()}
    found = [
        replace(item, passage=replace(item.passage, passage=passages.split(name, text, "en")[0]), sentence=sentence)
        for name, text in texts.items()
        for item in evidence(3.0)
        for sentence in passages.split(name, text, "en")[0].sentences
    ]
    reply = decision.decide("when?", "When?", found, articles.get, thresholds=Thresholds.single(0.0), others=3)
    assert isinstance(reply, Answer)
    assert [(citation.title, citation.quote) for citation in reply.also] == [
        ("B", "On Sundays the ferry to Orrey leaves at 6.")
    ]


def test_an_article_agrees_with_no_other_where_it_stands_alone() -> None:
    reply = decide(evidence(3.0, 1.0, 0.5), sure=0.0)
    assert isinstance(reply, Answer)
    assert reply.also == ()


def test_what_the_answer_shows_is_no_further_sentence() -> None:
    text = "The ferry leaves at six. It returns before dark. It takes bicycles. Dogs pay half."
    found = evidence(20, 10, 9, 8, text=text)
    article = replace(ARTICLE, text=text)
    reply = decide(found, sure=0.0, article=article, others=2)
    assert isinstance(reply, Answer)
    assert decision.leave_out_shown(reply, found, lambda _: article) == reply
    second = Part(start=25, end=48, quote="It returns before dark.", role="context")
    whole = replace(reply, citation=replace(reply.citation, further=(second,)))
    left = decision.leave_out_shown(whole, found, lambda _: article)
    assert [other.quote for other in left.others] == ["It takes bicycles.", "Dogs pay half."]


def test_what_another_article_says_alike_is_named_once() -> None:
    text = "The ferry leaves at six. It returns before dark. It takes bicycles. Dogs pay half."
    found = evidence(20, 10, 9, 8, text=text)
    article = replace(ARTICLE, text=text)
    reply = decide(found, sure=0.0, article=article, others=1)
    assert isinstance(reply, Answer)
    for alike in (
        replace(reply, also=reply.others),
        replace(reply, citation=replace(reply.citation, further=(copy(),))),
    ):
        left = decision.leave_out_shown(alike, found, lambda _: article)
        assert [other.quote for other in left.others] == ["It takes bicycles."]


def copy() -> Part:
    """Return the second sentence where it stands once more."""
    return Part(start=900, end=923, quote="IT returns before dark.", role="context")
