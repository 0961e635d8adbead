"""The data that an engine stores of an article, computed and checked first; which names can be stored at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.core.records import Article, Passage, PassageVectors
from retrieval.engines.term_selection import join_terms

Analyse = Callable[[str, str], Sequence[str]]  # text and language to terms

_SURROGATE = re.compile("[\ud800-\udfff]")


def is_storable(name: str) -> bool:
    """Return whether a name can be stored: half of a surrogate pair, which a command line may contain, cannot."""
    return name.isascii() or not _SURROGATE.search(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedArticle:
    """An article with its passages, their vectors and their terms, which belong together."""

    article: Article
    passages: Sequence[Passage]
    vectors: Sequence[PassageVectors]
    terms: Sequence[str]  # of each passage, the title's first, joined by spaces
    lengths: Sequence[int]  # of each passage, in terms, the title's included
    title_length: int

    @property
    def totals(self) -> tuple[int, int, int, int]:
        """Passages, terms, sentences, and the terms of sentences (all terms of the passages without the titles')."""
        terms, sentences = sum(self.lengths), sum(len(passage.sentences) for passage in self.passages)
        return len(self.passages), terms, sentences, terms - self.title_length * len(self.passages)


def prepare_article(
    article: Article,
    passages: Sequence[Passage],
    vectors: Sequence[PassageVectors],
    *,
    dimension: int,
    analyse: Analyse,
) -> PreparedArticle:
    """Analyse an article's passages.

    Args:
        article: the stored text.
        passages: of the article, in order.
        vectors: of each passage: of the whole, shape (dimension,), and of its sentences, shape (sentences, dimension).
        dimension: of the embedder.
        analyse: returns the terms of a text in a language.

    Raises:
        ValueError: passages and vectors do not belong to the article, or to each other.
    """
    for passage, of_passage in zip(passages, vectors, strict=True):
        _check(article, passage, of_passage, dimension)
    title = list(analyse(article.title, article.language))
    terms = [title + list(analyse(passage.text, article.language)) for passage in passages]
    return PreparedArticle(
        article=article,
        passages=passages,
        vectors=vectors,
        terms=[join_terms(of_passage) for of_passage in terms],
        lengths=[len(of_passage) for of_passage in terms],
        title_length=len(title),
    )


def _check(article: Article, passage: Passage, vectors: PassageVectors, dimension: int) -> None:
    if passage.article_id != article.id or passage.text != article.text[passage.start : passage.end]:
        raise ValueError(f"passage {passage.id} is not a part of article {article.id}")
    inside = [passage.start <= s.start < s.end <= passage.end for s in passage.sentences]
    if not inside or not all(inside):
        raise ValueError(f"the sentences of passage {passage.id} are not inside it")
    if vectors.passage.shape != (dimension,) or vectors.sentences.shape != (len(inside), dimension):
        raise ValueError(f"the vectors of passage {passage.id} do not have the shapes that it needs")
    if not (np.isfinite(vectors.passage).all() and np.isfinite(vectors.sentences).all()):
        raise ValueError(f"the vectors of passage {passage.id} are not all numbers")
