"""Reads what people said about answers as questions with known answers, to measure and calibrate with."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store import answers
from bot.store.database.row_values import storable
from bot.store.database.store_protocol import Store
from bot.store.pins import PinnedAnswer, PinStore
from bot.store.store_records import StoredReply


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedAnswer:
    """An answer that people rated, whose question is still stored."""

    answer: StoredReply
    helpful: int
    unhelpful: int


class GoldenStore:
    """The opinions of people on the answers from a library, in all places."""

    def __init__(self, store: Store, pins: PinStore) -> None:
        self._store = store
        self._pins = pins

    def rated(self, library: str) -> list[RatedAnswer]:
        """Return the rated answers of a library whose questions are still stored, oldest first."""
        with self._store.reading() as connection:
            tallies = connection.execute(
                "SELECT answer, sum(helpful), sum(1 - helpful) FROM feedback JOIN answers ON answers.id = answer "
                "WHERE library = ? AND answered = 1 AND question IS NOT NULL "
                "GROUP BY answer, answers.at ORDER BY answers.at, answer",
                (storable(library),),
            ).fetchall()
            return [
                RatedAnswer(answer=answers.of_id(connection, answer), helpful=helpful, unhelpful=unhelpful)
                for answer, helpful, unhelpful in tallies
            ]

    def pinned(self, library: str) -> list[PinnedAnswer]:
        """Return the verified answers of a library that stand in articles."""
        return [pin for pin in self._pins.of(library) if not pin.of_message]
