"""What the bot must remember over restarts, in one SQLite file beside the library.

    with Ledger(ledger_file(settings, library_path), settings=settings) as ledger:
        given = ledger.answers.keep(examination, place=place, asker=person, library=library)
        ledger.answers.find(given.id, place=place)

`records` and `failures` are what comes back, `settings` is what goes in; the other modules are one concern each.
"""

from bot.ledger.failures import (
    LedgerBusy,
    LedgerDamaged,
    LedgerDenied,
    LedgerError,
    LedgerFull,
    LedgerVersionError,
    LimitReached,
)
from bot.ledger.ledger import Ledger
from bot.ledger.preferences import Preferences
from bot.ledger.records import (
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
from bot.ledger.settings import LedgerSettings, ledger_file

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
