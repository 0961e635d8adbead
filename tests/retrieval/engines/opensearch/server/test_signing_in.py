"""A cluster that is encrypted and asks who it is: who may do what, and that nothing is stored in half."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from opensearchpy import OpenSearch

from retrieval.core.errors import LibraryDenied
from retrieval.core.settings import OpenSearchSettings
from retrieval.engines.opensearch import cluster_health
from retrieval.engines.opensearch.cluster_address import ClusterAddress
from retrieval.engines.opensearch.cluster_engine import OpenSearchEngine
from support.faulty_proxy import Proxy, running_proxy
from tests.retrieval.engines.sample_library import DIMENSION, analyse, index_prefix, made

TLS = Path(__file__).parents[4] / "data" / "tls"
NAME = "right.example"  # which the certificate is for
PASSWORDS = {"keeper": "grey heron", "reader": "reed", "announcer": "bittern"}
WRITES = {"reader": ("_doc", "_bulk"), "announcer": ("_bulk",)}  # what they may not do


@pytest.fixture
def secured(
    engine: OpenSearchEngine, opensearch_address: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Proxy, str]]:
    """A proxy that encrypts and asks for a password, and its address, by a name that leads to this machine."""
    engine.put(*made("a", "moon.", "sun."))
    look_up = socket.getaddrinfo

    def look_up_here(host: Any, *arguments: Any, **more: Any) -> Any:
        return look_up("127.0.0.1" if host == NAME else host, *arguments, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)
    with running_proxy(opensearch_address, certificate=TLS) as proxy:
        proxy.passwords, proxy.forbidden = PASSWORDS, WRITES
        yield proxy, proxy.address.replace("127.0.0.1", NAME)


def settings(address: str, folder: Path) -> OpenSearchSettings:
    authority = str(TLS / "certificate.pem")
    return OpenSearchSettings(addresses=address, prefix=index_prefix(folder), certificate_authority=authority)


def sign_in(address: str, folder: Path, user: str, password: str = "") -> OpenSearchEngine:
    environment = {"FOOTNOTE_OPENSEARCH_USER": user, "FOOTNOTE_OPENSEARCH_PASSWORD": password or PASSWORDS[user]}
    return OpenSearchEngine(
        ClusterAddress.from_settings(settings(address, folder), environment),
        prefix=index_prefix(folder),
        model="model-1",
        dimension=DIMENSION,
        analyse=analyse,
        analyser="words-1",
    )


def kinds(client: OpenSearch, folder: Path) -> set[str]:
    """The kinds of the documents that are stored."""
    name = f"{index_prefix(folder)}-library"
    client.indices.refresh(index=name)
    hits = client.search(index=name, body={"size": 99})["hits"]["hits"]
    return {hit["_source"]["kind"] for hit in hits}


def test_whoever_has_the_password_stores_and_asks(secured: tuple[Proxy, str], tmp_path: Path) -> None:
    with closing(sign_in(secured[1], tmp_path, "keeper")) as opened:
        opened.put(*made("b", "moon."))
        assert len(opened.lexical("default", ["moon."], 9)) == 2
    environment = {"FOOTNOTE_OPENSEARCH_USER": "keeper", "FOOTNOTE_OPENSEARCH_PASSWORD": PASSWORDS["keeper"]}
    health = cluster_health.check_cluster(settings(secured[1], tmp_path), environment)
    assert (health.unreachable, health.exists) == ("", True)


@pytest.mark.parametrize(("user", "password"), [("keeper", "wrong"), ("stranger", "grey heron")])
def test_a_wrong_password_is_refused_and_not_repeated(
    secured: tuple[Proxy, str], tmp_path: Path, user: str, password: str
) -> None:
    with pytest.raises(LibraryDenied, match="FOOTNOTE_OPENSEARCH_PASSWORD") as caught:
        sign_in(secured[1], tmp_path, user, password)
    assert password not in str(caught.value)
    assert len(secured[0].paths) == 1


@pytest.mark.parametrize("user", WRITES)
def test_a_user_without_the_right_to_write_asks_and_stores_nothing(
    secured: tuple[Proxy, str], client: OpenSearch, tmp_path: Path, user: str
) -> None:
    with closing(sign_in(secured[1], tmp_path, user)) as opened:
        for name in ("a", "b"):
            with pytest.raises(LibraryDenied, match="has not the right") as caught:
                opened.put(*made(name, "star."))
            assert "Give the user the rights" in caught.value.advice
        assert [stored.passage.text for stored in opened.passages("default", "a")] == ["moon.", "sun."]
        assert opened.article("default", "b") is None
        assert opened.lexical("default", ["star."], 9) == []
    assert kinds(client, tmp_path) - {"intent"} == {"article", "text", "passage"}


def test_a_user_who_may_not_even_look_is_told(secured: tuple[Proxy, str], tmp_path: Path) -> None:
    secured[0].forbidden = {"reader": ("_mapping",)}
    with pytest.raises(LibraryDenied, match="has not the right"):
        sign_in(secured[1], tmp_path, "reader")
