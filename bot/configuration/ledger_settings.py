"""The configuration of the ledger, and the path of its file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from retrieval import expand_home, setting

FILE_NAME = "ledger.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSettings:
    """The data that the bot keeps, and for how long."""

    path: str = setting("", "the ledger's file; empty: ledger.sqlite beside the library's file")
    database: str = setting(
        "",
        "a PostgreSQL database in place of the file: postgresql://footnote@db/footnote, its password in PGPASSWORD",
    )
    question_days: int = setting(
        30, "days for which the text of questions is kept; 0: it is never stored", least=0, most=3_650
    )
    keep_days: int = setting(
        365,
        "days for which answers, feedback and unanswered questions are kept; buttons of older answers stop working",
        least=1,
        most=3_650,
    )
    departed_days: int = setting(
        30,
        "days after which everything of a server that the bot has left is deleted, articles included",
        least=1,
        most=3_650,
    )
    dialogue_turns: int = setting(6, "earlier questions that a follow-up may refer to", least=0, most=100)
    dialogue_minutes: int = setting(60, "minutes after which a conversation is over", least=1, most=10_080)


def ledger_file(settings: LedgerSettings, folder: Path) -> Path:
    """Return the ledger's file: as configured, else in the folder of what belongs to the library."""
    return expand_home(settings.path) if settings.path else folder / FILE_NAME
