"""The Dockerfile and the systemd unit: what they name is there, and they ask for no more than the bot needs."""

from __future__ import annotations

import configparser
import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatchcase
from pathlib import Path

import discord
import pytest

from bot.cli.argument_parser import build_parser
from bot.concurrency.worker import WorkerSettings
from bot.configuration.config_file import FILE_VARIABLE, Config, load
from bot.configuration.discord_settings import API_VARIABLE, TOKEN_VARIABLE
from bot.configuration.ledger_settings import ledger_file
from bot.configuration.state_folders import state
from retrieval.build import library_path

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "DISCORD.md").read_text(encoding="utf-8")
SCRIPTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
OWN = {FILE_VARIABLE, TOKEN_VARIABLE, API_VARIABLE, "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"}
STAGES = 4  # of a graceful stop, each of which may take worker.closing_seconds
NEEDED = {
    "View Channels": "view_channel",
    "Send Messages": "send_messages",
    "Send Messages in Threads": "send_messages_in_threads",
    "Create Public Threads": "create_public_threads",
    "Attach Files": "attach_files",
    "Read Message History": "read_message_history",
}


def understood(command: list[str]) -> str:
    """The subcommand that a command line of the installed program gives."""
    program, *arguments = command
    assert Path(program).name in SCRIPTS
    return str(build_parser().parse_args(arguments).command)


# -- the container --


@pytest.fixture(scope="module")
def steps() -> list[tuple[str, str]]:
    """The Dockerfile's instructions, in order."""
    text = re.sub(r"(?m)^#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8")).replace("\\\n", " ")
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in text.splitlines() if line)]


def every(steps: list[tuple[str, str]], name: str) -> list[str]:
    return [rest for step, rest in steps if step == name]


def kept(path: str) -> bool:
    """Whether .dockerignore lets a file of the tree into the build, by its last rule that fits."""
    let = True
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        rule = line.removeprefix("!").removeprefix("**/")
        parts = Path(path).parts
        fits = any(
            fnmatchcase("/".join(parts[: n + 1]), rule) or fnmatchcase(parts[n], rule) for n in range(len(parts))
        )
        if line and not line.startswith("#") and fits:
            let = line.startswith("!")
    return let


def test_what_is_copied_is_there_and_nothing_secret_can_be(steps: list[tuple[str, str]]) -> None:
    sources = [source for copy in every(steps, "COPY") for source in shlex.split(copy)[:-1]]
    assert {"requirements.lock", "pyproject.toml", "README.md", "bot", "retrieval"} <= set(sources)
    for source in sources:
        assert (ROOT / source).exists()
        assert kept(source)
    for other in (
        "config.toml",
        "discord-token",
        ".env",
        ".git/config",
        "bot/__pycache__/cli.pyc",
        "tests/support/samples.py",
    ):
        assert not kept(other), other


def test_the_lock_is_what_is_installed_and_then_the_program(steps: list[tuple[str, str]]) -> None:
    commands = [part.strip() for run in every(steps, "RUN") for part in run.split("&&")]
    installs = [command for command in commands if command.startswith("pip install")]
    assert len(installs) == 3
    torch, lock, own = installs
    assert "/whl/cpu " in torch
    assert "$(grep '^torch==' requirements.lock)" in torch
    assert re.search(r"(?m)^torch==\d", (ROOT / "requirements.lock").read_text(encoding="utf-8"))
    assert lock == "pip install --requirement requirements.lock"
    assert own == "pip install --no-deps --no-build-isolation ."
    copied = steps.index(("COPY", "requirements.lock ./"))
    assert copied < next(at for at, (name, rest) in enumerate(steps) if name == "RUN" and lock in rest)


def test_it_runs_the_bot_as_a_user_who_owns_the_data_alone(steps: list[tuple[str, str]]) -> None:
    (user,), (volume,), (command,) = every(steps, "USER"), every(steps, "VOLUME"), every(steps, "CMD")
    assert user not in {"root", "0"}
    assert f"--home-dir {volume} --no-create-home {user}" in " ".join(every(steps, "RUN"))
    assert f"--owner={user} --group={user} {volume}" in " ".join(every(steps, "RUN"))
    last = [name for name, _ in steps]
    assert "RUN" not in last[last.index("USER") :]
    assert understood(json.loads(command)) == "discord"
    assert every(steps, "STOPSIGNAL") == ["SIGTERM"]
    assert every(steps, "ENTRYPOINT") == []


