"""Adds files and web addresses to a library, in turn, while the asker sees how far it has got."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import discord
from discord import ui

from bot.concurrency.worker import Busy, Closing
from bot.discord.connection.retries import REQUEST_ERRORS, retry
from bot.discord.core.context import InteractionContext
from bot.discord.core.error_replies import record_error
from bot.discord.core.keeper_log import log_keeper_action
from bot.discord.core.progress import Progress
from bot.discord.core.refusals import OUT_OF_REACH, explain
from bot.discord.library import corrections, entered_addresses, uploads
from bot.discord.ui import note_cards, report_cards
from retrieval import ArticleCard, Footnote, LimitSettings, Outcome, Skipped

FILE_SECONDS = 120.0  # for one uploaded file; Discord gives it in a few
_MEGABYTE = 2**20

_Item: TypeAlias = "discord.Attachment | str"  # a file, or a web address that was accepted


@dataclass(frozen=True, slots=True, kw_only=True)
class AdditionRequest:
    """The locations and files that somebody asks to have added."""

    files: Sequence[discord.Attachment]
    addresses: Sequence[str]  # as they were written


async def add_to_library(
    request: AdditionRequest, context: InteractionContext, *, outcomes: Sequence[Outcome] = ()
) -> ui.LayoutView:
    """Add all of it, and make the report of what was understood; or a sentence where there is nothing to add.

    Args:
        request: what to add.
        context: who asks for it, and where.
        outcomes: what was stored before, for the same report.
    """
    phrases = context.phrases
    checked = entered_addresses.check_addresses(request.addresses, phrases)
    if not request.files and not checked.addresses and len(checked.refused) <= 1:
        return note_cards.note(phrases.library.no_address if checked.refused else phrases.library.nothing_given)
    services = context.services
    before = await context.run(partial(_articles_by_id, services.footnote, context.library))
    outcomes, interrupted = await _add_all([*request.files, *checked.addresses], context, outcomes)
    await corrections.correct_cards(context.interaction.client, context.library, outcomes)
    await log_keeper_action(context, partial(report_cards.sums, outcomes))
    return report_cards.report([*outcomes, *checked.refused], phrases, before=before, interrupted=interrupted)


async def _add_all(
    items: Sequence[_Item], context: InteractionContext, before: Sequence[Outcome]
) -> tuple[list[Outcome], bool]:
    """Add the items in turn, so that only one file is in memory.

    Returns:
        What was stored before and what became of the items, and whether the addition ended early.
    """
    until = time.monotonic() + context.services.worker.addition_seconds
    outcomes = list(before)
    for number, item in enumerate(items, start=1):
        name = item if isinstance(item, str) else item.filename
        card = partial(report_cards.progress, number, len(items), name, context.phrases)
        progress = Progress(context.responder, card)
        await progress.begin()
        try:
            if isinstance(item, str):
                outcomes += await _add_address(item, context, progress, until)
            else:
                outcomes += await _add_file(item, context)
        except (Busy, Closing):
            if not outcomes:
                raise
            return outcomes, True
        except OUT_OF_REACH as error:
            if not outcomes:
                raise
            await record_error(error, context.services)
            reason = explain(error, context.phrases, longest=0) or ""
            return [*outcomes, Skipped(source=name, reason=reason)], True
        finally:
            await progress.end()
    return outcomes, False


async def _add_address(address: str, context: InteractionContext, progress: Progress, until: float) -> list[Outcome]:
    left = until - time.monotonic()
    return await context.services.worker.add([address], library=context.library, watch=progress.watch, seconds=left)


async def _add_file(file: discord.Attachment, context: InteractionContext) -> list[Outcome]:
    services, phrases = context.services, context.phrases
    limits = services.config.limits
    source = uploads.source_of(file.filename, library=context.library)
    if file.size > limits.file_megabytes * _MEGABYTE:
        too_large = phrases.library.too_large.format(megabytes=phrases.number(limits.file_megabytes))
        return [Skipped(source=source, reason=too_large)]
    try:
        async with asyncio.timeout(FILE_SECONDS):
            data = await retry(file.read)
    except REQUEST_ERRORS:
        return [Skipped(source=source, reason=phrases.library.unreachable)]
    upload = uploads.Upload(name=file.filename, source=source, data=data)
    store = partial(_store, services.footnote, upload, limits, context.library)
    return await services.worker.run(store, kind="addition", library=context.library)


def _articles_by_id(footnote: Footnote, library: str) -> dict[str, ArticleCard]:
    return {article.id: article for article in footnote.articles(library=library)}


def _store(footnote: Footnote, upload: uploads.Upload, limits: LimitSettings, library: str) -> list[Outcome]:
    return list(footnote.store(uploads.drafts(upload, limits=limits), library=library).outcomes)
