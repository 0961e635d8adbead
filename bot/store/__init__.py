"""Stores what the bot must keep over restarts, in one SQLite file beside the library: the ledger.

    with Ledger(ledger_file(settings, data_folder), settings=settings) as ledger:
        reply = ledger.answers.keep(examination, place=place, asker=person, library=library)
        ledger.answers.find(reply.id, place=place)

`store_records` and `store_errors` are the results, `store_settings` is the configuration; each other module has one
concern.
"""

from bot.store.ledger import Ledger
from bot.store.preferences import Preferences
from bot.store.store_errors import (
    LedgerBusy,
    LedgerDamaged,
    LedgerDenied,
    LedgerError,
    LedgerFull,
    LedgerVersionError,
    LimitReached,
)
from bot.store.store_records import (
    DailyCount,
    ErasureCounts,
    JudgedAnswer,
    LoggedError,
    Opinion,
    Place,
    ReplyReasons,
    ScoredSentence,
    StoredReply,
    StoredTurn,
    SweepCounts,
    Tally,
    UnansweredQuestion,
)
from bot.store.store_settings import LedgerSettings, ledger_file

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
    "LedgerSettings",
    "LedgerVersionError",
    "LimitReached",
    "LoggedError",
    "Opinion",
    "Place",
    "Preferences",
    "ReplyReasons",
    "ScoredSentence",
    "StoredReply",
    "StoredTurn",
    "SweepCounts",
    "Tally",
    "UnansweredQuestion",
    "ledger_file",
]
