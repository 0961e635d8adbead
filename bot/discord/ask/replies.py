"""From a question to a reply that is kept: who may ask, what holds in the place, the answer, and the note of it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

import discord

from bot.concurrency.worker import Ticket
from bot.discord.ask.followups import history
from bot.discord.core.context import Services, Where, library_of, place_of
from bot.discord.core.error_replies import Refused
from bot.store import Given, Ledger, Place, Preferences, Turn
from retrieval import Answer, Citation, Examination, Exchange, NoAnswer, Settings, least_confidence

PATIENCE = 1.5  # seconds in line after which the asker is told the place

_log = logging.getLogger("footnote.discord")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question on its way."""

    words: str  # as they were written
    place: Place
    library: str
    person: int
    roles: frozenset[int]
    manages: bool  # the server, so that no setting keeps the asker out
    history: tuple[Exchange, ...] = ()  # what was said before in this talk: the words may lean on it
    private: bool | None = None  # whether the asker alone sees the reply; None: as the preferences say
    chosen: Citation | None = None  # a sentence that was chosen while typing


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What became of it. The reply has its words, whether or not they are kept."""

    reply: Answer | NoAnswer
    given: Given
    holds: Preferences


def asked(where: Where, words: str, *, talk: Sequence[Turn] = (), place: Place | None = None) -> Asked:
    """A question as it came from Discord, after what was said in its talk."""
    person = where.user if isinstance(where, discord.Interaction) else where.author
    member = person if isinstance(person, discord.Member) else None
    return Asked(
        words=words,
        place=place or place_of(where),
        library=library_of(where),
        person=person.id,
        roles=frozenset(role.id for role in member.roles) if member else frozenset(),
        manages=_manages(where, member),
        history=history(talk),
        private=None if isinstance(where, discord.Interaction) else False,  # a message is replied to for all
    )


async def found(
    services: Services, question: Asked, *, in_line: Callable[[int], Awaitable[None]] | None = None
) -> Found:
    """The reply to a question.

    1. admit: what holds in the place, whether the asker may ask there, and whether the day's limit is reached
    2. examine: in the worker, at the sureness that holds in the place
    3. keep: the reply for its buttons, the turn for follow-ups, the gap for whoever keeps the library

    Args:
        services: what to use.
        question: what is asked, where, by whom.
        in_line: told the place in line, if the question has to wait.

    Raises:
        Refused: the asker may not ask here.
        FootnoteError: no reply; `errors.explained` knows what to say.
    """
    began = time.perf_counter()
    holds = await services.noted(partial(_admitted, services.ledger, question))
    threshold = needed(holds, services.config)
    try:
        ticket = services.worker.run(
            partial(
                services.footnote.examine,
                question.words,
                library=question.library,
                history=question.history,
                threshold=threshold,
                chosen=question.chosen,
            ),
            key=("examine", question.library, question.words, question.history, threshold, question.chosen),
        )
        examined = await _awaited(ticket, in_line)
    except BaseException:
        give_back = partial(services.ledger.usage.give_back, place=question.place, person=question.person)
        await services.noted(give_back)
        raise
    private = holds.private if question.private is None else question.private
    given = await services.noted(partial(_kept, services.ledger, examined, question, private=private))
    _logged(given, examined, question, services, (time.perf_counter() - began) * 1_000)
    return Found(reply=examined.reply, given=given, holds=holds)


def needed(holds: Preferences, config: Settings) -> float:
    """The least confidence of an answer where these preferences hold."""
    if holds.threshold is not None:
        return holds.threshold
    return least_confidence(config, accepted=holds.accepted_wrong)


def may_ask(holds: Preferences, *, roles: frozenset[int], manages: bool) -> bool:
    """Whether somebody may ask where these preferences hold."""
    return manages or not holds.roles or not roles.isdisjoint(holds.roles)


async def posted(services: Services, answer: Given, message: int) -> None:
    """Notes the message that shows an answer. It is there already, so a failure is only logged."""
    try:
        await services.noted(partial(services.ledger.answers.posted, answer.id, message, place=answer.place))
    except Exception as error:  # noqa: BLE001  an error after the answer must not become a second reply
        _log.warning("answer %s: its message was not noted (%s)", answer.id, type(error).__name__)


def _manages(where: Where, member: discord.Member | None) -> bool:
    if isinstance(where, discord.Interaction):
        return where.permissions.manage_guild
    return bool(member and (member.guild.owner_id == member.id or member.guild_permissions.manage_guild))


def _admitted(ledger: Ledger, question: Asked) -> Preferences:
    holds = ledger.places.of(question.place)
    if not may_ask(holds, roles=question.roles, manages=question.manages):
        raise Refused("not_allowed")
    ledger.usage.take(place=question.place, person=question.person, limits=holds)
    return holds


async def _awaited(ticket: Ticket[Examination], in_line: Callable[[int], Awaitable[None]] | None) -> Examination:
    task = asyncio.ensure_future(ticket)
    try:
        if in_line is not None:
            await asyncio.wait({task}, timeout=PATIENCE)
            if not task.done() and ticket.place:
                await in_line(ticket.place)
        return await task
    finally:
        task.cancel()


def _kept(ledger: Ledger, examined: Examination, question: Asked, *, private: bool) -> Given:
    place, person = question.place, question.person
    given = ledger.answers.keep(examined, place=place, asker=person, library=question.library)
    ledger.gaps.note(examined, place=place, asker=person)
    if isinstance(examined.reply, Answer) or not examined.reply.readings:  # the reading that is chosen will lead
        ledger.dialogue.add(examined.reply, place=place, person=person, answer=given.id, private=private)
    return given


def _logged(given: Given, examined: Examination, question: Asked, services: Services, took: float) -> None:
    stages = " ".join(f"{name}={spent:.0f}" for name, spent in examined.milliseconds.items())
    words = f" question={question.words!r}" if services.config.discord.log_questions else ""
    _log.info(
        "answer %s library=%s answered=%s confidence=%.2f took=%.0f ms (%s)%s",
        given.id,
        question.library,
        isinstance(examined.reply, Answer),
        examined.confidence,
        took,
        stages,
        words,
    )
