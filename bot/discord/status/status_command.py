"""`/status`: how the bot is doing, for those who manage a server and for the application's owner."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from discord import app_commands, ui

from bot.concurrency.worker import QueueStatistics
from bot.discord.core.actions import run_action
from bot.discord.core.client import Interaction
from bot.discord.core.context import InteractionContext
from bot.discord.core.refusals import Refused
from bot.discord.core.translator import text
from bot.discord.ui import note_cards
from bot.discord.ui.card_parts import library_size
from bot.i18n import Phrases
from bot.render import wording
from bot.store import LoggedError
from retrieval import ArticleCard

_ERRORS = 5
_SHARDS = 8  # of which the latency is shown, the slowest ones


@app_commands.command(name=text("status.name"), description=text("status.description"))
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
async def status(interaction: Interaction) -> None:
    """Show figures. Discord asks for the permission in servers; in direct messages only the owner is answered."""
    await run_action(interaction, show_status)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusFigures:
    """What is looked up for the card."""

    articles: Sequence[ArticleCard]
    questions: QueueStatistics
    shards: Sequence[tuple[int, float]]  # number and latency in seconds
    errors: Sequence[LoggedError]


async def show_status(context: InteractionContext) -> ui.LayoutView:
    """Make the card with the figures.

    Raises:
        Refused: somebody else than the owner asks in direct messages.
    """
    client, services, phrases = context.interaction.client, context.services, context.phrases
    owner = await client.is_owner(context.interaction.user)
    if context.interaction.guild_id is None and not owner:
        raise Refused("not_allowed")
    figures = StatusFigures(
        articles=await services.worker.run(partial(services.footnote.articles, library=context.library)),
        questions=services.worker.statistics(),
        shards=client.latencies,
        errors=await services.use_ledger(partial(services.ledger.mishaps.latest, _ERRORS)),
    )
    return note_cards.facts(phrases.status.heading, _figures(figures, phrases, owner=owner))


def _figures(figures: StatusFigures, phrases: Phrases, *, owner: bool) -> list[tuple[str, str]]:
    newest = max((article.added for article in figures.articles), default="")
    return [
        (phrases.library.size, library_size(figures.articles, phrases)),
        *([(phrases.library.newest, newest)] if newest else []),
        (phrases.status.latency, _times(figures.questions, phrases)),
        (phrases.status.waiting, phrases.number(figures.questions.waiting)),
        (phrases.status.shards, _shards(figures.shards, phrases)),
        (phrases.status.errors, _errors(figures.errors, owner=owner) or phrases.status.no_errors),
    ]


def _times(questions: QueueStatistics, phrases: Phrases) -> str:
    """How long half and 95 of 100 of the last questions took at most, and the slowest."""
    half, most, slowest = (
        phrases.duration(1000 * seconds) for seconds in (questions.p50, questions.p95, questions.slowest)
    )
    return f"p50 {half} · p95 {most} · max {slowest} · n = {phrases.number(questions.finished)}"


def _shards(latencies: Sequence[tuple[int, float]], phrases: Phrases) -> str:
    known = [(number, seconds) for number, seconds in latencies if math.isfinite(seconds)]
    slowest = sorted(known, key=lambda shard: -shard[1])[:_SHARDS]
    times = ", ".join(f"{number}: {phrases.duration(1000 * seconds)}" for number, seconds in slowest)
    return f"{phrases.number(len(latencies))} ({times})" if times else phrases.number(len(latencies))


def _errors(errors: Sequence[LoggedError], *, owner: bool) -> str:
    """The last errors with the ids that people were given; the owner alone sees what kind they are."""
    return " · ".join(
        f"{wording.date(error.at.isoformat())} {error.id}" + (f" {error.what}" if owner else "") for error in errors
    )
