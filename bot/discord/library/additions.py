"""Takes files and web addresses into a library, one after another, while the asker sees how far it has got."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import discord
from discord import ui

from bot.concurrency.worker import Busy, Closing
from bot.discord.core.progress import Progress
from bot.discord.core.responder import Errand
from bot.discord.library import corrections, links, uploads
from bot.discord.ui import note_cards, report_cards
from retrieval import ArticleCard, Footnote, LimitSettings, Outcome, Skipped

_MEGABYTE = 2**20

_One: TypeAlias = "discord.Attachment | str"  # a file, or a web address that was accepted


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody wants to have added."""

    files: Sequence[discord.Attachment]
    addresses: Sequence[str]  # as they were written


async def take_in(given: Given, errand: Errand) -> ui.LayoutView:
    """Adds all of it and reports what was understood of each, or says in a sentence what there is none of."""
    say = errand.say
    wanted = links.accepted(given.addresses, say)
    if not given.files and not wanted.addresses and len(wanted.refused) <= 1:
        return note_cards.note(say.library.no_address if wanted.refused else say.library.nothing_given)
    services = errand.services
    before = await services.worker.run(partial(_known, services.footnote, errand.library))
    outcomes, interrupted = await _all_added([*given.files, *wanted.addresses], errand)
    await corrections.correct(errand.interaction.client, errand.library, outcomes)
    return report_cards.report([*outcomes, *wanted.refused], say, before=before, interrupted=interrupted)


async def _all_added(wanted: Sequence[_One], errand: Errand) -> tuple[list[Outcome], bool]:
    """One after another, so that only one file is in memory; what became of them, and whether it ended early."""
    until = time.monotonic() + errand.services.worker.addition_seconds
    outcomes: list[Outcome] = []
    for number, one in enumerate(wanted, start=1):
        name = one if isinstance(one, str) else one.filename
        progress = Progress(errand.interaction, partial(report_cards.progress, number, len(wanted), name, errand.say))
        await progress.begin()
        try:
            outcomes += await (_read(one, errand, progress, until) if isinstance(one, str) else _uploaded(one, errand))
        except (Busy, Closing):
            if not outcomes:
                raise
            return outcomes, True
        finally:
            await progress.end()
    return outcomes, False


async def _read(address: str, errand: Errand, progress: Progress, until: float) -> list[Outcome]:
    left = until - time.monotonic()
    return await errand.services.worker.add([address], library=errand.library, watch=progress.watch, seconds=left)


async def _uploaded(file: discord.Attachment, errand: Errand) -> list[Outcome]:
    services, say = errand.services, errand.say
    limits = services.config.limits
    source = uploads.source_of(file.filename, library=errand.library)
    if file.size > limits.file_megabytes * _MEGABYTE:
        return [
            Skipped(source=source, reason=say.library.too_large.format(megabytes=say.number(limits.file_megabytes)))
        ]
    try:
        data = await file.read()
    except discord.HTTPException:
        return [Skipped(source=source, reason=say.library.unreachable)]
    upload = uploads.Upload(name=file.filename, source=source, data=data)
    store = partial(_stored, services.footnote, upload, limits, errand.library)
    return await services.worker.run(store, kind="addition", library=errand.library)


def _known(footnote: Footnote, library: str) -> dict[str, ArticleCard]:
    return {one.id: one for one in footnote.articles(library=library)}


def _stored(footnote: Footnote, upload: uploads.Upload, limits: LimitSettings, library: str) -> list[Outcome]:
    return list(footnote.store(uploads.drafts(upload, limits=limits), library=library).outcomes)
