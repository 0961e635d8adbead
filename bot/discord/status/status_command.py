"""`/status`: how the bot is doing, for those who manage a server and for the application's owner."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from discord import app_commands, ui

from bot.concurrency.loop_lag import LagStatistics
from bot.concurrency.worker import QueueStatistics
from bot.discord.connection.client import FootnoteClient, Interaction
from bot.discord.connection.translator import command_text
from bot.discord.core.actions import run_action
from bot.discord.core.context import InteractionContext
from bot.discord.core.refusals import Refused
from bot.discord.ui import note_cards
from bot.discord.ui.card_parts import library_size
from bot.i18n import Phrases
from bot.render import wording
from bot.store import LoggedError
from retrieval import ArticleCard

_ERRORS = 5
_BUSIEST = 5
_SHARDS = 8  # of which the latency is shown, the slowest ones


@app_commands.command(name=command_text("status.name"), description=command_text("status.description"))
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
async def status(interaction: Interaction) -> None:
    """Show figures. Discord asks for the permission in servers; in direct messages only the owner is answered."""
    await run_action(interaction, show_status)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusFigures:
    """The figures that are looked up for the card."""

    articles: Sequence[ArticleCard]
    questions: QueueStatistics  # for the owner of all servers, else of the place's alone
    busiest: Sequence[tuple[str, QueueStatistics]]  # libraries with most questions; for the owner alone
    lag: LagStatistics
    shards: Sequence[tuple[int, float]]  # number and latency in seconds
    errors: Sequence[LoggedError]


async def measure_loop_lag(client: FootnoteClient) -> None:
    """Measure how late the event loop is, as long as the bot runs."""
    await client.loop_lag.measure()


async def show_status(context: InteractionContext) -> ui.LayoutView:
    """Make the card with the figures.

    Raises:
        Refused: somebody else than the owner asks in direct messages.
    """
    client, services, phrases = context.interaction.client, context.services, context.phrases
    owner = await client.is_owner(context.interaction.user)
    if context.interaction.guild_id is None and not owner:
        raise Refused("not_operator")
    if not owner:
        context.require_keeper()
    figures = StatusFigures(
        articles=await context.run(partial(services.footnote.articles, library=context.library)),
        questions=services.worker.statistics(owner=None if owner else context.library),
        busiest=services.worker.busiest(_BUSIEST) if owner else (),
        lag=client.loop_lag.statistics(),
        shards=client.latencies,
        errors=services.errors.latest(
            _ERRORS, await services.read_or_default(partial(services.ledger.errors.latest, _ERRORS), [])
        ),
    )
    return note_cards.facts(phrases.status.heading, _figures(figures, phrases, owner=owner))


def _figures(figures: StatusFigures, phrases: Phrases, *, owner: bool) -> list[tuple[str, str]]:
    newest = max((article.added for article in figures.articles), default="")
    return [
        (phrases.library.size, library_size(figures.articles, phrases)),
        *([(phrases.library.newest, wording.date(newest))] if newest else []),
        (phrases.status.latency, _times(figures.questions, phrases)),
        (phrases.status.waiting, phrases.number(figures.questions.waiting)),
        *([(phrases.status.busiest, _busiest(figures.busiest, phrases))] if figures.busiest else []),
        *([(phrases.status.lag, _lag(figures.lag, phrases))] if figures.lag.looks else []),
        (phrases.status.shards, _shards(figures.shards, phrases)),
        (phrases.status.errors, _errors(figures.errors, owner=owner) or phrases.status.no_errors),
    ]


def _times(questions: QueueStatistics, phrases: Phrases) -> str:
    """Return how long half and 95 of 100 of the last questions took at most, and the slowest."""
    half, most, slowest = (
        phrases.duration(1000 * seconds) for seconds in (questions.p50, questions.p95, questions.slowest)
    )
    return f"p50 {half} · p95 {most} · max {slowest} · n = {phrases.number(questions.finished)}"


def _busiest(libraries: Sequence[tuple[str, QueueStatistics]], phrases: Phrases) -> str:
    """Return the libraries with most questions since the start, and the longest time of 95 of 100 of the last ones."""
    return ", ".join(
        f"{library}: {phrases.number(questions.finished)} (p95 {phrases.duration(1000 * questions.p95)})"
        for library, questions in libraries
    )


def _lag(lag: LagStatistics, phrases: Phrases) -> str:
    """Return how late the event loop was in half and in 99 of 100 looks at most, and the longest delay."""
    half, most, longest = (phrases.duration(1000 * seconds) for seconds in (lag.p50, lag.p99, lag.most))
    return f"p50 {half} · p99 {most} · max {longest}"


def _shards(latencies: Sequence[tuple[int, float]], phrases: Phrases) -> str:
    known = [(number, seconds) for number, seconds in latencies if math.isfinite(seconds)]
    slowest = sorted(known, key=lambda shard: -shard[1])[:_SHARDS]
    times = ", ".join(f"{number}: {phrases.duration(1000 * seconds)}" for number, seconds in slowest)
    return f"{phrases.number(len(latencies))} ({times})" if times else phrases.number(len(latencies))


def _errors(errors: Sequence[LoggedError], *, owner: bool) -> str:
    """Return the last errors with the ids that people were given; the owner alone sees what kind they are."""
    return " · ".join(
        f"{wording.date(error.at.isoformat())} {error.id}" + (f" {error.what}" if owner else "") for error in errors
    )
