"""Adding from the web, with `footnote` as a real process and a web server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from support.web_server import HOST, LocalSite, Reply, open_site

if TYPE_CHECKING:
    from tests.bot.conftest import Desk

WEB = f"""
[web]
private_hosts = "{HOST}"
requests_per_second = 1000
retries = 0
"""
ALTERNATE = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'


def page(title: str, sentence: str) -> str:
    head = f"<title>{title}</title>{ALTERNATE}"
    return f"<html lang=en><head>{head}</head><body><article><h1>{title}</h1><p>{sentence}</p></article></body></html>"


@pytest.fixture
def web() -> Iterator[LocalSite]:
    with open_site() as website:
        website.page("/", page("The Sluice", "This is the front page of the Sluice, a paper for boatmen."))
        website.page("/otters", page("Otters", "Nine otters were counted at the mill race on Sunday."), ETag='"o1"')
        website.page("/herons", page("Herons", "Four herons nest in the poplars behind the chapel."), ETag='"h1"')
        items = "".join(f"<item><link>/{name}</link></item>" for name in ("otters", "herons", "moved"))
        website.page("/feed.xml", f"<rss version='2.0'><channel>{items}</channel></rss>", "application/rss+xml")
        lines = "".join(f"<url><loc>/{name}</loc></url>" for name in ("otters", "herons"))
        website.page("/sitemap.xml", f"<urlset>{lines}</urlset>", "application/xml")
        yield website


@pytest.fixture
def online(bare: Desk) -> Desk:
    """A configuration that allows the local site, and the environment of the command line."""
    bare.configure(accepted=1.0, more=WEB)
    return bare


def test_a_page_is_added_and_asked(online: Desk, web: LocalSite) -> None:
    done = online("add", f"{web.url}/otters")
    assert (done.code, done.err) == (0, "")
    answer = online("ask", "How many otters were counted?", "--json").json
    assert answer["quote"] == "Nine otters were counted at the mill race on Sunday."
    assert answer["citation"]["link"].startswith(f"{web.url}/otters#:~:text=")


def test_a_site_gives_its_feed_and_what_fails_is_told(online: Desk, web: LocalSite) -> None:
    done = online("add", web.url, "--json")
    assert done.code == 3
    assert sorted(row["title"] for row in done.json["added"]) == ["Herons", "Otters"]
    (skipped,) = done.json["skipped"]
    assert skipped["source"] == f"{web.url}/moved"
    assert "status 404" in skipped["reason"]


def test_what_is_wanted_of_an_address_is_remembered(online: Desk, web: LocalSite) -> None:
    done = online("add", web.url, "--as", "sitemap", "--paths", "/h*", "--most", "1", "--json")
    assert [row["title"] for row in done.json["added"]] == ["Herons"]
    web.page("/herons", page("Herons", "Five herons nest in the poplars behind the chapel."))
    again = online("refresh", "--json")
    assert [row["title"] for row in again.json["added"]] == ["Herons"]
    assert "/otters" not in web.paths


def test_what_did_not_change_is_not_sent_again(online: Desk, web: LocalSite) -> None:
    online("add", f"{web.url}/otters")
    web.handle("/otters", lambda request: Reply(status=304 if request.headers.get("if-none-match") else 500))
    again = online("add", f"{web.url}/otters", "--json")
    assert (again.code, len(again.json["unchanged"])) == (0, 1)
    refreshed = online("refresh", "--json")
    assert (refreshed.code, len(refreshed.json["unchanged"])) == (0, 1)


def test_a_page_that_is_gone_keeps_its_article(online: Desk, web: LocalSite) -> None:
    online("add", f"{web.url}/otters")
    web.page("/otters", "", status=410)
    refreshed = online("refresh", "--json")
    assert [row["title"] for row in refreshed.json["gone"]] == ["Otters"]
    assert online("ask", "How many otters were counted?", "--json").json["quote"].startswith("Nine otters")


def test_the_private_network_stays_private(online: Desk, web: LocalSite) -> None:
    done = online("add", web.url.replace(HOST, "127.0.0.2"), "--json")
    assert done.code == 3
    assert "private network" in done.json["skipped"][0]["reason"]


def test_choices_need_an_address(online: Desk) -> None:
    done = online("add", "articles", "--as", "feed")
    assert done.code != 0
    assert "web addresses" in done.err


def test_the_kinds_are_those_of_the_library() -> None:
    from bot.commands.registry import ADDRESS_KINDS  # noqa: PLC0415  beside what it repeats
    from retrieval.sources import KINDS  # noqa: PLC0415

    assert ADDRESS_KINDS == KINDS
