"""`footnote`, with a watch on its event loop that writes at the end how late the loop was.

    python watched.py FILE discord --config config.toml

FILE gets a JSON list of pairs: a moment of `time.monotonic`, which other processes share, and by how many milliseconds
the loop came late to what was due then. Something is due every tick, also while the loop is held up, as it would be
for whoever calls at any moment.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from bot.cli.command_line import main

TICK = 0.005  # seconds


class WatchedLoop(asyncio.SelectorEventLoop):
    """An event loop that keeps how late it is."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[tuple[float, float]] = []
        self._due = self.time()
        watched.append(self)

    def run_forever(self) -> None:
        """As ever, and with ticks."""
        self._due = self.time()
        self._tick()
        super().run_forever()

    def _tick(self) -> None:
        now = self.time()
        while self._due <= now:
            self.late.append((self._due, round((now - self._due) * 1000, 3)))
            self._due += TICK
        self.call_at(self._due, self._tick)


class Policy(asyncio.DefaultEventLoopPolicy):
    """Makes such loops."""

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        """A watched one."""
        return WatchedLoop()


watched: list[WatchedLoop] = []

if __name__ == "__main__":
    file, *arguments = sys.argv[1:]
    asyncio.set_event_loop_policy(Policy())
    try:
        sys.exit(main(arguments))
    finally:
        Path(file).write_text(json.dumps([delay for loop in watched for delay in loop.late]), encoding="utf-8")
