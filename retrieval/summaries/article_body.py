"""The sentences of an article with their vectors and sections, checked against its text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from retrieval.core.errors import LibraryDamaged
from retrieval.core.protocols import Engine
from retrieval.core.records import Article, Matrix, StoredPassage, TextRange
from retrieval.discourse.article_sentence import ArticleSentence
from retrieval.discourse.datelines import dateline_length

# Takes the id of an article; returns it with its passages, or None where it is not in the library (any more).
FetchStored: TypeAlias = Callable[[str], tuple[Article, Sequence[StoredPassage]] | None]


def fetch_article(engine: Engine, library: str, article_id: str) -> tuple[Article, list[StoredPassage]] | None:
    """Fetch an article with its passages; None where it is not in the library (any more)."""
    article = engine.article(library, article_id)
    return None if article is None else (article, engine.passages(library, article_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleBody:
    """An article's sentences, with all that the choice among them depends on."""

    ranges: tuple[TextRange, ...]  # without datelines
    sentences: tuple[ArticleSentence, ...]
    vectors: Matrix  # shape (sentences, dimension)


def read_body(article: Article, passages: Sequence[StoredPassage]) -> ArticleBody:
    """Read the sentences of an article's passages, checked against its text.

    Raises:
        LibraryDamaged: a stored sentence is not what stands at its place.
    """
    ranges: list[TextRange] = []
    sentences: list[ArticleSentence] = []
    end, is_item = 0, False
    for stored in passages:
        for sentence in stored.passage.sentences:
            quote = _verified_quote(article, stored, sentence)
            gap = article.text[end : sentence.start]
            has_marker = bool(gap.rpartition("\n")[2].strip()) and "#" not in gap
            is_item = has_marker or (is_item and not gap.strip() and "\n\n" not in gap)
            cut = dateline_length(quote)
            ranges.append(TextRange(start=sentence.start + cut, end=sentence.end))
            sentences.append(
                ArticleSentence(
                    text=quote[cut:],
                    language=stored.language,
                    opens_section="#" in gap or not end,
                    is_item=is_item,
                    opens_paragraph=has_marker or "\n\n" in gap,
                )
            )
            end = sentence.end
    vectors = [stored.vectors.sentences for stored in passages]
    return ArticleBody(
        ranges=tuple(ranges),
        sentences=tuple(sentences),
        vectors=np.concatenate(vectors) if vectors else np.zeros((0, 1), np.float32),
    )


def _verified_quote(article: Article, stored: StoredPassage, sentence: TextRange) -> str:
    """Return the sentence's words, which the passage and the article must agree on."""
    start = stored.passage.start
    quote = article.text[sentence.start : sentence.end]
    if not quote or stored.passage.text[sentence.start - start : sentence.end - start] != quote:
        raise LibraryDamaged(
            f"the stored sentence at {sentence.start} is not what the article says there",
            where=article.title,
            advice=f"Add the article again: footnote add '{article.source}'.",
        )
    return quote
