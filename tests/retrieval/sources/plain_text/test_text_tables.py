from __future__ import annotations

import time

import pytest

from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document


def _text(content: str) -> str:
    document = RawDocument(content=content.encode(), name="a.txt", source="a.txt")
    (draft,) = extract_document(document, limits=LimitSettings())
    assert isinstance(draft, Draft)
    return draft.text


ABOVE = "The prices hold until the end of the year, and for everybody.\n"
ROWS = "Boat | Seats | Price\nSkiff | 1 | 12.00\nDragon boat | 20 | 95.00"


@pytest.mark.parametrize(
    "rows",
    [
        "Boat\tSeats\tPrice\nSkiff\t1\t12.00\nDragon boat\t20\t95.00\n",
        "Boat\t\tSeats\tPrice\r\nSkiff\t\t1\t12.00\r\nDragon boat\t20\t95.00\r\n",
        "Boat         Seats   Price\nSkiff            1   12.00\nDragon boat     20   95.00",
        "Boat         Seats   Price\n-----------  -----  -----\nSkiff            1   12.00\nDragon boat     20   95.00",
    ],
)
@pytest.mark.parametrize("above", [ABOVE, f"{ABOVE}\n"])
def test_cells_of_a_table_have_bars_between_them(rows: str, above: str) -> None:
    assert _text(f"{above}{rows.rstrip()}\n\nThat is all of it, and it is enough.\n") == (
        f"{ABOVE}\n{ROWS}\n\nThat is all of it, and it is enough."
    )


def test_rows_between_bars_are_a_table() -> None:
    rows = "| Boat | Seats | Price |\n|------|------:|-------|\n| Skiff | 1 | 12.00 |\n| Dragon boat | 20 | 95.00 |\n"
    assert _text(f"{ABOVE}\n{rows}") == f"{ABOVE}\n{ROWS}"


def test_a_cell_may_be_blank() -> None:
    rows = "Boat         Seats   Price\nSkiff                12.00\nDragon boat     20   95.00\n"
    assert _text(ABOVE + rows).endswith("Boat | Seats | Price\nSkiff |  | 12.00\nDragon boat | 20 | 95.00")


@pytest.mark.parametrize(
    "lines",
    [
        "1.\tWear a vest.\n2.\tSign the book.\n3.\tRow slowly.",
        "-\tWear a vest.\n-\tSign the book.\n-\tRow slowly.",
        "Coach:\tIda Brenner\nDoctor:\tMia Holm\nMaster:\tJon Wolf",
        "#define A\t1\n#define B\t2\n#define C\t3",
        "int a;\t/* one */ x;\nint b;\t/* two */ y;\nint c;\t/* six */ z;",
        "a line\twith a tab\nthe next line has none",
        "-a   show all\n-b   show both\n-c   show the lake",
        "The  boat  house  opens  at  nine  on\nSaturday,  and  the key is  with a\nharbour master  who lives  there.",
        "    a    b    c\n    d    e    f\n    g    h    i",
    ],
)
def test_lists_code_and_prose_are_no_tables(lines: str) -> None:
    assert " | " not in _text(f"{ABOVE}\n{lines}\n")


@pytest.mark.parametrize("unit", ["a\tb\n", "a  b  c\n", "a  ", "\t", " ", "a | b\n", "|--\n", "a\t", "a  b\tc\n"])
def test_time_grows_with_the_text(unit: str) -> None:
    began = time.process_time()
    _text(ABOVE + unit * (200_000 // len(unit)))
    assert time.process_time() - began < 10
