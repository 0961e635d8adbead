"""Takes uploaded files into a library: each is fetched, read and stored, while the asker sees how far it has got."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import discord
from discord import ui

from bot.discord import card_lists, uploads
from bot.discord.errands import Errand
from bot.worker import Busy, Closing
from retrieval.pipeline import Footnote
from retrieval.records import ArticleCard, Outcome, Skipped
from retrieval.settings import LimitSettings

_MEGABYTE = 2**20


async def take_in(files: Sequence[discord.Attachment], errand: Errand) -> ui.LayoutView:
    """Adds the files one after another, so that only one is in memory, and reports what was understood of each."""
    services, say = errand.services, errand.say
    before = await services.worker.run(partial(_known, services.footnote, errand.library))
    outcomes: list[Outcome] = []
    interrupted = False
    for number, file in enumerate(files, start=1):
        progress = card_lists.progress(number, len(files), file.filename, say)
        await errand.interaction.edit_original_response(view=progress)
        try:
            outcomes += await _added(file, errand)
        except (Busy, Closing):
            if not outcomes:
                raise
            interrupted = True
            break
    return card_lists.report(outcomes, say, before=before, interrupted=interrupted)


async def _added(file: discord.Attachment, errand: Errand) -> list[Outcome]:
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
    return await services.worker.run(store, kind="addition")


def _known(footnote: Footnote, library: str) -> dict[str, ArticleCard]:
    return {one.id: one for one in footnote.articles(library=library)}


def _stored(footnote: Footnote, upload: uploads.Upload, limits: LimitSettings, library: str) -> list[Outcome]:
    return list(footnote.store(uploads.drafts(upload, limits=limits), library=library))
