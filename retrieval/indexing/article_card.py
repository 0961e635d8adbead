"""The entry of an article in a list."""

from __future__ import annotations

from retrieval.core.records import Article, ArticleCard
from retrieval.text.word_count import count_words


def card(article: Article, passages: int) -> ArticleCard:
    """Return the entry of an article that has so many passages."""
    return ArticleCard(
        id=article.id,
        source=article.source,
        title=article.title,
        digest=article.digest,
        published=article.published,
        added=article.added,
        language=article.language,
        words=count_words(article.text),
        passages=passages,
        author=article.author,
        canonical=article.canonical,
        gone=article.gone,
    )
