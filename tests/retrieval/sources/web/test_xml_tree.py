"""XML as servers send it: broken in the ways that feeds and sitemaps are broken, and read whole all the same."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from retrieval.core.errors import SourceError
from retrieval.sources.web import xml_tree


def texts(document: str, name: str = "t") -> list[str]:
    tree = xml_tree.parse(document.encode("utf-8", "surrogatepass"), charset="", where="there")
    return ["".join(element.itertext()) for element in tree.iter(f"{{*}}{name}")]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Salt & pepper &amp; R&D &lt;b&gt;", "Salt & pepper & R&D <b>"),
        ("depth < 5 m &amp; width </ 3", "depth < 5 m & width </ 3"),
        ("caf&eacute;&nbsp;&copy; &made; &amp;nbsp;", "café\u00a0© &made; &nbsp;"),
        ("a\x02b\x0bc &amp; d", "ab c & d"),
        ("a&#x1;b&#31;c &amp; d", "abc & d"),
        ("&#145;quoted&#146; &#8364;", "‘quoted’ €"),
        ("&#xD83D;&#xDEA2; and &#55357;&#57002; and &#xD83D; alone &amp;", "🚢 and 🚪 and  alone &"),
        ("&#38;amp; &#60;i&#62;", "&amp; <i>"),
        ("<![CDATA[x & y &amp; <b>\x03z</b>]]> &amp; w", "x & y &amp; <b>z</b> & w"),
        ("<!-- & < -->shown &amp; read", "shown & read"),
    ],
)
def test_marks_and_references_are_read_as_they_were_meant(written: str, read: str) -> None:
    first, second = texts(f"<r><t>{written}</t><t>Later: &lt;p&gt; &quot;&amp;&quot;</t></r>")
    assert (first, second) == (read, 'Later: <p> "&"')


@pytest.mark.parametrize(
    "document",
    [
        "<r><content:t>whole</content:t></r>",
        '<r><t media:url="x" q:z="y">whole</t></r>',
        "<x:r><x:t>whole</x:t></x:r>",
        '<r><d:t>whole</d:t><e><d:u xmlns:d="urn:d"/></e></r>',
        "<r><a:b:t>whole</a:b:t></r>",
        '<r xmlns:content=""><content:t>whole</content:t></r>',
        '<?xml version="1.0" encoding="utf-8"?>\n<!-- none --><r><o:p/><t>whole</t></r>',
    ],
)
def test_undeclared_prefixes_are_declared(document: str) -> None:
    tree = xml_tree.parse(document.encode(), charset="", where="there")
    assert texts(document) == ["whole"]
    assert [xml_tree.local_name(element) for element in tree.iter("{*}t")] == ["t"]
    again = xml_tree.parse(xml_tree.serialize(tree), charset="", where="there")
    assert ["".join(element.itertext()) for element in again.iter("{*}t")] == ["whole"]


def test_a_prefix_that_feeds_use_gets_its_own_namespace() -> None:
    tree = xml_tree.parse(b"<r><content:encoded>x</content:encoded></r>", charset="", where="there")
    assert tree[0].tag == "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.mark.parametrize(
    "piece", ["& ", "<![CDATA[", "<!--", '<a b="', "<a:", " a:b =", "\x02", " ", "&#", "<?xml ", "</"]
)
def test_whatever_is_repeated_takes_little_time(piece: str) -> None:
    start = time.process_time()
    with suppress(SourceError):
        xml_tree.parse(b"<rss>" + (piece * 100_000).encode(), charset="", where="there")
    assert time.process_time() - start < 5


def test_what_a_program_wrote_in_front_of_the_declaration_is_left_out() -> None:
    feed = b"<br />\n<b>Warning</b>: line 3<br />\n<?xml version='1.0'?><rss><channel/></rss>"
    assert xml_tree.root(feed) == "rss"
    assert xml_tree.local_name(xml_tree.parse(feed, charset="", where="x")) == "rss"
    assert xml_tree.root(b"<html><body><pre><?xml version='1.0'?><rss></pre></body></html>") == "html"
