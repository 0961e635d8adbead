from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from retrieval.core.errors import SourceDamaged, SourceEmpty, SourceError, SourceLocked, SourceUnsafe
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document
from support.documents import archive

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.retrieval.sources.conftest import LoadOne

PARAGRAPH = "The mill was built in 1911."
SHAPES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _changed(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """A document with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {part: file.read(part) for part in file.namelist()}
    return archive({**parts, name: change(parts.get(name, b"").decode()).encode()})


def _with(xml: str) -> bytes:
    """A document with further elements in its body."""
    document = docx.Document()
    document.add_paragraph(PARAGRAPH)
    document.element.body.insert(
        1, parse_xml(f"<w:sdt {nsdecls('w')} {SHAPES}><w:sdtContent>{xml}</w:sdtContent></w:sdt>")
    )
    return _saved(document)


def _refusal(content: bytes, limits: LimitSettings) -> SourceError:
    with pytest.raises(SourceError) as caught:
        list(extract_document(RawDocument(content=content, name="a.docx", source="/a.docx"), limits=limits))
    assert caught.value.where == "/a.docx"
    return caught.value


def test_a_document_with_everything(load_one: LoadOne) -> None:
    document = docx.Document()
    document.add_heading("The tide mill", 0)
    document.add_paragraph("A report").style = "Subtitle"
    document.add_heading("Its history", 1)
    words = document.add_paragraph("The mill was ")
    words.add_run("built").bold = True
    words.add_run(" in 1911.")
    document.add_heading("Its parts", 2)
    for text in ("a wheel", "a pond"):
        document.add_paragraph(text, style="List Bullet")
    for text in ("Open the sluice.", "Wait."):
        document.add_paragraph(text, style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("year", "sacks", "1912", "9"), strict=True
    ):
        cell.text = text
    document.core_properties.author = "Ann Lee"
    document.core_properties.title = "Untitled"
    draft = load_one("mill.docx", _saved(document))
    assert (draft.title, draft.author, draft.published) == ("The tide mill", "Ann Lee", "2013-12-23")
    assert draft.text == (
        "A report\n\n# Its history\n\nThe mill was built in 1911.\n\n## Its parts\n\n"
        "- a wheel\n- a pond\n1. Open the sluice.\n2. Wait.\n\nyear | sacks\n1912 | 9"
    )


class TestTitle:
    def test_the_properties_have_one(self, load_one: LoadOne) -> None:
        document = docx.Document()
        document.add_paragraph(PARAGRAPH)
        document.core_properties.title = "The tide mill"
        assert load_one("a.docx", _saved(document)).title == "The tide mill"

    def test_without_one_the_first_heading_is(self, load_one: LoadOne) -> None:
        document = docx.Document()
        document.add_heading("The tide mill", 1)
        document.add_paragraph(PARAGRAPH)
        draft = load_one("a.docx", _saved(document))
        assert (draft.title, draft.text) == ("The tide mill", PARAGRAPH)

    def test_without_any_the_name_is(self, load_one: LoadOne) -> None:
        document = docx.Document()
        document.add_paragraph(PARAGRAPH)
        assert load_one("tide_mill.docx", _saved(document)).title == "tide mill"


CONTENTS = (
    "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
    "<w:sdtContent><w:p><w:r><w:t>Chapter 3</w:t></w:r></w:p></w:sdtContent></w:sdt>"
)
BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent><w:p><w:r><w:t>Boxed."
    "</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p>"
    "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:p><w:r><w:t>One</w:t><w:br/><w:t>Two</w:t><w:tab/><w:t>Three</w:t></w:r></w:p>", "One\nTwo Three"),
        ("<w:p><w:ins><w:r><w:t>In</w:t></w:r></w:ins><w:del><w:r><w:delText>O</w:delText></w:r></w:del></w:p>", "In"),
        ("<w:p><w:moveFrom><w:r><w:t>Gone.</w:t></w:r></w:moveFrom></w:p>", ""),
        ("<w:p><w:hyperlink><w:r><w:t>A link.</w:t></w:r></w:hyperlink></w:p>", "A link."),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>Inside.</w:t></w:r></w:p></w:sdtContent></w:sdt>", "Inside."),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>Field.</w:t></w:r></w:p>", "Field."),
        ("<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr><w:r><w:t>Head</w:t></w:r></w:p>", "## Head"),
        ("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Framed.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", "Framed."),
        (CONTENTS, ""),
        (BOX, "Boxed."),
    ],
    ids=["breaks", "changes", "moved", "link", "control", "field", "outline", "frame", "contents", "box"],
)  # fmt: skip
def test_what_stands_in_a_body(load_one: LoadOne, xml: str, text: str) -> None:
    assert load_one("a.docx", _with(xml)).text == f"{PARAGRAPH}\n\n{text}".strip()


def test_a_footnote_follows_its_paragraph(load_one: LoadOne) -> None:
    content = _with(
        "<w:p><w:r><w:t>It cost 240 pounds.</w:t><w:footnoteReference w:id='2'/></w:r></w:p>"
        "<w:p><w:r><w:t>It closed.</w:t></w:r></w:p>"
    )
    relation = (
        '<Relationship Id="rNote" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"'
        ' Target="footnotes.xml"/></Relationships>'
    )
    note = "<w:footnote w:id='2'><w:p><w:r><w:t>By the parish's own books.</w:t></w:r></w:p></w:footnote>"
    line = "<w:footnote w:type='separator' w:id='0'><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    content = _changed(
        content, "word/footnotes.xml", lambda _: f"<w:footnotes {nsdecls('w')}>{line}{note}</w:footnotes>"
    )
    content = _changed(content, "word/_rels/document.xml.rels", lambda xml: xml.replace("</Relationships>", relation))
    content = _changed(
        content, "[Content_Types].xml",
        lambda xml: xml.replace("</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'),
    )  # fmt: skip
    assert load_one("a.docx", content).text == (
        f"{PARAGRAPH}\n\nIt cost 240 pounds.\n\nBy the parish's own books.\n\nIt closed."
    )


def test_pictures_are_not_unpacked(load_one: LoadOne) -> None:
    document = docx.Document()
    document.add_paragraph(PARAGRAPH)
    content = _changed(_saved(document), "word/media/image1.png", lambda _: "x" * 1_000_000)
    assert load_one("a.docx", content).text == PARAGRAPH


class TestRefusals:
    def test_no_words(self, limits: LimitSettings) -> None:
        assert type(_refusal(_saved(docx.Document()), limits)) is SourceEmpty

    @pytest.mark.parametrize(
        "content",
        [b"no zip", b"PK\x03\x04" + b"\0" * 99, archive({"a.txt": "x"}), archive({"[Content_Types].xml": "<Types/>"})],
        ids=["other", "noise", "zip", "empty"],
    )
    def test_damage(self, limits: LimitSettings, content: bytes) -> None:
        assert type(_refusal(content, limits)) is SourceDamaged

    def test_every_cut_is_damage(self, limits: LimitSettings) -> None:
        document = docx.Document()
        document.add_paragraph(PARAGRAPH)
        whole = _saved(document)
        for at in range(0, len(whole), len(whole) // 20):
            assert isinstance(_refusal(whole[:at] or b"x", limits), SourceDamaged)

    def test_a_password_or_an_old_kind(self, limits: LimitSettings) -> None:
        error = _refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, limits)
        assert type(error) is SourceLocked
        assert "password" in error.what

    @pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "docProps/core.xml", "_rels/.rels"])
    def test_entities_are_refused_wherever_they_stand(self, limits: LimitSettings, name: str) -> None:
        document = docx.Document()
        document.add_paragraph(PARAGRAPH)
        content = _changed(
            _saved(document), name, lambda xml: xml.replace("?>", f"?>{LAUGHS}", 1).replace("1911", "&b;")
        )
        assert type(_refusal(content, limits)) is SourceUnsafe

    @pytest.mark.parametrize("declared", ["IBM037", "utf-7", "utf-32"])
    def test_an_encoding_that_hides_markup_is_not_believed(self, limits: LimitSettings, declared: str) -> None:
        document = docx.Document()
        document.add_paragraph(PARAGRAPH)
        content = _changed(
            _saved(document), "word/document.xml", lambda xml: xml.replace("encoding='UTF-8'", f"encoding='{declared}'")
        )
        (draft,) = extract_document(RawDocument(content=content, name="a.docx", source="/a.docx"), limits=limits)
        assert draft.text == PARAGRAPH  # type: ignore[union-attr]


def _p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def _row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str) -> str:
    return f"<w:tc>{_p(text)}</w:tc>"


def _control(xml: str) -> str:
    return f"<w:sdt><w:sdtContent>{xml}</w:sdtContent></w:sdt>"


DELETED = "<w:rPr><w:del w:id='1'/></w:rPr>"
DELETED_ROW = _row(_cell("1913"), _cell("8"), properties="<w:del w:id='1'/>")
POND = "The pond froze over in the winter of 1912, and was never dug out."


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (f"<w:tbl>{_row(_control(_cell('year')), _cell('sacks'))}</w:tbl>", "year | sacks"),
        (f"<w:tbl>{_control(_row(_cell('year'), _cell('sacks')))}</w:tbl>", "year | sacks"),
        (f"<w:tbl>{_row(_cell('year'), _cell('sacks'))}{DELETED_ROW}</w:tbl>", "year | sacks"),
        (_p("The wheel ", DELETED) + _p("was lost."), "The wheel was lost."),
        (_p("The wheel.", DELETED) + f"<w:tbl>{_row(_cell('year'), _cell('sacks'))}</w:tbl>",
         "The wheel.\n\nyear | sacks"),
        (_p("The wheel was lost.", DELETED), "The wheel was lost."),
    ],
)  # fmt: skip
def test_controls_in_tables_and_what_was_deleted(load_one: LoadOne, xml: str, text: str) -> None:
    assert load_one("a.docx", _with(xml)).text == f"{PARAGRAPH}\n\n{text}"


@pytest.mark.parametrize(
    ("name", "chunk", "text"),
    [
        ("page.html", f"<p>{POND}</p><h2>Its end</h2><p>{POND} It is a garden.</p>",
         f"{POND}\n\n## Its end\n\n{POND} It is a garden."),
        ("note.txt", "The pond froze over.", "The pond froze over."),
        ("a.bin", "\0\1", ""),
    ],
)  # fmt: skip
def test_a_document_inside_the_document(load_one: LoadOne, name: str, chunk: str, text: str) -> None:
    relation = f'<Relationship Id="rIdC" Type="{RELATIONS}/aFChunk" Target="{name}"/></Relationships>'
    place = f"<w:altChunk xmlns:r='{RELATIONS}' r:id='rIdC'/>"
    content = _changed(_with(place), "word/_rels/document.xml.rels", lambda xml: xml[:-16] + relation)
    types = '<Default Extension="html" ContentType="text/html"/><Default Extension="txt" ContentType="text/plain"/>'
    types += '<Default Extension="bin" ContentType="application/octet-stream"/></Types>'
    content = _changed(content, "[Content_Types].xml", lambda xml: xml.replace("</Types>", types))
    content = _changed(content, f"word/{name}", lambda _: chunk)
    assert load_one("a.docx", content).text == f"{PARAGRAPH}\n\n{text}".strip()
