"""Exports of MediaWiki: their pages, within bounds."""

from __future__ import annotations

import bz2
import gzip
import tracemalloc
from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest

from retrieval.core.errors import SourceDamaged, SourceEmpty, SourceError, SourceTooLarge, SourceUnsafe
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document, load

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import Write

LoadAll = Callable[[str], tuple[list[Draft], list[Skipped]]]
HEAD = """\
<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en"><siteinfo>
<sitename>Duskvale</sitename><base>https://duskvale.example/wiki/Main_Page</base>
<namespaces><namespace key="0" />
<namespace key="6">Bildchen</namespace><namespace key="14">Sorte</namespace></namespaces>
</siteinfo>
"""
END = "</mediawiki>\n"


def _revision(text: str, day: str, model: str = "wikitext") -> str:
    return (
        f"<revision><id>7</id><timestamp>{day}T10:00:00Z</timestamp><contributor><username>Ida</username></contributor>"
        f"<model>{model}</model><text bytes='9' xml:space='preserve'>{escape(text)}</text></revision>"
    )


def _page(title: str, *revisions: str, namespace: int = 0, redirect: str = "") -> str:
    more = f'<redirect title="{redirect}" />' if redirect else ""
    inner = "".join(revisions)
    return f"<page><title>{escape(title)}</title><ns>{namespace}</ns><id>1</id>{more}{inner}</page>\n"


ORE = _page("Greyiron ore", _revision("It is [[old]] & '''grey'''. [[Bildchen:A.png|thumb|A vein]]", "2025-03-04"))
HARROW = _page("Harrow/North", _revision("A [[village]].\n[[Sorte:Places]]", "2025-03-05"))
OTHERS = (
    _page("Greyiron", _revision("#REDIRECT [[Greyiron ore]]", "2024-01-01"), redirect="Greyiron ore")
    + _page("Talk:Harrow", _revision("Is it a village?", "2024-01-01"), namespace=1)
    + _page("Template:Gold", _revision("{{{1}}} Gold", "2024-01-01"), namespace=10)
    + _page("Ore.css", _revision("a {}", "2024-01-01", model="css"))
)


@pytest.mark.parametrize("name", ["wiki.xml", "wiki.xml.bz2", "wiki.xml.gz"])
def test_each_page_is_an_article(write: Write, load_all: LoadAll, name: str) -> None:
    pack = {".bz2": bz2.compress, ".gz": gzip.compress}.get(name[8:], bytes)
    path = write(name, pack((HEAD + ORE + OTHERS + HARROW + END).encode()))
    drafts, skipped = load_all(path)
    assert [(draft.title, draft.text, draft.published, draft.author) for draft in drafts] == [
        ("Greyiron ore", "It is old & grey.\n\nA vein", "2025-03-04T10:00:00+00:00", None),
        ("Harrow/North", "A village.", "2025-03-05T10:00:00+00:00", None),
    ]
    assert [(draft.source, draft.canonical) for draft in drafts] == [
        (f"{path}#Greyiron ore", "https://duskvale.example/wiki/Greyiron_ore"),
        (f"{path}#Harrow/North", "https://duskvale.example/wiki/Harrow/North"),
    ]
    (left_out,) = skipped
    assert (left_out.source, left_out.expected) == (path, True)
    assert left_out.reason == "4 pages are left out: redirects, talk, templates and others that are no articles."


def test_without_articles_the_other_texts_are_read(write: Write, load_all: LoadAll) -> None:
    guide = _page("Guide:Mining", _revision("Take a pickaxe.", "2025-01-01"), namespace=112)
    drafts, _ = load_all(write("wiki.xml", HEAD + guide + OTHERS + END))
    assert [draft.title for draft in drafts] == ["Guide:Mining", "Talk:Harrow"]


def test_the_newest_revision_counts(write: Write, load_all: LoadAll) -> None:
    page = _page("Harrow", *(_revision(f"Text of {day}.", day) for day in ("2024-01-01", "2025-02-02", "2023-03-03")))
    drafts, _ = load_all(write("wiki.xml", HEAD + page + END))
    assert [(draft.text, (draft.published or "")[:10]) for draft in drafts] == [("Text of 2025-02-02.", "2025-02-02")]


