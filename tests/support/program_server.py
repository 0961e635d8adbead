"""Runs `footnote` in processes that are forked from one which has imported it already: a start takes a second.

What is run is the program itself, in a process of its own, with its own streams, folder and environment. Tests of the
start, of terminals, of signals and of the streams' encodings start a new interpreter.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import logging
import os
import pkgutil
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, NoReturn, Self

from bot import cli
from bot.cli import command_line

CAN_FORK = sys.platform == "linux"  # elsewhere libraries of the system do not allow it
# What an interpreter reads at its start. Where a test sets such a variable, it needs a new one.
AT_START = ("PYTHON", "LC_", "LANG")
# What the commands import when they run, beside their own modules. ONNX Runtime stays out: with it a forked process
# hung.
PRELOADED = ("retrieval.build", "retrieval.footnote", "retrieval.sources.loader_registry", "sentence_transformers")
_STREAMS = 3
_MOST_BYTES = 1 << 20  # of a request


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What a process that has ended said."""

    code: int
    out: bytes
    err: bytes


class ProgramServer:
    """A process that has imported the program, and forks one that runs it for each request. Use as a context."""

    def __enter__(self) -> Self:
        self._start()
        return self

    def _start(self) -> None:
        self._ours, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            command = [sys.executable, "-m", "tests.support.program_server", str(number)]
            folder = Path(__file__).resolve().parents[2]
            self._process = subprocess.Popen(command, cwd=folder, pass_fds=[number], process_group=0)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ours.close()
        self._process.wait()

    def run(
        self, arguments: Sequence[str], *, folder: Path, environment: Mapping[str, str], typed: bytes, seconds: float
    ) -> Ended:
        """Run `footnote` to its end.

        Args:
            arguments: of the command line.
            folder: in which it runs.
            environment: the variables of its environment, all of them.
            typed: its standard input.
            seconds: after which it counts as failed.

        Raises:
            TimeoutError: it did not end in time.
        """
        with contextlib.ExitStack() as stack:
            streams = [stack.enter_context(tempfile.TemporaryFile()) for _ in range(_STREAMS)]
            streams[0].write(typed)
            streams[0].seek(0)
            request = {"arguments": arguments, "folder": str(folder), "environment": dict(environment)}
            numbers = [stream.fileno() for stream in streams]
            socket.send_fds(self._ours, [json.dumps(request).encode() + b"\n"], numbers)
            self._ours.settimeout(seconds)
            try:
                code = int(self._ours.recv(_MOST_BYTES))
            except TimeoutError:  # the next process must not get this one's status
                os.killpg(self._process.pid, signal.SIGKILL)
                self.__exit__(None, None, None)
                self._start()
                raise
            _, out, err = (_content(stream) for stream in streams)
        return Ended(code=code, out=out, err=err)


def _content(stream: IO[bytes]) -> bytes:
    stream.seek(0)
    return stream.read()


def _fork_for_each(requests: socket.socket) -> Sequence[str]:
    """Fork a process for each request; return the arguments in each of them, which runs the program."""
    while True:
        message, streams, _, _ = socket.recv_fds(requests, _MOST_BYTES, _STREAMS)
        while message and not message.endswith(b"\n"):
            message += requests.recv(_MOST_BYTES)
        if not message:
            sys.exit()
        process = os.fork()
        if not process:
            requests.close()
            return _become(json.loads(message), streams)
        for number in streams:
            os.close(number)
        _, status = os.waitpid(process, 0)
        requests.sendall(str(os.waitstatus_to_exitcode(status)).encode())


def _become(request: dict[str, object], streams: Sequence[int]) -> Sequence[str]:
    """Take over the folder, the environment and the streams of a request; return its arguments."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", errors=errors, closefd=False)  # noqa: SIM115  open to the end
        for number, mode, errors in ((0, "r", "strict"), (1, "w", "strict"), (2, "w", "backslashreplace"))
    )
    os.environ.clear()
    os.environ.update(request["environment"])  # type: ignore[call-overload]  # a mapping of texts
    os.chdir(str(request["folder"]))
    time.tzset()
    random.seed()
    return request["arguments"]  # type: ignore[return-value]  # texts


def _status() -> int:
    """Run the program, and return its exit status."""
    try:
        return command_line.main()
    except SystemExit as ended:  # as argparse ends it
        return ended.code if isinstance(ended.code, int) else 0


def _end(status: int) -> NoReturn:
    """End a forked process as an interpreter ends, but free no objects: that would copy all that is shared."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    logging.shutdown()
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    os._exit(status)


def _import_program() -> None:
    """Import what the commands of `footnote` import when they run."""
    commands = [f"{cli.__name__}.{module.name}" for module in pkgutil.iter_modules(cli.__path__)]
    for name in (*commands, *PRELOADED):
        importlib.import_module(name)
    gc.freeze()


if __name__ == "__main__":
    _import_program()
    sys.argv[1:] = _fork_for_each(socket.socket(fileno=int(sys.argv[1])))
    _end(_status())
