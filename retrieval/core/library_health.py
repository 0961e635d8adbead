"""The findings of a check of a library, made before the library is opened."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryHealth:
    """The state of the file or the cluster that stores the libraries.

    A problem is a sentence that says what is wrong and what to do.
    """

    where: str  # of SQLite the path of the file, of a cluster its addresses and the index
    exists: bool  # False: it is created by the first addition
    bytes: int
    not_writable: str  # the problem, if it may not be written; else empty
    damage: str  # the problem, if it is damaged or cannot be read; else empty
    unreachable: str = ""  # the problem, if what stores it does not answer, or is a folder; else empty
    details: tuple[tuple[str, str | int], ...] = ()  # further facts about the file or the cluster: names and values
