"""The errors of what the bot stores.

FootnoteError
├── LedgerError               what the bot stores could not be read or written
│   ├── LedgerVersionError    written by a newer Footnote
│   ├── LedgerDamaged         the file is not whole, or not a ledger
│   ├── LedgerFull            the disk has no room
│   ├── LedgerBusy            another process holds it for too long
│   ├── LedgerDenied          no permission for the file, its folder or the database
│   └── LedgerUnreachable     the database does not answer
└── LimitReached              a person, or a server, has reached the daily limit of questions
"""

from __future__ import annotations

from datetime import datetime

from retrieval import FootnoteError


class LedgerError(FootnoteError):
    """The bot's data could not be read or written."""


class LedgerVersionError(LedgerError):
    """The ledger was written by a newer Footnote."""


class LedgerDamaged(LedgerError):
    """The ledger's file is not whole, or not a ledger."""


class LedgerFull(LedgerError):
    """The disk has no room for what should be stored."""


class LedgerBusy(LedgerError):
    """Another process held the ledger for longer than the waiting time."""


class LedgerDenied(LedgerError):
    """The ledger's file, folder or database may not be read or written."""


class LedgerUnreachable(LedgerError):
    """The ledger's database does not answer."""


class LimitReached(FootnoteError):
    """A daily limit is used up.

    Args:
        limit: questions a day.
        personal: whether it is the person's limit, not the server's.
        resets: when the next day begins.
    """

    def __init__(self, *, limit: int, personal: bool, resets: datetime) -> None:
        self.limit = limit
        self.personal = personal
        self.resets = resets
        whose = "you have" if personal else "this server has"
        noun = "question" if limit == 1 else "questions"
        super().__init__(
            f"{whose} used up the {limit:,} {noun} of today", advice=f"Ask again after {resets:%H:%M} UTC."
        )
