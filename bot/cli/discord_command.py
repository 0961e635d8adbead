"""`footnote discord`: runs the Discord bot until it is stopped."""

from __future__ import annotations

import asyncio
import logging
from argparse import Namespace
from dataclasses import replace

from bot.cli.command_run import CommandRun
from bot.cli.exit_codes import Exit
from bot.discord import runner

_OPTIONS = ("metrics", "shards")  # that stand for a setting of the same name


def run(arguments: Namespace) -> Exit:
    """Run the bot; its log goes to standard error."""
    config = CommandRun.start(arguments).config
    named = {name: value for name in _OPTIONS if (value := getattr(arguments, name)) is not None}
    config = replace(config, discord=replace(config.discord, **named))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    asyncio.run(runner.run_until_stopped(config))
    return Exit.DONE
