"""From a question to a reply that is kept: the permission, the daily limit, the answer, and what is stored of it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from bot.concurrency.worker import Ticket
from bot.discord.ask.pinned_answers import offer_pinned
from bot.discord.connection.services import Services
from bot.discord.core.context import Context
from bot.store import Ledger, Place, Preferences, StoredReply
from bot.store.pins import PinnedAnswer
from retrieval import Answer, Citation, Examination, Exchange, Reply, Settings, Talk, Thresholds, thresholds_for

PATIENCE = 1.5  # seconds in line after which the asker sees the position in line

_log = logging.getLogger("footnote.discord")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRequest:
    """A question, and how it was asked."""

    words: str  # as they were written
    place: Place  # where the answer is shown
    private: bool  # whether the asker alone sees the reply
    history: tuple[Exchange, ...] = ()  # earlier questions and answers, which the words may refer to
    chosen: Citation | None = None  # a sentence that was chosen while typing


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredQuestion:
    """A reply, with the words of its question whether or not they are stored, and what is stored."""

    reply: Reply
    kept: StoredReply | None  # None of talk, which is not stored
    pin: PinnedAnswer | None = None  # the verified answer that is shown
    advice: str = ""  # what would find more; for those who keep the library


async def answer_question(
    question: QuestionRequest, context: Context, *, show_position: Callable[[int], Awaitable[None]] | None = None
) -> AnsweredQuestion:
    """Answer a question and store the reply.

    1. admit: whether the asker may ask in the place, and whether the day's limit is reached
    2. examine: in the worker, at the confidence that the place's preferences ask for
    3. keep: the reply for its buttons, the turn for follow-ups, the unanswered question for the library's keepers;
       where the ledger cannot be written, the answer is shown all the same

    Args:
        question: in any wording.
        context: by whom and where.
        show_position: shows the asker the position in line, if the question has to wait.

    Raises:
        Refused: the asker may not ask here.
        FootnoteError: there is no reply; `refusals.explain` has the sentence.
    """
    began, services = time.perf_counter(), context.services
    context.require_permission()
    usage = partial(services.ledger.quotas.take, place=question.place, person=context.person)
    await services.write_or_log("counts of questions", partial(usage, limits=context.preferences))
    try:
        examined = await _wait(_examine(question, context), show_position)
    except BaseException:
        give_back = partial(services.ledger.quotas.give_back, place=question.place, person=context.person)
        await services.write_or_log("counts of questions", give_back)
        raise
    examined, pin = await offer_pinned(examined, context)
    kept = await _store(examined, question, context)
    seconds = time.perf_counter() - began
    services.metrics.count_question(examined.reply.grade, seconds=seconds, stages=examined.milliseconds)
    _log_answer(kept, examined, question, services, seconds * 1_000)
    advice = examined.advice if context.keeps and pin is None else ""
    return AnsweredQuestion(reply=examined.reply, kept=kept, pin=pin, advice=advice)


def needed_confidence(preferences: Preferences, config: Settings) -> Thresholds:
    """Return the least confidence of each grade where these preferences apply."""
    thresholds = thresholds_for(config, accepted_wrong=preferences.accepted_wrong)
    if preferences.threshold is None:
        return thresholds
    return Thresholds(sure=preferences.threshold, unsure=min(thresholds.unsure, preferences.threshold))


async def store_message(
    services: Services, answer: StoredReply | None, message: int, *, prompt: int | None = None
) -> None:
    """Store the id of the message that shows a stored reply. It is shown already, so a failure is only logged.

    Args:
        services: store it.
        answer: the stored reply; None: there is none.
        message: that shows it.
        prompt: the message that asked, where it was one: an edit of it is answered in place.
    """
    if answer is None:
        return
    try:
        store = partial(services.ledger.answers.set_message, answer.id, message, place=answer.place, prompt=prompt)
        await services.write_or_log("messages of replies", store)
    except Exception as error:  # noqa: BLE001  an error after the answer must not become a second reply
        _log.warning("answer %s: the id of its message was not stored (%s)", answer.id, type(error).__name__)


async def _store(examined: Examination, question: QuestionRequest, context: Context) -> StoredReply | None:
    """Store a reply, and return it as it is stored, or would be if the ledger could be written; None for talk."""
    if isinstance(examined.reply, Talk):
        return None
    services, answers = context.services, context.services.ledger.answers
    made = answers.make(examined, place=question.place, asker=context.person, library=context.library)
    keep = partial(_keep, services.ledger, made, examined, question, context)
    return await services.write_or_log("replies", keep) or made


def _examine(question: QuestionRequest, context: Context) -> Ticket[Examination]:
    services = context.services
    thresholds = needed_confidence(context.preferences, services.config)
    call = partial(
        services.footnote.examine,
        question.words,
        library=context.library,
        history=question.history,
        thresholds=thresholds,
        chosen=question.chosen,
    )
    key = ("examine", context.library, question.words, question.history, thresholds, question.chosen)
    return services.worker.run(call, key=key, owner=context.library)


async def _wait(ticket: Ticket[Examination], show_position: Callable[[int], Awaitable[None]] | None) -> Examination:
    task = asyncio.ensure_future(ticket)
    try:
        if show_position is not None:
            await asyncio.wait({task}, timeout=PATIENCE)
            if not task.done() and ticket.position:
                await show_position(ticket.position)
        return await task
    finally:
        task.cancel()


def _keep(
    ledger: Ledger, made: StoredReply, examined: Examination, question: QuestionRequest, context: Context
) -> StoredReply:
    place, person = question.place, context.person
    kept = ledger.answers.add(made)
    ledger.unanswered.note(examined, place=place, asker=person)
    # A vague question is no turn of the conversation: the reading that is chosen will be.
    if isinstance(made.reply, Answer) or not made.reply.readings:
        ledger.dialogue.add(made.reply, place=place, person=person, answer=kept.id, private=question.private)
    return kept


def _log_answer(
    kept: StoredReply | None, examined: Examination, question: QuestionRequest, services: Services, milliseconds: float
) -> None:
    stages = " ".join(f"{name}={spent:.0f}" for name, spent in examined.milliseconds.items())
    words = f" question={question.words!r}" if services.config.discord.log_questions else ""
    _log.info(
        "answer %s library=%s grade=%s confidence=%.2f took=%.0f ms (%s)%s",
        kept.id if kept else "-",
        kept.library if kept else "-",
        examined.reply.grade,
        examined.confidence,
        milliseconds,
        stages,
        words,
    )
