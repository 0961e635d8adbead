"""`footnote discord` as a process of its own, on a loopback Discord."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from retrieval.build import open_footnote
from retrieval.core.settings import LibrarySettings, ModelSettings, Settings
from support.discord_loopback import Guild, LoopbackDiscord, User
from support.samples import DRAFTS

PATIENCE = 60.0  # seconds that a process may take to start on a busy machine
ROOT = Path(__file__).parents[2]

CONFIG = """[library]
path = "{folder}/library.sqlite"

[models]
embedder = "{models.embedder}"
reader = "{models.reader}"

[worker]
closing_seconds = 10
"""


class Machine:
    """A Discord, a library, and the program, which may be started again and again.

    Args:
        folder: where the program keeps everything.
        server: that it connects to.
        models: that it is configured with.
    """

    def __init__(self, folder: Path, server: LoopbackDiscord, *, models: ModelSettings) -> None:
        self.folder, self.server = folder, server
        self.program = ["-m", "bot"]  # what Python runs
        self.guild = server.add_guild("Newsroom")
        self.channel = server.add_channel(self.guild, "general")
        self.ada: User = server.add_member(self.guild, "ada").user
        self.log = ""
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        (folder / "config.toml").write_text(CONFIG.format(folder=folder, models=models), encoding="utf-8")
        self._models = models
        self.stock(self.guild)
        # The model's packages leave a million objects in this process, in which the server answers too: looking through
        # them would hold it up for a second, and the bot would look slow.
        gc.collect()
        gc.freeze()

    def stock(self, guild: Guild) -> None:
        """Put the samples into a server's library."""
        library = LibrarySettings(path=str(self.folder / "library.sqlite"))
        pipeline = open_footnote(Settings(library=library, models=self._models))
        pipeline.store(DRAFTS, library=f"guild-{guild.id}")
        pipeline.close()

    def configure(self, more: str) -> None:
        """Add to the configuration."""
        path = self.folder / "config.toml"
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")

    def start(self, *options: str, ready: bool = True, **environment: str) -> None:
        """Start the program with options of the command line; by default until it is connected."""
        own = {
            "FOOTNOTE_DISCORD_API": self.server.api_url,
            "FOOTNOTE_DISCORD_TOKEN": self.server.token,
            "HOME": str(self.folder),
            "PYTHONPATH": str(ROOT),
        }
        self.log = ""
        command = ["discord", "--config", str(self.folder / "config.toml"), *options]
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", *self.program, *command],
            env={**os.environ, **own, **environment},
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, args=(self._process,), daemon=True)
        self._reader.start()
        if ready:
            self.wait_log("has connected to Gateway")

    def wait_log(self, words: str) -> None:
        """Return when the program has logged the words."""
        self.server.wait_until(lambda: words in self.log or not self.running, PATIENCE, what=f"'{words}' in the log")
        assert words in self.log, self.log

    @property
    def running(self) -> bool:
        """Whether the program runs."""
        return self._process is not None and self._process.poll() is None

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask the program to stop, and return its exit status."""
        self.tell(how)
        return self.wait()

    def tell(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Ask the program to stop, without waiting for it."""
        assert self._process is not None
        self._process.send_signal(how)

    def wait(self) -> int:
        """The exit status, when the program has ended."""
        assert self._process is not None
        assert self._reader is not None
        code = self._process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code

    def kill(self) -> None:
        """End the program if it still runs."""
        if self._process is not None:
            self._process.kill()
            self.wait()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stderr is not None
        with process.stderr as lines:
            for line in lines:
                self.log += line
                self.server.changes.notify()