def test_a_page_without_words_is_named_and_the_rest_goes_on(write: Write, load_all: LoadAll) -> None:
    empty = _page("Empty", _revision("{{Stub}}", "2025-01-01"))
    drafts, skipped = load_all(write("wiki.xml", HEAD + empty + ORE + END))
    assert [draft.title for draft in drafts] == ["Greyiron ore"]
    assert [(item.source.rpartition("#")[2], item.expected) for item in skipped] == [("Empty", True)]


def test_one_that_is_cut_off_gives_the_pages_before(write: Write, load_all: LoadAll) -> None:
    drafts, (skipped,) = load_all(write("wiki.xml", HEAD + ORE + HARROW[:80]))
    assert [draft.title for draft in drafts] == ["Greyiron ore"]
    assert skipped.reason.startswith("after page 1, its XML is damaged or cut off. Export the pages again")


@pytest.mark.parametrize(
    ("name", "content", "error", "message"),
    [
        ("a.xml", HEAD[:300], SourceDamaged, "damaged or cut off"),
        ("a.xml", HEAD + END, SourceEmpty, "no page with a text"),
        ("a.xml.gz", gzip.compress(b"<urlset></urlset>"), SourceDamaged, "no export of MediaWiki"),
        ("a.xml.bz2", bz2.compress(b"words"), SourceDamaged, "no export of MediaWiki"),
        ("a.xml.gz", gzip.compress(b"<mediawiki>" * 50)[:-9], SourceError, "damaged"),
        (
            "a.xml.gz",
            gzip.compress(b'<!DOCTYPE mediawiki [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><mediawiki>&b;</mediawiki>'),
            SourceUnsafe,
            "declares a document type",
        ),
        ("a.xml", "<mediawiki>" + "<a>" * 5_000, SourceDamaged, "damaged or cut off"),
    ],
    ids=["no end", "no page", "a sitemap in gzip", "words in bzip2", "cut gzip", "entities in gzip", "open elements"],
)
def test_what_cannot_be_read(  # noqa: PLR0917  pytest's parameters
    write: Write, name: str, content: str | bytes, error: type[SourceError], message: str, limits: LimitSettings
) -> None:
    with pytest.raises(error, match=message):
        list(load(write(name, content), limits=limits))


def test_a_bomb_is_stopped_at_the_limit(write: Write, limits: LimitSettings) -> None:
    packed = bz2.compress(HEAD.encode() + b"<page><title>a</title><revision><text>" + b"a" * 30_000_000)
    path = write("a.xml.bz2", packed)
    tracemalloc.start()
    with pytest.raises(SourceTooLarge, match="more than 1 MB"):
        list(load(path, limits=limits))
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_page_that_is_too_long_is_named(write: Write) -> None:
    long = _page("Long", _revision("word " * 10_000, "2025-01-01"))
    items = list(load(write("a.xml", HEAD + long + ORE + END), limits=LimitSettings(article_characters=1_000)))
    assert ["longer than 1,000" in item.reason if isinstance(item, Skipped) else item.title for item in items] == [
        True,
        "Greyiron ore",
    ]


def test_memory_does_not_grow_with_the_pages(write: Write) -> None:
    pages = "".join(_page(f"Page {number}", _revision("It is old. " * 1_500, "2025-01-01")) for number in range(200))
    path = write("a.xml", HEAD + pages + END)
    tracemalloc.start()
    assert sum(isinstance(item, Draft) for item in load(path, limits=LimitSettings())) == 200
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("kind", ["application/xml", "text/xml; charset=utf-8", "application/octet-stream", ""])
def test_an_upload_is_told_by_how_it_begins(kind: str) -> None:
    document = RawDocument(content=(HEAD + ORE + END).encode(), name="export.xml", source="a", content_type=kind)
    (draft,) = extract_document(document, limits=LimitSettings())
    assert isinstance(draft, Draft)
    assert draft.title == "Greyiron ore"
