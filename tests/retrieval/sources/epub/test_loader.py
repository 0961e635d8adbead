from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from retrieval.core.errors import SourceDamaged, SourceEmpty, SourceError, SourceLocked
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document
from support.documents import archive, epub

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.retrieval.sources.conftest import Write

    LoadAll = Callable[[str], tuple[list[Draft], list[Skipped]]]

SAID = (
    "<dc:title>The marsh</dc:title><dc:creator>Ann Lee</dc:creator><dc:creator>Bo Ek</dc:creator>"
    "<dc:date>1999-05-03</dc:date>"
)


def _refusal(content: bytes, limits: LimitSettings) -> SourceError:
    with pytest.raises(SourceError) as caught:
        list(extract_document(RawDocument(content=content, name="a.epub", source="/a.epub"), limits=limits))
    assert caught.value.where == "/a.epub"
    return caught.value


def test_a_chapter_is_an_article(write: Write, load_all: LoadAll) -> None:
    path = write(
        "a.epub",
        epub(
            {
                "cover.xhtml": '<img src="cover.png" alt=""/>',
                "one.xhtml": "<h1>Dawn</h1><p>The marsh&nbsp;woke <em>slow</em>ly.</p><p>A heron stood still.</p>",
                "two.xhtml": "<div><h2>Noon</h2><ul><li>reeds</li><li>eels</li></ul><h3>Heat</h3><p>So hot.</p></div>",
            },
            metadata=SAID,
        ),
    )
    drafts, skipped = load_all(path)
    assert skipped == []
    assert [draft.source for draft in drafts] == [f"{path}#OEBPS/one.xhtml", f"{path}#OEBPS/two.xhtml"]
    assert [draft.title for draft in drafts] == ["The marsh: Dawn", "The marsh: Noon"]
    assert [draft.text for draft in drafts] == [
        "The marsh woke slowly.\n\nA heron stood still.",
        "- reeds\n- eels\n\n### Heat\n\nSo hot.",
    ]
    assert {(draft.author, draft.published) for draft in drafts} == {("Ann Lee, Bo Ek", "1999-05-03")}


def test_a_file_that_only_goes_on_belongs_to_the_chapter_before_it(write: Write, load_all: LoadAll) -> None:
    book = epub({"1.xhtml": "<h1>Dawn</h1><p>It began.</p>", "2.xhtml": "<p>It went on.</p>"})
    ((draft,), _) = load_all(write("a.epub", book))
    assert draft.text == "It began.\n\nIt went on."


def test_the_table_of_contents_names_chapters_and_is_none(write: Write, load_all: LoadAll) -> None:
    contents = (
        '<nav epub:type="toc"><ol><li><a href="1.xhtml#top">Dawn</a></li><li><a href="2.xhtml">Noon</a></li></ol></nav>'
    )
    drafts, _ = load_all(
        write("a.epub", epub({"1.xhtml": "<p>It began.</p>", "2.xhtml": "<p>It was hot.</p>"}, contents=contents))
    )
    assert [(draft.title, draft.text) for draft in drafts] == [
        ("The marsh: Dawn", "It began."),
        ("The marsh: Noon", "It was hot."),
    ]


def test_what_does_not_speak_is_left_out(write: Write, load_all: LoadAll) -> None:
    body = (
        "<h1>Dawn</h1><style>p {}</style><script>no()</script><p hidden='hidden'>no</p><svg><text>no</text></svg>"
        "<p>It <span epub:type='pagebreak'>12</span>began at 10<sup>6</sup> reeds.</p><math><mi>x</mi></math>"
        "<table><tr><th>year</th><th>eels</th></tr><tr><td>1999</td><td>9</td></tr></table><pre>one\n  two</pre>"
    )
    ((draft,), _) = load_all(write("a.epub", epub({"1.xhtml": body})))
    assert draft.text == "It began at 10⁶ reeds.\n\nx\n\nyear | eels\n1999 | 9\n\none\n  two"


def test_a_chapter_that_is_missing_is_named_and_the_others_are_read(limits: LimitSettings) -> None:
    content = epub({"1.xhtml": "<h1>Dawn</h1><p>It began.</p>", "2.xhtml": "<h1>Noon</h1><p>It was hot.</p>"})
    broken = content.replace(b"OEBPS/1.xhtml", b"OEBPS/9.xhtml")
    skipped, draft = extract_document(RawDocument(content=broken, name="a.epub", source="/a.epub"), limits=limits)
    assert isinstance(skipped, Skipped)
    assert (skipped.source, "no part" in skipped.reason) == ("/a.epub#OEBPS/1.xhtml", True)
    assert isinstance(draft, Draft)


