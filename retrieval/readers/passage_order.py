"""Orders passages for a model that reads only a few: the likeliest sentence counts, and what the article is about."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.core.records import Evidence

# Points of the similarity reader's score for the share of the question's information that the other ranked passages of
# an article hold and this one lacks. Of 700 questions of people-train-own with 0 for 688 the right passage is among the
# six that the small model reads, with 2 for 692, with 3 to 6 for 694 (bench/fitting/article_weight.py).
ARTICLE_WEIGHT = 4.0


def order_passages(evidence: Sequence[Evidence], *, article_weight: float = ARTICLE_WEIGHT) -> list[str]:
    """Return the ids of the passages, the likeliest first; those that are as likely stay in the order of the evidence.

    An article names its subject in the title and the first sentences. A passage further down says more about it with
    other words: it counts what the question asks for and only the passages around it hold.

    Args:
        evidence: sentences with their scores, best first.
        article_weight: points for all of the question's information.
    """
    best: dict[str, float] = {}
    for each in evidence:
        ranked = each.passage
        likely = each.score + article_weight * max(0.0, ranked.article_coverage - ranked.coverage)
        best[ranked.passage.id] = max(likely, best.get(ranked.passage.id, likely))
    return sorted(best, key=lambda passage_id: -best[passage_id])
