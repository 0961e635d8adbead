"""From the start to the end of the bot: opens what it needs, connects, and lets running answers finish."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from functools import partial

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.app.configuration import Config
from bot.concurrency.worker import Worker
from bot.discord.core.client import FootnoteBot
from bot.discord.core.context import Services
from bot.discord.core.discord_settings import DISCORD, api_of, token_of
from bot.discord.library import refreshes
from bot.store import Ledger, LedgerError, ledger_file
from bot.store.store_records import utc_now
from retrieval import ConfigError, Footnote, library_path, load_model_runtime, open_footnote

SWEEP_SECONDS = 3_600.0  # between two looks for what is too old to be kept

_HANDLERS = ("CommandTree-invoker", "discord-ui-", "discord.py: on_")  # how discord.py names the tasks that answer
_PORTAL = "https://discord.com/developers/applications"
_log = logging.getLogger("footnote.discord")


async def live(config: Config) -> None:
    """Runs the bot until it is told to stop by SIGINT or SIGTERM.

    Raises:
        FootnoteError: it could not be started; the message is for the operator.
    """
    token, api = token_of(config.discord), api_of(config.discord)
    stopping = asyncio.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(one, stopping.set)
    pipeline = await asyncio.to_thread(_opened, config)
    try:
        path = ledger_file(config.ledger, library_path(config))
        ledger = await asyncio.to_thread(partial(Ledger, path, settings=config.ledger))
        worker = Worker.configured(pipeline, config.worker)
        try:
            services = Services(footnote=pipeline, worker=worker, ledger=ledger, config=config)
            await run(FootnoteBot(services), token, api=api, stopping=stopping)
        finally:
            await worker.close()
            ledger.close()
    finally:
        pipeline.close()


def _opened(config: Config) -> Footnote:
    """What answers, made so far that loading the models holds up neither acknowledgements nor heartbeats."""
    load_model_runtime(config)
    return open_footnote(config)


async def run(bot: FootnoteBot, token: str, *, api: str, stopping: asyncio.Event) -> None:
    """Connects, and stays until `stopping` is set or Discord ends it.

    Raises:
        FootnoteError: Discord refused the bot, or the model is missing.
    """
    async with bot:
        chores = [
            asyncio.create_task(_warm(bot.services.worker)),
            asyncio.create_task(_sweep(bot.services)),
            asyncio.create_task(refreshes.keep_up(bot)),
        ]
        connection = asyncio.create_task(_connected(bot, token, api))
        stop = asyncio.create_task(stopping.wait())
        try:
            await asyncio.wait({connection, stop, chores[0]}, return_when=asyncio.FIRST_COMPLETED)
            if chores[0].done():
                chores[0].result()  # without its model the bot could answer nothing
                await asyncio.wait({connection, stop}, return_when=asyncio.FIRST_COMPLETED)
            if connection.done():
                connection.result()
            else:
                await finish(bot)
                connection.cancel()  # where the gateway is down, discord.py would try to reach it for ever
                await asyncio.gather(connection, return_exceptions=True)
        finally:
            for task in (*chores, stop, connection):
                task.cancel()


async def finish(bot: FootnoteBot) -> None:
    """Lets what is being answered be answered, for a bounded time, takes nothing new, and logs out."""
    _log.info("stopping: running answers finish")
    seconds = bot.services.config.worker.closing_seconds
    await _answered(seconds)
    await bot.services.worker.drain()
    await _answered(seconds)  # those that came meanwhile, which are told to come back
    await bot.close()
    _log.info("stopped")


async def _answered(seconds: float) -> None:
    """Waits until everything that is being answered now is answered, or the time is up."""
    answering = {one for one in asyncio.all_tasks() if one.get_name().startswith(_HANDLERS)}
    if answering:
        await asyncio.wait(answering, timeout=seconds)


async def _connected(bot: FootnoteBot, token: str, api: str) -> None:
    """Logs in and stays connected."""
    Route.BASE = api
    try:
        await bot.login(token)
        if api != DISCORD:
            _, gateway, _ = await bot.http.get_bot_gateway()
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)  # where a shard begins again without a session
        await bot.connect()
    except discord.LoginFailure as error:
        advice = f"Copy it again from {_PORTAL} (Bot, Reset Token)."
        raise ConfigError("Discord does not know this token", advice=advice) from error
    except discord.PrivilegedIntentsRequired as error:
        raise ConfigError(
            "Discord refused the message-content intent",
            where="discord.message_content",
            advice=f"Open {_PORTAL}, choose the application, then Bot, and switch on Message Content Intent; "
            "or set discord.message_content = false.",
        ) from error
    except (discord.GatewayNotFound, discord.HTTPException, aiohttp.ClientError, OSError) as error:
        what = f"Discord could not be reached ({type(error).__name__})"
        raise ConfigError(what, where=api, advice="Check the network and discord.api_url, then start again.") from error


async def _warm(worker: Worker) -> None:
    """Loads the models while the bot connects.

    Raises:
        ModelError: a model is missing or damaged.
    """
    await worker.warm()
    _log.info("the model is loaded")


async def _sweep(services: Services) -> None:
    """Forgets what is too old, now and every hour."""
    while True:
        with suppress(LedgerError):
            await services.noted(lambda: services.ledger.privacy.sweep(utc_now()))
        await asyncio.sleep(SWEEP_SECONDS)
