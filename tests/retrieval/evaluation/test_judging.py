from __future__ import annotations

import pytest

from retrieval.evaluation.dataset import GoldenQuestion
from retrieval.evaluation.judging import is_right_answer


def question(
    *,
    answerable: bool = True,
    article: str | None = "harbour",
    articles: frozenset[str] = frozenset({"harbour"}),
    spans: tuple[tuple[int, int], ...] = (),
    answers: tuple[str, ...] = (),
) -> GoldenQuestion:
    return GoldenQuestion(
        id="q",
        question="When did it open?",
        answerable=answerable,
        article=article,
        articles=articles,
        spans=spans,
        answers=answers,
        history=(),
    )


def judged(asked: GoldenQuestion, *, article: str | None = "harbour", start: int = 0, end: int = 27) -> bool:
    quote = "The harbour opened in 1908."
    return is_right_answer(asked, article=article, start=start, end=end, quote=quote)


@pytest.mark.parametrize(
    ("span", "right"),
    [((22, 26), True), ((26, 40), True), ((27, 40), False), ((0, 1), True), ((5, 200), True)],
)
def test_a_quote_is_right_where_it_overlaps_a_span(span: tuple[int, int], *, right: bool) -> None:
    assert judged(question(spans=(span,))) is right
    assert judged(question(spans=((500, 600), span))) is right


def test_a_quote_that_only_touches_a_span_from_behind_is_wrong() -> None:
    assert not judged(question(spans=((10, 20),)), start=20, end=30)


def test_spans_count_in_their_article_alone() -> None:
    asked = question(articles=frozenset({"harbour", "quay"}), spans=((22, 26),), answers=("1908",))

    assert judged(asked, article="harbour")
    assert not judged(asked, article="quay")


def test_spans_outrank_answers() -> None:
    assert not judged(question(spans=((40, 44),), answers=("1908",)))


def test_without_spans_the_quote_must_hold_an_answer_in_a_right_article() -> None:
    asked = question(articles=frozenset({"harbour", "quay"}), answers=("1909", "1908"))

    assert judged(asked, article="harbour")
    assert judged(asked, article="quay")
    assert not judged(asked, article="crane")
    assert not judged(question(answers=("1909",)))


def test_without_any_article_the_words_decide() -> None:
    asked = question(article=None, articles=frozenset(), answers=("1908",))

    assert judged(asked, article="harbour")
    assert judged(asked, article=None)


def test_with_articles_alone_they_decide() -> None:
    asked = question(article=None, articles=frozenset({"quay", "crane"}))

    assert judged(asked, article="crane")
    assert not judged(asked, article="harbour")
    assert not judged(asked, article=None)


def test_nothing_answers_an_unanswerable_question() -> None:
    assert not judged(question(answerable=False, spans=((22, 26),)))
    assert not judged(question(answerable=False))
