"""A page's date is what it states of its article, and nothing that only looks like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne

FIRST = "The town mill was closed for two winters while the millers waited for a new wheel from the foundry."
LAST = "Since then it has turned on every day of the week, and the flour is sold at the market by the bridge."


def page(*, head: str = "", above: str = "", first: str = FIRST, below: str = "", after: str = "") -> str:
    return (
        f"<!doctype html><html><head><title>The mill</title>{head}</head><body><article><h1>The mill</h1>{above}"
        f"<p>{first}</p>{below}<p>{LAST}</p></article>{after}</body></html>"
    )


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("<meta property='article:published_time' content='1971-04-09T10:00:00Z'>", "1971-04-09"),
        ("<meta name='citation_publication_date' content='1989/11/20'>", "1989-11-20"),
        ("<meta name='date' content='9 April 2031'>", "2031-04-09"),
        ("<meta itemprop='datePublished' content='2031-04-09'>", "2031-04-09"),
        ("<meta name='date' content='05/04/2031'>", None),
        ("<meta property='article:modified_time' content='2031-04-09'>", "2031-04-09"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2031-04-09"}</script>',
         "2031-04-09"),
        (('<script type="application/ld+json">{"@graph": [{"@type": ["Article"], "datePublished": "2031-04-09"}]}'
         "</script>"), "2031-04-09"),
        (('<script type="application/ld+json">{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle",'
         ' "datePublished": "2031-04-09"}]}</script>'), None),
        ('<script type="application/ld+json">{broken</script>', None),
    ],
)  # fmt: skip
def test_metadata(load_one: LoadOne, head: str, published: str | None) -> None:
    assert load_one("a.html", page(head=head)).published == published


@pytest.mark.parametrize(
    ("above", "published"),
    [
        ("<p>Published: 9 April 2031</p>", "2031-04-09"),
        ("<p>First published on Wednesday, April 9, 2031 at 10:15</p>", "2031-04-09"),
        ("<div>Posted on April 9th, 2031 by Ida Moor</div>", "2031-04-09"),
        ("<p>By Ida Moor, 9 April 1962</p>", "1962-04-09"),
        ("<p>By Ida Moor | Apr. 9, 2031 | Mills</p>", "2031-04-09"),
        ("<p>9 April 2031 by Ida Moor</p>", "2031-04-09"),
        ("<span class='entry-date'>9 April 2031</span>", "2031-04-09"),
        ("<time datetime='2031-04-09T08:00'>yesterday</time>", "2031-04-09"),
        ("<time>9 April 2031</time>", "2031-04-09"),
        ("<p>Veröffentlicht am 9. April 2031 um 10:15 Uhr</p>", "2031-04-09"),
        ("<p>Publié le 9 avril 2031</p>", "2031-04-09"),
        ("<p>Publicado el 9 de abril de 2031</p>", "2031-04-09"),
        ("<p>Last updated: 2031-04-09</p>", "2031-04-09"),
        ("<p>Updated 12 May 2031</p><p>Published 9 April 2031</p>", "2031-04-09"),
        ("<p>Posted by Ida Moor on 9 April 2031</p>", "2031-04-09"),
        ("<p>First published: 9 April 2031. Last updated: 12 May 2031.</p>", "2031-04-09"),
        ("<p>公開日：2031年4月9日</p>", "2031-04-09"),
        ("<p>发布于2031年4月9日</p>", "2031-04-09"),
        ("<p>Yayın tarihi: 9 Nisan 2031</p>", "2031-04-09"),
        ("<p class='date'>9. dubna 2031</p>", "2031-04-09"),
        ("<p class='date'>2031. április 9.</p>", "2031-04-09"),
        ("<p>Published 9 Dec 2031</p>", "2031-12-09"),
        ("<p>Veröffentlicht am 9. Dezember 2031</p>", "2031-12-09"),
        ("<p>Thu 9 Apr 2031 08.14 GMT<br>Last modified on Thu 9 Apr 2031 19.40 GMT</p>", "2031-04-09"),
        ("<p>9 April 2031</p><p>Updated 12 May 2031</p>", "2031-04-09"),
        ("<p>Published 08:14 GMT, 9 April 2031; last updated 19:40 GMT, 12 May 2031</p>", "2031-04-09"),
        ("<p>9 April 2031</p><p>10 April 2031</p>", None),
        ("<p>9 April 2031 in the hall</p>", None),
        ("<p>Until 9 April 2031</p>", None),
        ("<p>Published 05/04/2031</p>", None),
        ("<p class='date'>05.04.2031</p>", None),
        ("<p class='date'>25.04.2031</p>", "2031-04-25"),
    ],
)
def test_lines_above_the_text(load_one: LoadOne, above: str, published: str | None) -> None:
    assert load_one("a.html", page(above=above)).published == published


@pytest.mark.parametrize(
    ("first", "published"),
    [
        (f"OTTERING, April 9, 2031 — {FIRST}", "2031-04-09"),
        (f"OTTERING, Vale (9 April 2031) – {FIRST}", "2031-04-09"),
        (f"On April 9, 2031 the wheel was hung. {FIRST}", None),
    ],
)
def test_datelines(load_one: LoadOne, first: str, published: str | None) -> None:
    assert load_one("a.html", page(first=first)).published == published


@pytest.mark.parametrize(
    "inner",
    [
        f"<p>{LAST} {FIRST} {LAST}</p><p>9 April 2031</p>",
        "<pre>2031-04-09 10:00:00 wheel started</pre>",
        "<pre>date: 2031-04-09</pre>",
        "<p>Run <code>mill --since 2031-04-09</code> to see it.</p>",
        "<p>See <a href='/2031/04/09/wheel'>the wheel</a>.</p>",
        "<p>For example, a ticket of 9 April 2031 is good for a week.</p>",
        "<p>It opens on <time datetime='2031-04-09'>9 April 2031</time> at noon.</p>",
        "<ul><li>9 April 2031: the wheel is hung</li></ul>",
        "<table><tr><td>Published</td><td>2031-04-09</td></tr></table>",
        "<div class='related'><p>Another mill</p><time datetime='2031-04-09'>9 April 2031</time></div>",
        "<aside><p>Published 9 April 2031</p></aside>",
        "<div class='comment'><span class='date'>9 April 2031</span><p>Well done.</p></div>",
    ],
)
def test_what_only_looks_like_a_date_of_the_article(load_one: LoadOne, inner: str) -> None:
    assert load_one("a.html", page(below=inner)).published is None


def test_a_line_at_the_foot_of_the_page_says_when_it_was_changed(load_one: LoadOne) -> None:
    assert load_one("a.html", page(after="<footer>Last updated on Apr 09, 2031.</footer>")).published == "2031-04-09"


def test_the_year_of_a_copyright_is_no_date(load_one: LoadOne) -> None:
    assert load_one("a.html", page(after="<footer>© 2031 Mill News</footer>")).published is None
