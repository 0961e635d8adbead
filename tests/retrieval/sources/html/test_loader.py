from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from retrieval.core.errors import SourceEmpty, SourceTooLarge
from retrieval.core.settings import LimitSettings
from retrieval.sources import load
from retrieval.sources.html.loader import HtmlLoader

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne, Write

SECONDS = 5.0  # of the processor: in proportion to the length it takes a hundredth of one
PARAGRAPH = "The ferry across the sound was fully booked on Sunday, the harbour office said, and nobody was surprised."
PAGE = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Ferry sells out | Sound News</title>
<meta property="og:site_name" content="Sound News">
<meta property="article:published_time" content="2024-05-03T09:30:00+02:00"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Ferry sells out</h1><p>{PARAGRAPH}</p>
<h2>What <em>it</em> cost</h2><p>A ticket is <b>4.20</b> euros, <a href="/t">the timetable</a> says.<br>
Dogs travel free.</p>
<ul><li>Cars go on<ul><li>vans too</li></ul></li><li><p>Bicycles go up</p></li></ul>
<ol><li>Queue</li><li>Board</li></ol>
<blockquote><p>We were full by nine.</p></blockquote>
<table><tr><th>Year</th><th>Cars</th></tr><tr><td>2022</td><td>9,100</td></tr></table>
<pre># a comment
sail away</pre>
<p>It carried 10<sup>6</sup> people on H<sub>2</sub>O<sup>[3]</sup> for the 19<sup>th</sup> time.</p>
<h3>Later</h3><p>The sea was calm at noon.</p></article>
<footer>Copyright 2019 Sound News. All rights reserved.</footer></body></html>"""
TEXT = f"""{PARAGRAPH}

## What it cost

A ticket is 4.20 euros, the timetable says.
Dogs travel free.

- Cars go on
- vans too
- Bicycles go up
1. Queue
2. Board

We were full by nine.

Year | Cars
2022 | 9,100

 # a comment
sail away

It carried 10⁶ people on H₂O for the 19th time.

### Later

