"""The address of a cluster and how to sign in: addresses from the settings, secrets from the environment alone."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urlsplit

from retrieval.core.errors import ConfigError
from retrieval.core.home_folder import expand_home
from retrieval.core.settings import OpenSearchSettings

USER_VARIABLE = "FOOTNOTE_OPENSEARCH_USER"
PASSWORD_VARIABLE = "FOOTNOTE_OPENSEARCH_PASSWORD"  # noqa: S105  a name, not a password
KEY_VARIABLE = "FOOTNOTE_OPENSEARCH_API_KEY"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterAddress:
    """The nodes that receive the requests, and the client's arguments to sign in to them."""

    hosts: list[str]
    sign_in: Mapping[str, Any] = field(repr=False)  # arguments for the client; they may contain a password
    timeout_seconds: float

    @property
    def where(self) -> str:
        """The addresses, as messages show them."""
        return " ".join(self.hosts)

    @classmethod
    def from_settings(cls, settings: OpenSearchSettings, environment: Mapping[str, str]) -> ClusterAddress:
        """Read the addresses of the settings, and the secrets of the environment.

        Raises:
            ConfigError: an address, or what is signed in with, cannot be used.
        """
        addresses = settings.addresses.split()
        if not addresses:
            raise ConfigError("'opensearch.addresses' is empty", advice="Write addresses, separated by spaces.")
        parts = [_check_address(address) for address in addresses]
        sign_in = _credentials(environment)
        open_host = next((part for part in parts if part.scheme == "http" and not _is_own_machine(part)), None)
        if sign_in and open_host:
            raise ConfigError(
                "a password or key would be sent to another machine without encryption",
                where=open_host.geturl(),
                advice="Use an address that begins with https://, or unset the variables FOOTNOTE_OPENSEARCH_….",
            )
        return cls(
            hosts=addresses,
            sign_in=sign_in | _encryption(settings, is_used=any(part.scheme == "https" for part in parts)),
            timeout_seconds=settings.timeout_seconds,
        )


def _check_address(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_whole = False
    if not is_whole:
        raise ConfigError(
            "this is no address of a cluster", where=address, advice="Write it as https://search.example:9200."
        )
    if parts.username or parts.password:
        raise ConfigError(
            "an address must not contain a user or a password",
            where=f"{parts.scheme}://…@{parts.hostname}",
            advice=f"Set {USER_VARIABLE} and {PASSWORD_VARIABLE} in the environment.",
        )
    return parts


def _credentials(environment: Mapping[str, str]) -> dict[str, Any]:
    user, password, key = (environment.get(name, "") for name in (USER_VARIABLE, PASSWORD_VARIABLE, KEY_VARIABLE))
    if key:
        return {"headers": {"Authorization": f"ApiKey {key}"}}
    if bool(user) != bool(password):
        raise ConfigError(
            "a user and a password belong together, and only one of them is set",
            where=USER_VARIABLE if user else PASSWORD_VARIABLE,
            advice=f"Set both {USER_VARIABLE} and {PASSWORD_VARIABLE}, or neither.",
        )
    return {"http_auth": (user, password)} if user else {}


def _encryption(settings: OpenSearchSettings, *, is_used: bool) -> dict[str, Any]:
    if not is_used:
        return {}
    if not settings.certificate_authority:
        return {"verify_certs": True}
    file = expand_home(settings.certificate_authority)
    if not file.is_file():
        raise ConfigError(
            "'opensearch.certificate_authority' names a file that is not there",
            where=str(file),
            advice="Write the path of the authority's certificate, a PEM file; empty: those of the system.",
        )
    return {"verify_certs": True, "ca_certs": str(file)}


def _is_own_machine(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
