"""Dates of feeds, as programs in several countries write them."""

from __future__ import annotations

import pytest

from retrieval.sources.web import feed_entries
from retrieval.sources.web.feed_dates import plain_date


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Mi, 04 Mär 2026 08:30:00 +0100", "04 Mar 2026 08:30:00 +0100"),
        ("Donnerstag, 8. Oktober 2026 um 9:05 Uhr MESZ", "8 Oct 2026 9:05 +0200"),
        ("24. Dez. 2026", "24 Dec 2026"),
        ("ven., 07 août 2026 10:00:00 +0200", "07 Aug 2026 10:00:00 +0200"),
        ("1er juillet 2026", "1 Jul 2026"),
        ("30 juin 2026", "30 Jun 2026"),
        ("martes, 6 de enero de 2026", "6 Jan 2026"),
        ("1777889700", "2026-05-04T10:15:00+00:00"),
        ("1777889700.25", "2026-05-04T10:15:00+00:00"),
        ("1777889700000", "2026-05-04T10:15:00+00:00"),
        ("Sat, 31 Dec 2016 23:59:60 GMT", "31 Dec 2016 23:59:59 GMT"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
        ("2026. 5. 3.", "2026-05-03"),
        ("2026-W18-7", "2026-05-03"),
        ("Paz, 03 Ağu 2026 10:15:00 +0300", "03 Aug 2026 10:15:00 +0300"),
        ("ma, 02 maalis 2026 10:15:00 +0200", "02 Mar 2026 10:15:00 +0200"),
        ("ne, 03 kvě 2026 10:15:00 +0200", "03 May 2026 10:15:00 +0200"),
        ("CN, 03 Th05 2026 10:15:00 +0700", "03 May 2026 10:15:00 +0700"),
        ("20260504", "20260504"),
        ("Mon, 4 Foo 2026", "Mon, 4 Foo 2026"),
        ("yesterday", "yesterday"),
        ("", ""),
    ],
)
def test_a_date_is_rewritten_for_feedparser(written: str, plain: str) -> None:
    assert plain_date(written) == plain


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("Mi, 04 Mär 2026 08:30:00 +0100", "2026-03-04T07:30:00+00:00"),
        ("Sun, 4 Oct 2026 10:15:00 PDT", "2026-10-04T17:15:00+00:00"),
        ("1777889700", "2026-05-04T10:15:00+00:00"),
        ("Sat, 31 Dec 2016 23:59:60 GMT", "2016-12-31T23:59:59+00:00"),
        ("31.12.2025", "2025-12-31"),
        ("Вс, 03 май 2026 10:00:00 +0300", "2026-05-03T07:00:00+00:00"),
        ("nie, 03 maj 2026 10:00:00 +0200", "2026-05-03T08:00:00+00:00"),
        ("Sunday, May 3, 2026 - 10:00am", "2026-05-03T00:00:00+00:00"),
        ("2026/05/03 10:00", "2026-05-03T10:00:00+00:00"),
        ("soon", None),
    ],
)
@pytest.mark.parametrize("element", ["pubDate", "dc:date"])
def test_an_entry_has_its_date(element: str, written: str, published: str | None) -> None:
    feed = f"<rss><channel><item><title>x</title><{element}>{written}</{element}></item></channel></rss>"
    (entry,) = feed_entries.entries(feed.encode(), url="http://feed.example/", charset="")
    assert entry.published == published
    assert bool(entry.updated) == bool(published)


def test_numbers_in_a_json_feed_are_seconds() -> None:
    feed = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "date_published": 1777889700}]}'
    (entry,) = feed_entries.entries(feed, url="http://feed.example/", charset="")
    assert entry.published == entry.updated == "2026-05-04T10:15:00+00:00"