The sea was calm at noon."""


def test_the_article_and_nothing_around_it(load_one: LoadOne) -> None:
    draft = load_one("ferry.html", PAGE)
    assert draft.title == "Ferry sells out"
    assert draft.published == "2024-05-03"
    assert draft.text == TEXT


@pytest.mark.parametrize("frame", ["{}", "<div>{}</div>", "<div id='x'><section>{}</section></div>", "<main>{}</main>"])
def test_headings_and_lists_stay_whatever_frames_them(load_one: LoadOne, frame: str) -> None:
    inner = f"<h1>Ferry</h1><p>{PARAGRAPH}</p><h2>Why</h2><p>It was warm.</p><ul><li>very</li></ul>"
    page = (
        f"<html><head><title>Ferry</title></head><body><nav><p>Menu here</p></nav>{frame.format(inner)}</body></html>"
    )
    assert load_one("a.html", page).text == f"{PARAGRAPH}\n\n## Why\n\nIt was warm.\n\n- very"


MAKES = {
    "fragment": ("<p>Just one paragraph here.", "Just one paragraph here."),
    "unclosed": (
        "<html><body><p>Unclosed <b>bold <i>words<p>and &amp; more &lt;</body>",
        "Unclosed bold words\n\nand & more <",
    ),
    "stray ends": (
        "<body><p>One paragraph.</p></div></span></p><p>Two paragraphs.</p></table>",
        "One paragraph.\n\nTwo paragraphs.",
    ),
    "xhtml": (
        """<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title></head>
        <body><p>Strict words stand here.</p></body></html>""",
        "Strict words stand here.",
    ),
    "scripts": (
        """<body><article><p>Seen words are here.</p><script>var hidden = 1;</script><style>p {}</style><!-- hidden -->
        </article></body>""",
        "Seen words are here.",
    ),
    "wrapped": (
        "<body><article><p>Wrapped\nin the\nsource, it goes on.</p></article></body>",
        "Wrapped in the source, it goes on.",
    ),
    "encyclopedia": (
        """<body><article><p>Gold is heavy.<sup class='reference'><a href='#1'>[1]</a></sup></p>
        <h2>Use<span class='mw-editsection'>[edit]</span></h2><p>Rings are made of it.</p></article></body>""",
        "Gold is heavy.\n\n## Use\n\nRings are made of it.",
    ),
}


@pytest.mark.parametrize(("page", "text"), MAKES.values(), ids=MAKES)
def test_pages_of_many_makes(load_one: LoadOne, page: str, text: str) -> None:
    assert load_one("a.xhtml", page).text == text


class TestTitle:
    def test_without_one_the_name_is(self, load_one: LoadOne) -> None:
        assert load_one("old-ferry.html", f"<p>{PARAGRAPH}</p>").title == "old ferry"

    def test_the_site_is_cut_off(self, load_one: LoadOne) -> None:
        page = f"<html><head><title>Ferry sells out - Sound News</title></head><body><p>{PARAGRAPH}</p></body></html>"
        assert load_one("a.htm", page).title == "Ferry sells out"


class TestDate:
    def test_a_page_without_a_date_has_none(self, load_one: LoadOne) -> None:
        article = f"<article><p>{PARAGRAPH} It was built in 1987.</p></article>"
        page = f"<html><body>{article}<footer>Copyright 2019</footer></body></html>"
        assert load_one("a.html", page).published is None

    def test_a_time_element_is_read(self, load_one: LoadOne) -> None:
        article = f"<article><h1>F</h1><time datetime='2021-02-03'>then</time><p>{PARAGRAPH}</p></article>"
        page = f"<html><body>{article}</body></html>"
        assert load_one("a.html", page).published == "2021-02-03"


class TestEncoding:
    @pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "ISO-8859-1"])
    def test_what_the_page_declares_is_believed(self, load_one: LoadOne, declared: str) -> None:
        page = f"<html><head><meta charset={declared}></head><body><p>“Ferry für fünf” sold out.</p></body></html>"
        assert load_one("a.html", page.encode("cp1252")).text == "“Ferry für fünf” sold out."

    @pytest.mark.parametrize("declared", ["utf-16", "unicode_escape", "rot13", "none-such", "utf-7"])
    def test_a_false_declaration_is_not(self, load_one: LoadOne, declared: str) -> None:
        text = "La traversée était complète dimanche, c'est \\sûr."
        page = f"<html><head><meta charset={declared}></head><body><p>{text}</p></body></html>"
        assert load_one("a.html", page.encode("cp1252")).text == text


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<title>T</title>",
        "<body><h1>Head</h1></body>",
        "<!--",
        "<",
    ],
)
def test_a_page_without_an_article(write: Write, limits: LimitSettings, page: str) -> None:
    with pytest.raises(SourceEmpty) as caught:
        list(load(write("a.html", page), limits=limits))
    assert caught.value.advice


@pytest.mark.parametrize("tag", ["div", "span", "ul><li", "blockquote", "table><tr><td", "b"])
def test_ten_thousand_elements_deep(write: Write, limits: LimitSettings, tag: str) -> None:
    page = f"<html><body><p>{PARAGRAPH}</p>" + f"<{tag}>" * 10_000 + "deep"
    try:
        (draft,) = load(write("a.html", page), limits=limits)
    except SourceEmpty as error:
        assert "no article" in error.what  # noqa: PT017  either is right
    else:
        assert draft.text.startswith(PARAGRAPH)  # type: ignore[union-attr]


def test_elements_without_number_are_refused(write: Write) -> None:
    page = "<p>a b c</p>" * 60_000
    with pytest.raises(SourceTooLarge, match="too many elements"):
        list(load(write("a.html", page), limits=LimitSettings()))


def test_the_libraries_write_nothing_to_the_terminal(
    write: Write, limits: LimitSettings, capfd: pytest.CaptureFixture[str]
) -> None:
    for number, page in enumerate(["<", "<html></html>", PAGE, "plain words, no page"]):
        try:
            list(load(write(f"{number}.html", page), limits=limits))
        except SourceEmpty:
            continue
    assert capfd.readouterr() == ("", "")


def test_author_and_canonical_address(load_one: LoadOne) -> None:
    head = '<meta name="author" content="Ann Lee"><link rel="canonical" href="https://quay.example/a">'
    body = "<article><h1>The quay</h1><p>The quay is long and it was built of stone in 1911.</p></article>"
    draft = load_one("a.html", f"<html><head><title>The quay</title>{head}</head><body>{body}</body></html>")
    assert (draft.author, draft.canonical) == ("Ann Lee", "https://quay.example/a")


@pytest.mark.parametrize("name", ["ferry", "ferry.php", "ferry.html?page=2", "ferry.aspx?id=7", "ferry.html?v=1.2"])
@pytest.mark.parametrize("before", ["", "\ufeff\n", '<?xml version="1.0"?>\n<!-- saved -->\n'])
def test_a_page_under_another_name(load_one: LoadOne, name: str, before: str) -> None:
    draft = load_one(name, before + PAGE)
    assert (draft.title, draft.text) == ("Ferry sells out", TEXT)


@pytest.mark.parametrize("name", ["ferry", "ferry.php", "ferry.txt"])
def test_a_text_about_markup_is_no_page(load_one: LoadOne, name: str) -> None:
    text = "A page opens with <html> and <head>, and <!doctype html> stands above them."
    assert load_one(name, text).text == text


def test_many_comments_before_other_text_take_no_time_beyond_their_length() -> None:
    comments, beginning = b"<!-- a weir -->\n" * 4_000, HtmlLoader.beginning
    assert beginning is not None
    began = time.process_time()
    assert beginning.match(comments + b"The weir") is None
    assert beginning.match(comments + b"<html>") is not None
    assert time.process_time() - began < SECONDS
