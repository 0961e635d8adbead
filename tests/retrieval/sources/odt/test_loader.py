from __future__ import annotations

import time

import pytest

from retrieval.core.errors import SourceDamaged, SourceEmpty, SourceError, SourceLocked
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document
from support.documents import archive, odt

BUILT = "<text:p>The weir was built in 1911.</text:p>"
CUT_OFF = (
    '<o:document-content xmlns:o="urn:o" xmlns:t="urn:t"><o:body><o:text><t:p>The weir was built.</t:p><t:p>It is ol'
)
STATED = (
    "<dc:title>The weir</dc:title><meta:initial-creator>Ann Lee</meta:initial-creator><dc:creator>Bo Ek</dc:creator>"
    "<meta:creation-date>2024-05-03T10:15:00.123456789</meta:creation-date><dc:date>2025-01-01T00:00:00</dc:date>"
)
TITLE = (
    '<style:style style:name="Title" style:display-name="Titel" style:family="paragraph"'
    ' style:parent-style-name="Heading"/>'
)
NUMBERED = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>'
    '<text:list-level-style-bullet text:level="2" text:bullet-char="•"/>'
    '<text:list-level-style-number text:level="3" style:num-format=""/></text:list-style>'
)


def _extract(content: bytes) -> list[object]:
    return list(extract_document(RawDocument(content=content, name="a.odt", source="a.odt"), limits=LimitSettings()))


def _draft(body: str, **parts: str) -> Draft:
    (draft,) = _extract(odt(body, **parts))  # type: ignore[arg-type]
    assert isinstance(draft, Draft)
    return draft


def _text(body: str, **parts: str) -> str:
    return _draft(body, **parts).text


def _style(name: str, properties: str, family: str = "text", more: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}" {more}>'
        f"<style:text-properties {properties}/></style:style>"
    )


def _items(*items: str, more: str = 'text:style-name="L1"') -> str:
    return f"<text:list {more}>{''.join(f'<text:list-item>{item}</text:list-item>' for item in items)}</text:list>"


class TestMetadata:
    def test_title_author_and_date_are_those_of_the_document(self) -> None:
        draft = _draft(f'<text:h text:outline-level="1">The weir</text:h>{BUILT}', metadata=STATED)
        assert (draft.title, draft.author, draft.published) == ("The weir", "Ann Lee", "2024-05-03")
        assert draft.text == "The weir was built in 1911."

    def test_without_the_first_author_and_date_the_last_ones_count(self) -> None:
        draft = _draft(BUILT, metadata="<dc:creator>Bo Ek</dc:creator><dc:date>2025-01-02T00:00:00</dc:date>")
        assert (draft.author, draft.published) == ("Bo Ek", "2025-01-02")

    @pytest.mark.parametrize("style", ["Title", "P1"])
    def test_the_paragraph_styled_as_the_title_comes_first(self, style: str) -> None:
        own = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
        body = f'<text:p text:style-name="{style}">The old<text:s/>weir</text:p>{BUILT}'
        draft = _draft(body, styles=own, common_styles=TITLE, metadata=STATED)
        assert (draft.title, draft.text) == ("The old weir", "The weir was built in 1911.")

    def test_a_title_that_a_program_filled_in_is_none(self) -> None:
        draft = _draft(f"<text:h>Why</text:h>{BUILT}", metadata="<dc:title>Unbenannt 1</dc:title>")
        assert draft.title == "Why"

    def test_the_parts_beside_the_content_may_be_missing(self) -> None:
        content = odt(BUILT)
        for part in (b"meta.xml", b"styles.xml"):
            content = content.replace(part, part[::-1])
        (draft,) = _extract(content)
        assert isinstance(draft, Draft)
        assert (draft.title, draft.author, draft.published) == ("a", None, None)


