"""No words of a page are lost for the element that they stand in, and none are read that it does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne

FIRST = "The town mill was closed for two winters while the millers waited for a new wheel from the foundry."
LAST = "Since then it has turned on every day of the week, and the flour is sold at the market by the bridge."


def page(body: str, *, head: str = "<title>The mill</title>") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def article(inner: str) -> str:
    return page(f"<article><h1>The mill</h1><p>{FIRST}</p>{inner}<p>{LAST}</p></article>")


INSIDE = [
    (
        "<figure><img src='a'><figcaption>2/5 The wheel stood. <span>Photograph: Ida Moor</span></figcaption></figure>",
        "The wheel stood.",
    ),
    (
        (
            "<figure class='wp-block-image'><a href='x'><img src='a.png'></a>"
            "<figcaption class='wp-element-caption'>The wheel stood in the flood.</figcaption></figure>"
        ),
        "The wheel stood in the flood.",
    ),
    ("<div class='wp-caption'><p class='wp-caption-text'>The wheel stood still.</p></div>", "The wheel stood still."),
    (
        "<figure><a href='x'><img src='a'></a><figcaption><p>The wheel stood.</p></figcaption></figure>",
        "The wheel stood.",
    ),
    ("<figure><blockquote>The wheel weighs two tons.</blockquote></figure>", "The wheel weighs two tons."),
    ("<p>It <span class='button'>grinds</span> rye.</p>", "It grinds rye."),
    ("<p>It grinds\nRye and <b>oats\nMaize</b>.</p>", "It grinds Rye and oats Maize."),
    ("<pre>It grinds\nRye daily.</pre>", "It grinds\nRye daily."),
    ("<p>Run <code>mill <em>rye</em> --slow</code> at dawn.</p>", "Run mill rye --slow at dawn."),
    (
        "<p>Run <code>mill <code>rye</code></code> at dawn, or <code>mill\nall</code>.</p>",
        "Run mill rye at dawn, or mill all.",
    ),
    ("<pre>mill <b>rye</b>\nmill all</pre>", "mill rye\nmill all"),
    ("<p><code>mill rye<br>mill all</code></p>", "mill rye\nmill all"),
    (
        "<div class='titlepage'><div><div><h2>The wheel</h2></div></div></div><p>It weighs two tons.</p>",
        "## The wheel\n\nIt weighs two tons.",
    ),
    ("<div><h3>The wheel</h3></div><p>It weighs two tons.</p>", "### The wheel\n\nIt weighs two tons."),
    ("<p>It <blink>grinds</blink> <noindex>rye</noindex> daily.</p>", "It grinds rye daily."),
    ("<p>The miller <details><summary>grinds</summary></details> rye.</p>", "The miller\n\ngrinds\n\nrye."),
    (
        "<dl><dt><code>turn(n)</code><a href='#turn'>¶</a></dt><dd><p>Turns it.<a href='#t'>#</a></p></dd></dl>",
        "- turn(n)\n- Turns it.",
    ),
    (
        "<p>The sign <a href='/hash'>#</a> is cut into the beam above the wheel of the mill.</p>",
        "The sign # is cut into the beam above the wheel of the mill.",
    ),
    ("<li>The wheel weighs two tons.</li>", "The wheel weighs two tons."),
    ("<dd>The wheel weighs two tons.</dd>", "The wheel weighs two tons."),
    ("<td>The wheel weighs two tons.</td>", "The wheel weighs two tons."),
    ("<header>The wheel weighs two tons.</header>", "The wheel weighs two tons."),
    (
        "<label>The wheel of the mill by the bridge weighs two tons.</label>",
        "The wheel of the mill by the bridge weighs two tons.",
    ),
    (
        "<aside><p>The wheel of the mill by the bridge weighs two tons.</p></aside>",
        "The wheel of the mill by the bridge weighs two tons.",
    ),
    ("<p>It opens on <time datetime='2031-05-01'>1 May</time> at dawn.</p>", "It opens on 1 May at dawn."),
    ("<p>Ask <label for='a'>the miller</label> first.</p>", "Ask the miller first."),
    ("<p>You pay <output>9 crowns</output> a sack.</p>", "You pay 9 crowns a sack."),
    ("<p>He said <q>never</q> and left.</p>", "He said “never” and left."),
    ("<p>Press <button>Grind</button> once.</p>", "Press Grind once."),
    (
        "<p>It turns <math><mi>n</mi><mo>=</mo><mfrac><mn>9</mn><mn>2</mn></mfrac></math> times.</p>",
        "It turns n=9/2 times.",
    ),
    ("<p>Area <math><msup><mi>r</mi><mn>2</mn></msup></math> only.</p>", "Area r² only."),
    (
        "<fieldset><legend>How the stones are dressed by hand.</legend><p>With a pick.</p></fieldset>",
        "How the stones are dressed by hand.\n\nWith a pick.",
    ),
    ("<div>The wheel weighs two tons.</div>", "The wheel weighs two tons."),
    ("<section>The wheel weighs two tons.</section>", "The wheel weighs two tons."),
    ("<center>The wheel <b>weighs</b> two tons.</center>", "The wheel weighs two tons."),
    ("<div>Grind the rye<br>Sift the flour<br>Bake</div>", "Grind the rye\nSift the flour\nBake"),
    (
        "<div>The wheel weighs two tons.<p>The stones weigh one.</p>The house weighs more than both.</div>",
        "The wheel weighs two tons.\n\nThe stones weigh one.\n\nThe house weighs more than both.",
    ),
    (
        "<figure><img src='a.png'><figcaption>The wheel in the flood of 1902</figcaption></figure>",
        "The wheel in the flood of 1902",
    ),
    (
        "<blockquote><p>It sang at night.</p><footer>Ida Moor, a neighbour of the mill</footer></blockquote>",
        "It sang at night.\n\nIda Moor, a neighbour of the mill",
    ),
    ("<p>It grinds\n  rye and\n\n oats.</p>", "It grinds rye and oats."),
    ("<p>水車<ruby>小屋<rp>(</rp><rt>ごや</rt><rp>)</rp></ruby>は古いです。</p>", "水車小屋は古いです。"),
    ("<p>It was sold<sup><a href='#n1'>1</a></sup> twice.</p>", "It was sold twice."),
    ("<p>It fills 10<sup>3</sup> sacks.</p>", "It fills 10³ sacks."),
    ("<h2>Work<a class='headerlink' href='#work'>¶</a></h2><p>It is hard.</p>", "## Work\n\nIt is hard."),
]


@pytest.mark.parametrize(("inner", "words"), INSIDE)
def test_words_are_read_whatever_element_they_stand_in(load_one: LoadOne, inner: str, words: str) -> None:
    assert load_one("a.html", article(inner)).text == f"{FIRST}\n\n{words}\n\n{LAST}"


@pytest.mark.parametrize(
    "inner",
    [
        "<p hidden>The mill burnt down.</p>",
        "<div hidden><p>The mill burnt down.</p></div>",
        "<p style='visibility:hidden'>The mill burnt down.</p>",
        "<template><p>The mill burnt down.</p></template>",
        "<p><del>The mill burnt down.</del></p>",
        "<p><s>The mill burnt down.</s></p>",
        "<p class='sr-only'>The mill burnt down.</p>",
        "<div class='note visually-hidden'><p>The mill burnt down.</p></div>",
        "<style>.gone, #never { display: none }</style><p class='gone'>The mill burnt down.</p>",
        "<figure><img src='a.png'><figcaption>Photo: the mill burnt down</figcaption></figure>",
        "<div class='x'><a href='/a'>The mill burnt down, and other stories.</a></div>",
    ],
)
def test_what_is_not_shown_or_not_of_the_article_is_left_out(load_one: LoadOne, inner: str) -> None:
    assert load_one("a.html", article(inner)).text == f"{FIRST}\n\n{LAST}"


@pytest.mark.parametrize(
    "notice", ["<p>Read more: The mill of Brae</p>", "<div><p>Sign up to Grist, our weekly newsletter</p></div>"]
)
def test_notices_of_the_site_are_left_out(load_one: LoadOne, notice: str) -> None:
    assert load_one("a.html", article(notice)).text == f"{FIRST}\n\n{LAST}"


def test_the_section_above_the_title_is_left_out_with_it(load_one: LoadOne) -> None:
    inner = f"<article><span>Mills</span><h1>The mill turns</h1><p>{FIRST}</p><p>{LAST}</p></article>"
    draft = load_one("a.html", page(inner, head="<title>The mill turns | Brae News</title>"))
    assert (draft.title, draft.text) == ("The mill turns", f"{FIRST}\n\n{LAST}")


def test_an_offer_to_subscribe_is_no_part_of_the_article(load_one: LoadOne) -> None:
    offer = "<div><h2>Continue reading with a subscription</h2><p>Try it for £1 for 4 weeks. Then £39.</p></div>"
    body = page(f"<article><h1>The mill</h1><p>{FIRST}</p><p>{LAST}</p>{offer}</article>")
    assert load_one("a.html", body).text == f"{FIRST}\n\n{LAST}"


def test_an_article_in_an_aside_is_read(load_one: LoadOne) -> None:
    inner = f"<main><nav><a href='/'>Home</a></nav></main><aside><h1>The mill</h1><p>{FIRST}</p><p>{LAST}</p></aside>"
    assert load_one("a.html", page(inner)).text == f"{FIRST}\n\n{LAST}"


@pytest.mark.parametrize(
    "sheet",
    [
        "@media print { .note { display: none } }",
        ".note { display: none } .note.open { display: block }",
        "p.note em { display: none }",
        "article, .note, p { display: none }",
    ],
)
def test_what_a_style_sheet_shows_at_times_stays(load_one: LoadOne, sheet: str) -> None:
    rest = f"<p class='note'>{FIRST}</p><p class='note'>{LAST}</p>"
    text = load_one("a.html", page(f"<article><style>{sheet}</style>{rest}</article>")).text
    assert text == f"{FIRST}\n\n{LAST}"


def test_a_body_of_lines_with_breaks_is_read(load_one: LoadOne) -> None:
    assert load_one("a.html", page(f"{FIRST}<br><br>{LAST}")).text == f"{FIRST}\n\n{LAST}"


TITLES = [
    ("<title>Tea – and toast | Mill News</title>", "", "", "Tea – and toast"),
    ("<title>Old wheel :: Mill News</title>", "", "", "Old wheel"),
    ("<title>Wheels | Mill News</title>", "", "", "Wheels"),
    ("<title>Old wheel » Mill News</title>", "<h1 class='site-title'>Mill News</h1>", "", "Old wheel"),
    ("<title>Old wheel | Mill News</title>", "", "<h1>Mill News</h1><h2>Old wheel</h2>", "Old wheel"),
    (
        "<title>Mill News: Old wheel</title><meta property='og:site_name' content='Mill News'>",
        "",
        "",
        "Old wheel",
    ),
    ("<title>x</title>", "", "<h1><b>Sport</b><i>Old wheel</i></h1>", "Sport Old wheel"),
    ("<title>x</title>", "", "<h1>Sport<br>Old wheel</h1>", "Sport Old wheel"),
    ("<title>x</title>", "", "<h1><a href='/s'>Sport</a><span>Old wheel</span></h1>", "Sport Old wheel"),
    ("<title>x</title>", "", "<h1>Old wheel<button>Share</button></h1>", "Old wheel"),
    ("<title>Old wheel found | Mill News</title>", "<header><h1>Mill News</h1></header>", "", "Old wheel found"),
    ("<title>Old wheel found | Mill News</title>", "", "<h1>Old wheel found</h1>", "Old wheel found"),
    ("<title>Mill News | An old wheel found here</title>", "", "", "An old wheel found here"),
    ("<title>Mill News - Old wheel</title>", "", "<h2>Old wheel</h2>", "Old wheel"),
    (
        (
            "<title>x</title><meta property='og:title' content='Old wheel | Mill News'>"
            "<meta property='og:site_name' content='Mill News'>"
        ),
        "<h1>Mill News</h1>",
        "",
        "Old wheel",
    ),
    ("<title>x</title>", "", "<h1>Old wheel <a href='#a'>¶</a></h1>", "Old wheel"),
    ("<title>x</title>", "", "<h1><span>Sport</span><span>Old wheel</span></h1>", "Sport Old wheel"),
    ("<title>x</title>", "", "<h1><span>O</span><span>ld wheel</span></h1>", "Old wheel"),
]


@pytest.mark.parametrize(("head", "above", "heading", "title"), TITLES)
def test_the_title_is_of_the_article_and_not_of_the_site(
    load_one: LoadOne, head: str, above: str, heading: str, title: str
) -> None:
    body = f"{above}<article>{heading}<p>{FIRST}</p><p>{LAST}</p></article>"
    assert load_one("a.html", page(body, head=head)).title == title


AUTHORS = [
    ("", "<div class='byline'><span class='author'>Ida Moor</span>, <span class='author'>Jon Ash</span></div>"),
    ("", "<ul><li><a rel='author' href='/a'>Ida Moor</a></li><li><a rel='author' href='/b'>Jon Ash</a></li></ul>"),
    ("", "<p>By Ida Moor and Jon Ash</p>"),
    ("", "<p>By <a rel='author' href='/a'>Ida Moor</a> and <a rel='author' href='/b'>Jon Ash</a></p>"),
    ("<meta name='author' content='Ida Moor'><meta name='author' content='Jon Ash'>", ""),
    (
        (
            '<script type="application/ld+json">{"@type": "Article", "author":'
            ' [{"@type": "Person", "name": "Ida Moor"}, {"name": "Jon Ash"}]}</script>'
        ),
        "",
    ),
]


@pytest.mark.parametrize(("head", "line"), AUTHORS)
def test_several_authors_are_all_named(load_one: LoadOne, head: str, line: str) -> None:
    body = f"<article><h1>The mill</h1>{line}<p>{FIRST}</p><p>{LAST}</p></article>"
    assert load_one("a.html", page(body, head=f"<title>The mill</title>{head}")).author == "Ida Moor, Jon Ash"


@pytest.mark.parametrize("stated", ["ida@mill.example", "WordPress", "Super User", "Editorial Team", "blog"])
def test_what_programs_fill_in_is_no_author(load_one: LoadOne, stated: str) -> None:
    body = f"<article><h1>The mill</h1><p>By the mill stands a bridge.</p><p>{FIRST}</p><p>{LAST}</p></article>"
    assert load_one("a.html", page(body, head=f"<meta name='author' content='{stated}'>")).author is None
