"""Limits the summary of a changelog to its newest versions, which are what its reader wants to know of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.core.records import TextRange
from retrieval.discourse.changelog_sections import newest_sections
from retrieval.summaries.article_body import ArticleBody

_SIGNATURE = re.compile(r"-- .+<\S+@\S+>")  # below an entry of Debian


def limit_to_newest(text: str, body: ArticleBody, count: int) -> tuple[ArticleBody, list[TextRange]]:
    """Keep the sentences of the newest versions alone: of as few versions as have enough sentences.

    Args:
        text: of the article.
        body: its sentences.
        count: of sentences, at least.

    Returns:
        The sentences that are left, and the headings of their versions, in the order of the text; without a heading
        and unchanged where the text is no changelog.
    """
    kept: list[int] = []
    headings: list[TextRange] = []
    for heading, end in newest_sections(text):
        if len(kept) >= count:
            break
        inside = (at for at, sentence in enumerate(body.ranges) if heading.end <= sentence.start < end)
        own = [at for at in inside if not _SIGNATURE.match(body.sentences[at].text)]
        kept += own
        headings += [heading] if own else []
    if not kept:
        return body, []
    kept.sort()
    left = ArticleBody(
        ranges=tuple(body.ranges[at] for at in kept),
        sentences=tuple(body.sentences[at] for at in kept),
        vectors=body.vectors[kept],
    )
    return left, sorted(headings, key=lambda heading: heading.start)


def with_headings(chosen: Sequence[TextRange], headings: Sequence[TextRange]) -> list[TextRange]:
    """Return the chosen sentences, grouped by version behind its heading."""
    above = [[heading for heading in headings if heading.end <= sentence.start] for sentence in chosen]
    needed = {of_sentence[-1] for of_sentence in above if of_sentence}
    return sorted([*needed, *chosen], key=lambda part: part.start)