class TestParagraphs:
    def test_headings_have_their_levels(self) -> None:
        body = f'<text:h text:outline-level="2">Why</text:h>{BUILT}<text:h text:outline-level="9">How</text:h>{BUILT}'
        assert _text(body) == ("## Why\n\nThe weir was built in 1911.\n\n###### How\n\nThe weir was built in 1911.")

    def test_blanks_and_line_breaks_are_those_that_are_shown(self) -> None:
        body = "<text:p>The\n   weir<text:s/>is<text:tab/><text:span>ol</text:span>d.<text:line-break/>So.</text:p>"
        assert _text(body) == "The weir is old.\nSo."

    def test_sections_are_read_and_hidden_ones_are_not(self) -> None:
        hidden = '<text:section text:display="none"><text:p>No.</text:p></text:section>'
        assert _text(f"<text:section>{BUILT}</text:section>{hidden}") == "The weir was built in 1911."

    def test_what_is_not_part_of_the_text_is_left_out(self) -> None:
        body = (
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>No.</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes>"
            "<text:table-of-content><text:index-body><text:p>No 1</text:p></text:index-body></text:table-of-content>"
            "<text:p>The <office:annotation><dc:creator>Bo</dc:creator><text:p>No.</text:p></office:annotation>weir"
            '<text:change text:change-id="c"/> is <text:placeholder>No</text:placeholder>'
            "<text:ruby><text:ruby-base>old</text:ruby-base><text:ruby-text>no</text:ruby-text></text:ruby>.</text:p>"
        )
        assert _text(body) == "The weir is old."

    def test_hidden_and_struck_out_words_are_left_out(self) -> None:
        styles = (
            _style("T1", 'text:display="none"')
            + _style("T2", 'style:text-line-through-style="solid"')
            + _style("T3", 'style:text-line-through-style="none"', more='style:parent-style-name="T2"')
            + _style("P1", 'text:display="none"', family="paragraph")
        )
        spans = "".join(f'<text:span text:style-name="T{number}">{number}</text:span>' for number in (1, 2, 3))
        body = f'<text:p text:style-name="P1">No.</text:p><text:p>It has {spans} gates.</text:p>'
        assert _text(body, styles=styles) == "It has 3 gates."

    def test_shifted_digits_are_characters_of_their_own(self) -> None:
        styles = (
            _style("T1", 'style:text-position="super 58%"')
            + _style("T2", 'style:text-position="-33% 58%"')
            + _style("T3", 'style:text-position="0% 100%"')
        )
        spans = "".join(f'<text:span text:style-name="T{number}">6</text:span>' for number in (1, 2, 3))
        assert _text(f"<text:p>So 10{spans} eels.</text:p>", styles=styles) == "So 10⁶₆6 eels."

    def test_notes_and_text_boxes_come_behind_their_paragraph(self) -> None:
        note = (
            '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
            "<text:note-body><text:p>See the log.</text:p></text:note-body></text:note>"
        )
        box = (
            "<draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box><svg:desc>no</svg:desc></draw:frame>"
        )
        assert _text(f"<text:p>It is {box}old{note}.</text:p>{BUILT}") == (
            "It is old.\n\nIn a box.\n\nSee the log.\n\nThe weir was built in 1911."
        )


class TestLists:
    def test_numbers_and_bullets_are_those_of_the_style(self) -> None:
        inner = _items("<text:p>eels</text:p>", more="")
        body = BUILT + _items(f"<text:p>Fish</text:p>{inner}", "<text:p>Birds</text:p><text:p>Many.</text:p>")
        assert _text(body, styles=NUMBERED) == ("The weir was built in 1911.\n\n1. Fish\n- eels\n2. Birds\n\nMany.")

    def test_a_list_without_a_style_has_bullets(self) -> None:
        body = _items("<text:p>Fish</text:p>", "<text:h>Why</text:h><text:p>So.</text:p>", more="")
        assert _text(body) == "- Fish\n\n# Why\n\n- So."

    def test_numbers_go_on_where_the_list_does(self) -> None:
        first = _items("<text:p>Fish</text:p>")
        second = _items("<text:p>Birds</text:p>", more='text:style-name="L1" text:continue-numbering="true"')
        other = _items("<text:p>Eels</text:p>").replace("<text:list-item", '<text:list-item text:start-value="7"')
        assert _text(first + BUILT + second + BUILT + first + BUILT + other, styles=NUMBERED).split("\n\n")[::2] == [
            "1. Fish", "2. Birds", "1. Fish", "7. Eels",
        ]  # fmt: skip

    def test_an_item_that_only_holds_a_list_has_no_number(self) -> None:
        body = _items(_items("<text:p>eels</text:p>", more=""), "<text:p>Fish</text:p>")
        assert _text(body, styles=NUMBERED) == "- eels\n1. Fish"


