"""A line in which owners take turns, so that the many calls of one owner do not delay the few of another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class FairLine(Generic[T]):
    """The waiting calls, in the order of turns: one of each owner, then a second of each, and so on.

    Args:
        owner_of: for whom something waits.
    """

    def __init__(self, owner_of: Callable[[T], Hashable]) -> None:
        self._owner_of = owner_of
        self._lines: dict[Hashable, deque[T]] = {}  # the owner whose turn it is comes first

    def append(self, waiting: T) -> None:
        """Put a call behind those that wait for the same owner."""
        self._lines.setdefault(self._owner_of(waiting), deque()).append(waiting)

    def remove(self, waiting: T) -> None:
        """Take a call out; the turns stay as they are.

        Raises:
            KeyError, ValueError: it is not in the line.
        """
        owner = self._owner_of(waiting)
        self._lines[owner].remove(waiting)
        if not self._lines[owner]:
            del self._lines[owner]

    def take(self, waiting: T) -> None:
        """Take a call out as its owner's turn: all other owners come before this owner's next call."""
        self.remove(waiting)
        owner = self._owner_of(waiting)
        if owner in self._lines:
            self._lines[owner] = self._lines.pop(owner)

    def clear(self) -> None:
        """Take everything out."""
        self._lines.clear()

    def count(self, owner: Hashable) -> int:
        """Return how many calls wait for an owner."""
        return len(self._lines.get(owner, ()))

    def __len__(self) -> int:
        return sum(map(len, self._lines.values()))

    def __bool__(self) -> bool:
        return bool(self._lines)

    def __contains__(self, waiting: T) -> bool:
        return waiting in self._lines.get(self._owner_of(waiting), ())

    def __iter__(self) -> Iterator[T]:
        lines = [iter(line) for line in self._lines.values()]
        while lines:
            ended = []
            for line in lines:
                try:
                    yield next(line)
                except StopIteration:
                    ended.append(line)
            lines = [line for line in lines if line not in ended]
