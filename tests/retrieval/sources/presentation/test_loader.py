from __future__ import annotations

import io
import time
import zipfile

import pytest

from retrieval.core.errors import SourceDamaged, SourceLocked
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document
from support.documents import archive, odp, pptx

MANIFEST = (
    '<m:manifest xmlns:m="urn:m"><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry>'
    "</m:manifest>"
)


def _draft(name: str, content: bytes) -> Draft:
    (draft,) = extract_document(RawDocument(content=content, name=name, source=name), limits=LimitSettings())
    assert isinstance(draft, Draft)
    return draft


def _line(text: str, properties: str = "") -> str:
    return f"<a:p><a:pPr>{properties}</a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>"


def _shape(*lines: str, place: str = "") -> str:
    return f"<p:sp><p:nvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr><p:txBody>{''.join(lines)}</p:txBody></p:sp>"


def _title(text: str) -> str:
    return _shape(_line(text), place='<p:ph type="title"/>')


def _frame(text: str, kind: str = "") -> str:
    return f'<draw:frame presentation:class="{kind}"><draw:text-box>{text}</draw:text-box></draw:frame>'


def _text(*slides: str) -> str:
    return _draft("a.pptx", pptx(slides)).text


class TestPowerPoint:
    def test_titles_of_slides_are_headings_and_the_first_is_that_of_the_article(self) -> None:
        body = _shape(_line("It opens at nine."))
        draft = _draft("a.pptx", pptx([_title("The boat house"), body + _title("Hours"), _title("Keys") + body]))
        assert draft.title == "The boat house"
        assert draft.text == "## Hours\n\nIt opens at nine.\n\n## Keys\n\nIt opens at nine."

    def test_lines_of_a_place_for_text_are_items(self) -> None:
        lines = (_line("Skiff"), _line(" "), _line("Gig", "<a:buAutoNum/>"), _line("Boats", "<a:buNone/>"))
        assert _text(_shape(*lines, place='<p:ph idx="1"/>')) == "- Skiff\n2. Gig\n\nBoats"

    def test_a_box_has_paragraphs(self) -> None:
        assert _text(_shape(_line("One."), _line("Two."))) == "One.\n\nTwo."

    def test_a_line_break_parts_words(self) -> None:
        assert (
            _text(_shape("<a:p><a:r><a:t>Nine</a:t></a:r><a:br/><a:r><a:t>o'clock</a:t></a:r></a:p>"))
            == "Nine\no'clock"
        )

    def test_what_stands_on_every_slide_is_left_out(self) -> None:
        number = _shape(_line("7"), place='<p:ph type="sldNum"/>')
        assert _text(_shape(_line("One.")) + number + _shape(_line("Club"), place='<p:ph type="ftr"/>')) == "One."

    def test_hidden_slides_are_left_out(self) -> None:
        assert _text("hidden" + _shape(_line("Secret.")), _shape(_line("One."))) == "One."

    def test_tables_and_groups_and_alternatives_are_read(self) -> None:
        cell = "<a:tc><a:txBody>{}</a:txBody></a:tc>"
        row = f"<a:tr>{cell.format(_line('Boat'))}{cell.format(_line('Price'))}</a:tr>"
        table = f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{row}</a:tbl></a:graphicData></a:graphic>"
        choice = f"<p:AlternateContent><p:Choice>{_shape(_line('New.'))}</p:Choice><p:Fallback>{_shape(_line('Old.'))}"
        slide = f"<p:grpSp>{table}</p:graphicFrame></p:grpSp>{choice}</p:Fallback></p:AlternateContent>"
        assert _text(slide) == "Boat | Price\n\nNew."

    def test_the_words_of_a_diagram_are_a_list(self) -> None:
        diagram = '<p:graphicFrame><a:graphic><a:graphicData><dgm:relIds r:dm="rId9"/></a:graphicData></a:graphic>'
        points = f"<d><ptLst><pt><t>{_line('Row')}</t></pt><pt><t>{_line('Rest')}</t></pt></ptLst></d>".replace(
            "a:", ""
        )
        content = pptx([f"{diagram}</p:graphicFrame>"], notes={1: "<a:p/>"})
        relations = '<Relationships><Relationship Id="rId9" Target="../diagrams/d.xml"/></Relationships>'
        parts = {**_parts(content), "ppt/diagrams/d.xml": points, "ppt/slides/_rels/s1.xml.rels": relations}
        assert _draft("a.pptx", archive(parts)).text == "- Row\n- Rest"

    def test_notes_of_the_speaker_stand_below_their_slide(self) -> None:
        content = pptx([_shape(_line("One.")), _shape(_line("Two."))], notes={1: _line("Say it.")})
        assert _draft("a.pptx", content).text == "One.\n\nSay it.\n\nTwo."

    def test_another_archive_is_refused(self) -> None:
        with pytest.raises(SourceDamaged, match="not a whole presentation"):
            _draft("a.pptx", archive({"a.txt": "Words."}))

    def test_a_locked_or_old_presentation_is_refused(self) -> None:
        with pytest.raises(SourceLocked, match="locked with a password, or of an old kind"):
            _draft("a.pptx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99)

    def test_groups_of_any_depth_are_read_in_time(self) -> None:
        began = time.process_time()
        slide = "<p:grpSp>" * 20_000 + _shape(_line("Deep.")) + "</p:grpSp>" * 20_000
        assert _text(_shape(_line("One.")) + slide) == "One."
        assert time.process_time() - began < 10


class TestOpenDocument:
    def test_slides_have_titles_lists_and_notes(self) -> None:
        items = "<text:list><text:list-item><text:p>Skiff</text:p></text:list-item></text:list>"
        notes = f"<presentation:notes>{_frame('<text:p>Say it.</text:p>', 'notes')}{_frame('<text:p>7</text:p>')}"
        first = f"<draw:page>{_frame('<text:p>Boats</text:p>', 'title')}</draw:page>"
        title = _frame("<text:p>All</text:p>", "title")
        margin = _frame("<text:p>Club</text:p>", "footer")
        page = f"<draw:page>{_frame(items, 'outline')}{title}{margin}{notes}</presentation:notes></draw:page>"
        draft = _draft("a.odp", odp(first + page))
        assert (draft.title, draft.text) == ("Boats", "## All\n\n- Skiff\n\nSay it.")

    def test_hidden_slides_are_left_out(self) -> None:
        properties = '<style:drawing-page-properties presentation:visibility="hidden"/>'
        style = f'<style:style style:name="d1" style:family="drawing-page">{properties}</style:style>'
        page = f'<draw:page draw:style-name="d1">{_frame("<text:p>Secret.</text:p>")}</draw:page>'
        shown = f"<draw:page>{_frame('<text:p>One.</text:p>')}</draw:page>"
        assert _draft("a.odp", odp(page + shown, styles=style)).text == "One."

    def test_a_locked_file_is_refused(self) -> None:
        content = archive({**_parts(odp("<draw:page/>")), "META-INF/manifest.xml": MANIFEST})
        with pytest.raises(SourceLocked, match="locked with a password"):
            _draft("a.odp", content)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}