def test_everything_that_it_keeps_is_in_the_volume(
    steps: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    variables = dict(pair.split("=", 1) for step in every(steps, "ENV") for pair in shlex.split(step))
    assert not {name for name in variables if "TOKEN" in name}
    assert {name for name in variables if name not in OWN and not name.startswith(("PIP_", "PYTHON"))} == set()
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    (volume,) = every(steps, "VOLUME")
    library = library_path(Config())
    for path in (library, ledger_file(Config().ledger, library.parent), state()):
        assert path.is_relative_to(volume)
    assert every(steps, "WORKDIR")[-1] == volume  # where config.toml is looked for


def test_docker_waits_as_long_as_a_graceful_stop_may_take() -> None:
    (run,) = re.findall(r"(?m)^docker run .+$", GUIDE)
    arguments = shlex.split(run)
    assert int(arguments[arguments.index("--stop-timeout") + 1]) > STAGES * WorkerSettings().closing_seconds
    assert arguments[arguments.index("-e") + 1] == TOKEN_VARIABLE
    assert f"VOLUME {arguments[arguments.index('-v') + 1].partition(':')[2]}\n" in (ROOT / "Dockerfile").read_text()


# -- the service --


@pytest.fixture(scope="module")
def unit() -> str:
    (block,) = re.findall(r"(?ms)^```ini\n(\[Unit\].+?)^```$", GUIDE)
    return block


@pytest.fixture(scope="module")
def service(unit: str) -> dict[str, str]:
    """The settings of [Service]; of one that stands twice, the values joined."""
    parser = configparser.RawConfigParser(strict=False, delimiters=("=",), interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(unit)
    names = dict(parser["Service"])
    return {name: " ".join(re.findall(rf"(?m)^{name}=(.*)$", unit)) for name in names}


def test_the_unit_starts_the_bot_with_variables_that_it_knows(service: dict[str, str]) -> None:
    assert understood(shlex.split(service["ExecStart"])) == "discord"
    variables = dict(pair.split("=", 1) for pair in service["Environment"].split())
    assert variables.keys() <= OWN
    assert variables["XDG_DATA_HOME"] == variables["XDG_STATE_HOME"] == "%S"
    assert service["StateDirectory"] == "footnote"  # below %S, as the program's own folder is
    assert library_path(Config()).parent.name == state().name == service["StateDirectory"]


def test_the_unit_gives_the_token_where_the_configuration_looks_for_it(service: dict[str, str], tmp_path: Path) -> None:
    (block,) = re.findall(r"(?ms)^```toml\n(.+?)^```$", GUIDE.partition("## As a service")[2])
    file = tmp_path / "config.toml"
    file.write_text(block, encoding="utf-8")
    named = load(str(file)).config.discord.token_file
    name, path = service["LoadCredential"].split(":")
    assert named == f"/run/credentials/footnote.service/{name}"
    assert f"`{path}`" in GUIDE
    assert f"{FILE_VARIABLE}=/etc/footnote/config.toml" in service["Environment"]
    assert "`/etc/footnote/config.toml`" in GUIDE


def test_the_unit_restarts_what_fails_and_lets_answers_finish(service: dict[str, str]) -> None:
    assert service["Restart"] == "on-failure"
    assert int(service["TimeoutStopSec"]) > STAGES * WorkerSettings().closing_seconds
    assert "KillSignal" not in service  # SIGTERM, which the bot understands


def test_the_unit_shuts_the_bot_in(service: dict[str, str]) -> None:
    assert service["DynamicUser"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    # torch compiles kernels at run time
    assert "MemoryDenyWriteExecute" not in service


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_finds_nothing_wrong_with_the_unit(unit: str, tmp_path: Path) -> None:
    file = tmp_path / "footnote.service"
    file.write_text(re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={sys.executable}", unit), encoding="utf-8")
    ended = subprocess.run(
        ["systemd-analyze", "verify", str(file)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout + ended.stderr) == (0, "")


# -- the invitation --


def test_the_invitation_asks_for_the_permissions_that_the_guide_names() -> None:
    (link,) = re.findall(r"`https://discord\.com/oauth2/authorize\?(\S+)`", GUIDE)
    asked = dict(part.split("=") for part in link.split("&"))
    assert asked.keys() == {"client_id", "scope", "permissions"}
    assert asked["scope"].split("+") == ["bot", "applications.commands"]
    assert discord.Permissions(int(asked["permissions"])) == discord.Permissions(**dict.fromkeys(NEEDED.values(), True))
    named = GUIDE.partition("what the bot uses and no more: ")[2].partition(".\n")[0]
    assert " ".join(named.split()).split(", ") == list(NEEDED)
