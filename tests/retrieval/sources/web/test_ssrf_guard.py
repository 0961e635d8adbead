"""The guard: nothing leads into a private network, and what was checked is what is connected to."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpcore2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.core.errors import SourceError, SourceUnreachable, SourceUnsafe, SourceUnsupported
from retrieval.sources.web.fetcher import Fetched, Fetcher
from retrieval.sources.web.ssrf_guard import resolve
from retrieval.sources.web.urls import is_public, parse
from support.web_server import HOST, LocalSite, open_site

if TYPE_CHECKING:
    from tests.retrieval.sources.web.conftest import MakeFetcher

TLS = Path(__file__).parents[3] / "data" / "tls"
PUBLIC = "93.184.215.14"  # is never connected to: `Recorder` connects to the local site instead

PRIVATE = [
    "127.0.0.1", "127.0.0.2", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1",
    "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:1", "2002:7f00:1::1", "2002:a9fe:a9fe::", "2001:0:7f00:1::1", "100::1",
]  # fmt: skip


class Recorder(httpcore2.NetworkBackend):
    """Records each address that is connected to, and connects to the local site instead."""

    def __init__(self, web: LocalSite) -> None:
        self.web = web
        self.connected: list[tuple[str, int]] = []

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:  # fmt: skip
        self.connected.append((host, port))
        return httpcore2.SyncBackend().connect_tcp(HOST, self.web.port, timeout, local_address, socket_options)


class Forbidden(httpcore2.NetworkBackend):
    """A network that must not be reached."""

    def connect_tcp(self, host: str, *_: Any, **__: Any) -> httpcore2.NetworkStream:
        raise AssertionError(host)


class Names:
    """A name server that gives each answer once, and the last for ever."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, host: str, _: int) -> list[str]:
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def refusal(fetcher: Fetcher, url: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        fetcher.fetch(url)
    return caught.value


class TestPublic:
    @pytest.mark.parametrize("address", PRIVATE)
    def test_private_addresses_are_none(self, address: str) -> None:
        assert not is_public(ip_address(address))

    @pytest.mark.parametrize(
        "address", [PUBLIC, "1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::1"]
    )
    def test_public_addresses_are(self, address: str) -> None:
        assert is_public(ip_address(address))

    @given(st.ip_addresses(v=4))
    def test_wrapped_is_as_bare(self, address: Any) -> None:
        bare = is_public(address)
        assert is_public(ip_address(f"::ffff:{address}")) is bare
        assert is_public(ip_address(f"64:ff9b::{address}")) is bare


class TestPrivateNetworks:
    @pytest.mark.parametrize("address", PRIVATE)
    def test_a_name_of_a_private_address(self, make_fetcher: MakeFetcher, address: str) -> None:
        error = refusal(make_fetcher(resolve=Names([address]), backend=Forbidden()), "http://inner.example/")
        assert type(error) is SourceUnsafe
        assert "private network" in error.what
        assert "web.private_hosts" in error.advice

    def test_one_private_address_among_public_ones_is_enough(self, make_fetcher: MakeFetcher) -> None:
        names = Names([PUBLIC, "10.0.0.1"])
        assert type(refusal(make_fetcher(resolve=names, backend=Forbidden()), "http://a.example/")) is SourceUnsafe

    @pytest.mark.parametrize(
        "host",
        ["127.0.0.2", "2130706434", "0x7f000002", "0177.0.0.2", "127.2", "0x7f.2", "[::1]", "[::ffff:7f00:2]",
         "localhost", "LOCALHOST.", "①②⑦.0.0.2", "0", "169.254.169.254", "10.1.2.3"],
    )  # fmt: skip
    def test_every_spelling(self, make_fetcher: MakeFetcher, host: str) -> None:
        """By the system's own look-up, which knows spellings that this test does not."""
        fetcher = make_fetcher(resolve=resolve, backend=Forbidden())
        assert isinstance(refusal(fetcher, f"http://{host}:8080/"), SourceUnsafe | SourceUnreachable)

    @pytest.mark.parametrize(
        "to",
        ["http://169.254.169.254/latest/meta-data/", "http://127.0.0.2:{port}/", "http://[::1]:{port}/",
         "//10.0.0.1/", "http://2130706434:{port}/", "http://0x7f.2:{port}/", "http://0177.0.0.2:{port}/",
         "http://localhost:{port}/", "http://[::ffff:127.0.0.1]:{port}/"],
    )  # fmt: skip
    def test_redirects_into_them(self, web: LocalSite, fetcher: Fetcher, to: str) -> None:
        error = refusal(fetcher, web.redirect("/a", to.format(port=web.port)))
        assert isinstance(error, SourceUnsafe | SourceUnreachable)
        assert "it redirects to" in error.what
        assert web.paths == ["/a"]

    def test_only_the_host_that_is_named_may_be_private(self, web: LocalSite, make_fetcher: MakeFetcher) -> None:
        fetcher = make_fetcher(private_hosts="other.example wiki.corp", resolve=Names([HOST]))
        url = web.page("/a", "x").replace(HOST, "wiki.corp")
        assert isinstance(fetcher.fetch(url), Fetched)
        assert type(refusal(fetcher, url.replace("wiki.corp", "evil.corp"))) is SourceUnsafe
        assert type(refusal(fetcher, url.replace("wiki.corp", "a.wiki.corp"))) is SourceUnsafe

    def test_robots_are_asked_through_the_guard_too(self, web: LocalSite, fetcher: Fetcher) -> None:
        web.redirect("/robots.txt", f"http://127.0.0.2:{web.port}/secret")
        fetcher.fetch(web.page("/a", "x"))
        assert [request.path for request in web.asked] == ["/robots.txt", "/a"]


class TestRebinding:
    def test_the_address_that_was_checked_is_the_one_connected_to(
        self, web: LocalSite, make_fetcher: MakeFetcher
    ) -> None:
        names, network = Names([PUBLIC], ["127.0.0.1"]), Recorder(web)
        web.page("/a", "x")
        fetcher = make_fetcher(resolve=names, backend=network, robots=False)
        fetcher.fetch("http://rebind.example/a")
        assert network.connected == [(PUBLIC, 80)]
        assert names.asked == ["rebind.example"]

    def test_a_new_connection_is_a_new_check(self, web: LocalSite, make_fetcher: MakeFetcher) -> None:
        names, network = Names([PUBLIC], ["127.0.0.1"]), Recorder(web)
        web.raw("/a", lambda: iter([b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx"]))
        fetcher = make_fetcher(resolve=names, backend=network, robots=False)
        fetcher.fetch("http://rebind.example/a")
        assert type(refusal(fetcher, "http://rebind.example/a")) is SourceUnsafe
        assert network.connected == [(PUBLIC, 80)]

    def test_a_redirect_to_the_same_name_is_one_too(self, web: LocalSite, make_fetcher: MakeFetcher) -> None:
        names, network = Names([PUBLIC], ["169.254.169.254"]), Recorder(web)
        web.raw("/a", lambda: iter([b"HTTP/1.1 302 Found\r\nLocation: /b\r\nConnection: close\r\n\r\n"]))
        fetcher = make_fetcher(resolve=names, backend=network, robots=False)
        assert "it redirects to http://rebind.example/b" in refusal(fetcher, "http://rebind.example/a").what
        assert network.connected == [(PUBLIC, 80)]


class TestNames:
    def test_one_that_nobody_has(self, make_fetcher: MakeFetcher) -> None:
        def nobody(_: str, __: int) -> list[str]:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

        error = refusal(make_fetcher(resolve=nobody), "https://misspelt.example/")
        assert type(error) is SourceUnreachable
        assert "no host of that name" in error.what

    def test_the_second_address_is_tried_where_the_first_takes_no_connection(
        self, web: LocalSite, make_fetcher: MakeFetcher
    ) -> None:
        fetcher = make_fetcher(private_hosts="two.example", resolve=Names(["127.0.0.7", HOST]))
        assert isinstance(fetcher.fetch(web.page("/a", "x").replace(HOST, "two.example")), Fetched)

    def test_a_closed_port(self, fetcher: Fetcher) -> None:
        with socket.socket() as taken:
            taken.bind((HOST, 0))
            error = refusal(fetcher, f"http://{HOST}:{taken.getsockname()[1]}/")
        assert type(error) is SourceUnreachable
        assert "refused" in error.what


class TestCertificates:
    @pytest.fixture
    def trusting(self, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
        """A server's TLS, and clients that trust whoever signed it."""
        monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "certificate.pem"))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(TLS / "certificate.pem", TLS / "key.pem")
        return context

    @pytest.mark.parametrize("host", ["right.example", "wrong.example"])
    def test_are_checked_against_the_name(self, trusting: ssl.SSLContext, make_fetcher: MakeFetcher, host: str) -> None:
        with open_site(trusting) as web:
            web.page("/a", "x")
            fetcher = make_fetcher(private_hosts=host, resolve=Names([HOST]), robots=False)
            url = f"https://{host}:{web.port}/a"
            if host == "right.example":
                assert isinstance(fetcher.fetch(url), Fetched)
                return
            error = refusal(fetcher, url)
            assert type(error) is SourceUnsafe
            assert "certificate is not trusted" in error.what
            assert web.asked == []

    def test_a_stranger_s_is_refused(
        self, trusting: ssl.SSLContext, make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("SSL_CERT_FILE")
        with open_site(trusting) as web:
            fetcher = make_fetcher(private_hosts="right.example", resolve=Names([HOST]), robots=False)
            assert type(refusal(fetcher, f"https://right.example:{web.port}/a")) is SourceUnsafe

    def test_a_server_without_tls(self, web: LocalSite, make_fetcher: MakeFetcher) -> None:
        error = refusal(make_fetcher(timeout_seconds=0.3), web.url.replace("http", "https") + "/")
        assert isinstance(error, SourceUnreachable)


class TestAddresses:
    @pytest.mark.parametrize(
        ("written", "normal"),
        [
            ("HTTPS://Example.COM", "https://example.com/"),
            ("http://example.com:80/a", "http://example.com/a"),
            ("https://example.com:443/", "https://example.com/"),
            ("https://example.com:8443/", "https://example.com:8443/"),
            ("https://example.com./a/./b/../c", "https://example.com/a/c"),
            ("https://example.com/../../a", "https://example.com/a"),
            ("https://bücher.example/ü?ö=ß#x", "https://xn--bcher-kva.example/%C3%BC?%C3%B6=%C3%9F"),
            (" https://example.com/a\nb ", "https://example.com/ab"),
            ("http://[2606:4700:4700:0:0:0:0:1111]/", "http://[2606:4700:4700::1111]/"),
            ("https://example.com/a%2Fb;c=1?d=[1]&e=%20", "https://example.com/a%2Fb;c=1?d=[1]&e=%20"),
            ("https://example.com/..", "https://example.com/"),
            ("https://example.com/a/b/..", "https://example.com/a/"),
            ("https://example.com//a//b/", "https://example.com//a//b/"),
            ("https://example.com?x", "https://example.com/?x"),
        ],
    )
    def test_have_one_spelling(self, written: str, normal: str) -> None:
        assert str(parse(written)) == normal
        assert parse(normal) == parse(written)

    @pytest.mark.parametrize(
        ("written", "kind"),
        [
            ("", SourceUnsupported),
            ("example.com/a", SourceUnsupported),
            ("ftp://example.com/", SourceUnsafe),
            ("file:///etc/passwd", SourceUnsafe),
            ("https://", SourceUnsupported),
            ("https:///a", SourceUnsupported),
            ("https://user:secret@example.com/", SourceUnsafe),
            ("https://user@example.com/", SourceUnsafe),
            ("https://example.com:22/", SourceUnsafe),
            ("https://example.com:25/", SourceUnsafe),
            ("https://example.com:99999/", SourceUnsupported),
            ("https://example.com:http/", SourceUnsupported),
            ("https://exa mple.com/", SourceUnsupported),
            ("https://exa%6Dple.com/", SourceUnsupported),
            ("https://[::1/", SourceUnsupported),
            ("https://[fe80::1%25eth0]/", SourceUnsupported),
            (f"https://{'a' * 64}ü.example/", SourceUnsupported),
            ("https://example.com/" + "a" * 5_000, SourceUnsupported),
        ],
    )
    def test_that_are_none(self, written: str, kind: type) -> None:
        with pytest.raises(SourceError) as caught:
            parse(written)
        assert type(caught.value) is kind
        assert "secret" not in str(caught.value)

    @given(st.text(max_size=60), st.sampled_from(["", "http://", "https://h/", "//", "http://[", "http://h:"]))
    def test_any_text_is_one_or_not(self, text: str, opening: str) -> None:
        try:
            address = parse(opening + text, base=parse("https://base.example/x/y"))
        except SourceError as error:
            assert str(error).encode()  # noqa: PT017  an address or an error: either is right
        else:
            assert parse(str(address)) == address
            assert str(address).isascii()
            assert str(address).isprintable()
            assert " " not in str(address)
