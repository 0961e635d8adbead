"""Addresses: the normal spelling of a web address, and whether it may be fetched."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import TypeAlias
from urllib.parse import quote, urljoin, urlsplit

from retrieval.core.errors import SourceUnsafe, SourceUnsupported
from retrieval.sources.files.file_io import printable

IpAddress: TypeAlias = IPv4Address | IPv6Address

_PORTS = {"http": 80, "https": 443}
_FIRST_FREE_PORT = 1024  # below are the ports of mail, name and login services, which take a request for orders
_LONGEST = 4_000  # characters; servers refuse longer ones
_BLANKS = re.compile(r"[\t\r\n]")
_NAME = re.compile("[a-z0-9_-]{1,63}(?:[.][a-z0-9_-]{1,63})*")
_PATH_SAFE = "/%:@!$&'()*+,;=~-._|"
_QUERY_SAFE = _PATH_SAFE + "?[]{}^`\\"
_PROTOCOLS = IPv4Network("192.0.0.0/24")  # of which Python takes some for public
_TRANSLATED = IPv6Network("64:ff9b::/96")  # IPv4 behind a translator; the last 32 bits are the address


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A web address. Two spellings of one address are equal."""

    scheme: str  # http or https
    host: str  # in lower case and ASCII; an IPv6 address without brackets
    port: int
    target: str  # path and query, as a server is asked for them

    @property
    def origin(self) -> str:
        """The scheme, host and port: what a robots.txt speaks for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def path(self) -> str:
        """The URL without its query."""
        return self.target.partition("?")[0]

    @property
    def is_front_page(self) -> bool:
        """True if the address is a whole site's."""
        return self.target == "/"

    def __str__(self) -> str:
        return self.origin + self.target


def parse(url: str, *, base: Address | None = None) -> Address:
    """Parse a URL.

    Args:
        url: as written; the part after `#` is left out.
        base: what a relative one starts from.

    Raises:
        SourceUnsupported: it is no web address.
        SourceUnsafe: it asks for another protocol, a port of another service, or carries a password.
    """
    written = _BLANKS.sub("", url.strip())
    where = printable(url.strip())[:200]
    try:
        parts = urlsplit(urljoin(str(base), written) if base else written)
        scheme = parts.scheme.lower()
        if scheme and scheme not in _PORTS:
            raise SourceUnsafe(f"only http and https are read, not {scheme}", where=where, advice="Give a web address.")
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError as error:  # UnicodeError is one
        raise _malformed(where) from error
    if not scheme or len(written) > _LONGEST:
        raise _malformed(where)
    if parts.username is not None or parts.password is not None:
        raise SourceUnsafe(
            "the address carries a user name or password",
            where=parts.hostname or "",
            advice="Leave them out: Footnote reads what everybody may read.",
        )
    port = port or _PORTS[scheme]
    if port not in _PORTS.values() and port < _FIRST_FREE_PORT:
        raise SourceUnsafe(
            f"port {port} belongs to another service than the web",
            where=where,
            advice="Use port 80, 443 or one above 1023.",
        )
    path = _without_dots(quote(parts.path, safe=_PATH_SAFE))
    query = f"?{quote(parts.query, safe=_QUERY_SAFE)}" if parts.query else ""
    return Address(scheme=scheme, host=host, port=port, target=path + query)


def is_public(address: IpAddress) -> bool:
    """Return whether an IP address is public, and every address that is embedded in it."""
    if isinstance(address, IPv4Address):
        is_special = address in _PROTOCOLS or address.is_multicast or address.is_reserved
        return address.is_global and not is_special
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in _TRANSLATED:
        return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
    tunnelled = [address.sixtofour, *(address.teredo or ())]
    is_special = address.is_multicast or address.is_reserved or address.is_site_local
    return address.is_global and not is_special and all(is_public(part) for part in tunnelled if part is not None)


def _without_dots(path: str) -> str:
    """Return the path with `.` and `..` resolved, as browsers do; it begins with a slash."""
    kept: list[str] = []
    steps = path.split("/")
    for step in steps[1:]:
        if step == "..":
            kept = kept[:-1]
        elif step != ".":
            kept.append(step)
    if steps[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _host(written: str) -> str:
    """Return the host in the spelling for look-ups.

    Raises:
        ValueError: it cannot be one.
    """
    host = written.rstrip(".").lower()
    if ":" in host and "%" not in host:  # a zone, which follows a `%`, means something on one machine only
        return str(ipaddress.IPv6Address(host))
    host = host if host.isascii() else host.encode("idna").decode("ascii")
    if not _NAME.fullmatch(host):
        raise ValueError(host)
    return host


def _malformed(where: str) -> SourceUnsupported:
    return SourceUnsupported(
        "this is no web address", where=where, advice="A web address looks like https://example.com/page."
    )
