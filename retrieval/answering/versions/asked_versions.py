"""Lowers changes of other versions than the question names: a changelog has the same words for all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from retrieval.answering.article_notes import LOSS, MOST_JUDGED
from retrieval.core.records import Article, Evidence
from retrieval.discourse.changelog_sections import find_version

_VERSION = re.compile(r"(?<![\w.])v?(\d+(?:\.\d+)+[\w-]*)", re.IGNORECASE)


def lower_other_versions(
    question: str, evidence: Sequence[Evidence], fetch: Callable[[str], Article | None]
) -> list[Evidence]:
    """Lower the changes that a changelog lists under another version than the question names.

    A question about 1.9 is answered by the changes of 1.9.2 as well. A sentence that names the version itself stays.

    Args:
        question: as understood.
        evidence: best first.
        fetch: returns the article of an id.

    Returns:
        The evidence in its new order, best first.
    """
    asked = {version.casefold() for version in _VERSION.findall(question)}
    if not asked:
        return list(evidence)
    judged = [
        replace(piece, score=piece.score - LOSS) if _is_of_another(piece, asked, fetch) else piece
        for piece in evidence[:MOST_JUDGED]
    ]
    return sorted([*judged, *evidence[MOST_JUDGED:]], key=lambda piece: -piece.score)


def _is_of_another(piece: Evidence, asked: set[str], fetch: Callable[[str], Article | None]) -> bool:
    """Return whether a sentence stands below a version that is not asked for, and does not name one that is."""
    article = fetch(piece.passage.passage.article_id)
    heading = find_version(article.text, piece.sentence.start) if article else None
    if article is None or heading is None:
        return False
    words = article.text[heading.start : heading.end], article.text[piece.sentence.start : piece.sentence.end]
    versions = [version.casefold() for line in words for version in _VERSION.findall(line)]
    has_asked = any(version == name or version.startswith(f"{name}.") for version in versions for name in asked)
    return bool(_VERSION.search(words[0])) and not has_asked
