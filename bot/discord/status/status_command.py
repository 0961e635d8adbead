"""`/status`: how the bot is doing, for those who manage a server and for the application's owner."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from discord import app_commands, ui

from bot.concurrency.worker import Statistics
from bot.discord.core.context import Interaction
from bot.discord.core.error_replies import Refused
from bot.discord.core.responder import Errand, attend
from bot.discord.core.translator import text
from bot.discord.library.library_commands import size
from bot.discord.ui import note_cards
from bot.i18n import Phrases
from bot.render import wording
from bot.store import Mishap
from retrieval import ArticleCard

if TYPE_CHECKING:
    from bot.discord.core.client import FootnoteBot

_ERRORS = 5
_SHARDS = 8  # of which the latency is shown, the slowest ones


async def setup(bot: FootnoteBot) -> None:
    """Adds the command."""
    bot.tree.add_command(status)


@app_commands.command(name=text("status.name"), description=text("status.description"))
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
async def status(interaction: Interaction) -> None:
    """Shows figures. Discord asks for the permission in servers; in direct messages only the owner is answered."""
    await attend(interaction, _shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What is looked up for the card."""

    articles: Sequence[ArticleCard]
    questions: Statistics
    shards: Sequence[tuple[int, float]]  # number and latency in seconds
    errors: Sequence[Mishap]


async def _shown(errand: Errand) -> ui.LayoutView:
    bot, services, say = errand.interaction.client, errand.services, errand.say
    owner = await bot.is_owner(errand.interaction.user)
    if errand.interaction.guild_id is None and not owner:
        raise Refused("not_allowed")
    seen = _Seen(
        articles=await services.worker.run(partial(services.footnote.articles, library=errand.library)),
        questions=services.worker.statistics(),
        shards=bot.latencies,
        errors=await services.noted(partial(services.ledger.mishaps.latest, _ERRORS)),
    )
    return note_cards.facts(say.status.heading, _figures(seen, say, owner=owner))


def _figures(seen: _Seen, say: Phrases, *, owner: bool) -> list[tuple[str, str]]:
    newest = max((one.added for one in seen.articles), default="")
    return [
        (say.library.size, size(list(seen.articles), say)),
        *([(say.library.newest, newest)] if newest else []),
        (say.status.latency, _times(seen.questions, say)),
        (say.status.waiting, say.number(seen.questions.waiting)),
        (say.status.shards, _shards(seen.shards, say)),
        (say.status.errors, _errors(seen.errors, owner=owner) or say.status.no_errors),
    ]


def _times(questions: Statistics, say: Phrases) -> str:
    """How long half and 95 of 100 of the last questions took at most, and the slowest."""
    half, most, slowest = (say.duration(1000 * one) for one in (questions.p50, questions.p95, questions.slowest))
    return f"p50 {half} · p95 {most} · max {slowest} · n = {say.number(questions.finished)}"


def _shards(latencies: Sequence[tuple[int, float]], say: Phrases) -> str:
    known = [(number, seconds) for number, seconds in latencies if math.isfinite(seconds)]
    slowest = sorted(known, key=lambda one: -one[1])[:_SHARDS]
    times = ", ".join(f"{number}: {say.duration(1000 * seconds)}" for number, seconds in slowest)
    return f"{say.number(len(latencies))} ({times})" if times else say.number(len(latencies))


def _errors(errors: Sequence[Mishap], *, owner: bool) -> str:
    """The last errors with the ids that people were given; what kind they are is told to the owner alone."""
    return " · ".join(
        f"{wording.date(one.at.isoformat())} {one.id}" + (f" {one.what}" if owner else "") for one in errors
    )
