"""Articles whose every passage says which version it is of, and questions whose answer does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.core.ingestion_records import Draft

_MARK = re.compile(r"\bmark (\d+)\b")
_MOST_PARTS = 4


def draft(vessel: str, version: int) -> Draft:
    """Make the article on a vessel: a passage for each part, as many as follow from the version."""
    opening = f"The vessel {vessel} carries the mark {version}."
    parts = [
        f"## Part {part}\n\nOn deck {part} of the vessel {vessel} somebody painted the mark {version} in white."
        for part in range(1, parts_of_version(version))
    ]
    return Draft(source=f"vessels/{vessel}.md", title=f"Log of the {vessel}", text="\n\n".join([opening, *parts]))


def parts_of_version(version: int) -> int:
    """Return how many passages the article has in a version."""
    return 1 + version % _MOST_PARTS


def question(vessel: str) -> str:
    """Ask what a passage of the vessel's article answers with its version."""
    return f"Which mark does the vessel {vessel} carry?"


def versions_in(texts: Sequence[str]) -> set[int]:
    """Return the versions that texts say they are of."""
    return {int(found) for text in texts for found in _MARK.findall(text)}
