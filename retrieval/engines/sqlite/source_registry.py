"""The registry of a library's sources: the locations that were added, and the sources read from them."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.core.ingestion_records import Location, Origin
from retrieval.core.sqlite_files.sqlite_file import SqliteFile
from retrieval.engines.prepared_article import is_storable
from retrieval.engines.sqlite import row_codec, writer


class SqliteSourceRegistry:
    """A `SourceRegistry` in the file of a library. Its tables contain no texts.

    Args:
        file: the library file; whoever opened it may close it too.
    """

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def libraries(self) -> tuple[str, ...]:
        """See `SourceRegistry.libraries`."""
        with self._file.reading() as connection:
            rows = connection.execute("SELECT name FROM libraries WHERE id IN (SELECT library FROM locations)")
            return tuple(sorted(name for (name,) in rows))

    def locations(self, library: str) -> list[Location]:
        """See `SourceRegistry.locations`."""
        with self._file.reading() as connection:
            library_row = writer.find_library(connection, library)
            if library_row is None:
                return []
            rows = connection.execute(
                f"SELECT {row_codec.LOCATION} FROM locations WHERE library = ? ORDER BY added, location",
                (library_row.number,),
            )
            return row_codec.records(row_codec.location, rows)

    def add_location(self, library: str, location: Location) -> None:
        """See `SourceRegistry.add_location`."""
        if not is_storable(location.location):
            return
        with self._file.writing() as connection:
            library_row = writer.find_or_create_library(connection, library)
            connection.execute(
                """INSERT INTO locations VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET read = coalesce(excluded.read, read)""",
                (library_row.number, location.location, location.added, location.read),
            )

    def remove_location(self, library: str, location: str) -> bool:
        """See `SourceRegistry.remove_location`."""
        with self._file.writing() as connection:
            library_row = writer.find_library(connection, library)
            if library_row is None or not is_storable(location):
                return False
            key = (library_row.number, location)
            connection.execute("DELETE FROM origins WHERE library = ? AND location = ?", key)
            return connection.execute("DELETE FROM locations WHERE library = ? AND location = ?", key).rowcount > 0

    def origins(self, library: str, article_id: str | None = None) -> list[Origin]:
        """See `SourceRegistry.origins`."""
        with self._file.reading() as connection:
            library_row = writer.find_library(connection, library)
            if library_row is None or not is_storable(article_id or ""):
                return []
            condition, values = ("", ()) if article_id is None else ("AND article = ?", (article_id,))
            rows = connection.execute(
                f"SELECT {row_codec.ORIGIN} FROM origins WHERE library = ? {condition} ORDER BY source",
                (library_row.number, *values),
            )
            return row_codec.records(row_codec.origin, rows)

    def save_origins(self, library: str, origins: Sequence[Origin]) -> None:
        """See `SourceRegistry.save_origins`."""
        if not origins:
            return
        with self._file.writing() as connection:
            library_row = writer.find_or_create_library(connection, library)
            connection.executemany(
                f"""INSERT OR REPLACE INTO origins (library, {row_codec.ORIGIN}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                ((library_row.number, *row_codec.origin_columns(origin)) for origin in origins),
            )

    def close(self) -> None:
        """See `SourceRegistry.close`."""
        self._file.close()
