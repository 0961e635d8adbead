"""What web addresses give: pages, feeds, sitemaps, files, and which of them."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from retrieval import sources
from retrieval.core.errors import (
    SourceDamaged,
    SourceError,
    SourceMissing,
    SourceNotText,
    SourceTooLarge,
    SourceUnsafe,
    SourceUnsupported,
)
from retrieval.core.ingestion_records import Draft, Origin, Skipped, UnchangedSource
from retrieval.core.settings import LimitSettings
from retrieval.sources import Choice, Fetcher, RawDocument, loader_choice, with_choice
from support.web_server import LocalSite, Reply, Request

if TYPE_CHECKING:
    from tests.retrieval.sources.web.conftest import MakeFetcher

Item = Draft | UnchangedSource | Skipped
Load = Callable[..., list[Item]]
WORDS = "The lock at Merrow Bridge opens twice a day, and the keeper rings a bell before the gates move."


EXPORT = (
    "<mediawiki><page><title>Tide tables</title><revision><text>High water is at noon.</text></revision></page>"
    "</mediawiki>"
)


def article(title: str, body: str = WORDS, head: str = "", menu: str = "") -> str:
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{menu}"
        f"<article><h1>{title}</h1><p>{body}</p><p>Boats wait below the weir until the lamp is green.</p></article>"
        "</body></html>"
    )


def rss(*items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{"".join(items)}</channel></rss>'


def item(link: str, day: int, more: str = "") -> str:
    date = f"{day:02} May 2026 08:00:00 GMT"
    return f"<item><title>Item {day}</title><link>{link}</link><pubDate>{date}</pubDate>{more}</item>"


def sitemap(*lines: tuple[str, str], kind: str = "url", frame: str = "urlset") -> str:
    inner = "".join(f"<{kind}><loc>{url}</loc><lastmod>{day}</lastmod></{kind}>" for url, day in lines)
    return f'<?xml version="1.0"?><{frame} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</{frame}>'


@pytest.fixture
def load(fetcher: Fetcher, limits: LimitSettings) -> Load:
    def load_all(location: str, by: Fetcher = fetcher, **known: Any) -> list[Item]:
        return list(sources.load(location, limits=limits, fetcher=by, **known))

    return load_all


def drafts(found: list[Item]) -> list[Draft]:
    assert all(isinstance(item, Draft) for item in found), found
    return [item for item in found if isinstance(item, Draft)]


def titles(found: list[Item]) -> list[str]:
    return [draft.title for draft in drafts(found)]


def stored(url: str, etag: str) -> dict[str, Origin]:
    return {url: Origin(source=url, article_id="a", location=url, file=url, etag=etag)}


class TestPages:
    def test_everything_that_a_page_says_of_itself(self, web: LocalSite, load: Load) -> None:
        head = (
            '<link rel="canonical" href="https://locks.example/merrow"><meta name="author" content="Ines Harrow">'
            '<meta property="article:published_time" content="2026-05-03T09:30:00+01:00">'
        )
        url = web.page("/lock", article("Merrow lock", head=head), ETag='"v7"', Last_Modified="then")
        (draft,) = drafts(load(url))
        assert draft == Draft(
            source=url,
            title="Merrow lock",
            text=f"{WORDS}\n\nBoats wait below the weir until the lamp is green.",
            published="2026-05-03",
            author="Ines Harrow",
            canonical="https://locks.example/merrow",
            origin=url,
            etag='"v7"',
            modified="then",
        )

    def test_a_date_in_the_address_is_none_of_the_article_s(self, web: LocalSite, load: Load) -> None:
        (draft,) = drafts(load(web.page("/2024/05/03/merrow-lock.html", article("Merrow lock"))))
        assert (draft.published, draft.canonical) == (None, None)

    def test_what_two_addresses_lead_to_is_one_article(self, web: LocalSite, load: Load) -> None:
        url = web.page("/lock", article("Merrow lock"))
        (draft,) = drafts(load(web.redirect("/old", "/lock", 301)))
        assert (draft.source, draft.origin) == (url, f"{web.url}/old")

    def test_one_that_did_not_change_is_not_read(self, web: LocalSite, load: Load) -> None:
        url = web.handle("/lock", lambda request: Reply(status=304 if "if-none-match" in request.headers else 500))
        assert load(url, known=stored(url, '"v7"')) == [UnchangedSource(source=url)]

    @pytest.mark.parametrize(
        ("charset", "header", "meta"),
        [
            ("utf-8", "", ""),
            ("cp1251", "windows-1251", ""),
            ("cp1251", "", "windows-1251"),
            ("cp1251", "", ""),
            ("koi8-r", "koi8-r", "utf-8"),
            ("cp1251", "utf-8", "windows-1251"),
            ("utf-8", "iso-8859-1", ""),
            ("utf-16", "", ""),
            ("utf-8", "no-such-charset", ""),
        ],
    )
    def test_in_whatever_charset(self, web: LocalSite, load: Load, charset: str, header: str, meta: str) -> None:
        text = (
            "Шлюз у моста открывают дважды в день, и смотритель звонит в колокол, прежде чем ворота придут в движение."
        )
        page = article("Шлюз", text).replace("<meta charset=utf-8>", f"<meta charset={meta}>" if meta else "")
        kind = f"text/html; charset={header}" if header else "text/html"
        (draft,) = drafts(load(web.page("/a", page.encode(charset), kind)))
        assert draft.text.startswith(text)

    @pytest.mark.parametrize("kind", ["", "text/plain", "application/octet-stream", "application/xhtml+xml"])
    def test_one_is_told_by_its_content(self, web: LocalSite, load: Load, kind: str) -> None:
        assert titles(load(web.page("/a", article("Merrow lock"), kind))) == ["Merrow lock"]

    @pytest.mark.parametrize(
        ("path", "kind", "content", "title"),
        [
            ("/a.md", "text/plain", "# Tide tables\n\nHigh water is at **noon**.", "Tide tables"),
            ("/a", "text/markdown; charset=utf-8", "# Tide tables\n\nHigh water is at **noon**.", "Tide tables"),
            ("/a", "text/x-rst", "Tide tables\n===========\n\nHigh water is at **noon**.", "Tide tables"),
            ("/a.rst.txt", "text/plain", "Tide tables\n===========\n\nHigh water is at **noon**.", "Tide tables"),
            ("/tide_tables.txt", "text/plain", "High water is at noon.", "tide tables"),
            ("/x.php?id=3", "text/plain", "Tide tables\n\nHigh water is at noon.", "Tide tables"),
            ("/a.jsonl", "", '{"id": "1", "title": "Tide tables", "text": "High water is at noon."}', "Tide tables"),
            (
                "/wiki/Tide_tables?action=raw",
                "text/x-wiki; charset=UTF-8",
                "[[High water]] is at <b>noon</b>.",
                "Tide tables",
            ),
            ("/w/index.php?title=Tide_tables&action=raw", "text/x-wiki", "High water is at noon.", "Tide tables"),
            (
                "/wp-json/wp/v2/posts",
                "application/json; charset=UTF-8",
                '[{"title": {"rendered": "Tide tables"}, "content": {"rendered": "<p>High water is at noon.</p>"}}]',
                "Tide tables",
            ),
            (
                "/wiki/Special:Export/Tide_tables",
                "application/xml; charset=utf-8",
                EXPORT,
                "Tide tables",
            ),
            (
                "/a.jsonl.gz",
                "application/gzip",
                gzip.compress(b'{"id": "1", "title": "Tide tables", "text": "High water is at noon."}', mtime=0),
                "Tide tables",
            ),
        ],
    )
    def test_files_are_read_as_files(  # noqa: PLR0917  pytest's parameters
        self, web: LocalSite, load: Load, path: str, kind: str, content: str | bytes, title: str
    ) -> None:
        (draft,) = drafts(load(web.page(path, content, kind)))
        assert (draft.title, draft.text) == (title, "High water is at noon.")
        assert draft.source.startswith(web.url + path.partition("?")[0])

    @pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/json", "text/css"])
    def test_what_nobody_can_read(self, web: LocalSite, load: Load, kind: str) -> None:
        with pytest.raises(SourceUnsupported) as caught:
            load(web.page("/a", b"{}", kind))
        assert caught.value.where == f"{web.url}/a"

    def test_one_that_is_not_there(self, web: LocalSite, load: Load) -> None:
        with pytest.raises(SourceMissing):
            load(f"{web.url}/gone")

    def test_nothing_in_it_is_run_or_fetched(self, web: LocalSite, load: Load) -> None:
        extra = "<script src=/s.js></script><img src=/i.png><iframe src=/f></iframe><link rel=stylesheet href=/c.css>"
        load(web.page("/a", article("Lock", head=extra, menu=extra)))
        assert web.paths == ["/a"]


class TestFeeds:
    def test_the_newest_first_each_from_its_page(self, web: LocalSite, load: Load) -> None:
        for day in (1, 2, 3):
            web.page(f"/p{day}", article(f"Day {day}"))
        url = web.page("/feed.xml", rss(item("/p2", 2), item("/p1", 1), item("/p3", 3)), "application/rss+xml")
        found = drafts(load(url))
        assert [(draft.title, draft.source, draft.published) for draft in found] == [
            (f"Day {day}", f"{web.url}/p{day}", f"2026-05-0{day}T08:00:00+00:00") for day in (3, 2, 1)
        ]

    def test_atom(self, web: LocalSite, load: Load) -> None:
        web.page("/p1", article("Day 1"))
        atom = (
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/sub/"><title>News</title><entry><title>Day 1</title>'
            '<link rel="alternate" href="../p1"/><id>tag:x,2026:1</id><updated>2026-05-01T08:00:00Z</updated>'
            "<author><name>Ines Harrow</name></author></entry></feed>"
        )
        (draft,) = drafts(load(web.page("/feed", atom, "application/atom+xml")))
        assert (draft.title, draft.author) == ("Day 1", "Ines Harrow")

    def test_json(self, web: LocalSite, load: Load) -> None:
        web.page("/p1", article("Day 1"))
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "items": [
                {"id": "1", "url": "/p1", "date_published": "2026-05-01T08:00:00Z", "authors": [{"name": "Ines"}]},
                {"id": "2", "content_text": f"{WORDS}\n\nThe bell is old.", "title": "Bell", "author": {"name": "Bo"}},
                "no item",
            ],
        }
        first, second = drafts(load(web.page("/feed.json", json.dumps(feed), "application/json")))
        assert (first.title, first.author, first.published) == ("Day 1", "Ines", "2026-05-01T08:00:00+00:00")
        assert (second.title, second.author, second.text) == ("Bell", "Bo", f"{WORDS}\n\nThe bell is old.")
        assert (second.source, second.origin) == (f"{web.url}/feed.json#2", f"{web.url}/feed.json")

    def test_as_many_as_are_wanted(self, web: LocalSite, load: Load, make_fetcher: MakeFetcher) -> None:
        web.page("/p", article("Day"))
        items = [item(f"/p?{day}", day) for day in range(1, 10)]
        url = web.page("/feed.xml", rss(*items), "text/xml")
        assert len(load(url, make_fetcher(feed_articles=4))) == 4
        assert web.paths[1:] == [f"/p?{day}" for day in (9, 8, 7, 6)]
        assert len(load(f"{url}#most=2")) == 2
        assert [draft.source[-1] for draft in drafts(load(f"{url}#paths=*?3 *?5"))] == ["5", "3"]

    def test_its_own_text_where_the_page_cannot_be_read(self, web: LocalSite, load: Load) -> None:
        full = f"<content:encoded><![CDATA[{f'<p>{WORDS}</p>' * 8}<script>alert(1)</script>]]></content:encoded>"
        feed = rss(item("/gone", 2, full), item("/lost", 1, "<description>A teaser.</description>"))
        feed = feed.replace("<rss ", '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" ')
        own, skipped = load(web.page("/feed.xml", feed, "text/xml"))
        assert isinstance(own, Draft)
        assert (own.title, own.source, own.published) == ("Item 2", f"{web.url}/gone", "2026-05-02T08:00:00+00:00")
        assert own.text.startswith(WORDS)
        assert "alert" not in own.text
        assert isinstance(skipped, Skipped)
        assert (skipped.source, skipped.reason) == (
            f"{web.url}/lost",
            "there is no such page (status 404). Check the address.",
        )

    def test_but_not_over_a_page_that_is_stored_and_only_out_of_reach(self, web: LocalSite, load: Load) -> None:
        full = f"<description>{WORDS * 8}</description>"
        web.page("/p1", "", status=503)
        url = web.page("/feed.xml", rss(item("/p1", 1, full)), "text/xml")
        (outcome,) = load(url, known=stored(f"{web.url}/p1", "v"))
        assert isinstance(outcome, Skipped)

    def test_two_links_to_one_page_are_one_article(self, web: LocalSite, load: Load) -> None:
        web.page("/p", article("Day"))
        web.redirect("/r", "/p")
        assert len(load(web.page("/feed.xml", rss(item("/p", 1), item("/r", 2), item("/p#x", 3)), "text/xml"))) == 1

    def test_links_that_must_not_be_followed(self, web: LocalSite, load: Load) -> None:
        web.page("/p", article("Day"))
        links = ["file:///etc/passwd", "javascript:alert(1)", "http://127.0.0.2/", "http://169.254.169.254/", ""]
        found = load(web.page("/f", rss(*(item(link, 9) for link in links), item("/p", 1)), "text/xml"))
        assert [type(outcome) for outcome in found].count(Draft) == 1
        assert web.paths == ["/f", "/p"]

    @pytest.mark.parametrize(
        ("title", "shown"),
        [
            ("Oil &amp; water", "Oil & water"),
            ("Oil & water", "Oil & water"),
            ("What &amp;lt;audio&amp;gt; plays", "What <audio> plays"),
            ("A &lt;b&gt;bold&lt;/b&gt; plan", "A bold plan"),
            ("Sea&#x1F; level", "Sea level"),
        ],
    )
    def test_a_title_keeps_its_signs(self, web: LocalSite, load: Load, title: str, shown: str) -> None:
        entry = f"<item><title>{title}</title><media:text>&lt;p&gt;{WORDS * 9}&lt;/p&gt;</media:text>"
        entry += f"<content:encoded>&lt;p&gt;{WORDS * 9} Tide &amp;lt; 3 m.&lt;/p&gt;</content:encoded></item>"
        (draft,) = drafts(load(web.page("/f", rss(entry), "text/xml")))
        assert draft.title == shown
        assert "Tide < 3 m." in draft.text
        assert "<p>" not in draft.text

    def test_an_unplanned_error_is_one_entry_s_alone(
        self, web: LocalSite, load: Load, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def understand(document: RawDocument, **_: object) -> Iterator[Draft | Skipped]:
            if document.source.endswith("/p2"):
                raise ZeroDivisionError
            return real(document, limits=LimitSettings())

        real = loader_choice.extract_document
        monkeypatch.setattr(loader_choice, "extract_document", understand)
        for day in (1, 2, 3):
            web.page(f"/p{day}", article(f"Day {day}"))
        url = web.page("/f", rss(*(item(f"/p{day}", day) for day in (1, 2, 3))), "text/xml")
        outcomes = load(url)
        (skipped,) = [outcome for outcome in outcomes if isinstance(outcome, Skipped)]
        assert "an error in Footnote (logged as " in skipped.reason
        assert "ZeroDivisionError" in caplog.text
        assert titles([outcome for outcome in outcomes if outcome is not skipped]) == ["Day 3", "Day 1"]
        with pytest.raises(SourceDamaged, match="logged as"):
            load(f"{web.url}/p2")

    @pytest.mark.parametrize("cut", [1, 60, 150])
    def test_a_broken_feed_gives_what_is_whole(self, web: LocalSite, load: Load, cut: int) -> None:
        web.page("/p1", article("Day 1"))
        feed = rss(item("/p1", 1, "<b>&nbsp;Caf&eacute; & more"), item("/p1", 2))
        assert titles(load(web.page("/f", feed[:-cut], "text/xml"))) == ["Day 1"]

    def test_one_that_lists_nothing(self, web: LocalSite, load: Load) -> None:
        with pytest.raises(SourceUnsupported, match="lists no article"):
            load(web.page("/f", rss(), "text/xml"))

    @pytest.mark.parametrize(
        "declaration",
        [
            '<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">',
            '<!ENTITY x SYSTEM "file:///etc/passwd">',
            '<!ENTITY % p SYSTEM "http://127.0.0.2/evil.dtd"> %p;',
        ],
        ids=["laughs", "file", "dtd"],
    )
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_entities_are_refused(self, web: LocalSite, load: Load, declaration: str, encoding: str) -> None:
        for name, document in (("rss", rss(item("/p&b;&x;", 1))), ("urlset", sitemap(("/p&b;&x;", "2026")))):
            bomb = document.replace('<?xml version="1.0"?>', f"<?xml version='1.0'?><!DOCTYPE {name} [{declaration}]>")
            with pytest.raises(SourceUnsafe, match="entities"):
                load(web.page(f"/{name}", bomb.encode(encoding), "application/xml"))
        assert "/evil.dtd" not in web.paths

    @pytest.mark.parametrize(
        "hostile",
        [
            "<rss><channel>" + "<item>" * 100_000,
            "<rss>" + "<a>" * 100_000,
            "<rss " + " ".join(f"a{number}=''" for number in range(20_000)) + "/>",
            "<rss><channel>" + "<item><title>a</title></item>" * 30_000 + "</channel></rss>",
            "<rss><channel><item><title>" + "&" * 500_000,
            "<rss " + "<" * 500_000,
            "<?xml " * 100_000,
            "<!--" * 200_000,
            "<!--a-->" * 40 + "no element",
            "<?a?>" * 40 + "no element",
            "<rss><channel><item><pubDate>" + "9" * 900_000 + "</pubDate></item></channel></rss>",
            "<rss><channel><item><description>" + "&lt;div&gt;" * 50_000 + "</description></item></channel></rss>",
            '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000,
            '{"version": "https://jsonfeed.org/version/1", "items": [' + '{"url":[]},' * 50_000 + "{}]}",
        ],
        ids=range(14),
    )
    def test_hostile_ones_end_soon(self, web: LocalSite, load: Load, hostile: str) -> None:
        began = time.process_time()
        try:
            found = load(web.page("/f", hostile, "application/rss+xml"))
        except SourceError:
            found = []
        assert not any(isinstance(outcome, Draft) for outcome in found)
        assert time.process_time() - began < 30  # seconds here; minutes without the bounds


class TestFrontPages:
    @pytest.fixture
    def site(self, web: LocalSite) -> str:
        """A site whose pages all name its feed."""
        alternate = (
            '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">'
            "<LINK HREF='/feed?a=1&amp;b=2' TYPE='application/atom+xml' REL='alternate home'>"
        )
        web.page("/", article("The Merrow Post", head=alternate))
        web.page("/p1", article("Day 1", head=alternate))
        web.page("/feed", rss(item("/p1", 1)), "application/rss+xml")
        return web.url

    @pytest.mark.parametrize("end", ["", "/", "/#top"])
    def test_that_name_a_feed_give_its_articles(self, load: Load, site: str, end: str) -> None:
        assert titles(load(site + end)) == ["Day 1"]

    def test_deeper_pages_give_themselves(self, load: Load, site: str, web: LocalSite) -> None:
        assert titles(load(f"{site}/p1")) == ["Day 1"]
        assert web.paths == ["/p1"]

    def test_either_may_be_asked_for(self, load: Load, site: str) -> None:
        assert titles(load(f"{site}/#as=page")) == ["The Merrow Post"]
        assert titles(load(f"{site}/p1#as=feed")) == ["Day 1"]

    def test_without_a_feed_they_give_themselves(self, load: Load, web: LocalSite) -> None:
        assert titles(load(web.page("/", article("Alone")))) == ["Alone"]
        with pytest.raises(SourceUnsupported, match="no page that names one"):
            load(f"{web.url}/#as=feed")

    @pytest.mark.parametrize("feed", ["/missing", "ftp://example.com/feed", "http://127.0.0.2/feed", "/page"])
    def test_with_a_bad_feed_they_give_themselves(self, load: Load, web: LocalSite, feed: str) -> None:
        web.page("/page", article("No feed"))
        alternate = f'<link rel="alternate" type="application/rss+xml" href="{feed}">'
        assert titles(load(web.page("/", article("Alone", head=alternate)))) == ["Alone"]

    def test_one_that_is_stored_is_a_page(self, load: Load, site: str) -> None:
        assert titles(load(site, known=stored(f"{site}/", "old"))) == ["The Merrow Post"]


class TestSitemaps:
    def test_those_first_that_changed_last(self, web: LocalSite, load: Load) -> None:
        for number in (1, 2, 3):
            web.page(f"/p{number}", article(f"Page {number}"))
        lines = [("/p1", "2026-01-05"), ("/p2", "2026-03-01T10:00:00Z"), ("/p3", ""), ("/p1", "2025")]
        url = web.page("/sitemap.xml", sitemap(*lines), "application/xml")
        assert titles(load(url)) == ["Page 2", "Page 1", "Page 3"]

    def test_an_index_of_packed_ones(self, web: LocalSite, load: Load) -> None:
        web.page("/p1", article("Page 1"))
        web.page("/p2", article("Page 2"))
        web.page("/one.xml.gz", gzip.compress(sitemap(("/p1", "2026-01-01")).encode()), "application/gzip")
        web.page("/two.xml", sitemap(("/p2", "2026-02-01")), "text/xml")
        inner = [("/one.xml.gz", ""), ("/two.xml", ""), ("/gone.xml", ""), ("/index.xml", "")]
        url = web.page("/index.xml", sitemap(*inner, kind="sitemap", frame="sitemapindex"), "text/xml")
        skipped, *found = load(url)
        assert isinstance(skipped, Skipped)
        assert skipped.source == f"{web.url}/gone.xml"
        assert titles(found) == ["Page 2", "Page 1"]

    def test_the_paths_and_the_number_that_are_wanted(
        self, web: LocalSite, load: Load, make_fetcher: MakeFetcher
    ) -> None:
        lines = [(f"/{part}/{number}", f"2026-01-0{number}") for part in ("news", "shop") for number in (1, 2, 3)]
        for path, _ in lines:
            web.page(path, article(path))
        url = web.page("/sitemap.xml", sitemap(*lines), "text/xml")
        assert titles(load(f"{url}#paths=/news/*")) == ["/news/3", "/news/2", "/news/1"]
        assert titles(load(f"{url}#paths=/shop/*%20/news/1&most=3")) == ["/shop/3", "/shop/2", "/news/1"]
        assert len(load(url, make_fetcher(sitemap_pages=4))) == 4
        with pytest.raises(SourceUnsupported, match="none of the 6 pages"):
            load(f"{url}#paths=/blog/*")

    def test_one_bad_page_does_not_end_it(self, web: LocalSite, load: Load) -> None:
        web.page("/p2", article("Page 2"))
        url = web.page("/sitemap.xml", sitemap(("/gone", "2026"), ("/p2", ""), ("ftp://x/y", "")), "text/xml")
        skipped, draft = load(url)
        assert isinstance(skipped, Skipped)
        assert isinstance(draft, Draft)

    def test_a_site_s_own(self, web: LocalSite, load: Load) -> None:
        web.page("/p1", article("Page 1"))
        web.page("/sitemap.xml", sitemap(("/p1", "")), "text/xml")
        assert titles(load(f"{web.url}/#as=sitemap")) == ["Page 1"]

    def test_that_its_robots_txt_names(self, web: LocalSite, load: Load) -> None:
        web.page("/p1", article("Page 1"))
        web.page("/maps/all.xml", sitemap(("/p1", "")), "text/xml")
        web.page("/robots.txt", f"Sitemap: {web.url}/maps/all.xml")
        assert titles(load(f"{web.url}/#as=sitemap")) == ["Page 1"]

    def test_a_packed_bomb(self, web: LocalSite, load: Load) -> None:
        bomb = gzip.compress(b"<urlset>" + b" " * 30_000_000)
        with pytest.raises(SourceTooLarge, match="unpacks to more"):
            load(web.page("/sitemap.xml.gz", bomb, "application/gzip") + "#as=sitemap")

    def test_what_is_none(self, web: LocalSite, load: Load) -> None:
        with pytest.raises(SourceUnsupported, match="no sitemap"):
            load(web.page("/a", article("Page")) + "#as=sitemap")
        with pytest.raises(SourceNotText):
            load(web.page("/b.xml.gz", b"\x1f\x8b broken", "application/gzip") + "#as=sitemap")

    def test_an_index_without_end(self, web: LocalSite, load: Load) -> None:
        def deeper(request: Request) -> Reply:
            number = int(request.path.partition("?")[2] or 0)
            lines = [(f"/index?{number + 1}", ""), (f"/index?{number + 2}", "")]
            index = sitemap(*lines, kind="sitemap", frame="sitemapindex")
            return Reply(body=index.encode(), headers={"Content-Type": "text/xml"})

        (skipped,) = load(web.handle("/index", deeper))
        assert isinstance(skipped, Skipped)
        assert "more than 50 sitemaps" in skipped.reason
        assert len(web.paths) < 60


class TestChoices:
    @pytest.mark.parametrize(
        "choice",
        [
            Choice(),
            Choice(kind="feed"),
            Choice(kind="sitemap", paths="/news/* /a b/?[x]!&=#%", most=7),
            Choice(paths="*ü*", most=1),
        ],
    )
    def test_travel_behind_the_address(self, choice: Choice) -> None:
        written = with_choice("https://example.com/a?b=c#as=page", choice)
        from retrieval.sources.web.url_options import choice_of  # noqa: PLC0415  no one else reads them

        assert written.startswith("https://example.com/a?b=c")
        assert choice_of(written) == (choice if choice != Choice() else Choice(kind="page"))

    @pytest.mark.parametrize("fragment", ["", "#", "#top", "#as", "#!/route", "#section=2", "#as=feed&x=1"])
    def test_other_fragments_are_the_page_s_own(self, web: LocalSite, load: Load, fragment: str) -> None:
        assert titles(load(web.page("/a", article("Page")) + fragment)) == ["Page"]

    @pytest.mark.parametrize("fragment", ["#as=video", "#most=0", "#most=many", "#most=-1", "#most=²"])
    def test_a_wrong_one_is_named(self, web: LocalSite, load: Load, fragment: str) -> None:
        with pytest.raises(SourceUnsupported) as caught:
            load(f"{web.url}/a{fragment}")
        assert fragment.partition("=")[2] in caught.value.what
        assert web.asked == []


def test_it_is_lazy(web: LocalSite, load: Load, fetcher: Fetcher, limits: LimitSettings) -> None:
    web.page("/p1", article("Day 1"))
    web.page("/p2", article("Day 2"))
    found = sources.load(
        web.page("/f", rss(item("/p1", 1), item("/p2", 2)), "text/xml"), limits=limits, fetcher=fetcher
    )
    assert isinstance(found, Iterator)
    assert web.asked == []
    next(found)
    assert web.paths == ["/f", "/p2"]
