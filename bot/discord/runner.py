"""From the start to the end of the bot: opens what it needs, connects, and lets running answers finish."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Iterator
from functools import partial

from bot.app.metrics import Metrics
from bot.app.prometheus_metrics import PrometheusMetrics, open_metrics
from bot.concurrency.worker import Worker
from bot.configuration.config_file import Config
from bot.configuration.discord_settings import api_of, token_of
from bot.discord.connection.client import FootnoteClient
from bot.discord.connection.login import connect
from bot.discord.connection.services import Services
from bot.discord.connection.shards import ShardRange
from bot.discord.core.background import keep_running
from bot.discord.footnote_bot import FEATURES, FootnoteBot
from bot.store import open_ledger
from retrieval import Footnote, data_folder, load_model_runtime, open_footnote

_HANDLERS = ("CommandTree-invoker", "discord-ui-", "discord.py: on_")  # how discord.py names the tasks that answer
_log = logging.getLogger("footnote.discord")


async def run_until_stopped(config: Config) -> None:
    """Run the bot until SIGINT or SIGTERM.

    Raises:
        FootnoteError: it could not be started; the message is for the operator.
    """
    token, api = token_of(config.discord), api_of(config.discord)
    ShardRange.parse(config.discord.shards)  # said before the models are loaded
    metrics = open_metrics(config.discord.metrics)
    try:
        await _run_bot(config, token, api, metrics)
    finally:
        if metrics is not None:
            await asyncio.to_thread(metrics.close)


async def _run_bot(config: Config, token: str, api: str, metrics: PrometheusMetrics | None) -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    footnote = await asyncio.to_thread(_open, config)
    try:
        ledger = await asyncio.to_thread(open_ledger, config.ledger, data_folder(config))
        worker = Worker.configured(footnote, config.worker)
        try:
            services = Services(
                footnote=footnote, worker=worker, ledger=ledger, config=config, metrics=metrics or Metrics()
            )
            client = FootnoteBot(services)
            if metrics is not None:
                metrics.watch(worker, client.loop_lag)
            await run_client(client, token, api=api, stopping=stopping)
        finally:
            await worker.close()
            ledger.close()
    finally:
        footnote.close()


def _open(config: Config) -> Footnote:
    """Open Footnote so far that loading the models later delays neither acknowledgements nor heartbeats."""
    load_model_runtime(config)
    return open_footnote(config)


async def run_client(client: FootnoteClient, token: str, *, api: str, stopping: asyncio.Event) -> None:
    """Connect, and stay until `stopping` is set or Discord ends the connection.

    Raises:
        FootnoteError: Discord refused the bot, or the model is missing.
    """
    async with client:
        warming = asyncio.create_task(_warm(client.services.worker))
        background = list(_start_background_tasks(client))
        connection = asyncio.create_task(connect(client, token, api))
        stop = asyncio.create_task(stopping.wait())
        try:
            await asyncio.wait({connection, stop, warming}, return_when=asyncio.FIRST_COMPLETED)
            if warming.done():
                warming.result()  # without its model the bot could answer nothing
                await asyncio.wait({connection, stop}, return_when=asyncio.FIRST_COMPLETED)
            if connection.done():
                connection.result()
            else:
                await finish(client)
                connection.cancel()  # where the gateway is down, discord.py would try to reach it for ever
                await asyncio.gather(connection, return_exceptions=True)
        finally:
            for task in (warming, *background, stop, connection):
                task.cancel()


async def finish(client: FootnoteClient) -> None:
    """Let running answers finish, for a bounded time, take nothing new, and log out."""
    _log.info("stopping: running answers finish")
    seconds = client.services.config.worker.closing_seconds
    await _wait_for_answers(seconds)
    await client.services.worker.drain()
    await _wait_for_answers(seconds)  # those that came meanwhile, which end in a sentence
    await client.close()
    _log.info("stopped")


def _start_background_tasks(client: FootnoteClient) -> Iterator[asyncio.Task[None]]:
    for feature in FEATURES:
        for task in feature.tasks:
            yield asyncio.create_task(keep_running(task.__name__, partial(task, client), client.services))


async def _wait_for_answers(seconds: float) -> None:
    """Wait until everything that is being answered now is answered, or the time is up."""
    answering = {task for task in asyncio.all_tasks() if task.get_name().startswith(_HANDLERS)}
    if answering:
        await asyncio.wait(answering, timeout=seconds)


async def _warm(worker: Worker) -> None:
    """Load the models while the bot connects.

    Raises:
        ModelError: a model is missing or damaged.
    """
    await worker.warm()
    _log.info("the model is loaded")
