"""Replies to follow-ups as front-ends show them: the heading, and remarks beside or in place of the sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot import i18n
from bot.i18n import Phrases
from bot.render import quote_excerpt, reply_blocks, wording
from bot.render.quote_excerpt import Quoted
from retrieval import Citation, FollowupKind, FollowupReply

if TYPE_CHECKING:
    from bot.render.screen import Screen
    from retrieval import Footnote  # imports every stage; the prompt does not wait for it

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


def show(
    kind: FollowupKind,
    quote: Citation,
    *,
    footnote: Footnote,
    library: str,
    screen: Screen,
    others: Sequence[Citation] = (),
) -> Citation:
    """Show the reply to a follow-up in the console, and return the sentence that the next one is about."""
    reply = footnote.follow_up(kind, quote, library=library, others=others)
    shown = [
        Quoted(citation=citation, highlight=None if at else quote_excerpt.inside(citation, reply.highlight))
        for at, citation in enumerate(reply.citations)
    ]
    if shown:
        screen.show(*reply_blocks.quotes(shown))
    for line in remarks(reply, i18n.of("en"), date=wording.date(reply.about.published)):
        screen.show_note(line)
    return reply.shown
