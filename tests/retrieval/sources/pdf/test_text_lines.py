"""Lines of a PDF from the strings that its operators place, whichever way a program writes them."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from retrieval.sources.pdf.fonts import Fonts
from retrieval.sources.pdf.text_lines import build_lines
from retrieval.sources.pdf.text_runs import read_runs
from support.documents import pdf_of, stream

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
BOLD = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>"


def page_lines(content: str, *, rotation: int = 0, form: str = "") -> list[str]:
    """The lines of a page with a content stream; the stretches of a line are parted by a bar."""
    resources = "/Resources << /Font << /F 5 0 R /B 6 0 R >> /XObject << /X 7 0 R >> >>"
    content_of_form = stream(form.encode("latin-1")).replace(
        b"<< /Length", b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Matrix [1 0 0 1 0 -100] /Length"
    )
    document = pdf_of([
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Rotate {rotation} /Contents 4 0 R {resources} >>",
        stream(content.encode("latin-1")), FONT, BOLD, content_of_form,
    ])  # fmt: skip
    page = PdfReader(io.BytesIO(document)).pages[0]
    return [" | ".join(text for _, text in line[4]) for line in build_lines(read_runs(page, Fonts()), rotation)]


@pytest.mark.parametrize(
    "content",
    [
        "BT /F 10 Tf 72 700 Td (The heron waits.) Tj ET",
        "BT /F 10 Tf 72 700 Td [(The)-278(heron)-278(waits.)] TJ ET",
        "BT /F 10 Tf 72 700 Td [(Th)12(e)-180(her)-20(on)-180(w)15(aits.)] TJ ET",
        "BT /F 10 Tf 72 700 Td (The) Tj 20.5 0 Td (heron) Tj 30 0 Td (waits.) Tj ET",
        "BT /F 10 Tf 72 700 Td (The) Tj ET BT /F 10 Tf 92.5 700 Td (heron) Tj ET BT /F 10 Tf 122 700 Td (waits.) Tj ET",
        "BT /F 1 Tf 10 0 0 10 72 700 Tm (The) Tj 2.05 0 Td (heron) Tj 3 0 Td (waits.) Tj ET",
        "q 10 0 0 10 72 700 cm BT /F 1 Tf (The) Tj ET Q BT /F 10 Tf 92.5 700 Td (heron) Tj ( waits.) Tj ET",
        "BT /F 10 Tf 4 Tw 72 700 Td (The heron waits.) Tj ET",
        "BT /F 10 Tf 3 Tc 72 700 Td (The heron waits.) Tj ET",
        "BT /F 10 Tf 12 TL 72 712 Td (The heron waits.) ' ET",
        'BT /F 10 Tf 12 TL 72 712 Td 1 0 (The heron waits.) " ET',
        "BT /F 10 Tf 50 Tz 72 700 Td (The heron) Tj 0 Tc 100 Tz 26.5 0 Td (waits.) Tj ET",
        "/X Do",
        "BT /F 10 Tf 72 700 Td (The heron waits.) Tj 0.3 0 Td (The heron waits.) Tj ET",
        "BT /F 10 Tf 73 699 Td (The heron waits.) Tj -1 1 Td (The heron waits.) Tj ET",
        "/Artifact << /Subtype /Watermark >> BDC BT /F 60 Tf 90 300 Td (DRAFT) Tj ET EMC /X Do",
        "BT /F 60 Tf 0.7 0.7 -0.7 0.7 90 300 Tm (DRAFT) Tj ET BT /F 10 Tf 72 700 Td (The heron waits.) Tj ET",
        "BT /F 10 Tf 0 1 -1 0 30 300 Tm (arrived) Tj ET BT /F 10 Tf 72 700 Td (The heron waits.) Tj ET",
    ],
)
def test_a_line_reads_as_it_looks(content: str) -> None:
    assert page_lines(content, form="BT /F 10 Tf 72 800 Td (The heron waits.) Tj ET") == ["The heron waits."]


def test_letters_of_a_word_are_never_parted() -> None:
    places = (72, 82.2, 93, 102.1, 107.9, 118.1, 127.8)  # 3 points apart
    letters = zip(places, "NOTICES", strict=True)
    word = " ".join(f"BT /F 10 Tf {place} 700 Td ({letter}) Tj ET" for place, letter in letters)
    assert page_lines(word) == ["NOTICES"]
    assert page_lines("BT /F 10 Tf 72 700 Td (H) Tj 7 0 Td (a) Tj 5.5 0 Td (lm) Tj ET") == ["Halm"]
    assert page_lines("BT /F 10 Tf 72 700 Td (tt) Tj ( all) Tj ET") == ["tt all"]


def test_a_pair_of_letters_with_a_blank_s_space_between_them_is_two_words() -> None:
    assert page_lines("BT /F 10 Tf 72 700 Td (the) Tj 13.9 0 Td 2.8 Tc (ya) Tj 13.36 0 Td 0 Tc (re) Tj ET") == [
        "they are"
    ]


def test_raised_numbers_stay_on_their_line_and_labels_between_lines_off_it() -> None:
    assert page_lines("BT /F 10 Tf 72 700 Td (Terns) Tj /F 6 Tf 26 4 Td (2) Tj /F 10 Tf 8 -4 Td (came) Tj ET") == [
        "Terns² came"
    ]
    assert page_lines("BT /F 10 Tf 72 700 Td (H) Tj /F 6 Tf 7 -2 Td (2) Tj /F 10 Tf 4 2 Td (O is water) Tj ET") == [
        "H₂O is water"
    ]
    table = "BT /F 10 Tf 72 694 Td (label) Tj ET BT /F 10 Tf 200 700 Td (first row) Tj 0 -12 Td (second row) Tj ET"
    assert page_lines(table) == ["label", "first row", "second row"]


def test_wide_gaps_part_a_line() -> None:
    assert page_lines("BT /F 10 Tf 72 700 Td (left) Tj 120 0 Td (right) Tj ET") == ["left | right"]


@pytest.mark.parametrize(
    ("capital", "first", "whole"),
    [("G", "ulls cry all day", "Gulls cry all day"), ("I", "n winter they rest", "In winter they rest")],
)
def test_a_drop_cap_is_part_of_its_word(capital: str, first: str, whole: str) -> None:
    content = (
        f"BT /B 38 Tf 72 674 Td ({capital}) Tj ET BT /F 10 Tf 104 690 Td ({first}) Tj 0 -14 Td (over the roofs) Tj ET "
        "BT /F 10 Tf 72 662 Td (of the town.) Tj ET"
    )
    assert page_lines(content) == [whole, "over the roofs", "of the town."]


def test_a_drop_cap_that_is_a_word_stands_apart() -> None:
    content = (
        "BT /B 38 Tf 72 674 Td (A) Tj ET BT /F 10 Tf 104 690 Td (gull cries) Tj 0 -14 Td (like a cat) Tj ET "
        "BT /F 10 Tf 72 662 Td (and a gull laughs.) Tj ET"
    )
    assert page_lines(content) == ["A gull cries", "like a cat", "and a gull laughs."]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_looked_at(rotation: int) -> None:
    matrix = {0: "1 0 0 1 72 700", 90: "0 1 -1 0 100 72", 180: "-1 0 0 -1 500 100", 270: "0 -1 1 0 500 700"}[rotation]
    content = f"BT /F 10 Tf {matrix} Tm 12 TL (The heron) Tj T* (waits.) Tj ET"
    assert page_lines(content, rotation=rotation) == ["The heron", "waits."]
    assert page_lines(content) == ["The heron", "waits."]  # a page that lies on its side


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("/Subtype /Widget /FT /Tx", ["Name: | The heron"]),
        ("/Subtype /Widget /Parent << /FT /Ch >>", ["Name: | The heron"]),
        ("/Subtype /FreeText", ["Name: | The heron"]),
        ("/Subtype /Widget /FT /Tx /F 2", ["Name:"]),
        ("/Subtype /Widget /FT /Btn", ["Name:"]),
        ("/Subtype /Text", ["Name:"]),
        ("/Subtype /Widget /FT /Tx /Rect [1 2]", ["Name:"]),
    ],
)
def test_what_is_filled_in_a_form_stands_at_its_place(field: str, text: list[str]) -> None:
    appearance = stream(b"/Tx BMC BT /F 10 Tf 2 4 Td (The heron) Tj ET EMC").replace(
        b"<< /Length", b"<< /Type /XObject /Subtype /Form /BBox [0 0 90 14] /Length"
    )
    rectangle = "" if "/Rect" in field else "/Rect [150 696 240 710]"
    resources = "/Resources << /Font << /F 5 0 R >> >>"
    document = pdf_of([
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Annots [6 0 R] {resources} >>",
        stream(b"BT /F 10 Tf 72 700 Td (Name:) Tj ET"), FONT,
        f"<< /Type /Annot {field} {rectangle} /AP << /N 7 0 R >> >>", appearance,
    ])  # fmt: skip
    page = PdfReader(io.BytesIO(document)).pages[0]
    shown = [" | ".join(part for _, part in line[4]) for line in build_lines(read_runs(page, Fonts()), 0)]
    assert shown == text
