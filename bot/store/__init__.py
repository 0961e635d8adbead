"""What the bot must remember over restarts, in one SQLite file beside the library.

    with Ledger(ledger_file(settings, library_path), settings=settings) as ledger:
        given = ledger.answers.keep(examination, place=place, asker=person, library=library)
        ledger.answers.find(given.id, place=place)

`records` and `failures` are what comes back, `settings` is what goes in; the other modules are one concern each.
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
    Forgotten,
    Gap,
    Given,
    Judged,
    Mishap,
    Opinion,
    Place,
    Reasons,
    Runner,
    Swept,
    Tally,
    Turn,
    Used,
)
from bot.store.store_settings import LedgerSettings, ledger_file

__all__ = [
    "Forgotten",
    "Gap",
    "Given",
    "Judged",
    "Ledger",
    "LedgerBusy",
    "LedgerDamaged",
    "LedgerDenied",
    "LedgerError",
    "LedgerFull",
    "LedgerSettings",
    "LedgerVersionError",
    "LimitReached",
    "Mishap",
    "Opinion",
    "Place",
    "Preferences",
    "Reasons",
    "Runner",
    "Swept",
    "Tally",
    "Turn",
    "Used",
    "ledger_file",
]
