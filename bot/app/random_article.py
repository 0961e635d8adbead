"""Summarises an article chosen at random, for every front-end."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from retrieval import Length, Summary

if TYPE_CHECKING:
    from retrieval import Footnote  # imports every stage; a front-end has it already


def summarize_random(
    footnote: Footnote, *, library: str, length: Length = "short", seed: int | None = None
) -> Summary | None:
    """Summarise one article of the library; each is as likely as every other.

    Args:
        footnote: the opened library.
        library: the name of the library.
        length: the length of the summary.
        seed: the same seed chooses the same article as long as the library does not change; None: any article.

    Returns:
        The summary; None where the library has no articles.
    """
    articles = sorted(footnote.articles(library=library), key=lambda card: card.id)
    if not articles:
        return None
    chosen = random.Random(seed).choice(articles)  # noqa: S311  chance for readers, not for secrets
    return footnote.summarize(chosen.id, library=library, length=length)
