"""Asides as front-ends show them: what is said beside the sentences, or in place of them where there are none."""

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

# Which of the phrases stands on an aside's button and over its reply.
BUTTONS: Mapping[FollowupKind, str] = {
    "before": "before",
    "after": "after",
    "who": "who",
    "when": "when",
    "more": "about",
    "elsewhere": "elsewhere",
}
# Which of the phrases says that the article, or for the last one the library, has nothing of the kind.
_NOTHING: Mapping[FollowupKind, str] = {
    "before": "first",
    "after": "last",
    "who": "nobody",
    "when": "undated",
    "more": "alone",
    "elsewhere": "nowhere",
}


def heading(kind: FollowupKind, say: Phrases) -> str:
    """What an aside is called."""
    return str(getattr(say.buttons, BUTTONS[kind]))


def remarks(reply: FollowupReply, say: Phrases, *, date: str) -> list[str]:
    """Own words beside what is shown: why nothing is, and of "when" always the article's date.

    Args:
        reply: the aside.
        say: the words for it.
        date: the date of the quote's article, safe to show; empty where it has none.
    """
    if reply.outcome in {"gone", "changed"}:
        return [str(getattr(say.refusals, reply.outcome))]
    lines = []
    if reply.outcome == "nothing":
        lines.append(str(getattr(say.asides, _NOTHING[reply.kind])))
    elif reply.outcome == "own_words":
        lines.append(say.asides.own_words)
    if reply.kind == "when":
        lines.append(say.asides.published.format(date=date) if date else say.asides.unpublished)
    return lines


def show(
    kind: FollowupKind,
    quote: Citation,
    *,
    pipeline: Footnote,
    library: str,
    screen: Screen,
    others: Sequence[Citation] = (),
) -> Citation:
    """Shows an aside in the console, and returns the sentence that the next one is about."""
    reply = pipeline.aside(kind, quote, library=library, others=others)
    shown = [
        Quoted(citation=citation, highlight=None if at else quote_excerpt.inside(citation, reply.highlight))
        for at, citation in enumerate(reply.citations)
    ]
    if shown:
        screen.show(*reply_blocks.quotes(shown))
    for line in remarks(reply, i18n.of("en"), date=wording.date(reply.about.published)):
        screen.show_note(line)
    return reply.shown
