"""The shards of the connection to Discord that this process holds: a bot of many servers runs as several processes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval import ConfigError

_MOST = 16_384  # shards; Discord asks for about one per thousand servers
_ADVICE = "Write it like 0-3/16: the shards 0 to 3 of 16. Leave it out to run all shards here."
_WHERE = "discord.shards"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardRange:
    """Consecutive shards of a fixed number of them."""

    first: int
    last: int
    count: int  # of all processes together

    @classmethod
    def parse(cls, text: str) -> ShardRange | None:
        """Read `FIRST-LAST/COUNT` or `NUMBER/COUNT`. None where it is empty: all shards, as many as Discord recommends.

        Raises:
            ConfigError: it is neither, or a shard is outside of the count.
        """
        if not text.strip():
            return None
        numbers = re.fullmatch(r"\s*(\d{1,6})(?:\s*-\s*(\d{1,6}))?\s*/\s*(\d{1,6})\s*", text, re.ASCII)
        if numbers is None:
            raise ConfigError(f"'{text}' is no range of shards", where=_WHERE, advice=_ADVICE)
        first, count = int(numbers[1]), int(numbers[3])
        last = int(numbers[2] or first)
        if not 1 <= count <= _MOST:
            raise ConfigError(f"{count} is no number of shards", where=_WHERE, advice=f"Use 1 to {_MOST:,}.")
        if last < first:
            raise ConfigError(f"the range {first}-{last} of shards runs backwards", where=_WHERE, advice=_ADVICE)
        if last >= count:
            what = f"there is no shard {last} among {count}"
            raise ConfigError(what, where=_WHERE, advice=f"They are numbered from 0 to {count - 1}.")
        return cls(first=first, last=last, count=count)

    @property
    def ids(self) -> list[int]:
        """The numbers of the shards."""
        return list(range(self.first, self.last + 1))

    def has_server(self, server: int | None) -> bool:
        """Return whether these shards get the events of a server; those of direct messages (None) come to shard 0.

        Source: Discord's documentation, "Sharding": `(guild_id >> 22) % num_shards`.
        """
        return self.first <= (0 if server is None else (server >> 22) % self.count) <= self.last

    def __str__(self) -> str:
        return f"{self.first}-{self.last}/{self.count}"
