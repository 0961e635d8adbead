"""Which addresses and secrets are taken, and that none is sent where others can read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.core.errors import ConfigError
from retrieval.core.settings import OpenSearchSettings
from retrieval.engines.opensearch.cluster_address import ClusterAddress

SIGNED_IN = {"FOOTNOTE_OPENSEARCH_USER": "footnote", "FOOTNOTE_OPENSEARCH_PASSWORD": "grey heron"}


def address(addresses: str, environment: dict[str, str] | None = None, **more: str) -> ClusterAddress:
    return ClusterAddress.from_settings(OpenSearchSettings(addresses=addresses, **more), environment or {})


@pytest.mark.parametrize("place", ["http://localhost:9200", "http://127.0.0.1:9200", "http://[::1]:9200"])
def test_a_password_may_go_unencrypted_to_the_own_machine(place: str) -> None:
    assert address(place, SIGNED_IN).sign_in == {"http_auth": ("footnote", "grey heron")}


@pytest.mark.parametrize(
    "addresses", ["http://search.example:9200", "https://a.example http://10.0.0.7:9200", "http://localhost.example"]
)
@pytest.mark.parametrize("environment", [SIGNED_IN, {"FOOTNOTE_OPENSEARCH_API_KEY": "grey heron"}])
def test_no_secret_goes_unencrypted_to_another_machine(addresses: str, environment: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="without encryption") as caught:
        address(addresses, environment)
    assert "grey heron" not in str(caught.value)
    assert address(addresses).hosts == addresses.split()


def test_a_key_is_sent_in_place_of_a_password() -> None:
    signed_in = address("https://a.example", {"FOOTNOTE_OPENSEARCH_API_KEY": "k"}).sign_in
    assert signed_in == {"headers": {"Authorization": "ApiKey k"}, "verify_certs": True}


@pytest.mark.parametrize("name", SIGNED_IN)
def test_a_user_and_a_password_belong_together(name: str) -> None:
    with pytest.raises(ConfigError, match="belong together"):
        address("https://a.example", {name: "x"})


@pytest.mark.parametrize("place", ["", "localhost:9200", "ftp://a.example", "https://", "https://a.example:port"])
def test_what_is_no_address_is_named(place: str) -> None:
    with pytest.raises(ConfigError, match=r"empty|is no address"):
        address(place)


def test_a_password_in_an_address_is_refused_and_not_shown() -> None:
    with pytest.raises(ConfigError, match="FOOTNOTE_OPENSEARCH_PASSWORD") as caught:
        address("https://footnote:heron@a.example")
    assert "heron" not in str(caught.value)


def test_secrets_are_not_shown_where_an_address_is_printed() -> None:
    assert "heron" not in repr(address("https://a.example", SIGNED_IN))


def test_an_authority_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "authority.pem"
    with pytest.raises(ConfigError, match="is not there"):
        address("https://a.example", certificate_authority=str(file))
    file.touch()
    sign_in = address("https://a.example", certificate_authority=str(file)).sign_in
    assert sign_in == {"verify_certs": True, "ca_certs": str(file)}
