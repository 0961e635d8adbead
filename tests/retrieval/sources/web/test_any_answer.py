"""Laws: whatever a server answers, a loader gives articles or says why not, and soon."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval import sources
from retrieval.core.errors import SourceError
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings, WebSettings
from retrieval.sources import Fetcher
from retrieval.text.normalize import normalise
from support.example_counts import example_count
from support.web_server import HOST, LocalSite, Reply, open_site

LIMITS = LimitSettings(article_characters=1_000, file_megabytes=1)
SETTINGS = WebSettings(
    private_hosts=HOST, robots=False, retries=0, requests_per_second=1_000.0, timeout_seconds=1.0, total_seconds=2.0,
    page_megabytes=0.1, unpacked_megabytes=0.1, feed_articles=3, sitemap_pages=3,
)  # fmt: skip
PIECES = st.sampled_from(
    ["<?xml version='1.0'?>", "<rss>", "<channel>", "<item>", "<title>T &amp; t</title>", "<link>/in</link>",
     "<link href='/in'/>", "</item>", "<pubDate>Tue, 03 May 2022 10:00:00 GMT</pubDate>", "<description>words. ",
     "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "<content type='html'>", "]]>", "<![CDATA[", "&nbsp;",
     "<urlset>", "<url>", "<loc>/in</loc>", "<lastmod>2026-01-01</lastmod>", "</url>", "<sitemapindex>", "<sitemap>",
     "<!DOCTYPE html>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;", "<html>", "<p>words here. ", "<meta charset=utf-16>",
     "<link rel=alternate type=application/rss+xml href=/in>", '{"version": "https://jsonfeed.org/version/1",',
     '"items": [', '{"url": "/in", "id": 7}', '{"content_text": "Words here."}', "]}", "\0", "é", "\ud800",
     "\u202e", "\x1b"]
)  # fmt: skip
BODIES = st.one_of(
    st.binary(max_size=300),
    st.lists(PIECES, max_size=25).map(lambda pieces: "".join(pieces).encode("utf-8", "surrogatepass")),
    st.lists(PIECES, max_size=25).map(lambda pieces: "".join(pieces).encode("utf-16", "surrogatepass")),
)
KINDS = st.sampled_from(
    ["", "text/html", "application/rss+xml", "application/xml; charset=utf-16", "application/json", "text/plain",
     "application/pdf", "application/gzip", "text/html; charset=\x00", "a/b;;=;charset=ibm037", "text/markdown"]
)  # fmt: skip
ENDS = st.sampled_from(["/", "/a", "/a.xml", "/sitemap.xml.gz", "/a.jsonl", "/#as=feed", "/a#as=sitemap", "/a#as=page"])


@pytest.fixture(scope="module")
def web() -> Iterator[LocalSite]:
    with open_site() as served:
        served.page("/in", "<p>The inner page says this.")
        yield served


@settings(max_examples=example_count(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=BODIES, kind=KINDS, end=ENDS, packing=st.sampled_from(["", "gzip", "file", "false"]))
def test_any_bytes_give_articles_or_an_error_for_users(
    web: LocalSite, body: bytes, kind: str, end: str, packing: str
) -> None:
    content = gzip.compress(body) if packing in ("gzip", "file") else body
    coding = {"Content-Encoding": "gzip"} if packing in ("gzip", "false") else {}
    reply = Reply(body=content, headers={**({"Content-Type": kind} if kind else {}), **coding})
    web.handle(end.partition("#")[0], lambda _: reply)
    began = time.process_time()  # a busy machine is no fault of ours
    with closing(Fetcher(SETTINGS)) as fetcher:
        try:
            found = list(sources.load(web.url + end, limits=LIMITS, fetcher=fetcher))
        except SourceError as error:
            assert error.where.startswith(web.url)  # noqa: PT017  articles or an error: either is right
            found = []
    assert time.process_time() - began < 10
    for item in found:
        assert isinstance(item, Draft | Skipped)
        assert item.source.startswith(web.url)
        if isinstance(item, Draft):
            assert normalise(item.text) == item.text
            assert len(item.text) <= LIMITS.article_characters
            assert (item.source + item.title + (item.author or "") + item.text).encode()


@settings(max_examples=example_count(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    answer=st.one_of(st.binary(max_size=200), st.binary(max_size=100).map(lambda tail: b"HTTP/1.1 200 OK\r\n" + tail))
)
def test_any_bytes_for_an_answer_end_in_an_error_or_a_page(web: LocalSite, answer: bytes) -> None:
    web.raw("/raw", lambda: iter([answer]))
    with closing(Fetcher(SETTINGS)) as fetcher:
        try:
            fetcher.fetch(f"{web.url}/raw")
        except SourceError as error:
            assert error.where == f"{web.url}/raw"  # noqa: PT017  as above
