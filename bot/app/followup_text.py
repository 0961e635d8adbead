"""Replies to follow-ups as front-ends show them: the heading, and remarks beside or in place of the sentences."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Phrases
from retrieval import FollowupKind, FollowupReply

# The phrase on the button of a follow-up and over its reply.
BUTTONS: Mapping[FollowupKind, str] = {
    "before": "before",
    "after": "after",
    "who": "who",
    "when": "when",
    "written": "written",
    "author": "author",
    "again": "again",
    "more": "about",
    "elsewhere": "elsewhere",
}
# The phrase for an article, or for the last kind a library, that has nothing of the kind.
_NOTHING: Mapping[FollowupKind, str] = {
    "before": "first",
    "after": "last",
    "who": "nobody",
    "when": "undated",
    "author": "anonymous",
    "more": "alone",
    "elsewhere": "nowhere",
}


def heading(kind: FollowupKind, phrases: Phrases) -> str:
    """Return the name of a follow-up, for its button and over its reply."""
    return str(getattr(phrases.buttons, BUTTONS[kind]))


def remarks(reply: FollowupReply, phrases: Phrases, *, date: str) -> list[str]:
    """Return the remarks beside a reply: why no sentence is shown, and for a question of time the article's date.

    Args:
        reply: to the follow-up.
        phrases: in the language of the place.
        date: the date of the quote's article, safe to show; empty where it has none.
    """
    if reply.outcome in {"gone", "changed"}:
        return [str(getattr(phrases.refusals, reply.outcome))]
    lines = []
    if reply.outcome == "nothing" and reply.kind in _NOTHING:
        lines.append(str(getattr(phrases.followup_remarks, _NOTHING[reply.kind])))
    elif reply.outcome == "own_words":
        lines.append(phrases.followup_remarks.own_words)
    if reply.kind in {"when", "written"}:
        lines.append(
            phrases.followup_remarks.published.format(date=date) if date else phrases.followup_remarks.unpublished
        )
    return lines