class TestTables:
    def test_a_row_is_a_line(self) -> None:
        body = (
            "<table:table><table:table-column/><table:table-header-rows><table:table-row>"
            "<table:table-cell><text:p>year</text:p></table:table-cell>"
            "<table:table-cell><text:p>eels</text:p><text:p>seen</text:p></table:table-cell>"
            "</table:table-row></table:table-header-rows>"
            "<table:table-row><table:table-cell><text:p>1999</text:p></table:table-cell>"
            "<table:table-cell><text:p>9</text:p></table:table-cell></table:table-row></table:table>"
        )
        assert _text(body) == "year | eels seen\n1999 | 9"

    def test_covered_cells(self) -> None:
        body = (
            '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Fish</text:p>'
            "</table:table-cell><table:covered-table-cell/><table:table-cell><text:p>9</text:p></table:table-cell>"
            "</table:table-row><table:table-row><table:covered-table-cell/><table:table-cell><text:p>eels</text:p>"
            "</table:table-cell><table:table-cell><text:p>8</text:p></table:table-cell></table:table-row></table:table>"
        )
        assert _text(body) == "Fish | 9\n | eels | 8"

    def test_a_table_of_one_cell_is_a_frame(self) -> None:
        body = f"<table:table><table:table-row><table:table-cell><text:h>Why</text:h>{BUILT}</table:table-cell>"
        assert _draft(f"{body}</table:table-row></table:table>").title == "Why"


class TestRefusals:
    @pytest.mark.parametrize(
        ("content", "what"),
        [
            (b"no zip", "it is not a whole OpenDocument text"),
            (odt(BUILT)[:-40], "it is not a whole OpenDocument text"),
            (archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "has no part 'content.xml'"),
            (odt("", more={"content.xml": "words"}), "markup that cannot be read"),
            (odt("", more={"content.xml": b"\xff"}), "its part 'content.xml' is not UTF-8"),
            (odt("", more={"content.xml": "<a/>"}), "it is not a whole OpenDocument text"),
            (odt("", more={"content.xml": CUT_OFF}), "it is not a whole OpenDocument text"),
        ],
        ids=["no zip", "cut off", "no content", "no markup", "no text", "other content", "content cut off"],
    )
    def test_damage(self, content: bytes, what: str) -> None:
        with pytest.raises(SourceDamaged, match=what) as caught:
            _extract(content)
        assert (caught.value.where, caught.value.advice) == ("a.odt", "Save or download it again.")

    def test_a_changed_byte_is_noticed(self) -> None:
        content = archive({"content.xml": "<a>Words</a>"}, packed=False).replace(b"Words", b"Wards")
        with pytest.raises(SourceDamaged, match="it is not a whole OpenDocument text"):
            _extract(content)

    @pytest.mark.parametrize("part", ["content.xml", "encrypted-package"])
    def test_a_password(self, part: str) -> None:
        manifest = (
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<m:file-entry m:full-path="{part}"><m:encryption-data/></m:file-entry></m:manifest>'
        )
        with pytest.raises(SourceLocked, match="locked with a password"):
            _extract(odt("", more={"content.xml": b"\xff", "META-INF/manifest.xml": manifest}))

    def test_no_sentence(self) -> None:
        with pytest.raises(SourceEmpty, match="only headings"):
            _extract(odt('<text:h text:outline-level="2">Why</text:h>', metadata=STATED))

    def test_entities_of_its_own_stay_unresolved(self) -> None:
        with pytest.raises(SourceError):
            _extract(odt("", more={"content.xml": '<!DOCTYPE a [<!ENTITY a "words">]><a>&a;</a>'}))

    def test_any_depth_ends(self) -> None:
        body = f"{BUILT}{'<text:section>' * 5_000}<text:p>Deep.</text:p>{'</text:section>' * 5_000}"
        assert _text(body).startswith("The weir was built in 1911.")

    def test_styles_of_many_parents_take_no_time_beyond_their_number(self) -> None:
        styles = "".join(
            f'<style:style style:name="P{number}" style:family="paragraph" style:parent-style-name="P{number + 1}"/>'
            for number in range(3_000)
        )
        began = time.process_time()
        assert _text('<text:p text:style-name="P0">The weir was built in 1911.</text:p>' * 3_000, styles=styles)
        assert time.process_time() - began < 20  # seconds; with all parents of each paragraph it takes minutes
