"""A stranger's machine for the front-ends: an own home, two small articles, and `footnote` as a real process."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from bot.cli.command_line import main
from support.postgres_server import VARIABLE, running_server
from support.program_server import AT_START, CAN_FORK, ProgramServer

FERRY = """---
title: Ferry service returns to Halm
date: 2024-05-12
---
The ferry between Halm and Orrey runs again from 3 June. The council had stopped it in January after cracks were
found in the hull.

"We checked every weld," said Ruta Lind, who leads the yard. Repairs cost 1.4 million crowns. A crossing takes
25 minutes.

## Fares

A single fare is 40 crowns. Children under six travel free.
"""
OWLS = """Owls of the river wood

Eleven tawny owls were counted in the river wood this spring. The count was led by Jonas Bright. Owls hunt at night
and sleep in hollow trees.
"""
MOST_SECONDS = 120.0  # of a process
# The hashing embedder needs no model, and so starts at once; it knows words, not meanings, and its confidence says
# little: every reply is sure where all may be wrong, and there is no answer where none may be.
CONFIG = """[models]
embedder = "hashing"
reader = "similarity"

[answer]
accepted_wrong = {accepted}
accepted_unsure_wrong = {accepted}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a finished process said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as one JSON value."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A folder with an own home, configuration and articles, and `footnote` run in it."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    server: ProgramServer | None = None  # None: each process is a new interpreter

    @property
    def command(self) -> list[str]:
        """What starts the program."""
        return [sys.executable, "-m", "bot"]

    @property
    def env(self) -> dict[str, str]:
        """The process's environment: ours, without what would colour or configure it."""
        ours = ("FOOTNOTE_CONFIG", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONIOENCODING", "PYTHONUNBUFFERED")
        kept = {name: value for name, value in os.environ.items() if name not in ours and not name.startswith("XDG_")}
        return {**kept, "HOME": str(self.folder / "home"), "TERM": "xterm-256color", **self.environment}

    def __call__(self, *arguments: str, typed: str | bytes = "", **environment: str) -> Result:
        """Run `footnote` to its end."""
        data = typed if isinstance(typed, bytes) else typed.encode()
        env = {**self.env, **environment}
        if self.server is None or any(name.startswith(AT_START) for name in environment):
            done = subprocess.run(
                [*self.command, *arguments],
                cwd=self.folder,
                env=env,
                input=data,
                capture_output=True,
                timeout=MOST_SECONDS,
                check=False,
            )
            return Result(code=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())
        ended = self.server.run(arguments, folder=self.folder, environment=env, typed=data, seconds=MOST_SECONDS)
        return Result(code=ended.code, out=ended.out.decode(), err=ended.err.decode())

    def configure(self, *, accepted: float, more: str = "") -> None:
        """Write the configuration in the current folder, which is found there."""
        (self.folder / "config.toml").write_text(CONFIG.format(accepted=accepted) + more, encoding="utf-8")


def _desk(folder: Path, server: ProgramServer | None) -> Desk:
    (folder / "home").mkdir()
    articles = folder / "articles"
    articles.mkdir()
    (articles / "ferry.md").write_text(FERRY, encoding="utf-8")
    (articles / "owls.txt").write_text(OWLS, encoding="utf-8")
    desk = Desk(folder=folder, server=server)
    desk.configure(accepted=1.0)
    return desk


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server: of the one that the environment names, else of one of our own."""
    if named := os.environ.get(VARIABLE):
        yield named
        return
    with running_server() as server:
        yield server.address


@pytest.fixture(scope="session")
def program_server() -> Iterator[ProgramServer | None]:
    """What runs the program without the second that its imports take; None where processes cannot be forked."""
    if not CAN_FORK:
        yield None
        return
    with ProgramServer() as server:
        yield server


@pytest.fixture
def bare(tmp_path: Path, program_server: ProgramServer | None) -> Desk:
    """A desk where nothing was added yet."""
    return _desk(tmp_path, program_server)


@pytest.fixture
def inside(bare: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command line in this process, at the desk where nothing was added: starting a process takes a second."""
    monkeypatch.chdir(bare.folder)
    monkeypatch.setenv("HOME", str(bare.folder / "home"))
    for name in [name for name in os.environ if name.startswith(("XDG_", "FOOTNOTE_CONFIG"))]:
        monkeypatch.delenv(name)

    def run(*arguments: str) -> Result:
        code = main(arguments)
        said = capsys.readouterr()
        return Result(code=code, out=said.out, err=said.err)

    return run


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory, program_server: ProgramServer | None) -> Desk:
    """A desk with both articles added, for tests that change nothing."""
    desk = _desk(tmp_path_factory.mktemp("desk"), program_server)
    added = desk("add", "articles")
    assert added.code == 0, added.err
    return desk


@pytest.fixture(scope="session")
def silent(desk: Desk) -> Desk:
    """The same library, where no sentence is ever sure enough to be an answer."""
    path = desk.folder / "silent.toml"
    path.write_text(CONFIG.format(accepted=0.0), encoding="utf-8")
    return replace(desk, environment={"FOOTNOTE_CONFIG": str(path)})


@pytest.fixture
def address(postgres: str) -> Iterator[str]:
    """The address of an empty part of the database, which is gone afterwards."""
    schema = f"test_{secrets.token_hex(4)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}".encode())
        yield make_conninfo(postgres, options=f"-csearch_path={schema}")
        connection.execute(f"DROP SCHEMA {schema} CASCADE".encode())
