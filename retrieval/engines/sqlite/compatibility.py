"""Whose vectors and whose terms a file holds: written with the first article, gone with the last."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from retrieval.core.errors import LibraryVersionError, ModelMismatch

_AGAIN = "or set library.path to a new file and add the articles again with `footnote add`."


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What made the numbers in a file. Vectors of two models, or terms of two analysers, are never compared."""

    model: str
    dimension: int
    analyser: str

    def claim(self, connection: sqlite3.Connection, where: str) -> None:
        """Makes an empty file one of this identity; otherwise as `check`."""
        if self.check(connection, where) is None:
            connection.execute("INSERT INTO identity VALUES (?, ?, ?)", (self.model, self.dimension, self.analyser))

    def check(self, connection: sqlite3.Connection, where: str) -> Identity | None:
        """What the file holds; None while it holds nothing.

        Raises:
            ModelMismatch: another model made its vectors.
            LibraryVersionError: another version of Footnote made its terms.
        """
        row = connection.execute("SELECT model, dimension, analyser FROM identity").fetchone()
        if row is None:
            return None
        stored = Identity(model=row[0], dimension=row[1], analyser=row[2])
        if (stored.model, stored.dimension) != (self.model, self.dimension):
            raise ModelMismatch(
                f"its vectors were made by '{stored.model}' ({stored.dimension} numbers each), "
                f"and '{self.model}' ({self.dimension}) is configured",
                where=where,
                advice=f"Set models.embedder_model back to '{stored.model}', {_AGAIN}",
            )
        if stored.analyser != self.analyser:
            raise LibraryVersionError(
                f"its words were taken apart by '{stored.analyser}', and this Footnote uses '{self.analyser}'",
                where=where,
                advice=f"Use the version of Footnote that made it, {_AGAIN}",
            )
        return stored


def forget_if_empty(connection: sqlite3.Connection) -> None:
    """Lets a file without articles be taken by any model."""
    connection.execute("DELETE FROM identity WHERE NOT EXISTS (SELECT 1 FROM articles)")
