"""Tells which of two sentences was written later: by their posts, by the dates of their articles, or by their words."""

from __future__ import annotations

from retrieval.answering.versions.article_date import compare_dates
from retrieval.answering.versions.contradiction_pair import PairSide, SidePair, count_notices, is_update


def compare_sides(own: PairSide, other: PairSide) -> int:
    """Compare two sentences: 1 where the other one is newer or a correction, -1 for the reverse, 0 where unknown."""
    if own.article.id == other.article.id:
        if own.post and other.post:
            return 1 if other.post.order > own.post.order else -1
        return 1 if is_update(other.words) else -1
    by_date = compare_dates(own.article, other.article)
    if by_date:
        return by_date
    ours, theirs = count_notices(own.article), count_notices(other.article)
    return (theirs > ours) - (theirs < ours)


def is_later_post(pair: SidePair) -> bool:
    """Return whether the other sentence is of a later post of the same live blog."""
    own, other = pair.own.post, pair.other.post
    return pair.is_of_one_article and own is not None and other is not None and other.order > own.order


def post_order(pair: SidePair) -> int:
    """Return the place of the other sentence's post in the order of writing; 0 where it is in none."""
    return pair.other.post.order if pair.other.post else 0
