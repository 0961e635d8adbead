"""The time from the start to the help, the prompt and the first answer, and the memory of the process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pexpect

from bot.cli.exit_codes import Exit

PROMPT = "Ask a question"  # what the console says just before its prompt
PYTHON = "start and end of Python"
LONGEST = 120  # seconds
CHILD = Path(__file__).with_name("first_answer_process.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Seconds, over several runs. Files are in the system's cache; the model is in no process."""

    what: str
    runs: int
    best: float
    median: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAnswer:
    """The parts of the time to a first answer, and the most memory that is held meanwhile."""

    passages: int
    runs: int
    parts: dict[str, float]  # seconds, medians, in the order of what happens; the last one is around them all
    loaded: float  # megabytes, with the model, before the first question
    peak: float  # megabytes, after the questions


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The place where Footnote is started: a folder of its own, with the library to ask."""

    folder: Path
    library: Path
    settings: str = ""  # further lines of the configuration

    @property
    def command(self) -> list[str]:
        """The command that starts Footnote with this library."""
        script = Path(sys.executable).with_name("footnote")
        program = [str(script)] if script.is_file() else [sys.executable, "-m", "bot"]
        return [*program, "--config", str(self._config())]

    @property
    def environment(self) -> Mapping[str, str]:
        """Ours, with a home of its own."""
        return {**os.environ, "HOME": str(self.folder), "XDG_STATE_HOME": str(self.folder), "TERM": "xterm-256color"}

    def _config(self) -> Path:
        file = self.folder / "config.toml"
        file.write_text(f"[library]\npath = {json.dumps(str(self.library))}\n{self.settings}", encoding="utf-8")
        return file


def measure(desk: Desk, question: str, *, runs: int) -> tuple[Start, ...]:
    """Start each kind by turns."""
    kinds: dict[str, Callable[[], float]] = {
        "footnote --help": lambda: _whole(desk, ["--help"]),
        "prompt of the console": lambda: _prompt(desk),
        "first answer of the console, piped": lambda: _piped(desk, question),
        "footnote ask, to its end": lambda: _whole(desk, ["ask", question]),
    }
    taken: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(runs):
        for kind, start in kinds.items():
            taken[kind].append(start())
    return tuple(
        Start(what=kind, runs=runs, best=round(min(times), 3), median=round(median(times), 3))
        for kind, times in taken.items()
    )


def first_answers(library: Path, passages: int, questions: Sequence[str], *, reader: str, runs: int) -> FirstAnswer:
    """Start fresh processes that ask a few questions of a library, one after another."""
    reports = [_child(library, questions, reader) for _ in range(runs)]
    parts = [report["seconds"] for report in reports]
    return FirstAnswer(
        passages=passages,
        runs=runs,
        parts={part: round(median(report[part] for report in parts), 3) for part in parts[0]},
        loaded=max(report["loaded_megabytes"] for report in reports),
        peak=max(report["peak_megabytes"] for report in reports),
    )


def _whole(desk: Desk, arguments: Sequence[str]) -> float:
    begun = time.perf_counter()
    done = subprocess.run(
        [*desk.command, *arguments], env=desk.environment, cwd=desk.folder, capture_output=True, timeout=LONGEST,
        check=False,
    )  # fmt: skip
    taken = time.perf_counter() - begun
    if done.returncode not in {Exit.DONE, Exit.NOTHING, Exit.UNSURE}:
        raise RuntimeError(f"footnote {arguments[0]} ended with {done.returncode}: {done.stderr.decode()}")
    return taken


def _prompt(desk: Desk) -> float:
    begun = time.perf_counter()
    command, *arguments = [*desk.command, "console"]
    console = pexpect.spawn(
        command, arguments, env=dict(desk.environment), cwd=str(desk.folder), timeout=LONGEST, encoding="utf-8"
    )
    try:
        console.expect(PROMPT)
        console.expect(">")
        return time.perf_counter() - begun
    finally:
        console.close(force=True)


def _piped(desk: Desk, question: str) -> float:
    """Wait until the first line of the reply."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [*desk.command, "console"], env=desk.environment, cwd=desk.folder, text=True, encoding="utf-8",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as console:  # fmt: skip
        assert console.stdin is not None
        assert console.stdout is not None
        console.stdin.write(f"{question}\n")
        console.stdin.close()
        said = next((line for line in console.stdout if line.strip()), None)
        taken = time.perf_counter() - begun
        console.stdout.read()
    if said is None:
        raise RuntimeError(f"the console said nothing to {question!r}")
    return taken


def _child(library: Path, questions: Sequence[str], reader: str) -> dict[str, Any]:
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(CHILD), str(library), reader], input="\n".join(questions), capture_output=True, text=True,
        encoding="utf-8", timeout=LONGEST, check=True,
    )  # fmt: skip
    report: dict[str, Any] = json.loads(done.stdout)
    report["seconds"][PYTHON] = round(time.perf_counter() - begun - sum(report["seconds"].values()), 3)
    return report
