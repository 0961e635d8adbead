"""Verified answers: what keepers have pinned is offered first to questions that mean the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.discord.core.context import Context
from bot.i18n import Phrases
from bot.render import wording
from bot.store import LedgerError
from bot.store.pins import PinnedAnswer
from retrieval import Answer, ArticleReply, Citation, Examination, Footnote, Talk, TextRange

OTHERS = 5  # sentences found by itself that stay behind "more evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class PinLookup:
    """The result of a search among the pinned answers."""

    pin: PinnedAnswer
    citation: Citation | None  # the sentence as it stands now; None: it has changed, and the pin with it


async def offer_pinned(examined: Examination, context: Context) -> tuple[Examination, PinnedAnswer | None]:
    """Put the pinned answer of a question that means the same in place of what was found.

    A pin whose sentence has changed is removed. Where the ledger cannot be read, nothing is offered.
    """
    reply, services = examined.reply, context.services
    if isinstance(reply, Talk):
        return examined, None
    try:
        pins = await services.read_ledger(partial(services.ledger.pins.of, context.library))
    except LedgerError:
        return examined, None
    if not pins:
        return examined, None
    found = await context.run(partial(_look_up, services.footnote, context.library, reply.question, pins))
    if found is None:
        return examined, None
    if found.citation is None:
        remove = partial(services.ledger.pins.remove, [found.pin.id], library=context.library)
        await services.write_or_log("expired pins", remove)
        return examined, None
    return replace(examined, reply=_answer(reply, found.citation), confidence=1.0), found.pin


def describe_pin(pin: PinnedAnswer, phrases: Phrases) -> str:
    """Return who pinned an answer, and when, in words."""
    person = f"<@{pin.person}>" if pin.person else phrases.pinned.somebody
    return phrases.pinned.by.format(user=person, date=wording.date(pin.at.isoformat()))


def _look_up(footnote: Footnote, library: str, question: str, pins: Sequence[PinnedAnswer]) -> PinLookup | None:
    at = footnote.find_same_question(question, [pin.question for pin in pins])
    return None if at is None else PinLookup(pin=pins[at], citation=_current(footnote, library, pins[at]))


def _current(footnote: Footnote, library: str, pin: PinnedAnswer) -> Citation | None:
    """Return the pinned sentence where it stands now."""
    cited = pin.citation
    if pin.of_message:
        return cited
    article = footnote.article(cited.article_id, library=library)
    if article is None:
        return None
    start = cited.start if article.text[cited.start : cited.end] == cited.quote else article.text.find(cited.quote)
    return None if start < 0 else Citation.of(article, TextRange(start=start, end=start + len(cited.quote)))


def _answer(reply: ArticleReply, citation: Citation) -> Answer:
    others = [
        other for other in reply.citations if (other.article_id, other.start) != (citation.article_id, citation.start)
    ]
    return Answer(
        question=reply.question,
        asked=reply.asked,
        citation=citation,
        highlight=None,
        confidence=1.0,
        others=tuple(others[:OTHERS]),
    )
