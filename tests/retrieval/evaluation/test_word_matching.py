"""Words are compared as SQuAD's evaluation compares them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation.word_matching import contains_words, fold, token_f1


@pytest.mark.parametrize(
    ("quote", "answer"),
    [
        ("It opened in 1908.", "1908"),
        ("The Harbour was new.", "the harbour"),
        ("A fee of US$12 was asked.", "$12"),
        ("It is in the STRASSE.", "Straße"),
        ("He ate, 'twas late.", "ate"),
        ("Captain  Moor\nwas there.", "captain moor"),
        ("The new_harbour is a harbour.", "harbour"),
        ("La cafe\u0301 ferme.", "café"),
        ("黑豹队的防守只丢了 308分。", "308"),
        ("沃伊切赫在华沙出生。", "华沙"),
    ],
)
def test_an_answer_is_found_as_whole_words(quote: str, answer: str) -> None:
    assert contains_words(quote, answer)


@pytest.mark.parametrize(
    ("quote", "answer"),
    [
        ("It opened in 19081.", "1908"),
        ("The harbours were new.", "harbour"),
        ("He was late.", "ate"),
        ("La café ferme.", "caf"),
        ("हिन्दी भाषा", "हिन्द"),
        ("It opened.", ""),
        ("", "harbour"),
    ],
)
def test_a_part_of_a_word_is_no_answer(quote: str, answer: str) -> None:
    assert not contains_words(quote, answer)


@pytest.mark.parametrize(
    ("quote", "answer"),
    [
        ("He sang “Grey Water” twice.", '"Grey Water"'),
        ("He sang Grey Water twice.", "“Grey Water”"),
        ("It is the harbour master’s boat.", "harbour master's"),
        ("It is the Yard 's crane .", "the yard's crane"),
        ("The well-known co-founder left.", "well known cofounder".replace("cofounder", "co founder")),
        ("It ran 1914–1918.", "1914-1918"),
        ("They met in the old mill.", "in an old mill"),
        ("Sie wohnt in der alten Mühle.", "die alten Mühle"),
    ],
)
def test_marks_and_articles_do_not_matter(quote: str, answer: str) -> None:
    assert contains_words(quote, answer)


def test_an_answer_that_is_an_article_is_looked_for_as_it_is() -> None:
    assert contains_words("Die Post kommt.", "die")
    assert not contains_words("Post kommt.", "die")


@pytest.mark.parametrize(
    ("prediction", "answer", "score"),
    [
        ("the 20 April", "20 April.", 1.0),
        ("on 20 April", "20 April", 0.8),
        ("Tarn", "Quay", 0.0),
        ("", "Quay", 0.0),
        ("The", "a", 1.0),
        ("10 10 10", "10", 0.5),
    ],
)
def test_f1_of_shared_words(prediction: str, answer: str, score: float) -> None:
    assert token_f1(prediction, answer) == pytest.approx(score)


@given(st.text(max_size=40), st.text(max_size=40))
def test_f1_is_symmetric_and_between_none_and_all(left: str, right: str) -> None:
    assert 0 <= token_f1(left, right) <= 1
    assert token_f1(left, right) == pytest.approx(token_f1(right, left))
    assert token_f1(left, left) == 1


@given(st.text(max_size=40))
def test_a_text_contains_its_own_words(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert contains_words(text, text) == bool(text.strip())
