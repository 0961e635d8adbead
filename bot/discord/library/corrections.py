"""Old answers after a refresh: the card of one whose sentence changed says so, with what the article says now."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot import i18n
from bot.concurrency.worker import Busy, Closing, TookTooLong
from bot.discord.ask import answer_card
from bot.discord.ui import escaping
from bot.i18n import Phrases
from bot.store import Given, Ledger, LedgerError
from retrieval import Added, Answer, Citation, Footnote, Outcome, Vanished

if TYPE_CHECKING:
    from bot.discord.core.client import FootnoteBot

EDITS = 25  # cards that are corrected after one refresh, those of the latest answers
DAYS = 30  # how old an answer may be; after that hardly anybody reads its card
NOW = 240  # characters of what an article says now
_TOO_MANY_OLD_EDITS = 30046  # Discord lets a channel's messages that are older than an hour be edited only so often

_log = logging.getLogger("footnote.discord")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An answer that quotes what is no longer there, or whose source is gone."""

    given: Given
    reply: Answer  # as its card shows it from now on
    now: (
        Citation | None
    )  # what reads most like the quote in the article as it is; None where it stands, or nothing does


async def correct(bot: FootnoteBot, library: str, outcomes: Sequence[Outcome]) -> int:
    """Edits the cards of answers that quoted what changed, at most `EDITS`, and returns how many it edited.

    A card that Discord does not let be edited stays as it is: an answer that only the asker saw, a message that was
    deleted, or one that is older than an hour in a channel where too many of those were edited.
    """
    services, changed = bot.services, list(_changed(outcomes))
    if not changed:
        return 0
    try:
        look = partial(_corrections, services.ledger, services.footnote, changed, library)
        found = await services.worker.run(look, kind="note")
    except (LedgerError, Busy, Closing, TookTooLong) as error:
        _log.warning("the answers that quote what changed could not be looked up: %s", error)
        return 0
    edited, full = 0, set[int]()
    for one in found[:EDITS]:
        if one.given.place.spot not in full:
            code = await _edited(bot, one)
            edited += not code
            full |= {one.given.place.spot} if code == _TOO_MANY_OLD_EDITS else set()
    return edited


async def _edited(bot: FootnoteBot, correction: Correction) -> int:
    """0, or why Discord did not take the edit."""
    given = correction.given
    say = await _say(bot, given)
    now = correction.now
    note = "" if correction.reply.citation.gone else say.answers.replaced
    if now is not None:
        note = say.answers.now_says.format(sentence=escaping.plain(now.quote, limit=NOW))
    view = answer_card.card(correction.reply, given.id, say, private=False, note=note)
    room = bot.get_partial_messageable(given.place.spot, guild_id=given.place.server)
    try:
        message = room.get_partial_message(given.message or 0)
        await message.edit(view=view, allowed_mentions=discord.AllowedMentions.none())  # an edit knows no default
    except discord.HTTPException as error:
        _log.info("the card of answer %s was not corrected (%s)", given.id, error.code)
        return error.code or error.status
    except aiohttp.ClientError as error:
        _log.info("the card of answer %s was not corrected (%s)", given.id, type(error).__name__)
        return -1
    return 0


async def _say(bot: FootnoteBot, given: Given) -> Phrases:
    """The words of the place: its language, or its server's."""
    holds = await bot.services.noted(partial(bot.services.ledger.places.of, given.place))
    server = bot.get_guild(given.place.server) if given.place.server else None
    return i18n.of(holds.language if holds.language != "auto" else server.preferred_locale.value if server else None)


def _changed(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The ids of articles that quotes may no longer stand in, or whose source is gone."""
    for one in outcomes:
        if isinstance(one, Vanished) or (isinstance(one, Added) and one.replaced):
            yield one.article.id


def _corrections(ledger: Ledger, footnote: Footnote, changed: Sequence[str], library: str) -> list[Correction]:
    """What has to be corrected, the latest answers first."""
    found = [
        corrected
        for article_id in changed
        for given in ledger.answers.citing(article_id, library=library, days=DAYS, limit=EDITS)
        if isinstance(given.reply, Answer) and given.reply.citation.article_id == article_id
        if (corrected := _correction(given, given.reply, footnote, library))
    ]
    return sorted(found, key=lambda one: one.given.at, reverse=True)


def _correction(given: Given, reply: Answer, footnote: Footnote, library: str) -> Correction | None:
    article = footnote.article(reply.citation.article_id, library=library)
    if article is None:
        return None
    shown = replace(reply, citation=replace(reply.citation, gone=article.gone))
    if reply.citation.quote in article.text:
        return Correction(given=given, reply=shown, now=None) if article.gone else None
    return Correction(given=given, reply=shown, now=footnote.nearest(reply.citation, library=library))
