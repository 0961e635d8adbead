"""PDF: paragraphs from lines that only stand at places, and the page that every part of the text stands on."""

from __future__ import annotations

import io
from bisect import bisect_right
from typing import TYPE_CHECKING

import pytest
from fpdf import FPDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from retrieval.core.errors import SourceDamaged, SourceEmpty, SourceError, SourceLocked, SourceTooLarge
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document, load
from retrieval.text.normalize import normalise
from support.documents import Drawn, lines, pdf, pdf_of, stream
from support.example_counts import example_count

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne, Write

LEFT = (
    "The harbour was dredged in the", "spring, and the fishing boats", "returned to the inner quay as",
    "soon as the water was deep.", "A pilot now guides the larger", "ships past the sand bank, for",
    "the channel moves every year.",
)  # fmt: skip
RIGHT = (
    "A ferry runs to the island on", "every day but Sunday, and the", "crossing takes half an hour if",
    "the weather allows it to sail.", "In winter the last boat leaves", "at four, and whoever misses it",
    "spends the night at the inn.",
)  # fmt: skip


def _refusal(content: bytes, limits: LimitSettings) -> SourceError:
    with pytest.raises(SourceError) as caught:
        list(extract_document(RawDocument(content=content, name="a.pdf", source="/a.pdf"), limits=limits))
    assert caught.value.where == "/a.pdf"
    assert caught.value.advice.endswith(".")
    return caught.value


class TestParagraphs:
    @pytest.mark.parametrize(
        ("drawn", "text"),
        [
            (["The mill was built to grind the", "corn of three parishes."],
             "The mill was built to grind the corn of three parishes."),
            (["The mill was built to grind corn.", "", "It closed in the year of the flood."],
             "The mill was built to grind corn.\n\nIt closed in the year of the flood."),
            (["Its wheel was the largest in the val-", "ley for many years, people say."],
             "Its wheel was the largest in the valley for many years, people say."),
            (["The well-known mill was the best; a well-", "known miller had it for many years."],
             "The well-known mill was the best; a well-known miller had it for many years."),
            (["It ran without a stop from 1914-", "1918 and again for some time later."],
             "It ran without a stop from 1914-1918 and again for some time later."),
            (["The miller kept three things here:", "• flour", "• bran for the pigs of the village", "• time"],
             "The miller kept three things here:\n\n- flour\n- bran for the pigs of the village\n- time"),
            (["Two rules held in the mill:", "1. No fire.", "2. No shoes."],
             "Two rules held in the mill:\n\n1. No fire.\n2. No shoes."),
            (["港の橋は長い工事のあとで再び", "開通した。"], "港の橋は長い工事のあとで再び開通した。"),
            (["The oﬃce of the ﬁrst miller was here"], "The office of the first miller was here"),
        ],
        ids=lambda value: value[0][:30] if isinstance(value, list) else "",
    )  # fmt: skip
    def test_lines_are_joined_where_they_were_only_wrapped(
        self, load_one: LoadOne, drawn: list[str], text: str
    ) -> None:
        assert load_one("a.pdf", pdf([lines(*drawn)])).text == text

    def test_an_indented_first_line_begins_a_paragraph(self, load_one: LoadOne) -> None:
        page = [
            *lines("The tide came in at noon and the", "boats were lifted from the mud"),
            Drawn(x=90, y=712, text="By two the quay was under water"),
            Drawn(x=72, y=698, text="and nobody could get to the inn."),
        ]
        assert load_one("a.pdf", pdf([page])).text == (
            "The tide came in at noon and the boats were lifted from the mud\n\n"
            "By two the quay was under water and nobody could get to the inn."
        )

    def test_right_to_left_text_is_in_the_order_of_its_letters(self, load_one: LoadOne) -> None:
        meant = "הגשר נפתח מחדש ביום שישי"
        assert load_one("a.pdf", pdf([lines(meant[::-1])])).text == meant

    def test_letters_in_their_shapes_are_plain_letters(self, load_one: LoadOne) -> None:
        shaped = "ﺳﻼم"  # as a program puts them on paper
        assert load_one("a.pdf", pdf([lines(shaped[::-1])])).text == "سلام"

    def test_a_ligature_may_stand_for_several_letters(self, load_one: LoadOne) -> None:
        content = pdf([lines("The o§ce opens on Monday morning.")], letters={"§": "ffi"})
        assert load_one("a.pdf", content).text == "The office opens on Monday morning."

    def test_a_narrow_gap_parts_cells_where_a_row_beside_has_one(self, load_one: LoadOne) -> None:
        cells = [("boat", "price"), ("dragon boat of wood", "95")]
        page = [
            drawn
            for at, row in enumerate(cells)
            for drawn in (Drawn(x=72, y=700 - 14 * at, text=row[0]), Drawn(x=185, y=700 - 14 * at, text=row[1]))
        ]
        assert load_one("a.pdf", pdf([page])).text == "boat | price\ndragon boat of wood | 95"

    def test_the_names_of_columns_in_bold_are_no_heading(self, load_one: LoadOne) -> None:
        names = (Drawn(x=72, y=700, text="boat", bold=True), Drawn(x=200, y=700, text="price", bold=True))
        row = (Drawn(x=72, y=686, text="gig"), Drawn(x=200, y=686, text="30"))
        assert load_one("a.pdf", pdf([[*names, *row]])).text == "boat | price\ngig | 30"

    def test_a_table_goes_on_over_the_page_and_ends_before_text(self, load_one: LoadOne) -> None:
        first = (Drawn(x=72, y=100, text="boat"), Drawn(x=200, y=100, text="price"))
        second = (Drawn(x=72, y=86, text="gig"), Drawn(x=200, y=86, text="30"))
        others = [drawn for y in (700, 686) for drawn in (Drawn(x=72, y=y, text="skiff"), Drawn(x=200, y=y, text="12"))]
        text = Drawn(x=72, y=700, text="it is said that all of this was so")
        pages = [[*first, *second], others, [text]]
        assert load_one("a.pdf", pdf(pages)).text == (
            "boat | price\ngig | 30\nskiff | 12\nskiff | 12\n\nit is said that all of this was so"
        )

    def test_items_in_large_letters_are_no_headings(self, load_one: LoadOne) -> None:
        slide = lines("\uf0b7 The boat house opens at nine", "– on Saturday at ten", y=600, size=24)
        content = pdf([[*lines("Row slowly on the lake, and never at night without a lamp.", y=700), *slide]])
        text = load_one("a.pdf", content).text
        assert text.endswith("- The boat house opens at nine\n- on Saturday at ten")

    def test_rows_of_a_table(self, load_one: LoadOne) -> None:
        cells = [("year", "boats"), ("2020", "11"), ("2021", "13")]
        page = [
            drawn
            for at, row in enumerate(cells)
            for drawn in (Drawn(x=72, y=700 - 14 * at, text=row[0]), Drawn(x=200, y=700 - 14 * at, text=row[1]))
        ]
        assert load_one("a.pdf", pdf([page])).text == "year | boats\n2020 | 11\n2021 | 13"


