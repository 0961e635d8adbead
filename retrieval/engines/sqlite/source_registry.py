"""What a library file remembers of where its articles come from: the locations, and the sources that they gave."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.core.ingestion_records import Location, Origin
from retrieval.core.sqlite_file import SqliteFile
from retrieval.engines.sqlite import row_codec, writer


class Origins:
    """The part of the engine that a refresh leans on. Its tables hold no texts, and no question reads them.

    Args:
        file: the library file.
    """

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def libraries(self) -> tuple[str, ...]:
        """As `Engine.libraries`."""
        with self._file.reading() as connection:
            found = connection.execute(
                """SELECT name FROM libraries WHERE id IN (SELECT library FROM articles)
                OR id IN (SELECT library FROM locations)"""
            )
            return tuple(sorted(name for (name,) in found))

    def locations(self, library: str) -> list[Location]:
        """As `Engine.locations`."""
        with self._file.reading() as connection:
            shelf = writer.find(connection, library)
            if shelf is None:
                return []
            found = connection.execute(
                f"SELECT {row_codec.LOCATION} FROM locations WHERE library = ? ORDER BY added, location",
                (shelf.number,),
            )
            return row_codec.records(row_codec.location, found)

    def follow(self, library: str, location: Location) -> None:
        """As `Engine.follow`."""
        if not row_codec.is_text(location.location):
            return
        with self._file.writing() as connection:
            shelf = writer.found(connection, library)
            connection.execute(
                """INSERT INTO locations VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET read = coalesce(excluded.read, read)""",
                (shelf.number, location.location, location.added, location.read),
            )

    def forget(self, library: str, location: str) -> bool:
        """As `Engine.forget`."""
        with self._file.writing() as connection:
            shelf = writer.find(connection, library)
            if shelf is None or not row_codec.is_text(location):
                return False
            its = (shelf.number, location)
            connection.execute("DELETE FROM origins WHERE library = ? AND location = ?", its)
            return connection.execute("DELETE FROM locations WHERE library = ? AND location = ?", its).rowcount > 0

    def origins(self, library: str, article_id: str | None = None) -> list[Origin]:
        """As `Engine.origins`."""
        with self._file.reading() as connection:
            shelf = writer.find(connection, library)
            if shelf is None or not row_codec.is_text(article_id or ""):
                return []
            only, of_one = ("", ()) if article_id is None else ("AND article = ?", (article_id,))
            found = connection.execute(
                f"SELECT {row_codec.ORIGIN} FROM origins WHERE library = ? {only} ORDER BY source",
                (shelf.number, *of_one),
            )
            return row_codec.records(row_codec.origin, found)

    def trace(self, library: str, origins: Sequence[Origin]) -> None:
        """As `Engine.trace`."""
        if not origins:
            return
        with self._file.writing() as connection:
            shelf = writer.found(connection, library)
            connection.executemany(
                f"""INSERT OR REPLACE INTO origins (library, {row_codec.ORIGIN}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                ((shelf.number, *row_codec.traced(one)) for one in origins),
            )

    def mark(self, library: str, article_id: str, gone: str | None) -> bool:
        """As `Engine.mark`."""
        with self._file.writing() as connection:
            shelf = writer.find(connection, library)
            if shelf is None or not row_codec.is_text(article_id):
                return False
            its = (gone, shelf.number, article_id)
            return connection.execute("UPDATE articles SET gone = ? WHERE library = ? AND id = ?", its).rowcount > 0
