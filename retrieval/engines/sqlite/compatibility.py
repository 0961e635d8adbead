"""The model and analyser behind a file's vectors and terms: stored with the first article, deleted with the last."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from retrieval.core.errors import LibraryVersionError, ModelMismatch

_START_OVER = "or set library.path to a new file and add the articles again with `footnote add`."


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The model and the analyser of a file. Vectors of two models, or terms of two analysers, are never compared."""

    model: str
    dimension: int
    analyser: str

    def claim(self, connection: sqlite3.Connection, where: str) -> None:
        """Store this identity in an empty file; check the stored one otherwise, as `check` does."""
        if self.check(connection, where) is None:
            connection.execute("INSERT INTO identity VALUES (?, ?, ?)", (self.model, self.dimension, self.analyser))

    def check(self, connection: sqlite3.Connection, where: str) -> Identity | None:
        """Compare with the stored identity and return it; None while the file has no article.

        Raises:
            ModelMismatch: another model made its vectors.
            LibraryVersionError: another version of the analyser made its terms.
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
                advice=f"Set models.embedder_model back to '{stored.model}', {_START_OVER}",
            )
        if stored.analyser != self.analyser:
            raise LibraryVersionError(
                f"its terms were made by the analyser '{stored.analyser}', and this Footnote uses '{self.analyser}'",
                where=where,
                advice=f"Use the version of Footnote that made it, {_START_OVER}",
            )
        return stored


def stored_analyser(connection: sqlite3.Connection) -> str | None:
    """Return the version of the analyser that made the file's terms; None while it has no article."""
    row = connection.execute("SELECT analyser FROM identity").fetchone()
    return row[0] if row else None


def clear_if_empty(connection: sqlite3.Connection) -> None:
    """Delete the identity of a file without articles, so that any model may use the file."""
    connection.execute("DELETE FROM identity WHERE NOT EXISTS (SELECT 1 FROM articles)")