class TestColumns:
    @pytest.fixture(params=["one after the other", "line by line"])
    def drawn(self, request: pytest.FixtureRequest) -> list[Drawn]:
        left, right = lines(*LEFT), lines(*RIGHT, x=320)
        if request.param == "line by line":
            return [line for pair in zip(left, right, strict=True) for line in pair]
        return left + right

    def test_the_left_is_read_before_the_right(self, load_one: LoadOne, drawn: list[Drawn]) -> None:
        page = [Drawn(x=72, y=770, text="News from the quay", size=20), *drawn]
        draft = load_one("a.pdf", pdf([page]))
        assert draft.title == "News from the quay"
        assert draft.text == f"{' '.join(LEFT)}\n\n{' '.join(RIGHT)}"


class TestHeadings:
    def test_larger_and_bold_lines(self, load_one: LoadOne) -> None:
        page = [
            Drawn(x=72, y=760, text="The Ettle", size=24),
            Drawn(x=72, y=720, text="Its source", size=16),
            *lines("The river rises in the hills and runs", "south through the forest to the sea.", y=690),
            Drawn(x=72, y=650, text="Its mouth", bold=True),
            *lines("It meets the sea below the town, where", "the oysters are.", y=636),
        ]
        draft = load_one("a.pdf", pdf([page]))
        assert draft.title == "The Ettle"
        assert draft.text == (
            "## Its source\n\nThe river rises in the hills and runs south through the forest to the sea.\n\n"
            "#### Its mouth\n\nIt meets the sea below the town, where the oysters are."
        )

    @pytest.mark.parametrize(
        "stated",
        [
            "",
            "untitled",
            "(anonymous)",
            "unspecified",
            "Microsoft Word - ettle_final.docx",
            "report.pdf",
            "Dokument1.indd",
            "…",
            "2024-11",
        ],
    )
    def test_what_programs_put_for_a_title_is_none(self, load_one: LoadOne, stated: str) -> None:
        page = [Drawn(x=72, y=760, text="The Ettle", size=24), *lines("The river rises in the hills of the north.")]
        draft = load_one("a.pdf", pdf([page], information={"Title": stated, "Author": "admin"}))
        assert (draft.title, draft.author) == ("The Ettle", None)

    def test_what_the_document_says_of_itself(self, load_one: LoadOne) -> None:
        said = {"Title": "Die Ettle – ein Fluß", "Author": "Ann Lee, Bo Ek", "CreationDate": "D:20260503101500+02'00'"}
        draft = load_one("a.pdf", pdf([lines("The river rises in the hills.")], information=said))
        assert (draft.title, draft.author, draft.published) == ("Die Ettle – ein Fluß", "Ann Lee, Bo Ek", "2026-05-03")

    def test_without_a_title_the_name_is(self, load_one: LoadOne) -> None:
        assert load_one("the_ettle.pdf", pdf([lines("The river rises in the hills.")])).title == "the ettle"


NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def _report(pages: int) -> list[list[Drawn]]:
    """Pages with a running head and a number at the foot."""
    return [
        [
            *lines("The Ettle Valley Report", y=770, size=9),
            *lines(
                f"On day {word} of the flood, the water at the bridge stood",
                f"at the mark that is called {word[::-1]}, and it was night.",
                y=700,
            ),
            *lines(f"- {number + 5} -", x=300, y=40, size=9),
        ]
        for number, word in enumerate(NUMBERS[:pages], start=1)
    ]


class TestMargins:
    def test_running_heads_and_page_numbers_are_dropped(self, load_one: LoadOne) -> None:
        text = load_one("a.pdf", pdf(_report(6))).text
        assert "Valley Report" not in text
        assert "- 7 -" not in text
        assert text.count("of the flood") == 6

    def test_a_head_that_changes_with_the_chapter_goes_by_its_number(self, load_one: LoadOne) -> None:
        pages = [
            [Drawn(x=72, y=770, text=f"Chapter {'ABCDEFGH'[at]}: on water {at + 11}"), *page[1:-1]]
            for at, page in enumerate(_report(8))
        ]
        assert "Chapter" not in load_one("a.pdf", pdf(pages)).text

    def test_a_table_of_contents_is_dropped(self, load_one: LoadOne) -> None:
        page = lines(
            "1 The source . . . . . . . . . . . . . 3", "2 The mouth ............ 12", "", "The river is long."
        )
        assert load_one("a.pdf", pdf([page])).text == "The river is long."

    def test_a_number_on_a_single_page_is_text(self, load_one: LoadOne) -> None:
        assert "1912" in load_one("a.pdf", pdf([lines("The lock opened in the year", "1912")])).text


TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), max_codepoint=0xFFFF), min_size=1, max_size=40
)


