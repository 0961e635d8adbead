"""Time for all that is fetched: when it is over nothing more is asked for, and nobody is blamed."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from retrieval.core.errors import OutOfTime, SourceUnreachable
from retrieval.core.ingestion_records import Added, Returned, Skipped, Unchanged, Vanished
from retrieval.core.settings import WebSettings
from retrieval.footnote import Footnote
from retrieval.sources import Fetcher, limit_all_fetches
from retrieval.sources.web.fetcher import Fetched, NotModified
from support.samples import LIBRARY
from support.web_server import HOST, LocalSite, Raw, drip

HURRIED = WebSettings(private_hosts=HOST, requests_per_second=1_000.0, retries=0, total_seconds=10.0)


def trickle() -> Raw:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    yield from drip(iter([b"<p>"] * 600), 0.05)


def page(web: LocalSite, number: int) -> str:
    text = f"The bell number {number} of Halm was cast in the year {1700 + number} and weighs two tonnes."
    return web.page(f"/{number}", f"<title>Bell {number}</title><article><p>{text}</p></article>")


def titled(fetched: Fetched | NotModified, title: str) -> bool:
    return isinstance(fetched, Fetched) and f"<title>{title}</title>".encode() in fetched.content


def sitemap(web: LocalSite, *pages: str) -> str:
    listed = "".join(f"<url><loc>{address}</loc></url>" for address in pages)
    return web.page("/map.xml", f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>')


def test_a_fetch_ends_when_the_time_for_all_is_over(web: LocalSite, fetcher: Fetcher) -> None:
    slow, began = web.raw("/slow", trickle), time.monotonic()
    with limit_all_fetches(0.3):
        with pytest.raises(OutOfTime):
            fetcher.fetch(slow)
        with pytest.raises(OutOfTime):
            fetcher.fetch(page(web, 1))
    assert time.monotonic() - began < 5
    assert web.paths == ["/slow"]
    assert titled(fetcher.fetch(f"{web.url}/1"), "Bell 1")


def test_a_server_that_is_slow_by_itself_is_still_the_one_at_fault(
    web: LocalSite, make_fetcher: Callable[..., Fetcher]
) -> None:
    with limit_all_fetches(30), pytest.raises(SourceUnreachable, match="takes too long"):
        make_fetcher(total_seconds=0.3).fetch(web.raw("/slow", trickle))


def test_a_silent_robots_txt_is_not_held_against_a_site_that_had_no_time(web: LocalSite, fetcher: Fetcher) -> None:
    address = page(web, 1)
    web.raw("/robots.txt", trickle)
    with limit_all_fetches(0.3), pytest.raises(OutOfTime):
        fetcher.fetch(address)
    web.page("/robots.txt", "User-agent: *\nDisallow:\n", "text/plain")
    assert titled(fetcher.fetch(address), "Bell 1")


def test_what_was_read_is_stored_and_the_next_reading_goes_on(web: LocalSite, opened: Callable[..., Footnote]) -> None:
    footnote = opened(web=HURRIED)
    first, last = page(web, 1), page(web, 2)
    listed = sitemap(web, first, web.raw("/slow", trickle), last)
    footnote.add([first], library="warm")  # imports what reads pages
    with limit_all_fetches(3.0):
        outcomes = list(footnote.iter_add([listed, f"{web.url}/never"], library=LIBRARY))
    assert [item.article.title for item in outcomes if isinstance(item, Added)] == ["Bell 1"]
    assert [item.source for item in outcomes if isinstance(item, Skipped) and item.late] == [
        listed,
        f"{web.url}/never",
    ]
    assert len(outcomes) == 3
    assert "/never" not in web.paths
    (location,) = footnote.locations(library=LIBRARY)
    assert (location.location, location.read) == (listed, None)
    page_now = web.page("/slow", "<title>Bell 3</title><p>The third bell of Halm hangs in the tower since May.</p>")
    assert {type(item) for item in footnote.iter_add([listed], library=LIBRARY)} == {Added, Unchanged}
    assert page_now in {card.source for card in footnote.articles(library=LIBRARY)}


def test_a_refresh_that_had_no_time_takes_nothing_for_gone(web: LocalSite, opened: Callable[..., Footnote]) -> None:
    footnote = opened(web=HURRIED)
    addresses = [page(web, number) for number in range(3)]
    footnote.add(addresses, library=LIBRARY)
    before = [location.read for location in footnote.locations(library=LIBRARY)]
    web.raw("/1", trickle)
    web.page("/2", "gone", status=410)
    with limit_all_fetches(3.0):
        outcomes = list(footnote.iter_refresh(library=LIBRARY))
    assert not [item for item in outcomes if isinstance(item, Vanished | Returned)]
    assert [item.source for item in outcomes if isinstance(item, Skipped) and item.late] == addresses[1:]
    assert [location.read for location in footnote.locations(library=LIBRARY)][1:] == before[1:]
    assert not [card for card in footnote.articles(library=LIBRARY) if card.gone]
