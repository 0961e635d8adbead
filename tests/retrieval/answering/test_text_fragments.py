"""Deep links open the page at the quote, whatever the quote and the page look like."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.answering.text_fragments import LONGEST_LINK, deep_link
from retrieval.core.records import Article, TextRange
from retrieval.core.reply_records import Citation

PAGE = "https://news.example/harbour"
# What a stored text can hold: no surrogates.
TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=1_500).filter(lambda t: bool(t.split()))

LINE_MARKS = "#-*+•‣◦▪●·0123456789.) "  # what a page draws by itself in front of an item
LAST_MARKS = ".,;:!?…\"'”’»)]"  # in front of which a page may have the number of a note


def cite(quote: str, source: str = PAGE) -> Citation:
    return Citation(
        article_id="a", title="Harbour", source=source, published=None, start=0, end=len(quote), quote=quote
    )


@pytest.mark.parametrize(
    ("quote", "fragment"),
    [
        ("The ferry sank.", "The%20ferry%20sank."),
        ("A well-known, old ferry & crew", "A%20well%2Dknown%2C%20old%20ferry%20%26%20crew"),
        ("It sank (twice).", "It%20sank%20%28twice%29."),
        ("Der Kähne Zahl", "Der%20K%C3%A4hne%20Zahl"),
        ("wrapped over  lines", "wrapped%20over%20lines"),
        ("100% #1", "100%25%20%231"),
    ],
)
def test_text_is_percent_encoded(quote: str, fragment: str) -> None:
    assert deep_link(cite(quote)) == f"{PAGE}#:~:text={fragment}"


@pytest.mark.parametrize(
    ("source", "stem"),
    [
        ("http://a.example", "http://a.example#:~:text="),
        ("HTTPS://A.example/x?y=1&z", "HTTPS://A.example/x?y=1&z#:~:text="),
        ("https://a.example/x#part", "https://a.example/x#part:~:text="),
        ("https://a.example/x#", "https://a.example/x#:~:text="),
        ("https://a.example/x#part:~:text=old", "https://a.example/x#part:~:text="),
        ("https://a.example/x#:~:text=old", "https://a.example/x#:~:text="),
        ("https://a.example/two words", "https://a.example/two%20words#:~:text="),
        ("https://bücher.example/käse", "https://bücher.example/k%C3%A4se#:~:text="),
        ('https://a.example/"><b>', "https://a.example/%22%3E%3Cb%3E#:~:text="),
        ("https://a.example/done%20already", "https://a.example/done%20already#:~:text="),
    ],
)
def test_the_page_stays_what_it_was(source: str, stem: str) -> None:
    assert deep_link(cite("word", source)) == f"{stem}word"


@pytest.mark.parametrize(
    "source",
    [
        "notes/moon.md",
        "/srv/moon.md",
        "data.jsonl#12",
        "file:///etc/hosts",
        "javascript:alert(1)",
        "http://",
        "http://[",
        "",
    ],
)
def test_what_is_no_web_page_has_no_link(source: str) -> None:
    assert deep_link(cite("word", source)) is None


def test_a_long_quote_is_given_by_its_first_and_last_words() -> None:
    quote = " ".join(f"word{number}" for number in range(200))
    link = deep_link(cite(quote)) or ""
    start, end = (unquote(part) for part in link.partition("text=")[2].split(","))
    assert len(link) <= LONGEST_LINK
    assert quote.startswith(start + " ")
    assert quote.endswith(" " + end)
    assert min(len(start.split()), len(end.split())) >= 15


def test_a_long_quote_without_blanks_is_cut_at_its_marks() -> None:
    quote = "，".join("船只在港口沉没了两次" for _ in range(12)) + "。"
    link = deep_link(cite(quote)) or ""
    start, end = (unquote(part) for part in link.partition("text=")[2].split(","))
    assert (start, end) == ("船只在港口沉没了两次，" * 2, "船只在港口沉没了两次，船只在港口沉没了两次。")


def test_where_no_word_fits_the_link_is_the_page() -> None:
    assert deep_link(cite("x" * 600)) == PAGE
    assert deep_link(cite("one two three", f"{PAGE}/{'p' * 600}")) == f"{PAGE}/{'p' * 600}"


@given(TEXT)
@example("0\n0:")
@example("- Sugar\n- Salt.")
def test_decoding_gives_the_quote_back_or_its_ends(quote: str) -> None:
    link = deep_link(cite(quote))
    assert link is not None
    assert link.isascii()
    assert len(link) <= LONGEST_LINK
    words = " ".join(quote.split())
    page, mark, directive = link.partition("#:~:text=")
    assert page == PAGE
    if not mark:
        assert len(words.encode()) > LONGEST_LINK // 6
        return
    assert "-" not in directive
    parts = [unquote(part) for part in directive.split(",")]
    if len(parts) == 1:
        assert parts == [words]
    else:
        start, end = parts
        before, after = words.partition(start)[0], words.rpartition(end)[2]
        assert not before.strip(LINE_MARKS), "nothing but the mark of a list item is left out before the start"
        assert not after.strip(LAST_MARKS), "nothing but marks that end a sentence is left out behind the end"
        assert len(start) + len(end) <= len(words)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_source_gives_a_printable_link_or_none(source: str, quote: str) -> None:
    for tried in (source, f"https://{source}", f"http://a.example/{source}"):
        link = deep_link(cite(quote, tried))
        assert link is None or (link.isprintable() and " " not in link)


def test_a_document_with_pages_opens_at_the_page() -> None:
    cited = replace(cite("The ferry sank.", "https://news.example/report.pdf"), page=12)
    assert deep_link(cited) == "https://news.example/report.pdf#page=12"
    assert deep_link(replace(cited, source="/home/ann/report.pdf")) is None


def paged(text: str, source: str = PAGE) -> Article:
    return Article(
        id="a",
        library="default",
        source=source,
        title="Harbour",
        text=text,
        digest="d",
        published=None,
        added="2026-05-04T12:00:00+00:00",
        language="en",
    )


def link_to(text: str, quote: str, *, source: str = PAGE) -> str:
    """The link to the last place of a quote in a text, without the page."""
    start = text.rindex(quote)
    link = deep_link(Citation.of(paged(text, source), TextRange(start=start, end=start + len(quote))))
    return unquote((link or "").partition("text=")[2])


WALL = "The engineer spoke of the sea wall.\n\nIt will cost two million pounds. Nobody asked why.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WALL, "It will,pounds"),
        (
            WALL + "The mayor wants a new road. It will cost two million pounds.",
            "a new road.-,It will cost two million pounds.",
        ),
        (  # the fewest words that tell
            WALL + "She too spoke of the sea wall. It will cost two million pounds.",
            "too spoke of the sea wall.-,It will cost two million pounds.",
        ),
        (  # from the paragraph before, without what draws a heading
            WALL + "## The road\n\nIt will cost two million pounds.",
            "The road-,It will cost two million pounds.",
        ),
        (WALL + "Then: it WILL cost two\nmillion pounds.", "It will,pounds"),
        (
            WALL.replace("pounds", "poundsworth") + "It will cost two million pounds.",
            "It will cost two million pounds.",
        ),
    ],
    ids=["first", "second", "longer", "heading", "first-in-any-case", "no-whole-word"],
)
def test_a_quote_that_stands_further_up_too_is_told_by_what_leads_to_it(text: str, expected: str) -> None:
    quote = "It will cost two million pounds."
    assert link_to(text, quote) == expected


def test_case_and_line_ends_do_not_tell_places_apart() -> None:
    assert link_to("He SANK\nat once. Later he sank at once.", "he sank at once.") == "at once. Later-,he sank at once."


def test_a_long_quote_that_begins_as_another_is_told_too() -> None:
    opening = " ".join(f"word{number}" for number in range(60))
    text = f"First {opening} one. Second {opening} two {opening} three."
    link = link_to(text, f"{opening} two {opening} three.")
    assert link.startswith("word59 one. Second-,word0 word1 ")
    assert link.endswith(" three.")


def test_where_nothing_tells_the_link_still_leads_to_the_page() -> None:
    text = "\n\n".join(["Yes."] * 3)
    assert link_to(text, "Yes.") == "Yes.-,Yes."
    assert link_to(text, "Yes.", source="notes.md") == ""


@given(
    st.lists(st.sampled_from(["It sank.", "He saw it.", "Rain fell.", "## Later"]), min_size=1, max_size=9), st.data()
)
def test_the_first_place_that_fits_is_the_quote_s_own(lines: list[str], data: st.DataObject) -> None:
    """As browsers look for it, wherever the line and the one before tell it from an earlier place."""
    at = data.draw(st.integers(0, len(lines) - 1))
    start = len("\n\n".join([*lines[:at], ""]))
    cited = Citation.of(paged("\n\n".join(lines)), TextRange(start=start, end=start + len(lines[at])))
    pairs = list(pairwise(["", *lines]))
    shown = [line.removeprefix("## ").split() for line in lines]
    words = [*cited.lead.split(), *cited.quote.removeprefix("## ").split()]
    flat = [word for line in shown for word in line]
    first = next(place for place in range(len(flat)) if flat[place : place + len(words)] == words)
    if pairs[at] not in pairs[:at]:
        assert first + len(cited.lead.split()) == sum(map(len, shown[:at]))


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        (
            "Rents\n\nA berth of six metres | five pounds a week\n",
            "A berth of six metres | five pounds a week",
            "A berth,week",
        ),
        ("A berth | five pounds\nA mooring | two pounds", "A mooring | two pounds", "A mooring,pounds"),
        ("The tug came\nfrom Danzig\nin a fog.", "The tug came\nfrom Danzig\nin a fog.", "The tug,a fog"),
        ("- feed the gulls\n- and the gulls", "- feed the gulls\n- and the gulls", "feed the,the gulls"),
        ("1. Oil the hinge.\n2. Close the gate.", "1. Oil the hinge.\n2. Close the gate.", "Oil the,gate"),
        ("The tug came from Danzig in a fog.", "The tug came from Danzig in a fog.", "The tug,a fog"),
        ("The tug sank. The tug came in fog (thick).", "The tug came in fog (thick).", "The tug came,thick"),
        (
            "It was blue. It was towed to the quay, the quay.",
            "It was towed to the quay, the quay.",
            "It was towed,quay, the quay",
        ),
        ("Tugs sank.", "Tugs sank.", "Tugs sank."),
    ],
    ids=["row", "later-row", "breaks", "items", "numbers", "sentence", "second", "end-twice", "short"],
)
def test_each_part_of_a_link_stands_inside_one_block(text: str, quote: str, expected: str) -> None:
    assert link_to(text, quote) == expected


def test_the_number_of_a_note_does_no_harm_to_a_link() -> None:
    page = "The tug[1] came from Danzig[2], in 1907[3], to Pellhaven[4]."
    text = "The tug came from Danzig, in 1907, to Pellhaven."
    start, end = link_to(text, text).split(",")
    assert start in page
    assert end in page
    assert (start, end) == ("The tug", "Pellhaven")


def test_an_opening_that_is_in_the_title_is_lengthened() -> None:
    article = replace(paged("The tug came from Danzig in 1907."), title="The tug of Pellhaven")
    cited = Citation.of(article, TextRange(start=0, end=len(article.text)))
    assert cited.opening == 3
    assert (deep_link(cited) or "").endswith("text=The%20tug%20came,1907")
