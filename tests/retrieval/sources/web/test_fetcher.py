"""Fetching: what comes back, what is asked again, and the manners of it."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import repeat
from typing import TYPE_CHECKING

import pytest

from retrieval.core.errors import (
    SourceDenied,
    SourceEmpty,
    SourceError,
    SourceMissing,
    SourceNotText,
    SourceTooLarge,
    SourceUnreachable,
    SourceUnsafe,
    SourceUnsupported,
)
from retrieval.sources.web.fetcher import Fetched, Fetcher, NotModified
from support.web_server import HTML, LocalSite, Reply, Request, drip

if TYPE_CHECKING:
    from tests.retrieval.sources.web.conftest import MakeFetcher

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def refusal(fetcher: Fetcher, url: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        fetcher.fetch(url)
    assert caught.value.where == url
    assert caught.value.advice.endswith((".", "?"))
    return caught.value


class TestFetching:
    def test_what_the_server_gave(self, web: LocalSite, fetcher: Fetcher) -> None:
        url = web.page("/a", "<p>hello", "text/html; charset=koi8-r", ETag='"v1"', Last_Modified="yesterday")
        assert fetcher.fetch(url) == Fetched(
            url=url,
            status=200,
            content_type="text/html; charset=koi8-r",
            content=b"<p>hello",
            etag='"v1"',
            modified="yesterday",
        )

    def test_a_fragment_is_never_sent(self, web: LocalSite, fetcher: Fetcher) -> None:
        url = web.page("/a", "x")
        assert fetcher.fetch(f"{url}#there") == fetcher.fetch(url)
        assert web.paths == ["/a", "/a"]

    def test_the_target_is_spelled_as_servers_know_it(self, web: LocalSite, fetcher: Fetcher) -> None:
        web.page("/caf%C3%A9/a%20b", "x")
        got = fetcher.fetch(f"{web.url}/no/../café/a b?q=ü&r=%41")
        assert web.paths == ["/caf%C3%A9/a%20b?q=%C3%BC&r=%41"]
        assert isinstance(got, Fetched)
        assert got.url == f"{web.url}{web.paths[0]}"

    def test_says_who_it_is(self, web: LocalSite, make_fetcher: MakeFetcher) -> None:
        url = web.page("/a", "x")
        make_fetcher(contact="ann@example.com\r\nX-Evil: 1").fetch(url)
        agent = web.asked[-1].headers["user-agent"]
        assert agent.startswith("Footnote/")
        assert agent.endswith(" (+ann@example.comX-Evil: 1)")
        assert "x-evil" not in web.asked[-1].headers

    def test_without_a_contact_there_is_still_a_name(self, web: LocalSite, fetcher: Fetcher) -> None:
        fetcher.fetch(web.page("/a", "x"))
        assert "(" not in web.asked[-1].headers["user-agent"]

    @pytest.mark.parametrize(
        ("coding", "packed"),
        [
            ("gzip", gzip.compress(b"words " * 1000)),
            ("GZIP", gzip.compress(b"words " * 1000) + b"\0\0"),
            ("deflate", zlib.compress(b"words " * 1000)),
            ("deflate", zlib.compress(b"words " * 1000, wbits=-15)),
            ("identity", b"words " * 1000),
        ],
        ids=["gzip", "padded", "zlib", "deflate", "plain"],
    )
    def test_unpacks(self, web: LocalSite, fetcher: Fetcher, coding: str, packed: bytes) -> None:
        got = fetcher.fetch(web.page("/a", packed, HTML, Content_Encoding=coding))
        assert isinstance(got, Fetched)
        assert got.content == b"words " * 1000
        assert web.asked[-1].headers["accept-encoding"] == "gzip, deflate"

    @pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "compress"])
    def test_packing_that_was_not_asked_for(self, web: LocalSite, fetcher: Fetcher, coding: str) -> None:
        error = refusal(fetcher, web.page("/a", b"x" * 100, HTML, Content_Encoding=coding))
        assert type(error) is SourceUnsupported
        assert coding in error.what

    @pytest.mark.parametrize("content", [gzip.compress(b"words" * 1000)[:-40], b"not gzip at all"], ids=["cut", "none"])
    def test_damaged_packing(self, web: LocalSite, fetcher: Fetcher, content: bytes) -> None:
        assert type(refusal(fetcher, web.page("/a", content, HTML, Content_Encoding="gzip"))) is SourceNotText


class TestConditions:
    def test_what_is_known_is_not_sent_again(self, web: LocalSite, fetcher: Fetcher) -> None:
        def answer(request: Request) -> Reply:
            same = request.headers.get("if-none-match") == '"v1"' and request.headers["if-modified-since"] == "then"
            return Reply(status=304) if same else Reply(body=b"x", headers={"ETag": '"v1"'})

        url = web.handle("/a", answer)
        assert fetcher.fetch(url, etag='"v1"', modified="then") == NotModified(url=url)
        assert isinstance(fetcher.fetch(url, etag='"v0"', modified="then"), Fetched)

    def test_what_was_not_asked_is_no_answer(self, web: LocalSite, fetcher: Fetcher) -> None:
        assert type(refusal(fetcher, web.page("/a", "", status=304))) is SourceUnsupported

    def test_behind_a_redirect_a_date_says_nothing(self, web: LocalSite, fetcher: Fetcher) -> None:
        web.page("/b", "x")
        fetcher.fetch(web.redirect("/a", "/b"), etag='"v1"', modified="then")
        assert "if-modified-since" not in web.asked[-1].headers
        assert web.asked[-1].headers["if-none-match"] == '"v1"'

    def test_what_was_stored_cannot_smuggle_headers(self, web: LocalSite, fetcher: Fetcher) -> None:
        fetcher.fetch(web.page("/a", "x"), etag='"a"\r\nHost: evil', modified="x\ny")
        assert {"if-none-match", "if-modified-since"}.isdisjoint(web.asked[-1].headers)


class TestStatuses:
    @pytest.mark.parametrize(
        ("status", "kind"),
        [
            (404, SourceMissing),
            (410, SourceMissing),
            (401, SourceDenied),
            (403, SourceDenied),
            (451, SourceDenied),
            (418, SourceDenied),
            (204, SourceEmpty),
            (206, SourceEmpty),
            (300, SourceUnsupported),
            (500, SourceUnreachable),
            (503, SourceUnreachable),
            (599, SourceUnsupported),
        ],
    )
    def test_each_means_something(self, web: LocalSite, fetcher: Fetcher, status: int, kind: type) -> None:
        error = refusal(fetcher, web.page("/a", "x" if status != 204 else "", status=status))
        assert type(error) is kind
        assert str(status) in error.what


class TestRedirects:
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_are_followed_to_their_end(self, web: LocalSite, fetcher: Fetcher, status: int) -> None:
        end = web.page("/deep/b?x=1", "here")
        web.redirect("/deep/r", "b?x=1", status)
        got = fetcher.fetch(web.redirect("/a", f"{web.url}/deep/r#part", status))
        assert isinstance(got, Fetched)
        assert (got.url, got.content) == (end, b"here")

    def test_a_location_in_any_script(self, web: LocalSite, fetcher: Fetcher) -> None:
        web.page("/%D0%B4%D0%BE%D0%BC", "here")
        got = fetcher.fetch(web.redirect("/a", "/дом"))
        assert isinstance(got, Fetched)
        assert got.content == b"here"

    @pytest.mark.parametrize(
        "head",
        [
            '<meta http-equiv="refresh" content="0; url=/b?x=1&amp;y=2">',
            "<META content='1;URL=\"/b?x=1&y=2\"' http-equiv=Refresh>",
            '<!-- <meta http-equiv="refresh" content="0;url=/c"> --><meta http-equiv=refresh content="0,/b?x=1&y=2">',
        ],
    )
    def test_a_page_that_leads_on_at_once(self, web: LocalSite, fetcher: Fetcher, head: str) -> None:
        web.page("/b?x=1&y=2", "here")
        got = fetcher.fetch(web.page("/a", f"<html><head>{head}</head></html>"))
        assert isinstance(got, Fetched)
        assert got.content == b"here"

    @pytest.mark.parametrize(
        "head",
        [
            '<meta http-equiv="refresh" content="600; url=/b">',
            '<meta http-equiv="refresh" content="0">',
            '<meta http-equiv="refresh" content="0; url=/a#top">',
            '<meta http-equiv="refresh" content="0; url=javascript:go()">',
            '<noscript><meta http-equiv="refresh" content="0; url=/b"></noscript>',
            '<meta name="refresh" content="0; url=/b">',
        ],
    )
    def test_a_page_that_is_meant_to_be_read(self, web: LocalSite, fetcher: Fetcher, head: str) -> None:
        fetcher.fetch(web.page("/a", f"<html><head>{head}</head></html>"))
        assert "/b" not in web.paths

    def test_pages_that_lead_to_each_other(self, web: LocalSite, fetcher: Fetcher) -> None:
        web.page("/b", '<meta http-equiv="refresh" content="0; url=/a">')
        error = refusal(fetcher, web.page("/a", '<meta http-equiv="refresh" content="0; url=/b">'))
        assert "more than 5 times" in error.what

    def test_a_loop_ends(self, web: LocalSite, fetcher: Fetcher) -> None:
        web.redirect("/b", "/a")
        error = refusal(fetcher, web.redirect("/a", "/b"))
        assert type(error) is SourceUnreachable
        assert "more than 5 times" in error.what
        assert len(web.paths) == 6

    def test_none_may_be_wanted(self, web: LocalSite, make_fetcher: MakeFetcher) -> None:
        refusal(make_fetcher(redirects=0), web.redirect("/a", "/b"))
        assert web.paths == ["/a"]

    def test_nowhere(self, web: LocalSite, fetcher: Fetcher) -> None:
        assert "nowhere" in refusal(fetcher, web.page("/a", "", status=302)).what

    @pytest.mark.parametrize(
        "to", ["ftp://example.com/a", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "gopher://x"]
    )
    def test_to_another_protocol(self, web: LocalSite, fetcher: Fetcher, to: str) -> None:
        error = refusal(fetcher, web.redirect("/a", to))
        assert type(error) is SourceUnsafe
        assert f"it redirects to {to!r}" in error.what

    def test_an_error_at_the_end_names_it(self, web: LocalSite, fetcher: Fetcher) -> None:
        error = refusal(fetcher, web.redirect("/a", "/gone"))
        assert error.what == f"it redirects to {web.url}/gone: there is no such page (status 404)"


class TestLimits:
    def test_a_body_that_says_it_is_too_large(self, web: LocalSite, fetcher: Fetcher) -> None:
        url = web.raw("/a", lambda: iter([HEAD + b"Content-Length: 5000000\r\n\r\n"]))
        assert type(refusal(fetcher, url)) is SourceTooLarge

    def test_an_endless_body(self, web: LocalSite, fetcher: Fetcher) -> None:
        def endless() -> Iterator[bytes]:
            yield HEAD + b"\r\n"
            yield from repeat(b"words " * 10_000)

        began = time.monotonic()
        error = refusal(fetcher, web.raw("/a", endless))
        assert type(error) is SourceTooLarge
        assert "1 MB" in error.what
        assert time.monotonic() - began < 30

    def test_endless_headers(self, web: LocalSite, fetcher: Fetcher) -> None:
        def endless() -> Iterator[bytes]:
            yield b"HTTP/1.1 200 OK\r\n"
            yield from (b"X-%d: %s\r\n" % (number, b"y" * 1000) for number in range(10**9))

        assert type(refusal(fetcher, web.raw("/a", endless))) is SourceUnreachable

    @pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
    def test_a_bomb(self, web: LocalSite, fetcher: Fetcher, coding: str, pack: Callable[[bytes], bytes]) -> None:
        content = pack(b"\0" * 50_000_000)
        error = refusal(fetcher, web.page("/a", content, HTML, Content_Encoding=coding))
        assert type(error) is SourceTooLarge
        assert "unpacks to more than 2 MB" in error.what

    @pytest.mark.parametrize("at", ["before", "status", "headers", "body"])
    def test_a_server_that_drips(self, web: LocalSite, make_fetcher: MakeFetcher, at: str) -> None:
        """Each byte comes long before the silence is too long; only the whole takes too long."""
        openings = {"before": b"", "status": b"HTTP/1.1 2", "headers": HEAD + b"X: ", "body": HEAD + b"\r\n"}

        def slow() -> Iterator[bytes]:
            yield openings[at]
            yield from drip(repeat(b"1" if at == "status" else b"x", 1_000), 0.02)

        began = time.monotonic()
        error = refusal(make_fetcher(total_seconds=0.5, timeout_seconds=0.3), web.raw("/a", slow))
        assert type(error) is SourceUnreachable
        assert time.monotonic() - began < 8

    def test_a_silent_server(self, web: LocalSite, make_fetcher: MakeFetcher) -> None:
        url = web.raw("/a", lambda: drip(iter([HEAD]), 20.0))
        began = time.monotonic()
        assert "too long" in refusal(make_fetcher(timeout_seconds=0.3), url).what
        assert time.monotonic() - began < 8

    def test_a_name_that_is_looked_up_for_ever(self, make_fetcher: MakeFetcher) -> None:
        def slow(_: str, __: int) -> list[str]:
            time.sleep(20)
            return []

        began = time.monotonic()
        error = refusal(make_fetcher(resolve=slow, total_seconds=0.3), "http://slow.example/")
        assert type(error) is SourceUnreachable
        assert time.monotonic() - began < 8

    @pytest.mark.parametrize(
        "answer",
        [
            b"",
            b"SSH-2.0-OpenSSH_9.6\r\n",
            b"HTTP/1.1 two hundred\r\n\r\n",
            HEAD + b"Content-Length: 10\r\n\r\nshort",
            HEAD + b"Content-Length: -1\r\n\r\n",
            HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
            HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
            b"HTTP/1.1 200 OK\r\nbroken header\r\n\r\n",
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
        ],
    )
    def test_what_is_no_http(self, web: LocalSite, fetcher: Fetcher, answer: bytes) -> None:
        error = refusal(fetcher, web.raw("/a", lambda: iter([answer])))
        assert isinstance(error, SourceUnreachable | SourceUnsupported)


class TestTryingAgain:
    @pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
    def test_a_busy_server_is_asked_again(self, web: LocalSite, make_fetcher: MakeFetcher, status: int) -> None:
        replies = iter([Reply(status=status), Reply(body=b"x")])
        web.page("/robots.txt", "")
        got = make_fetcher(retries=1).fetch(web.handle("/a", lambda _: next(replies)))
        assert isinstance(got, Fetched)
        first, second = (request.at for request in web.asked if request.path == "/a")
        assert second - first > 0.3

    def test_a_broken_connection_is_made_again(self, web: LocalSite, make_fetcher: MakeFetcher) -> None:
        replies: Iterator[Reply | Iterator[bytes]] = iter([iter([b""]), Reply(body=b"x")])
        assert isinstance(make_fetcher(retries=1).fetch(web.handle("/a", lambda _: next(replies))), Fetched)

    def test_not_for_ever(self, web: LocalSite, make_fetcher: MakeFetcher) -> None:
        error = refusal(make_fetcher(retries=2), web.page("/a", "", status=503))
        assert "status 503" in error.what
        assert web.paths == ["/a"] * 3

    def test_what_is_not_there_is_not_asked_again(self, web: LocalSite, make_fetcher: MakeFetcher) -> None:
        refusal(make_fetcher(retries=2), f"{web.url}/missing")
        assert web.paths == ["/missing"]

    def test_a_host_that_never_answers_is_left_alone(self, web: LocalSite, fetcher: Fetcher) -> None:
        broken = web.page("/a", "", status=503)
        fine = web.page("/b", "x")
        for url in (broken, broken, fine, broken, broken):
            refusal(fetcher, url) if url == broken else fetcher.fetch(url)
        assert len(web.paths) == 5
        refusal(fetcher, broken)
        assert "3 times in a row" in refusal(fetcher, fine).what
        assert len(web.paths) == 6

    @pytest.mark.parametrize("kind", ["seconds", "date"])
    def test_a_server_may_say_when(self, web: LocalSite, make_fetcher: MakeFetcher, kind: str) -> None:
        later = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
        when = {"seconds": "1", "date": later}[kind]
        replies = iter([Reply(status=429, headers={"Retry-After": when}), Reply(body=b"x")])
        make_fetcher(retries=1).fetch(web.handle("/a", lambda _: next(replies)))
        first, second = (request.at for request in web.asked if request.path == "/a")
        assert second - first > 0.9

    @pytest.mark.parametrize("when", ["3600", "999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])
    def test_but_not_for_too_long(self, web: LocalSite, make_fetcher: MakeFetcher, when: str) -> None:
        began = time.monotonic()
        error = refusal(make_fetcher(retries=2), web.page("/a", "", status=503, Retry_After=when))
        assert time.monotonic() - began < 8
        assert "come back in" in error.advice
        assert web.paths == ["/a"]

    @pytest.mark.parametrize("when", ["soon", "-5", "Fri, 99 Foo 2026", "1.5", "٣", ""])
    def test_nonsense_is_passed_over(self, web: LocalSite, fetcher: Fetcher, when: str) -> None:
        assert "later" in refusal(fetcher, web.page("/a", "", status=503, Retry_After=when)).advice


class TestManners:
    def test_a_host_is_asked_at_a_polite_rate(self, web: LocalSite, make_fetcher: MakeFetcher) -> None:
        url = web.page("/a", "x")
        fetcher = make_fetcher(requests_per_second=10.0, robots=False)
        for _ in range(5):
            fetcher.fetch(url)
        times = [request.at for request in web.asked]
        assert times[-1] - times[0] > 0.35

    def test_waiting_for_one_s_turn_is_no_fault_of_the_server(self, web: LocalSite, make_fetcher: MakeFetcher) -> None:
        url = web.page("/a", "x")
        fetcher = make_fetcher(requests_per_second=0.6, total_seconds=1.5, robots=False)
        fetcher.fetch(url)
        assert isinstance(fetcher.fetch(url), Fetched)

    def test_robots_may_be_asked_to_stay_out(self, web: LocalSite, fetcher: Fetcher) -> None:
        web.page("/robots.txt", "User-agent: *\nDisallow: /private/\nAllow: /private/but/this\n", "text/plain")
        error = refusal(fetcher, web.page("/private/a", "x"))
        assert type(error) is SourceDenied
        assert "robots" in error.what
        fetcher.fetch(web.page("/private/but/this", "x"))
        assert web.paths == ["/private/but/this"]

    def test_a_redirect_does_not_lead_around_it(self, web: LocalSite, fetcher: Fetcher) -> None:
        web.page("/robots.txt", "User-agent: footnote\nDisallow: /private/", "text/plain")
        web.page("/private/a", "x")
        assert type(refusal(fetcher, web.redirect("/open", "/private/a"))) is SourceDenied
        assert web.paths == ["/open"]

    def test_what_others_are_asked_is_not_for_us(self, web: LocalSite, fetcher: Fetcher) -> None:
        web.page("/robots.txt", "User-agent: OtherBot\nUser-agent: Third\nDisallow: /\n\nUser-agent: *\nDisallow:\n")
        fetcher.fetch(web.page("/a", "x"))

    def test_it_is_asked_for_once(self, web: LocalSite, fetcher: Fetcher) -> None:
        url = web.page("/a", "x")
        fetcher.fetch(url)
        fetcher.fetch(url)
        assert [request.path for request in web.asked] == ["/robots.txt", "/a", "/a"]

    def test_it_may_be_left_unread(self, web: LocalSite, make_fetcher: MakeFetcher) -> None:
        web.page("/robots.txt", "User-agent: *\nDisallow: /")
        make_fetcher(robots=False).fetch(web.page("/a", "x"))
        assert [request.path for request in web.asked] == ["/a"]

    def test_a_site_that_is_broken_lets_nobody_in(self, web: LocalSite, fetcher: Fetcher) -> None:
        web.page("/robots.txt", "", status=503)
        url = web.page("/a", "x")
        assert type(refusal(fetcher, url)) is SourceUnreachable
        assert "robots.txt" in refusal(fetcher, url).what
        assert [request.path for request in web.asked] == ["/robots.txt"]  # and is left in peace for a while

    @pytest.mark.parametrize("status", [401, 403, 404, 410])
    def test_a_site_without_one_lets_everybody_in(self, web: LocalSite, fetcher: Fetcher, status: int) -> None:
        web.page("/robots.txt", "", status=status)
        fetcher.fetch(web.page("/a", "x"))

    def test_a_delay_is_kept(self, web: LocalSite, fetcher: Fetcher) -> None:
        web.page("/robots.txt", "User-agent: *\nCrawl-delay: 0.2")
        url = web.page("/a", "x")
        fetcher.fetch(url)
        fetcher.fetch(url)
        first, second = (request.at for request in web.asked if request.path == "/a")
        assert second - first > 0.18

    def test_a_hostile_one_takes_no_time(self, web: LocalSite, fetcher: Fetcher) -> None:
        names = "".join(f"User-agent: bot{number}\n" for number in range(4_000))
        rules = "".join(f"Disallow: /{number}*{'a*' * 5}b$\n" for number in range(20_000))
        web.page("/robots.txt", f"{names}User-agent: *\n{rules}"[:900_000])
        began = time.process_time()
        fetcher.fetch(web.page("/" + "a" * 2_000, "x"))
        assert time.process_time() - began < 30


def test_no_cookie_is_kept_and_no_proxy_is_asked(
    web: LocalSite, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    fetcher.fetch(web.page("/a", "x", HTML, Set_Cookie="id=1"))
    fetcher.fetch(f"{web.url}/a")
    assert "cookie" not in web.asked[-1].headers