@pytest.mark.parametrize("mark", ["<!--a-->", "<?a?>"])
def test_many_comments_above_no_element_end_soon(write: Write, load_all: LoadAll, mark: str) -> None:
    page = (mark * 40 + "no element").encode()
    ((draft,), (skipped,)) = load_all(write("a.epub", epub({"1.xhtml": page, "2.xhtml": "<h1>Noon</h1><p>Hot.</p>"})))
    assert (draft.title, "markup that cannot be read" in skipped.reason) == ("The marsh: Noon", True)


def test_more_chapters_than_are_taken() -> None:
    book = epub({f"{number}.xhtml": f"<h1>Day {number}</h1><p>It rained.</p>" for number in range(5)})
    found = list(
        extract_document(RawDocument(content=book, name="a.epub", source="/a.epub"), limits=LimitSettings(parts=2))
    )
    assert [type(item) for item in found] == [Draft, Draft, Skipped]
    assert "limits.parts" in found[-1].reason  # type: ignore[union-attr]


def test_entities_of_its_own_stay_unresolved(limits: LimitSettings) -> None:
    laughs = (
        '<!DOCTYPE html [<!ENTITY a "hahaha"><!ENTITY b "&a;&a;&a;">]>'
        "<html><body><h1>T</h1><p>Ho &b; end.</p></body></html>"
    )
    content = epub({"1.xhtml": ""}, more={"OEBPS/1.xhtml": laughs})
    (draft,) = extract_document(RawDocument(content=content, name="a.epub", source="/a.epub"), limits=limits)
    assert "haha" not in draft.text  # type: ignore[union-attr]


class TestRefusals:
    @pytest.mark.parametrize(
        "content",
        [b"no zip", archive({"mimetype": "application/epub+zip"}), archive({"META-INF/container.xml": "<c/>"})],
    )
    def test_damage(self, limits: LimitSettings, content: bytes) -> None:
        assert type(_refusal(content, limits)) is SourceDamaged

    def test_no_words(self, limits: LimitSettings) -> None:
        assert type(_refusal(epub({"1.xhtml": "<h1>Only a title</h1>"}), limits)) is SourceEmpty

    def test_copy_protection(self, limits: LimitSettings) -> None:
        locks = '<encryption><EncryptedData><CipherReference URI="{}"/></EncryptedData></encryption>'
        chapters = {"1.xhtml": "<h1>Dawn</h1><p>It began.</p>"}
        locked = epub(chapters, more={"META-INF/encryption.xml": locks.format("OEBPS/1.xhtml")})
        assert type(_refusal(locked, limits)) is SourceLocked
        fonts = epub(chapters, more={"META-INF/encryption.xml": locks.format("OEBPS/font.otf")})
        assert (
            len(list(extract_document(RawDocument(content=fonts, name="a.epub", source="/a.epub"), limits=limits))) == 1
        )


CONTAINER = "META-INF/container.xml"
SENTENCE = "<p>The marsh froze on the first of May.</p>"


def _changed(content: bytes, old: str, new: str, *, without: str = "") -> bytes:
    """Return a book with another package, perhaps without one of its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {name: file.read(name) for name in file.namelist() if name != without}
    package = parts["OEBPS/book.opf"].decode()
    assert old in package
    return archive({**parts, "OEBPS/book.opf": package.replace(old, new)})


@pytest.mark.parametrize(
    ("chapter", "old", "new", "without"),
    [
        ("1.xhtml", "", "", CONTAINER),
        ("1.xhtml", '<itemref idref="i0"/>', "", ""),
        ("1.xhtml", "application/xhtml+xml", "application/xml", ""),
        ("Part1.xhtml", "Part1.xhtml", "part1.XHTML", ""),
        ("part%201.xhtml", "", "", ""),
        ("part 1.xhtml", "part 1.xhtml", "part%201.xhtml", ""),
        ("Fl\u00fcsse.xhtml", "Fl\u00fcsse.xhtml", "Flu\u0308sse.xhtml", ""),
    ],
)
def test_a_book_that_is_not_quite_as_it_should_be(
    write: Write, load_all: LoadAll, *, chapter: str, old: str, new: str, without: str
) -> None:
    path = write("a.epub", _changed(epub({chapter: SENTENCE}), old, new, without=without))
    drafts, skipped = load_all(path)
    assert [draft.text for draft in drafts] == ["The marsh froze on the first of May."]
    assert (skipped, drafts[0].source) == ([], f"{path}#OEBPS/{chapter}")


def test_a_chapter_in_an_old_encoding(write: Write, load_all: LoadAll) -> None:
    chapter = (
        '<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>Das Moor gefror für drei Wochen.</p></body></html>'
    )
    (draft,), _ = load_all(write("a.epub", epub({"1.xhtml": chapter.encode("latin-1")})))
    assert draft.text == "Das Moor gefror für drei Wochen."
