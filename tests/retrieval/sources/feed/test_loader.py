"""Feeds that lie in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.core.errors import SourceEmpty, SourceError
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources import load

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import Write

FEED = """\
<rss version="2.0"><channel><title>Fjord Post &copy; R&D</title>
<item><title>Fares &amp; ferries</title><link>https://post.example/fares</link><author>Ida Brask</author>
<pubDate>Mo, 06 Juli 2026 10:00:00 +0200</pubDate><media:content url="x.jpg"/>
<content:encoded><![CDATA[<p>The fare rises to 14 crowns on Monday.</p><p>Tom &amp; Ida protest.</p>]]>
</content:encoded></item>
<item><title>The bell</title><guid>bell-7</guid>
<description>It cracked at noon&nbsp;on Sunday. Nobody was hurt.</description></item>
<item><title>Nothing</title><guid>empty</guid></item>
</channel></rss>
"""
ATOM = """\
<feed xmlns="http://www.w3.org/2005/Atom"><title>Fjord Post</title>
<entry><title>The pier</title><id>urn:pier</id><updated>2026-05-02T08:00:00Z</updated>
<content type="html">&lt;p&gt;The pier is closed for a week.&lt;/p&gt;</content></entry></feed>
"""


@pytest.mark.parametrize("name", ["post.xml", "post.rss"])
def test_every_entry_with_a_text_is_an_article(write: Write, name: str) -> None:
    path = write(name, FEED)
    fares, bell, nothing = load(path, limits=LimitSettings())
    assert isinstance(fares, Draft)
    assert (fares.title, fares.author, fares.published) == ("Fares & ferries", "Ida Brask", "2026-07-06T08:00:00+00:00")
    assert fares.text == "The fare rises to 14 crowns on Monday.\n\nTom & Ida protest."
    assert (fares.source, fares.canonical) == (f"{path}#https://post.example/fares", "https://post.example/fares")
    assert isinstance(bell, Draft)
    assert (bell.title, bell.text) == ("The bell", "It cracked at noon on Sunday. Nobody was hurt.")
    assert (bell.source, bell.canonical) == (f"{path}#bell-7", None)
    assert isinstance(nothing, Skipped)
    assert nothing.source == f"{path}#empty"


def test_atom_is_read_too(write: Write) -> None:
    (pier,) = load(write("post.atom", ATOM), limits=LimitSettings())
    assert isinstance(pier, Draft)
    assert (pier.title, pier.text, (pier.published or "")[:10]) == (
        "The pier",
        "The pier is closed for a week.",
        "2026-05-02",
    )


def test_two_entries_of_one_id_are_two_articles(write: Write) -> None:
    twice = FEED.replace("<guid>empty</guid>", "<guid>bell-7</guid><description>It was mended in May.</description>")
    sources = [item.source for item in load(write("post.rss", twice), limits=LimitSettings())]
    assert len(set(sources)) == 3


def test_a_feed_that_lists_nothing_says_so(write: Write) -> None:
    empty = '<rss version="2.0"><channel><title>Fjord Post</title></channel></rss>'
    with pytest.raises(SourceEmpty, match="lists no article"):
        list(load(write("post.rss", empty), limits=LimitSettings()))


def test_what_is_no_feed_is_an_error(write: Write) -> None:
    with pytest.raises(SourceError):
        list(load(write("post.rss", "The pier is closed for a week."), limits=LimitSettings()))


def test_a_feed_without_an_ending_is_known_by_its_root(write: Write) -> None:
    opened = '<?xml version="1.0"?>\n<!-- saved in May -->\n'
    (pier,) = load(write("post", opened + ATOM), limits=LimitSettings())
    assert pier.source.endswith("post#urn:pier")


def test_other_xml_is_no_feed(write: Write) -> None:
    (other,) = load(
        write("notes.xml", "<notes><note>The feed of the pier is closed.</note></notes>"), limits=LimitSettings()
    )
    assert other.source.endswith("notes.xml")