class TestPages:
    def test_every_sentence_knows_its_page(self, load_one: LoadOne) -> None:
        draft = load_one("a.pdf", pdf(_report(12)))
        assert len(draft.pages) == 12
        assert draft.pages[0] == 0
        for number, word in enumerate(NUMBERS, start=1):
            at = draft.text.index(f"called {word[::-1]},")
            assert bisect_right(draft.pages, at) == number
            assert draft.text[draft.pages[number - 1] :].startswith(f"On day {word} of")

    def test_a_paragraph_over_two_pages_is_one(self, load_one: LoadOne) -> None:
        first, second = "The ferryman rowed for a whole", "night before he saw the light."
        draft = load_one("a.pdf", pdf([lines(first), lines(second)]))
        assert draft.text == f"{first} {second}"
        assert draft.pages == (0, len(first) + 1)

    def test_a_word_over_two_pages_is_whole(self, load_one: LoadOne) -> None:
        draft = load_one("a.pdf", pdf([lines("He waited for the high wa-"), lines("ter of the spring tide.")]))
        assert draft.text == "He waited for the high water of the spring tide."
        assert draft.text[draft.pages[1] :] == "ter of the spring tide."

    def test_a_page_without_text_begins_where_the_next_one_does(self, load_one: LoadOne) -> None:
        draft = load_one("a.pdf", pdf([[], lines("The second page speaks."), [], lines("So does the fourth."), []]))
        end = len(draft.text)
        assert draft.pages == (0, 0, draft.text.index("So"), draft.text.index("So"), end)

    @settings(max_examples=example_count(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(drawn=st.lists(st.lists(TEXTS, max_size=6), min_size=1, max_size=4))
    def test_offsets_are_exact_whatever_the_letters(self, drawn: list[list[str]]) -> None:
        body = RawDocument(content=pdf([lines(*page) for page in drawn]), name="a.pdf", source="/a.pdf")
        try:
            (draft,) = extract_document(body, limits=LimitSettings())
        except SourceEmpty:
            return
        assert isinstance(draft, Draft)
        assert normalise(draft.text) == draft.text
        assert len(draft.pages) == len(drawn)
        assert list(draft.pages) == sorted(draft.pages)
        assert draft.pages[0] == 0
        assert draft.pages[-1] <= len(draft.text)


class TestRefusals:
    def test_a_password(self, limits: LimitSettings) -> None:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([lines("Secret words stand here.")]))))
        writer.encrypt("tide", algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        error = _refusal(out.getvalue(), limits)
        assert type(error) is SourceLocked
        assert "password" in error.what

    @pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
    def test_without_a_user_password_it_opens(self, load_one: LoadOne, algorithm: str) -> None:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([lines("Nobody may print this sentence.")]))))
        writer.encrypt("", owner_password="tide", algorithm=algorithm)
        out = io.BytesIO()
        writer.write(out)
        assert load_one("a.pdf", out.getvalue()).text == "Nobody may print this sentence."

    @pytest.mark.parametrize(("pages", "named"), [(1, "its one page is a picture"), (3, "its 3 pages are pictures")])
    def test_pictures_alone(self, limits: LimitSettings, pages: int, named: str) -> None:
        error = _refusal(pdf([[] for _ in range(pages)]), limits)
        assert type(error) is SourceEmpty
        assert named in error.what
        assert "OCR" in error.advice

    @pytest.mark.parametrize(
        "content",
        [b"no pdf at all", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\xff" * 400, pdf([lines("Words.")])[:300]],
        ids=["other", "nothing", "noise", "cut"],
    )
    def test_damage(self, limits: LimitSettings, content: bytes) -> None:
        assert type(_refusal(content, limits)) is SourceDamaged

    def test_a_damaged_page_is_named_and_the_others_are_read(self, limits: LimitSettings) -> None:
        busy = stream(b"q " * 2_100_000, packed=True)  # more operations than a page may have
        fonts = "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R " + fonts + " >>"
        content = pdf_of([
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 2 /Kids [3 0 R 4 0 R] >>",
            page.format(5), page.format(6), busy, stream(b"BT /F 11 Tf 72 700 Td (The second page is sound.) Tj ET"),
        ])  # fmt: skip
        skipped, draft = extract_document(RawDocument(content=content, name="a.pdf", source="/a.pdf"), limits=limits)
        assert isinstance(skipped, Skipped)
        assert skipped.reason == "page 1 is damaged or too full and left out. Export the PDF again."
        assert isinstance(draft, Draft)
        assert draft.text == "The second page is sound."

    def test_too_many_pages(self) -> None:
        error = _refusal(pdf([lines("Words.")] * 3), LimitSettings(pdf_pages=2))
        assert type(error) is SourceTooLarge
        assert "more than 2 pages" in error.what
        assert "limits.pdf_pages" in error.advice

    def test_too_long_a_text(self, limits: LimitSettings) -> None:
        error = _refusal(pdf(_report(4)), LimitSettings(article_characters=100))
        assert type(error) is SourceTooLarge
        assert "longer than 100 characters" in error.what


class _Newsletter(FPDF):
    """A document as a program makes it: justified text in a real font, with a head and a foot on each page."""

    def header(self) -> None:
        self.set_font("Helvetica", "I", 8)
        self.cell(0, 8, "The Pellhaven Newsletter", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", "", 8)
        self.cell(0, 8, f"Page {self.page_no()} of {{nb}}", align="C")


BANKS = ("north", "south", "outer")
PARAGRAPHS = [
    f"At the {word} count of the {bank} bank, the wardens saw {word} seals more than a year before, and on the {bank} "
    f"side they found the {word} pups of the herd. Visitors of the {bank} bank were asked to keep dogs on a lead, "
    f"because {word} of the pups could not swim in their first weeks, and most of them did so without complaint."
    for bank in BANKS
    for word in NUMBERS[:8]
]


@pytest.fixture(params=[1, 2], ids=["one column", "two columns"])
def newsletter(request: pytest.FixtureRequest) -> bytes:
    made = _Newsletter()
    made.set_title("Seals on the sand banks")
    made.set_author("Jonas Bright")
    made.add_page()
    made.set_font("Times", "", 11)
    with made.text_columns(ncols=request.param, gutter=8, text_align="J", line_height=1.2) as columns:
        for paragraph in PARAGRAPHS:
            with columns.paragraph(bottom_margin=4) as text:
                text.write(paragraph)
    return bytes(made.output())


def test_what_another_program_wrote(load_one: LoadOne, newsletter: bytes) -> None:
    draft = load_one("seals.pdf", newsletter)
    assert (draft.title, draft.author) == ("Seals on the sand banks", "Jonas Bright")
    assert len(draft.pages) > 1
    assert "Newsletter" not in draft.text
    assert "Page 1" not in draft.text
    found = draft.text.split("\n\n")
    assert " ".join(found) == " ".join(PARAGRAPHS)
    # Where a page or a column ends after a full stop, a paragraph may come out as two.
    assert sum(paragraph in found for paragraph in PARAGRAPHS) >= 20


def test_the_file_is_read_from_the_disk(write: Write, limits: LimitSettings) -> None:
    path = write("a.pdf", pdf([lines("The quay is long.")]))
    assert [draft.source for draft in load(path, limits=limits)] == [path]
