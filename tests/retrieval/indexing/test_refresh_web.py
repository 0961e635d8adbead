"""Keeping up with the web: what is unchanged costs a 304, and a page that a feed no longer lists is asked itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.build import open_footnote
from retrieval.core.ingestion_records import Added, Outcome, Returned, Skipped, Unchanged, Vanished
from retrieval.core.settings import LibrarySettings, ModelSettings, Settings, WebSettings
from retrieval.footnote import Footnote
from support.samples import LIBRARY
from support.web_server import HOST, HTML, LocalSite, Reply, Request, open_site

HURRIED = WebSettings(private_hosts=HOST, requests_per_second=1_000.0, retries=0, timeout_seconds=5.0)
TEXT = "The lock at Merrow Bridge opens {} times a day, and the keeper rings a bell before the gates move."


@pytest.fixture
def web() -> Iterator[LocalSite]:
    with open_site() as served:
        yield served


@pytest.fixture
def footnote(tmp_path: Path) -> Iterator[Footnote]:
    settings = Settings(
        library=LibrarySettings(path=str(tmp_path / "library.sqlite")),
        models=ModelSettings(embedder="hashing", reader="similarity"),
        web=HURRIED,
    )
    with closing(open_footnote(settings)) as opened:
        yield opened


@pytest.fixture
def site(web: LocalSite) -> Callable[..., str]:
    """Serve a page that knows its version."""

    def serve(path: str, times: str, *, status: int = 200) -> str:
        body = (
            f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Lock {path}</title></head><body><article>"
            f"<h1>Lock {path}</h1><p>{TEXT.format(times)}</p><p>Boats wait below {path} until the lamp is green.</p>"
            "</article></body></html>"
        ).encode()
        tag = f'"{hashlib.sha256(body).hexdigest()[:8]}"'

        def answer(request: Request) -> Reply:
            if status != 200:
                return Reply(status=status)
            if request.headers.get("if-none-match") == tag:
                return Reply(status=304, headers={"ETag": tag})
            return Reply(body=body, headers={"Content-Type": HTML, "ETag": tag})

        return web.handle(path, answer)

    return serve


def feed(web: LocalSite, *links: str) -> str:
    items = "".join(
        f"<item><title>{link}</title><link>{link}</link><pubDate>{day:02} May 2026 08:00:00 GMT</pubDate></item>"
        for day, link in enumerate(links, start=1)
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Locks</title>{items}</channel></rss>'
    return web.page("/feed.xml", body, "application/rss+xml")


def add(footnote: Footnote, *locations: str) -> list[Outcome]:
    return list(footnote.iter_add(locations, library=LIBRARY))


def refresh(footnote: Footnote) -> list[type[Outcome]]:
    """What became of each, in an order of its own."""
    return sorted((type(each) for each in footnote.iter_refresh(library=LIBRARY)), key=lambda kind: kind.__name__)


def statuses(web: LocalSite, work: Callable[[], object]) -> list[int]:
    """The status of every answer that the server gives meanwhile."""
    codes: list[int] = []
    honest = web.answer

    def noted(request: Request) -> Reply:
        reply = honest(request)
        assert isinstance(reply, Reply)
        if request.path != "/robots.txt":
            codes.append(reply.status)
        return reply

    web.answer = noted  # type: ignore[method-assign]
    work()
    web.answer = honest  # type: ignore[method-assign]
    return codes


def test_an_unchanged_page_costs_a_304(footnote: Footnote, web: LocalSite, site: Callable[..., str]) -> None:
    add(footnote, *(site(f"/{number}", "two") for number in range(3)))
    assert statuses(web, lambda: refresh(footnote)) == [304, 304, 304]
    assert refresh(footnote) == [Unchanged] * 3
    assert [card.title for card in footnote.articles(library=LIBRARY)] == ["Lock /0", "Lock /1", "Lock /2"]


def test_an_interrupted_addition_goes_on_without_fetching_again(
    footnote: Footnote, web: LocalSite, site: Callable[..., str]
) -> None:
    addresses = [site(f"/{number}", "two") for number in range(3)]
    add(footnote, *addresses[:2])
    assert statuses(web, lambda: add(footnote, *addresses)) == [304, 304, 200]


def test_a_changed_page_is_replaced(footnote: Footnote, site: Callable[..., str]) -> None:
    add(footnote, site("/a", "two"))
    site("/a", "three")
    assert refresh(footnote) == [Added]
    assert "three times" in footnote.find("lock", library=LIBRARY).text
    assert refresh(footnote) == [Unchanged]


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_kept_and_comes_back(footnote: Footnote, site: Callable[..., str], status: int) -> None:
    add(footnote, site("/a", "two"))
    site("/a", "two", status=status)
    assert refresh(footnote) == [Vanished]
    assert refresh(footnote) == []
    assert footnote.find("lock", library=LIBRARY).gone
    site("/a", "two")
    assert refresh(footnote) == [Returned]
    assert footnote.find("lock", library=LIBRARY).gone is None


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_a_server_in_trouble_makes_nothing_gone(footnote: Footnote, site: Callable[..., str], status: int) -> None:
    add(footnote, site("/a", "two"))
    site("/a", "two", status=status)
    assert refresh(footnote) == [Skipped]
    assert footnote.find("lock", library=LIBRARY).gone is None
    (location,) = footnote.locations(library=LIBRARY)
    assert location.read is not None


def test_a_page_that_now_holds_nothing_is_not_gone(
    footnote: Footnote, web: LocalSite, site: Callable[..., str]
) -> None:
    add(footnote, site("/a", "two"))
    web.page("/a", "<html><body></body></html>")
    assert refresh(footnote) == [Skipped]
    assert footnote.find("lock", library=LIBRARY).gone is None


def test_a_page_that_its_feed_no_longer_lists_is_asked_itself(
    footnote: Footnote, web: LocalSite, site: Callable[..., str]
) -> None:
    old, new = site("/old", "two"), site("/new", "three")
    add(footnote, feed(web, old))
    feed(web, new)
    assert refresh(footnote) == [Added, Unchanged]
    site("/old", "four")
    assert refresh(footnote) == [Added, Unchanged]
    site("/old", "four", status=404)
    assert refresh(footnote) == [Unchanged, Vanished]
    assert refresh(footnote) == [Unchanged]
    assert len(footnote.articles(library=LIBRARY)) == 2


def test_a_feed_that_is_away_takes_no_page_along(footnote: Footnote, web: LocalSite, site: Callable[..., str]) -> None:
    add(footnote, feed(web, site("/a", "two")))
    web.page("/feed.xml", "gone", status=404)
    assert refresh(footnote) == [Unchanged]
    web.page("/feed.xml", "busy", status=503)
    assert refresh(footnote) == [Skipped]
    assert footnote.find("lock", library=LIBRARY).gone is None


def test_an_entry_without_a_page_stays_when_its_feed_forgets_it(
    footnote: Footnote, web: LocalSite, site: Callable[..., str]
) -> None:
    long = " ".join(f"<p>On day {day} the keeper of the lock wrote {day} lines in his book.</p>" for day in range(12))
    guid = '<guid isPermaLink="false">d1</guid>'
    entry = f"<item><title>Diary</title>{guid}<description><![CDATA[{long}]]></description></item>"
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Locks</title>{entry}</channel></rss>'
    add(footnote, web.page("/feed.xml", body, "application/rss+xml"))
    assert [card.title for card in footnote.articles(library=LIBRARY)] == ["Diary"]
    feed(web, site("/a", "two"))
    assert refresh(footnote) == [Added]
    web.page("/feed.xml", "gone", status=410)
    assert refresh(footnote) == [Unchanged, Vanished]


def test_a_removed_page_does_not_return_with_its_feed(
    footnote: Footnote, web: LocalSite, site: Callable[..., str]
) -> None:
    add(footnote, feed(web, site("/a", "two"), site("/b", "three")))
    footnote.remove("Lock /a", library=LIBRARY)
    site("/a", "five")
    assert refresh(footnote) == [Unchanged]
    assert [card.title for card in footnote.articles(library=LIBRARY)] == ["Lock /b"]


def test_the_same_text_at_two_addresses_is_one_article(
    footnote: Footnote, web: LocalSite, site: Callable[..., str]
) -> None:
    first = site("/a", "two")
    web.handle("/print/a", lambda request: web._handlers["/a"](replace(request, headers={})))
    add(footnote, first, f"{web.url}/print/a")
    (card,) = footnote.articles(library=LIBRARY)
    assert [each.source for each in footnote.origins(card.id, library=LIBRARY)] == [first, f"{web.url}/print/a"]


def test_the_progress_of_a_list_knows_how_many_pages_there_are(
    footnote: Footnote, web: LocalSite, site: Callable[..., str]
) -> None:
    pages = [site(f"/{number}", "two") for number in range(3)]
    lines = "".join(f"<url><loc>{page}</loc></url>" for page in pages)
    listed = web.page("/map.xml", f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{lines}</urlset>')
    for location in (feed(web, *pages[:2]), listed):
        steps: list[tuple[str, int, int | None]] = []
        footnote.add([location], library=LIBRARY, watch=lambda *step, steps=steps: steps.append(step))  # type: ignore[misc]
        count = 2 if location.endswith("feed.xml") else 3
        assert [step for step in steps if step[0] == "reading"] == [("reading", n + 1, count) for n in range(count)]
