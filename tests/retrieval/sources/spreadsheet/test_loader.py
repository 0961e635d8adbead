from __future__ import annotations

import time

import pytest

from retrieval.core.errors import SourceDamaged, SourceEmpty, SourceError, SourceLocked
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document
from retrieval.sources.spreadsheet.excel_numbers import shown_number
from support.documents import archive, ods, xlsx

BOATS = "Boat,Seats,Price\nSkiff,1,12 euros\nGig,4,30 euros\n"


def _draft(name: str, content: str | bytes) -> Draft:
    content = content.encode() if isinstance(content, str) else content
    (draft,) = extract_document(RawDocument(content=content, name=name, source=name), limits=LimitSettings())
    assert isinstance(draft, Draft)
    return draft


def _text(name: str, content: str | bytes) -> str:
    return _draft(name, content).text


def _sheet(*rows: str, around: str = "") -> str:
    return f"<sheetData>{''.join(f'<row>{row}</row>' for row in rows)}</sheetData>{around}"


def _inline(*texts: str) -> str:
    return "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)


class TestSeparatedValues:
    def test_a_row_is_a_line_below_the_names_of_its_columns(self) -> None:
        draft = _draft("price-list.csv", BOATS)
        assert draft.title == "price list"
        assert draft.text == "Boat | Seats | Price\nSkiff | 1 | 12 euros\nGig | 4 | 30 euros"

    @pytest.mark.parametrize("separator", [";", "\t", "|"])
    def test_the_separator_is_the_one_that_makes_rows_even(self, separator: str) -> None:
        written = BOATS.replace(",", separator).replace("12 euros", "12,50 euros")
        assert _text("a.csv", written).splitlines()[1] == "Skiff | 1 | 12,50 euros"

    def test_a_stated_separator_is_believed(self) -> None:
        assert _text("a.csv", "sep=;\nBoat;Price, Seats\nGig;30, 4\n") == "Boat | Price, Seats\nGig | 30, 4"

    def test_tabs_part_cells_of_a_file_that_is_named_for_them(self) -> None:
        assert _text("a.tsv", "Boat, red\tPrice\nGig, green\t30\n") == "Boat, red | Price\nGig, green | 30"

    def test_quoted_cells_hold_separators_quotes_and_line_ends(self) -> None:
        written = 'Boat,Remark\n"Gig, green","book ""early""\nby phone"\n'
        assert _text("a.csv", written) == 'Boat | Remark\nGig, green | book "early" by phone'

    @pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
    def test_line_ends_of_any_system(self, end: str) -> None:
        assert _text("a.csv", BOATS.replace("\n", end)) == _text("a.csv", BOATS)

    def test_windows_encodings_are_read(self) -> None:
        written = "Boot;Preis für Mitglieder\nGig für vier;12 €\nÜbungsboot;3 €\n"
        assert _text("a.csv", written.encode("cp1252")).splitlines()[2] == "Übungsboot | 3 €"

    def test_a_title_and_blank_columns_are_no_part_of_the_table(self) -> None:
        assert _text("a.csv", "Prices,,,\n,,,\nBoat,,Price,\nGig,,30,\n") == "Prices\n\nBoat | Price\nGig | 30"

    def test_the_names_are_repeated_above_each_part_of_a_long_table(self) -> None:
        rows = "".join(f"Rower number {at},sits in boat {at} on Sunday\n" for at in range(40))
        parts = _text("a.csv", f"Name,Task\n{rows}").split("\n\n")
        assert len(parts) > 2
        assert all(part.startswith("Name | Task\nRower number ") for part in parts)
        assert sum(part.count("Rower number") for part in parts) == 40

    def test_one_column_is_a_list(self) -> None:
        assert _text("a.csv", "Boats\nGig\nSkiff\n") == "Boats\n\n- Gig\n- Skiff"

    def test_only_separators_are_no_article(self) -> None:
        with pytest.raises(SourceEmpty, match="no sentence"):
            _text("a.csv", ",,,\n,,,\n")

    @pytest.mark.parametrize("unit", ['"', '""', '","', "a,", ",\n", '"a\n', 'a"', "\t;|,"])
    def test_time_grows_with_the_text(self, unit: str) -> None:
        began = time.process_time()
        with pytest.raises(SourceError):
            raise SourceEmpty(_text("a.csv", "a,b\n" + unit * (400_000 // len(unit))), where="", advice="")
        assert time.process_time() - began < 10


class TestExcel:
    def test_cells_show_texts_numbers_and_formats(self) -> None:
        formats = {164: "0.00&quot; €&quot;", 165: "yyyy\\-mm\\-dd"}
        row = '<c t="s"><v>0</v></c><c s="1"><v>12.5</v></c><c s="2"><v>45352</v></c><c t="b"><v>1</v></c>'
        row += '<c t="e"><v>#REF!</v></c><c t="str"><f>A1</f><v>red</v></c><c><v>0.30000000000000004</v></c>'
        content = xlsx(
            {"A": _sheet(_inline(*"abcdefg"), row)}, strings=["Gig"], formats=formats, cell_formats=(0, 164, 165)
        )
        assert _text("a.xlsx", content).splitlines()[1] == "Gig | 12.50 € | 2024-03-01 | TRUE |  | red | 0.3"

    @pytest.mark.parametrize(
        ("value", "code", "shown"),
        [
            ("0.25", "0%", "25%"),
            ("30", "[$$-409]#,##0.00", "$30.00"),
            ("30", "#,##0\\ [$€-407];[Red]-#,##0\\ [$€-407]", "30 €"),
            ("1.5", "0.##", "1.5"),
            ("45352.375", "d/m/yy h:mm", "2024-03-01 09:00"),
            ("0.5", "h:mm AM/PM", "12:00"),
            ("1.5", "[h]:mm", "36:00"),
            ("-1", "yyyy-mm-dd", "-1"),
            ("1e300", "yyyy-mm-dd", "1" + "0" * 15),
            ("12345678", "General", "12345678"),
            ("0.5", "# ?/?", "0.5"),
            ("words", "0.00", "words"),
            ("nan", "0", "nan"),
            ("inf", "yyyy", "inf"),
        ],
    )
    def test_a_number_is_shown_as_its_format_says(self, value: str, code: str, shown: str) -> None:
        assert shown_number(value, 170, code)[:16] == shown

    def test_the_count_of_days_may_begin_in_1904(self) -> None:
        assert shown_number("43890", 14, "", from_1904=True) == "2024-03-01"

    def test_readings_above_characters_are_left_out(self) -> None:
        content = xlsx({"A": _sheet('<c t="s"><v>0</v></c>')}, strings=["<r><t>港</t></r><rPh><t>みなと</t></rPh>"])
        assert _text("a.xlsx", content) == "港"

    def test_several_sheets_stand_under_their_names(self) -> None:
        content = xlsx({"Boats": _sheet(_inline("Gig", "red")), "Notes": _sheet(_inline("Old", "new")), "Empty": ""})
        assert _text("a.xlsx", content) == "# Boats\n\nGig | red\n\n# Notes\n\nOld | new"

    def test_hidden_sheets_rows_and_columns_are_left_out(self) -> None:
        rows = f'<row r="1">{_inline("Gig", "cost", "red")}</row><row r="2" hidden="1">{_inline("Old")}</row>'
        rows += f'<row r="3">{_inline("Skiff", "cost", "green")}</row>'
        sheet = f'<cols><col min="2" max="2" hidden="1"/></cols><sheetData>{rows}</sheetData>'
        content = xlsx({"A": sheet, "B": _sheet(_inline("Secret"))}, hidden="B")
        assert _text("a.xlsx", content) == "Gig | red\nSkiff | green"

    def test_rows_that_are_not_in_the_file_part_tables(self) -> None:
        rows = f'<row r="1">{_inline("Gig", "red")}</row><row r="5">{_inline("Old", "new")}</row>'
        assert _text("a.xlsx", xlsx({"A": f"<sheetData>{rows}</sheetData>"})) == "Gig | red\n\nOld | new"

    def test_a_cell_that_spans_rows_stands_in_each(self) -> None:
        rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="B2"><v>3</v></c></row>'
        sheet = f'<sheetData>{rows}</sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>'
        assert _text("a.xlsx", xlsx({"A": sheet})) == "1 | 2\n1 | 3"

    def test_cells_that_claim_to_span_a_sheet_take_no_time(self) -> None:
        rows = "".join(f'<row r="{at}">{_inline("Gig")}</row>' for at in range(1, 5_000))
        merged = "".join(f'<mergeCell ref="A1:B{1_048_576 - at}"/>' for at in range(20_000))
        sheet = f"<sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells>"
        began = time.process_time()
        assert _text("a.xlsx", xlsx({"A": sheet})).count("Gig") == 4_999
        assert time.process_time() - began < 10

    def test_title_author_and_date_are_those_of_the_file(self) -> None:
        stated = "<dc:title>Boats</dc:title><dc:creator>Ann Lee</dc:creator><dcterms:created>2024-05-03T10:00:00Z"
        draft = _draft("a.xlsx", xlsx({"A": _sheet(_inline("Gig"))}, metadata=f"{stated}</dcterms:created>"))
        assert (draft.title, draft.author, draft.published) == ("Boats", "Ann Lee", "2024-05-03")

    def test_a_locked_or_old_workbook_is_refused(self) -> None:
        with pytest.raises(SourceLocked, match="locked with a password, or of an old kind"):
            _text("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99)

    def test_another_archive_is_refused(self) -> None:
        with pytest.raises(SourceDamaged, match="not a whole spreadsheet"):
            _text("a.xlsx", archive({"a.txt": "Words."}))


class TestOpenDocument:
    def test_cells_are_read_as_they_are_shown(self) -> None:
        cells = '<table:table-cell office:value="12.5"><text:p>12,50 €</text:p></table:table-cell>'
        cells += '<table:table-cell table:number-columns-repeated="2"/><table:table-cell><office:annotation><text:p>Ida'
        cells += (
            "</text:p></office:annotation><text:p>red<text:s/>and</text:p><text:p>green</text:p></table:table-cell>"
        )
        table = f'<table:table table:name="A"><table:table-row>{cells}</table:table-row></table:table>'
        assert _text("a.ods", ods(table)) == "12,50 € | red and green"

    def test_hidden_sheets_and_rows_are_left_out(self) -> None:
        cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
        rows = f"<table:table-row>{cell.format('Gig')}{cell.format('red')}</table:table-row>"
        hidden = f'<table:table-row table:visibility="collapse">{cell.format("Old")}</table:table-row>'
        tables = f"<table:table><table:table-row-group>{rows}</table:table-row-group>{hidden}</table:table>"
        tables += f'<table:table table:style-name="t1">{rows}</table:table>'
        styles = '<style:style style:name="t1"><style:table-properties table:display="false"/></style:style>'
        assert _text("a.ods", ods(tables, styles=styles)) == "Gig | red"

    def test_hidden_columns_are_left_out_and_spanning_cells_repeated(self) -> None:
        cell = "<table:table-cell {}><text:p>{}</text:p></table:table-cell>"
        rows = cell.format('table:number-rows-spanned="2"', "Boats") + cell.format("", "cost") + cell.format("", "red")
        below = "<table:covered-table-cell/>" + cell.format("", "cost") + cell.format("", "green")
        columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
        table = f"<table:table>{columns}<table:table-row>{rows}</table:table-row><table:table-row>{below}"
        assert _text("a.ods", ods(f"{table}</table:table-row></table:table>")) == "Boats | red\nBoats | green"

    def test_repeated_cells_are_bounded(self) -> None:
        cell = '<table:table-cell table:number-columns-repeated="1000000"><text:p>Old</text:p></table:table-cell>'
        row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
        assert _text("a.ods", ods(f"<table:table>{row}</table:table>")).count("Old") == 10_000
