"""The buttons of lists that show where a sentence stands, for a source that is no web page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from discord import ui

from bot.discord.ask.passage_button import ArticleRange, PassageButton
from bot.i18n import Phrases
from retrieval import Citation, Footnote

_NO_DIGEST = "0" * 8  # of an article that is gone: the button says so when it is pressed


def passage_button(digests: Mapping[str, str], phrases: Phrases, citation: Citation) -> ui.Item[Any]:
    """Return the button that shows where a sentence stands.

    Args:
        digests: of the articles, by id.
        phrases: the label.
        citation: the sentence.
    """
    digest = digests.get(citation.article_id, _NO_DIGEST)
    target = ArticleRange(article=citation.article_id, digest=digest, start=citation.start, end=citation.end)
    return PassageButton.make(target, phrases)


def article_digests(footnote: Footnote, library: str) -> dict[str, str]:
    """Return the digests of all articles of a library, by id."""
    return {article.id: article.digest for article in footnote.articles(library=library)}
