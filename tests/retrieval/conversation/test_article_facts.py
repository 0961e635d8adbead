"""Who wrote an article that a question names, and when it was published."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from retrieval.conversation.article_facts import ArticleFacts, find_fact_questions
from retrieval.core.records import ArticleCard, Passage, RankedPassage, TextRange


def _card(title: str, *, author: str | None = "Ida Orme", language: str = "en") -> ArticleCard:
    return ArticleCard(
        id=title, source=f"{title}.md", title=title, digest="", published="2026-03-04T08:00:00Z",
        added="2026-04-01T00:00:00Z", language=language, words=100, passages=1, author=author,
    )  # fmt: skip


CARDS = (
    _card("The ferry stays in the harbour"),
    _card("A lighthouse for sale", author="Ben Pell"),
    _card("A lighthouse is sold", author="Tom Brask"),
    _card("The unsigned note", author=None),
    _card("Hamlet"),
    _card("The Song of the Old Harbour"),
    _card("What the strike is about"),
    _card("Die Mühle dreht sich wieder", language="de"),
    _card("Le bac reste à quai", language="fr"),
    _card("El faro cumple cien años", language="es"),
)


def _passage(title: str, *, coverage: float, similarity: float) -> RankedPassage:
    passage = Passage(
        id=f"{title}-0", article_id=title, start=0, end=4, text="Text", sentences=(TextRange(start=0, end=4),)
    )
    return RankedPassage(passage=passage, title=title, lexical=0.0, similarity=similarity, coverage=coverage, score=0.0)


def _reply(asked: str, *, passages: Sequence[RankedPassage] = ()) -> str:
    facts = ArticleFacts(articles=lambda: CARDS, search=lambda _words, most: passages[:most])
    talk = facts.reply(asked)
    assert talk is None or (talk.asked == asked and talk.kind in {"author", "published"})
    return talk.text if talk else ""


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("Who wrote the article about the ferry?", "“The ferry stays in the harbour” was written by Ida Orme."),
        ("who wrote the review of the ferry", "“The ferry stays in the harbour” was written by Ida Orme."),
        ("who wrote the ferry interview", "“The ferry stays in the harbour” was written by Ida Orme."),
        ("when was the live blog on the ferry posted", "“The ferry stays in the harbour” is dated 2026-03-04."),
        ("wer hat den Nachruf auf die Mühle geschrieben", "„Die Mühle dreht sich wieder“ ist von Ida Orme."),
        ("Qui a écrit la critique sur le bac ?", "« Le bac reste à quai » a pour auteur Ida Orme."),
        ("¿Quién es el autor de la entrevista sobre el faro?", "«El faro cumple cien años» es de Ida Orme."),
        ("hi, who is the author of the ferry article", "“The ferry stays in the harbour” was written by Ida Orme."),
        ("who wrote The ferry stays in the harbour?", "“The ferry stays in the harbour” was written by Ida Orme."),
        ("who wrote What the strike is about", "“What the strike is about” was written by Ida Orme."),
        ("who wrote the article The Song of the Old Harbour", "“The Song of the Old Harbour” was written by Ida Orme."),
        ("by whom was the story on the ferry written?", "“The ferry stays in the harbour” was written by Ida Orme."),
        ("when was the article about the ferry published?", "“The ferry stays in the harbour” is dated 2026-03-04."),
        ("What's the date of the post about the ferry?", "“The ferry stays in the harbour” is dated 2026-03-04."),
        ("Wer hat den Artikel über die Mühle geschrieben?", "„Die Mühle dreht sich wieder“ ist von Ida Orme."),
        ("Von wem ist „Die Mühle dreht sich wieder“?", "„Die Mühle dreht sich wieder“ ist von Ida Orme."),
        ("Wann ist der Beitrag zur Mühle erschienen?", "„Die Mühle dreht sich wieder“ ist vom 2026-03-04."),
        ("Qui a écrit l’article sur le bac ?", "« Le bac reste à quai » a pour auteur Ida Orme."),
        ("Quand l'article sur le bac a-t-il été publié ?", "« Le bac reste à quai » est daté du 2026-03-04."),
        ("¿Quién es la autora del artículo sobre el faro?", "«El faro cumple cien años» es de Ida Orme."),
        ("¿Cuándo se publicó la noticia sobre el faro?", "«El faro cumple cien años» es del 2026-03-04."),
    ],
)
def test_an_article_that_is_named_is_known(asked: str, text: str) -> None:
    assert _reply(asked) == text


@pytest.mark.parametrize(
    "asked",
    [
        "Who wrote Hamlet?",  # the play
        "Who wrote The Song of the Old Harbour?",  # the song
        "Who wrote the article about Hamlet and the ferry?",  # no title has both
        "Who wrote the article about a lighthouse?",  # two
        "Who wrote the article about the unsigned note?",  # nothing is known
        "Who wrote the article?",
        "Who built the ferry?",
        "When was the ferry built?",
        "Who wrote the article about zeppelins?",
        "x" * 300,
    ],
)
def test_anything_else_goes_to_the_articles(asked: str) -> None:
    assert _reply(asked) == ""


def test_where_no_title_has_the_words_the_only_article_about_them_is_meant() -> None:
    near = _passage("A lighthouse for sale", coverage=1.0, similarity=0.6)
    passing = _passage("Hamlet", coverage=1.0, similarity=0.2)
    partly = _passage("Hamlet", coverage=0.5, similarity=0.6)
    asked = "Who wrote the article about the old lamp keeper?"
    assert _reply(asked, passages=[near, passing, partly]).endswith("was written by Ben Pell.")
    assert _reply(asked, passages=[near, _passage("Hamlet", coverage=1.0, similarity=0.6)]) == ""
    assert _reply(asked, passages=[passing]) == ""


def test_the_name_of_an_article_is_what_was_typed() -> None:
    (question, *_) = find_fact_questions("please, who wrote the article “Über Ebbe & Flut”?")
    assert (question.kind, question.named, question.is_title) == ("author", "Über Ebbe & Flut", False)


@pytest.mark.parametrize("part", ["who wrote the article ", "wer hat den artikel uber ", "a ", ", "])
def test_long_lines_take_no_time(part: str) -> None:
    began = time.process_time()
    find_fact_questions(part * (200_000 // len(part)))
    find_fact_questions((part * 200)[:200])
    assert time.process_time() - began < 1
