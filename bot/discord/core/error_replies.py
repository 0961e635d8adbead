"""The card about an error; a defect is logged first, under the id that the card names."""

from __future__ import annotations

import logging
import secrets
from contextlib import suppress
from functools import partial

import discord
from discord import ui

from bot.discord.connection.services import Services
from bot.discord.core.refusals import OUT_OF_REACH, explain
from bot.discord.ui import note_cards
from bot.i18n import Phrases
from retrieval import FootnoteError

_FRAMES = 4  # of a traceback that are logged, the innermost

_log = logging.getLogger("footnote.discord")


async def error_card(error: BaseException, phrases: Phrases, services: Services) -> ui.LayoutView:
    """Make the card with one sentence about an error. A defect is recorded first."""
    sentence = explain(error, phrases, longest=services.config.limits.question_characters)
    if isinstance(error, OUT_OF_REACH):  # the person cannot do anything about the cause; the operator can
        await record_error(error, services)
    if sentence:
        return note_cards.note(sentence)
    return note_cards.error(await record_error(error, services), phrases)


async def record_error(error: BaseException, services: Services) -> str:
    """Log an error and store it for `/status`, and return its id.

    The message of an unplanned error may contain words of a question or an article, so that only its kind and its
    place in the code are written.
    """
    number = secrets.token_hex(4)
    services.metrics.count_error(type(error).__name__)
    planned = isinstance(error, FootnoteError | discord.HTTPException)
    description = f"{type(error).__name__}{f': {error}' if planned else ''}"
    trace = _call_trace(error)
    _log.error("error %s: %s%s", number, description, "" if planned else trace)
    services.errors.add(number, f"{description}{trace}")
    with suppress(Exception):  # whatever goes wrong now must not hide the error itself
        note = partial(services.ledger.errors.note, number, f"{description}{trace}")
        await services.write_or_log("errors", note)
    return number


def _call_trace(error: BaseException) -> str:
    """Return the functions in which the error was raised, innermost last, without any value of their variables."""
    names, trace = [], error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        names.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f" at {' > '.join(names[-_FRAMES:])}" if names else ""
