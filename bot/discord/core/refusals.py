"""Errors that are planned for, and the sentence that explains each to the person."""

from __future__ import annotations

import discord
from discord.utils import format_dt

from bot.concurrency.worker import Busy, Closing, TookTooLong
from bot.discord.connection.error_codes import BLOCKED_BY_AUTOMOD
from bot.discord.ui import escaping
from bot.discord.ui.card_parts import TITLE, shown_title
from bot.i18n import Phrases, command_phrases
from bot.store import LedgerError, LimitReached
from retrieval import (
    ArticleAmbiguous,
    ArticleUnknown,
    LibraryBusy,
    LibraryDenied,
    LibraryFull,
    LibraryUnreachable,
    QuestionError,
    QuestionTooLong,
)

_NAMED = 5  # titles of articles that go by one name

# What is stored is locked, or its disk is full: the operator is told too.
OUT_OF_REACH = (LedgerError, LibraryBusy, LibraryDenied, LibraryFull, LibraryUnreachable)


class Expired(Exception):
    """Discord accepts no response to this interaction any more."""


class Refused(Exception):
    """An action that the bot does not carry out.

    Args:
        refusal: the name of the sentence in `Phrases.refusals` that says why.
    """

    def __init__(self, refusal: str) -> None:
        self.refusal = refusal
        super().__init__(refusal)


def explain(error: BaseException, phrases: Phrases, *, longest: int) -> str | None:
    """Return the sentence about an error that is planned for; None for a defect.

    Args:
        error: what was raised.
        phrases: the bot's words in the language of the reader.
        longest: the most characters that a question may have.
    """
    refusals = phrases.refusals
    if isinstance(error, Refused):
        sentence = str(getattr(refusals, error.refusal))
        return sentence.format(settings=command_phrases.typed("settings", phrases))
    if isinstance(error, ArticleUnknown):
        return _explain_name(error, phrases)
    if isinstance(error, LimitReached):
        used = phrases.count(error.limit, refusals.limit_person if error.personal else refusals.limit_server)
        return f"{used} {refusals.limit_ends.format(time=format_dt(error.resets, 'R'))}"
    if isinstance(error, QuestionError):
        is_long = isinstance(error, QuestionTooLong)
        return refusals.too_long.format(most=phrases.number(longest)) if is_long else refusals.no_question
    if isinstance(error, discord.HTTPException) and error.code == BLOCKED_BY_AUTOMOD:
        return refusals.blocked
    kinds = (
        (Busy, refusals.full),
        (TookTooLong, refusals.slow),
        (Closing, refusals.closing),
        (LibraryUnreachable, refusals.unreachable),
        (OUT_OF_REACH, refusals.stored),
    )
    return next((sentence for kind, sentence in kinds if isinstance(error, kind)), None)


def _explain_name(error: ArticleUnknown, phrases: Phrases) -> str:
    """Return the sentence about a name that no article goes by, or several."""
    name = escaping.plain(error.where, limit=TITLE)
    if not isinstance(error, ArticleAmbiguous):
        return phrases.library.no_article.format(title=name)
    titles = "; ".join(escaping.plain(shown_title(title, phrases), limit=TITLE) for title in error.titles[:_NAMED])
    return phrases.library.several_articles.format(title=name, titles=titles)
