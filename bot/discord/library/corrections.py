"""Old answers after a refresh: the card of one whose sentence changed says so, with what the article says now."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import discord

from bot import i18n
from bot.concurrency.worker import Closing
from bot.discord.ask import answer_card
from bot.discord.connection.client import FootnoteClient
from bot.discord.connection.error_codes import TOO_MANY_OLD_EDITS
from bot.discord.connection.retries import CONNECTION_ERRORS, retry
from bot.discord.core.error_replies import record_error
from bot.discord.ui import escaping
from bot.i18n import Phrases
from bot.store import Ledger, StoredReply
from retrieval import Added, Answer, Citation, Footnote, Outcome, Vanished

EDITS = 25  # cards that are corrected after one refresh, those of the latest answers
DAYS = 30  # how old an answer may be; after that hardly anybody reads its card
NOW = 240  # characters of what an article says now
_BROKEN = -1  # in place of an error code: the connection broke

_log = logging.getLogger("footnote.discord")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An answer that quotes what is no longer there, or whose source is gone."""

    answer: StoredReply
    reply: Answer  # as its card shows it from now on
    now: Citation | None  # the sentence of the article most like the quote; None where there is none, or no need


async def correct_cards(client: FootnoteClient, library: str, outcomes: Sequence[Outcome]) -> int:
    """Edit the cards of answers that quoted what changed, at most `EDITS`, and return how many were edited.

    A card that Discord does not let be edited stays as it is: an answer that only the asker saw, a message that was
    deleted, or one that is older than an hour in a channel where too many of those were edited. No error of a card
    keeps the others from being corrected, or the report of the refresh from being shown.
    """
    services, changed = client.services, list(_changed_articles(outcomes))
    if not changed:
        return 0
    try:
        look = partial(_corrections, services.ledger, services.footnote, changed, library)
        corrections = await services.worker.run(look, kind="recall")
    except Closing:
        return 0
    except Exception as error:  # noqa: BLE001  the report of the refresh is shown all the same
        number = await record_error(error, client.services)
        _log.warning("the answers that quote what changed could not be looked up (error %s)", number)
        return 0
    edited, full = 0, set[int]()
    for correction in corrections[:EDITS]:
        channel = correction.answer.place.spot
        if channel not in full:
            code = await _correct_card(client, correction)
            edited += not code
            full |= {channel} if code == TOO_MANY_OLD_EDITS else set()
    return edited


async def _correct_card(client: FootnoteClient, correction: Correction) -> int:
    """Edit a card, and return 0, or the code of the error."""
    answer = correction.answer
    try:
        await _edit_card(client, correction)
    except discord.HTTPException as error:
        _log.info("the card of answer %s was not corrected (%s)", answer.id, error.code)
        return error.code or error.status
    except CONNECTION_ERRORS as error:
        _log.info("the card of answer %s was not corrected (%s)", answer.id, type(error).__name__)
        return _BROKEN
    except Exception as error:  # noqa: BLE001  the other cards are corrected all the same
        await record_error(error, client.services)
        return _BROKEN
    return 0


async def _edit_card(client: FootnoteClient, correction: Correction) -> None:
    answer, now = correction.answer, correction.now
    phrases = await _phrases(client, answer)
    note = "" if correction.reply.citation.gone else phrases.answers.replaced
    if now is not None:
        note = phrases.answers.now_says.format(sentence=escaping.plain(now.quote, limit=NOW))
    view = answer_card.card(correction.reply, answer.id, phrases, private=False, note=note)
    channel = client.get_partial_messageable(answer.place.spot, guild_id=answer.place.server)
    message = channel.get_partial_message(answer.message or 0)
    # discord.py has no default of allowed mentions for edits.
    await retry(partial(message.edit, view=view, allowed_mentions=discord.AllowedMentions.none()))


async def _phrases(client: FootnoteClient, answer: StoredReply) -> Phrases:
    """Return the words of the place: its language, or its server's."""
    services = client.services
    preferences = await services.read_ledger(partial(services.ledger.preferences.of, answer.place))
    if preferences.language != "auto":
        return i18n.of(preferences.language)
    server = await _server(client, answer.place.server) if answer.place.server else None
    return i18n.of(server.preferred_locale.value if server else None)


async def _server(client: FootnoteClient, number: int) -> discord.Guild | None:
    """Return the server; Discord is asked where another process has its shard. None where it does not say."""
    if (known := client.get_guild(number)) is not None or client.is_own(number):
        return known
    try:
        return await client.fetch_guild(number, with_counts=False)
    except (discord.HTTPException, *CONNECTION_ERRORS):
        return None


def _changed_articles(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield the ids of articles that quotes may no longer stand in, or whose source is gone."""
    for outcome in outcomes:
        if isinstance(outcome, Vanished) or (isinstance(outcome, Added) and outcome.replaced):
            yield outcome.article.id


def _corrections(ledger: Ledger, footnote: Footnote, changed: Sequence[str], library: str) -> list[Correction]:
    """Return the corrections to make, the latest answers first."""
    corrections = [
        correction
        for article_id in changed
        for answer in ledger.answers.citing(article_id, library=library, days=DAYS, limit=EDITS)
        if isinstance(answer.reply, Answer) and answer.reply.citation.article_id == article_id
        if (correction := _correction(answer, answer.reply, footnote, library))
    ]
    return sorted(corrections, key=lambda correction: correction.answer.at, reverse=True)


def _correction(answer: StoredReply, reply: Answer, footnote: Footnote, library: str) -> Correction | None:
    article = footnote.article(reply.citation.article_id, library=library)
    if article is None:
        return None
    updated = replace(reply, citation=replace(reply.citation, gone=article.gone))
    if reply.citation.quote in article.text:
        return Correction(answer=answer, reply=updated, now=None) if article.gone else None
    return Correction(answer=answer, reply=updated, now=footnote.nearest(reply.citation, library=library))
