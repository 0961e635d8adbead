"""Identifies articles and texts: ids, digests, and the time at which something is stored."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from retrieval.core.ingestion_records import Draft

# Below it, equal texts under different titles are likely two articles: "No news today." A guess; titles decide there.
_DISTINCTIVE_WORDS = 20


def article_id(library: str, source: str) -> str:
    """Return the id of a source's own article."""
    return digest(library, source)


def digest(*parts: str) -> str:
    """Return 64 bits of SHA-256 as 16 hexadecimal digits: a million articles collide with probability 3e-8."""
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:16]


def draft_digest(draft: Draft) -> str:
    """Return the digest of all that is stored of a draft.

    Absent fields do not count: older articles have none of them.
    """
    later = {"author": draft.author, "canonical": draft.canonical, "pages": draft.pages and repr(draft.pages)}
    more = [f"{name}={value}" for name, value in later.items() if value]
    return digest(draft.title, draft.text, draft.published or "", *more)


def text_digest(draft: Draft) -> str:
    """Return the digest of a draft's text, whatever the blanks in it; of a very short one, with its title."""
    words = draft.text.split()
    return digest(" ".join(words), *([] if len(words) >= _DISTINCTIVE_WORDS else [draft.title]))


def now() -> str:
    """Return the current time as libraries store it: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
