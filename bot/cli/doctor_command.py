"""`footnote doctor`: checks the installation, configuration, models, library and ledger, and says what to do."""

from __future__ import annotations

import platform
import re
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata

from bot.cli.exit_codes import Exit
from bot.configuration import config_file
from bot.configuration.config_file import Config
from bot.render import amounts, tables, wording
from bot.render.json_values import Json
from bot.render.screen import Screen
from bot.store import check_ledger
from retrieval import (
    ConfigError,
    Footnote,
    FootnoteError,
    check_library,
    data_folder,
    open_footnote,
    temporary_footnote,
)

TRIAL = "Is all well?"
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The result of one check."""

    group: str
    name: str
    value: str | int | bool | None
    problem: str = ""  # what is wrong and what to do; empty: nothing

    @property
    def value_in_words(self) -> str:
        """The value in words."""
        if isinstance(self.value, bool):
            return "yes" if self.value else "no"
        return "none" if self.value is None else str(self.value)


def run(arguments: Namespace) -> Exit:
    """Check everything, print the findings, and return TROUBLE if there is a problem."""
    config, configured = _check_configuration(arguments)
    screen = Screen(config.console)
    with screen.show_status("looking…"):
        findings = [configured, *_check_installation(), *_check_models(config)]
        findings += [*_check_library(config), *_check_ledger(config)]
    if arguments.json:
        screen.print_json(to_json(findings))
    else:
        _print(findings, screen)
    return Exit.TROUBLE if any(finding.problem for finding in findings) else Exit.DONE


def to_json(findings: list[Finding]) -> Json:
    """Return the findings by group, and the problems."""
    groups: Json = {"well": not any(finding.problem for finding in findings)}
    for finding in findings:
        groups.setdefault(finding.group, {})[finding.name] = finding.value
    problems = [{"about": f"{f.group} {f.name}", "problem": f.problem} for f in findings if f.problem]
    return {**groups, "problems": problems}


def _print(findings: list[Finding], screen: Screen) -> None:
    rows = [(f.group, f.name, f.value_in_words + (" ✗" if f.problem else "")) for f in findings]
    screen.show(tables.findings(rows))
    problems = [finding for finding in findings if finding.problem]
    for finding in problems:
        screen.show_note(f"✗ {finding.group}, {finding.name}: {finding.problem}")
    if not problems:
        screen.show_note("All is well.")


def _check_configuration(arguments: Namespace) -> tuple[Config, Finding]:
    """Return the settings for the other checks: the defaults where the file cannot be used."""
    named, library = getattr(arguments, "config", None), getattr(arguments, "library", None)
    try:
        configured = config_file.load(named, library=library)
    except ConfigError as error:
        problem = f"{error} Until then the defaults are looked at."
        return Config(), Finding(
            group="configuration", name="file", value=str(config_file.find(named)), problem=problem
        )
    used = str(configured.file.resolve()) if configured.file else None
    return configured.config, Finding(group="configuration", name="file", value=used)


def _check_installation() -> Iterator[Finding]:
    yield Finding(group="installed", name="python", value=platform.python_version())
    yield Finding(group="installed", name="footnote", value=metadata.version("footnote"))
    for requirement in metadata.requires("footnote") or []:
        if "extra ==" not in requirement:
            yield _check_package(re.split(r"[^\w.-]", requirement, maxsplit=1)[0])


def _check_package(name: str) -> Finding:
    try:
        return Finding(group="installed", name=name, value=metadata.version(name))
    except metadata.PackageNotFoundError:
        problem = f"it is missing. Install it: pip install {name}, or make install."
        return Finding(group="installed", name=name, value=None, problem=problem)


def _check_models(config: Config) -> Iterator[Finding]:
    """Load the models, which checks their files, with a temporary library."""
    models = config.models
    yield Finding(group="model", name="embedder", value=models.embedder)
    if models.embedder != "hashing":
        yield Finding(group="model", name="name", value=models.embedder_model)
    yield Finding(group="model", name="reader", value=models.reader)
    if models.reader != "similarity":
        yield Finding(group="model", name="reader_model", value=models.reader_model)
    began = time.perf_counter()
    problem = _problem(lambda: _load_models(config))
    state = "cannot be loaded" if problem else f"there, right, loaded in {_seconds(began)}"
    yield Finding(group="model", name="files", value=state, problem=problem)


def _load_models(config: Config) -> None:
    with temporary_footnote(config) as footnote:
        footnote.warm()


def _check_library(config: Config) -> Iterator[Finding]:
    health = check_library(config)
    yield Finding(group="library", name="path", value=health.where)
    yield Finding(group="library", name="name", value=config.library.name)
    yield Finding(group="library", name="engine", value=config.library.engine)
    if health.unreachable:
        yield Finding(group="library", name="state", value="cannot be reached", problem=health.unreachable)
        return
    for name, value in health.details:
        yield Finding(group="library", name=name, value=value)
    yield Finding(group="library", name="writable", value=not health.not_writable, problem=health.not_writable)
    if not health.exists:
        yield Finding(group="library", name="state", value="not made yet: footnote add FOLDER makes it")
        return
    yield Finding(group="library", name="bytes", value=health.bytes)
    integrity = "damaged" if health.damage else "whole"
    yield Finding(group="library", name="integrity", value=integrity, problem=health.damage)
    if not health.damage:
        yield from _check_contents(config)


def _check_ledger(config: Config) -> Iterator[Finding]:
    """Say where the bot keeps what it remembers, and what is wrong there."""
    health = check_ledger(config.ledger, data_folder(config))
    yield Finding(group="ledger", name="place", value=health.where)
    yield Finding(group="ledger", name="kind", value=health.kind)
    for name, value in health.details:
        yield Finding(group="ledger", name=name, value=value)
    if health.exists:
        yield Finding(group="ledger", name="bytes", value=health.bytes)
    elif not health.problem:
        yield Finding(group="ledger", name="state", value="not made yet: footnote discord makes it")
    if health.problem:
        yield Finding(group="ledger", name="state", value="cannot be used", problem=health.problem)


def _check_contents(config: Config) -> Iterator[Finding]:
    """Count the stored articles, and ask a question if there are any."""
    library = config.library.name
    try:
        footnote = open_footnote(config)
    except FootnoteError as error:
        yield Finding(group="library", name="state", value="cannot be opened", problem=str(error))
        return
    try:
        cards = footnote.articles(library=library)
        names = footnote.libraries()
        yield Finding(group="library", name="all", value=", ".join(_with_size(footnote, name) for name in names))
        if not cards:
            yield Finding(group="library", name="state", value=wording.empty_library(library, names))
        yield Finding(group="library", name="articles", value=len(cards))
        yield Finding(group="library", name="passages", value=sum(card.passages for card in cards))
        if cards:
            problem = _problem(lambda: footnote.examine(TRIAL, library=library))
            yield Finding(group="library", name="answers", value=not problem, problem=problem)
    finally:
        footnote.close()


def _with_size(footnote: Footnote, library: str) -> str:
    """Return a library's name with the number of its articles; one that is followed may have none."""
    articles = len(footnote.articles(library=library))
    return f"{wording.one_line(library)} ({amounts.count(articles, 'article') if articles else 'empty'})"


def _problem(check: Callable[[], object]) -> str:
    """Return the problem that a check finds, in words; empty where the check passes."""
    try:
        check()
    except FootnoteError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001  every error is a finding
        return f"{type(error).__name__}: {error}. Install Footnote again: make install."
    return ""


def _seconds(began: float) -> str:
    return amounts.duration((time.perf_counter() - began) * 1_000)
