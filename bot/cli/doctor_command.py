"""`footnote doctor`: what is installed, which configuration, model and library are used, what is wrong, what to do."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path

from bot.app import configuration as config
from bot.app.configuration import Config
from bot.cli.exit_codes import Exit
from bot.render import tables, wording
from bot.render.json_values import Json
from bot.render.screen import Screen
from retrieval import ConfigError, FootnoteError, library_path, open_footnote

TRIAL = "Is all well?"
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    group: str
    name: str
    value: str | int | bool | None
    problem: str = ""  # what is wrong and what to do; empty: all is well

    @property
    def shown(self) -> str:
        """The value in words."""
        if isinstance(self.value, bool):
            return "yes" if self.value else "no"
        return "none" if self.value is None else str(self.value)


def run(given: Namespace) -> Exit:
    """Looks at everything, prints it, and says by the exit status whether all is well."""
    settings, configuration = _configuration(given)
    screen = Screen(settings.console)
    with screen.show_status("looking…"):
        findings = [configuration, *_installed(), *_model(settings), *_library(settings)]
    if given.json:
        screen.print_json(to_json(findings))
    else:
        _print(findings, screen)
    return Exit.TROUBLE if any(one.problem for one in findings) else Exit.DONE


def to_json(findings: list[Finding]) -> Json:
    """The findings by group, and the problems."""
    groups: Json = {"well": not any(one.problem for one in findings)}
    for one in findings:
        groups.setdefault(one.group, {})[one.name] = one.value
    problems = [{"about": f"{one.group} {one.name}", "problem": one.problem} for one in findings if one.problem]
    return {**groups, "problems": problems}


def _print(findings: list[Finding], screen: Screen) -> None:
    rows = [(one.group, one.name, one.shown + (" ✗" if one.problem else "")) for one in findings]
    screen.show(tables.findings(rows))
    problems = [one for one in findings if one.problem]
    for one in problems:
        screen.show_note(f"✗ {one.group}, {one.name}: {one.problem}")
    if not problems:
        screen.show_note("All is well.")


def _configuration(given: Namespace) -> tuple[Config, Finding]:
    """The settings to look at the rest with: the defaults, where the file cannot be used."""
    named, library = getattr(given, "config", None), getattr(given, "library", None)
    try:
        found = config.load(named, library=library)
    except ConfigError as error:
        problem = f"{error} Until then the defaults are looked at."
        return Config(), Finding(group="configuration", name="file", value=str(config.find(named)), problem=problem)
    used = str(found.file.resolve()) if found.file else None
    return found.config, Finding(group="configuration", name="file", value=used)


def _installed() -> Iterator[Finding]:
    yield Finding(group="installed", name="python", value=platform.python_version())
    yield Finding(group="installed", name="footnote", value=metadata.version("footnote"))
    for requirement in metadata.requires("footnote") or []:
        if "extra ==" not in requirement:
            yield _package(re.split(r"[^\w.-]", requirement, maxsplit=1)[0])


def _package(name: str) -> Finding:
    try:
        return Finding(group="installed", name=name, value=metadata.version(name))
    except metadata.PackageNotFoundError:
        problem = f"it is missing. Install it: pip install {name}, or make install."
        return Finding(group="installed", name=name, value=None, problem=problem)


def _model(settings: Config) -> Iterator[Finding]:
    """Loads the models, which checks their files, over a library that is thrown away."""
    models = settings.models
    yield Finding(group="model", name="embedder", value=models.embedder)
    if models.embedder != "hashing":
        yield Finding(group="model", name="name", value=models.embedder_model)
    yield Finding(group="model", name="reader", value=models.reader)
    if models.reader != "similarity":
        yield Finding(group="model", name="reader_model", value=models.reader_model)
    with tempfile.TemporaryDirectory() as folder:
        scratch = replace(settings, library=replace(settings.library, path=str(Path(folder) / "scratch.sqlite")))
        began = time.perf_counter()
        problem = _trouble(lambda: _load(scratch))
        state = "cannot be loaded" if problem else f"there, right, loaded in {_seconds(began)}"
        yield Finding(group="model", name="files", value=state, problem=problem)


def _load(settings: Config) -> None:
    pipeline = open_footnote(settings)
    try:
        pipeline.warm()
    finally:
        pipeline.close()


def _library(settings: Config) -> Iterator[Finding]:
    path = library_path(settings)
    yield Finding(group="library", name="path", value=str(path))
    yield Finding(group="library", name="name", value=settings.library.name)
    yield _writable(path)
    if not path.exists():
        yield Finding(group="library", name="state", value="not made yet: footnote add FOLDER makes it")
        return
    yield Finding(group="library", name="bytes", value=sum(p.stat().st_size for p in path.parent.glob(f"{path.name}*")))
    problem = _trouble(lambda: _integrity(path))
    yield Finding(group="library", name="integrity", value="damaged" if problem else "whole", problem=problem)
    if not problem:
        yield from _contents(settings)


def _writable(path: Path) -> Finding:
    """Whether the file and its folder, or the folder that will hold them, may be written."""
    there = path.parent
    while not there.exists():
        there = there.parent
    checked = [there, path] if path.exists() else [there]
    closed = next((one for one in checked if not os.access(one, os.W_OK)), None)
    problem = f"{closed} may not be written. Change its permissions, or set library.path." if closed else ""
    return Finding(group="library", name="writable", value=closed is None, problem=problem)


def _integrity(path: Path) -> None:
    """Lets SQLite check the whole file, without writing to it."""
    advice = f"Move {path} away, add the articles again, or take the file from a backup."
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise FootnoteError(f"SQLite cannot check it ({error})", advice=advice) from error
    if answer != "ok":
        raise FootnoteError(f"SQLite finds it damaged ({answer})", advice=advice)


def _contents(settings: Config) -> Iterator[Finding]:
    """Counts what is stored, and asks a question where there is something to ask."""
    library = settings.library.name
    try:
        pipeline = open_footnote(settings)
    except FootnoteError as error:
        yield Finding(group="library", name="state", value="cannot be opened", problem=str(error))
        return
    try:
        cards = pipeline.articles(library=library)
        yield Finding(group="library", name="articles", value=len(cards))
        yield Finding(group="library", name="passages", value=sum(card.passages for card in cards))
        if cards:
            problem = _trouble(lambda: pipeline.examine(TRIAL, library=library))
            yield Finding(group="library", name="answers", value=not problem, problem=problem)
    finally:
        pipeline.close()


def _trouble(check: Callable[[], object]) -> str:
    """What is wrong, in words; empty where the check passes."""
    try:
        check()
    except FootnoteError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001  whatever ails the machine is what a doctor reports
        return f"{type(error).__name__}: {error}. Install Footnote again: make install."
    return ""


def _seconds(began: float) -> str:
    return wording.duration((time.perf_counter() - began) * 1_000)
