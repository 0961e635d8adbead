"""`footnote store copy`: moves what the bot keeps from its file into a PostgreSQL database."""

from __future__ import annotations

from argparse import Namespace

from bot.cli.command_run import CommandRun
from bot.cli.exit_codes import Exit
from bot.configuration.ledger_settings import ledger_file
from bot.render import amounts, wording
from bot.render.blocks import Note
from bot.store import copy_to_postgres
from retrieval import ConfigError, data_folder, expand_home

_NO_TARGET = "Name it with --to postgresql://USER@HOST/DATABASE, or in ledger.database."


def run(arguments: Namespace) -> Exit:
    """Copy the ledger's file into the database that is named or configured, and say what was copied.

    Raises:
        ConfigError: no database is named, or its address cannot be used.
        LedgerError: the file or the database cannot be used, or the database has a ledger already.
    """
    run = CommandRun.start(arguments)
    settings = run.config.ledger
    address = arguments.to or settings.database
    if not address:
        raise ConfigError("no database is named", where="ledger.database", advice=_NO_TARGET)
    named = expand_home(arguments.file) if arguments.file else None
    file = named or ledger_file(settings, data_folder(run.config))
    with run.screen.show_status("copying…"):
        counts = copy_to_postgres(file, address)
    what = f"Copied and compared: {amounts.count(counts.total, 'row')} of {wording.one_line(str(file))}."
    advice = "Set ledger.database, then start the bot; keep the file until it runs."
    run.show([Note(text=what), Note(text=advice)], {"rows": counts.rows, "total": counts.total})
    return Exit.DONE
