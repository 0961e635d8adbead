"""The file for Docker Compose: its names agree with each other and with the program, and the bots share all shards."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from bot.cli.argument_parser import build_parser
from bot.concurrency.worker import WorkerSettings
from bot.configuration.config_file import load
from bot.configuration.discord_settings import TOKEN_VARIABLE
from bot.discord.connection.shards import ShardRange
from retrieval.engines.opensearch.cluster_address import PASSWORD_VARIABLE, USER_VARIABLE, ClusterAddress
from tests.test_deployment import STAGES

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "SCALING.md").read_text(encoding="utf-8")
BOTS, NODES = ("bot-1", "bot-2"), ("search-1", "search-2", "search-3")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The file as Docker Compose reads it."""
    read: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return read


@pytest.fixture
def settings(compose: dict[str, Any], tmp_path: Path) -> Any:
    """The configuration that the bots get."""
    (tmp_path / "config.toml").write_text(compose["configs"]["footnote"]["content"], encoding="utf-8")
    return load(str(tmp_path / "config.toml")).config


def mounts(service: dict[str, Any]) -> dict[str, str]:
    """What a service finds where: the source by the path."""
    volumes = {target: source for source, target, *_ in (volume.split(":") for volume in service["volumes"])}
    return volumes | {config["target"]: config["source"] for config in service.get("configs", ())}


def test_what_a_service_names_is_declared(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {*NODES, *BOTS, "database"}
    for service in compose["services"].values():
        for source in mounts(service).values():
            assert source.startswith("./certificates") or source in {**compose["volumes"], **compose["configs"]}
        for volume in service["volumes"]:
            assert volume.split(":")[0] in compose["volumes"] or volume.startswith("./certificates")
    used = {source for service in compose["services"].values() for source in mounts(service).values()}
    assert {*compose["volumes"], *compose["configs"]} <= used


def test_the_configuration_leads_to_the_other_services(compose: dict[str, Any], settings: Any) -> None:
    hosts = [urlsplit(address) for address in settings.opensearch.addresses.split()]
    assert [host.hostname for host in hosts] == list(NODES)
    assert {host.scheme for host in hosts} == {"https"}
    database = urlsplit(settings.ledger.database)
    environment = compose["services"]["database"]["environment"]
    assert (database.hostname, database.username, database.path) == (
        "database",
        environment["POSTGRES_USER"],
        f"/{environment['POSTGRES_DB']}",
    )
    assert settings.opensearch.replicas < len(NODES)


def test_the_configuration_names_only_what_the_example_names(compose: dict[str, Any]) -> None:
    example = tomllib.loads((ROOT / "config.example.toml").read_text(encoding="utf-8"))
    for section, values in tomllib.loads(compose["configs"]["footnote"]["content"]).items():
        assert set(values) <= set(example[section])


def test_the_secrets_come_from_the_environment_under_the_names_that_the_program_reads(
    compose: dict[str, Any], settings: Any, tmp_path: Path
) -> None:
    example = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    for bot in BOTS:
        service = compose["services"][bot]
        environment = service["environment"]
        assert set(environment) == {TOKEN_VARIABLE, USER_VARIABLE, PASSWORD_VARIABLE, "PGPASSWORD"}
        assert all(name in example for name in environment)
        authority = mounts(service)[settings.opensearch.certificate_authority]
        assert authority == "./certificates/authority.pem"
    (tmp_path / "authority.pem").touch()
    from dataclasses import replace  # noqa: PLC0415

    cluster = replace(settings.opensearch, certificate_authority=str(tmp_path / "authority.pem"))
    assert ClusterAddress.from_settings(cluster, environment).hosts == cluster.addresses.split()
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    for variable in set(re.findall(r"\$\{(\w+)", text)):
        assert f"`{variable}`" in GUIDE, variable
    assert not re.search(r"\$\{\w+\}", text)  # one that is not set is said, never empty


def test_the_user_of_the_bots_is_the_one_that_the_cluster_knows(compose: dict[str, Any]) -> None:
    users, roles, mapping = (
        yaml.safe_load(compose["configs"][name]["content"]) for name in ("users", "roles", "mapping")
    )
    user = compose["services"]["bot-1"]["environment"][USER_VARIABLE]
    assert set(users) - {"_meta"} == {user}
    (role,) = users[user]["opendistro_security_roles"]
    assert role in roles
    assert mapping[role]["users"] == [user]


def test_the_bots_share_all_shards(compose: dict[str, Any]) -> None:
    held: list[int] = []
    for bot in BOTS:
        program, *arguments = compose["services"][bot]["command"]
        parsed = build_parser().parse_args(arguments)
        shards = ShardRange.parse(parsed.shards)
        assert (program, parsed.command, shards and shards.count) == ("footnote", "discord", len(BOTS))
        held += shards.ids if shards else []
    assert held == list(range(len(BOTS)))


def test_a_bot_has_the_packages_of_the_extras_and_time_to_stop(compose: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    image = compose["services"]["bot-1"]["build"]["dockerfile_inline"]
    for extra in ("opensearch", "postgres"):
        for requirement in project["optional-dependencies"][extra]:
            assert f'"{requirement}"' in image
    assert image.splitlines()[-1] == "USER footnote"
    for bot in BOTS:
        grace = compose["services"][bot]["stop_grace_period"]
        assert int(grace.removesuffix("s")) > STAGES * WorkerSettings().closing_seconds


def test_the_nodes_are_alike_and_keep_their_data_apart(compose: dict[str, Any]) -> None:
    data = []
    for name in NODES:
        service = compose["services"][name]
        environment = service["environment"]
        assert environment["node.name"] == name
        assert environment["discovery.seed_hosts"].split(",") == list(NODES)
        assert environment["plugins.security.ssl.http.enabled"] == "true"
        assert mounts(service)[environment["path.repo"]] == "snapshots"
        data.append(mounts(service)["/usr/share/opensearch/data"])
    assert len(set(data)) == len(NODES)
