"""Tasks that run as long as the bot, whatever goes wrong in them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.concurrency.worker import Closing
from bot.discord.connection.services import Services
from bot.discord.core.error_replies import record_error

FIRST_PAUSE = 60.0  # seconds before a task that failed is started again; doubled each time
LONGEST_PAUSE = 3_600.0

_log = logging.getLogger("footnote.discord")


@asynccontextmanager
async def record_errors(what: str, services: Services) -> AsyncIterator[None]:
    """Do a part of a task in the block; whatever goes wrong in it is recorded for `/status`, and the task goes on.

    Args:
        what: what could not be done, for the log.
        services: record errors.

    Raises:
        Closing: the bot stops.
    """
    try:
        yield
    except Closing:
        raise
    except Exception as error:  # noqa: BLE001  one failure must not keep the task from what comes next
        number = await record_error(error, services)
        _log.warning("%s (error %s)", what, number)


async def keep_running(name: str, task: Callable[[], Awaitable[None]], services: Services) -> None:
    """Run a task to its end; start it again after any error, which `/status` then shows.

    Args:
        name: of the task, for the log.
        task: to run. It ends by returning, or by `Closing` when the bot stops.
        services: record errors.
    """
    pause = FIRST_PAUSE
    while True:
        try:
            await task()
        except Closing:
            return
        except Exception as error:  # noqa: BLE001  a task that ended in silence would never be missed
            number = await record_error(error, services)
            _log.error("%s failed (error %s) and is started again in %.0f seconds", name, number, pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        else:
            return
