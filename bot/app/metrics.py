"""The figures of a running bot, and the counters that count nothing where nobody asked for figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from retrieval import ConfigError, Grade

LOOPBACK = "127.0.0.1"
_HIGHEST_PORT = 65_535
_ADVICE = "Write it like 9100, for this machine alone, or like 0.0.0.0:9100."


@dataclass(frozen=True, slots=True, kw_only=True)
class LibrarySizes:
    """The sizes of all libraries together."""

    libraries: int
    articles: int
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricsAddress:
    """The address at which the figures can be read."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> MetricsAddress | None:
        """Read `PORT` or `HOST:PORT`; without a host only this machine can read the figures. None: it is empty.

        Raises:
            ConfigError: it is neither.
        """
        if not text.strip():
            return None
        host, _, port = text.strip().rpartition(":")
        if not port.isdecimal() or not 1 <= int(port) <= _HIGHEST_PORT or text.strip().startswith(":"):
            raise ConfigError(f"'{text}' is no port for the figures", where="discord.metrics", advice=_ADVICE)
        return cls(host=host.strip("[]") or LOOPBACK, port=int(port))


class Metrics:
    """Counters that count nothing, for a bot whose figures nobody reads."""

    is_active: bool = False

    def count_question(self, grade: Grade, *, seconds: float, stages: Mapping[str, float]) -> None:
        """Count a question that got a reply.

        Args:
            grade: of the reply.
            seconds: from the question to the stored reply, waiting included.
            stages: milliseconds by stage, as in `Examination`.
        """

    def count_error(self, kind: str) -> None:
        """Count an error that was recorded; `kind` is the name of its class."""

    def set_sizes(self, sizes: LibrarySizes) -> None:
        """Replace the figures of the size of the libraries."""

    def close(self) -> None:
        """Stop handing the figures out. A second call does nothing."""
