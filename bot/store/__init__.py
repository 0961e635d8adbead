"""Stores what the bot must keep over restarts: the ledger, in one SQLite file beside the library or in PostgreSQL.

    with open_ledger(settings, data_folder) as ledger:
        reply = ledger.answers.keep(examination, place=place, asker=person, library=library)
        ledger.answers.find(reply.id, place=place)

- `ledger` opens it, with a part for each concern; `ledger_health` checks it for `footnote doctor`. `store_records`
  and `store_errors` are the results, and `database` has the two kinds of databases that hold the rows.
- Answers: `answers` in the form of `answer_rows`, their `feedback`, the `unanswered` questions, verified answers
  (`pins`), and all of these as questions with known answers (`golden`).
- Conversations: `dialogue`, and `pending` interactions.
- Servers and people: `preferences`, daily `quotas`, `departures`, articles removed within the hour (`removals`).
- Deletion: of what is old (`old_data`), and of what is stored about somebody, who may also have it (`privacy`).
- The bot itself: `error_log`, `key_value`.

A module is imported when a name of it is first used, so that importing a record does not load the databases.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.store.database.health_record import LedgerHealth
    from bot.store.database.store_copy import copy_to_postgres
    from bot.store.ledger import Ledger, open_ledger
    from bot.store.ledger_health import check_ledger
    from bot.store.preferences import Preferences
    from bot.store.store_errors import (
        LedgerBusy,
        LedgerDamaged,
        LedgerDenied,
        LedgerError,
        LedgerFull,
        LedgerUnreachable,
        LedgerVersionError,
        LimitReached,
    )
    from bot.store.store_records import (
        DailyCount,
        ErasureCounts,
        JudgedAnswer,
        LoggedError,
        OldDataCounts,
        Opinion,
        Place,
        ReplyReasons,
        ScoredSentence,
        StoredReply,
        StoredTurn,
        UnansweredQuestion,
    )

__all__ = [
    "DailyCount",
    "ErasureCounts",
    "JudgedAnswer",
    "Ledger",
    "LedgerBusy",
    "LedgerDamaged",
    "LedgerDenied",
    "LedgerError",
    "LedgerFull",
    "LedgerHealth",
    "LedgerUnreachable",
    "LedgerVersionError",
    "LimitReached",
    "LoggedError",
    "OldDataCounts",
    "Opinion",
    "Place",
    "Preferences",
    "ReplyReasons",
    "ScoredSentence",
    "StoredReply",
    "StoredTurn",
    "UnansweredQuestion",
    "check_ledger",
    "copy_to_postgres",
    "open_ledger",
]

# The names by the module that defines them.
_NAMES = {
    "database.health_record": "LedgerHealth",
    "database.store_copy": "copy_to_postgres",
    "ledger": "Ledger open_ledger",
    "ledger_health": "check_ledger",
    "preferences": "Preferences",
    "store_errors": (
        "LedgerBusy LedgerDamaged LedgerDenied LedgerError LedgerFull LedgerUnreachable LedgerVersionError LimitReached"
    ),
    "store_records": (
        "DailyCount ErasureCounts JudgedAnswer LoggedError OldDataCounts Opinion Place ReplyReasons ScoredSentence "
        "StoredReply StoredTurn UnansweredQuestion"
    ),
}
_ORIGINS = {name: module for module, names in _NAMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    """Import the module of a public name, and return what has that name there."""
    if name not in _ORIGINS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_ORIGINS[name]}"), name)
