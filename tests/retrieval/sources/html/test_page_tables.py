"""Tables that arrange a page are opened, and the lists in cells of the others are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne

FIRST = "The town mill was closed for two winters while the millers waited for a new wheel from the foundry."
SECOND = "The wheel came by barge in the third spring, and it took eleven men a whole day to lift it into place."
LAST = "Since then it has turned on every day of the week, and the flour is sold at the market by the bridge."


def page(body: str) -> str:
    return f"<!doctype html><html><head><title>The mill</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<ul><li>grind rye</li><li>oil the wheel</li></ul>", "• grind rye • oil the wheel"),
        ("Also: <ol><li><p>sweep</p></li><li>rest</li></ol>", "Also: 1. sweep 2. rest"),
        ("<p>Also:</p><ul><li><a href='x'>sweep</a> it</li><li><b>rest</b></li></ul>", "Also: • sweep it • rest"),
        ("<ul><li>sweep<ul><li>the loft</li></ul></li></ul>", "• sweep • the loft"),
        ("<dl><dt>Rye</dt><dd>coarse</dd></dl>", "Rye coarse"),
        ("<ul><li><img src='x'> sweep <b>well</b></li><li><!-- late --><i></i>rest</li></ul>", "• sweep well • rest"),
        ("<ul></ul>", ""),
    ],
)
def test_lists_in_cells(load_one: LoadOne, cell: str, expected: str) -> None:
    rows = f"<table><tr><th>Day</th><th>Work</th></tr><tr><td>Monday</td><td>{cell}</td></tr></table>"
    draft = load_one("mill.html", page(f"<article><h1>The mill</h1><p>{FIRST}</p>{rows}<p>{LAST}</p></article>"))
    assert f"Day | Work\nMonday | {expected}".strip() in draft.text


def test_a_table_that_arranges_the_page(load_one: LoadOne) -> None:
    menu = "<a href='/'>Home</a><br><a href='/news'>News</a>"
    words = f"<h2>The wheel</h2><p>{FIRST}</p><p>{SECOND}</p><ul><li>{LAST}</li></ul>"
    draft = load_one("mill.html", page(f"<table><tr><td>{menu}</td><td>{words}</td></tr></table>"))
    assert draft.text == f"## The wheel\n\n{FIRST}\n\n{SECOND}\n\n- {LAST}"


def test_a_table_inside_one_that_arranges_the_page(load_one: LoadOne) -> None:
    words = f"May 2004<br><br>{FIRST}<br><br>{SECOND}<br><br>{LAST}"
    rows = "<table><tr><th>Year</th><th>Sacks</th></tr><tr><td>2004</td><td>900</td></tr></table>"
    inner = f"<table><tr><td><font size=2>{words}</font>{rows}</td></tr></table>"
    draft = load_one("mill.html", page(f"<table><tr><td><img src=x></td><td>{inner}</td></tr></table>"))
    paragraphs = draft.text.split("\n")
    assert [paragraph for paragraph in paragraphs if paragraph in (FIRST, SECOND, LAST)] == [FIRST, SECOND, LAST]
    assert "Year | Sacks\n2004 | 900" in draft.text


def test_rows_of_data_stay_together(load_one: LoadOne) -> None:
    row = f"<tr><td>The wheel</td><td><p>{FIRST}</p><p>{SECOND}</p><p>{LAST}</p></td></tr>"
    table = f"<table><tr><th>Part</th><th>What happened</th></tr>{row}</table>"
    draft = load_one("mill.html", page(f"<article><h1>The mill</h1><p>{FIRST}</p>{table}</article>"))
    assert f"The wheel | {FIRST} {SECOND} {LAST}" in draft.text


def test_a_table_of_one_column_is_a_frame_around_paragraphs(load_one: LoadOne) -> None:
    rows = "".join(f"<tr><td>{sentence}</td></tr>" for sentence in (FIRST, SECOND, LAST))
    text = load_one("a.html", page(f"<table>{rows}</table>")).text
    assert text == f"{FIRST}\n\n{SECOND}\n\n{LAST}"


def test_the_numbers_of_lines_of_code_are_left_out(load_one: LoadOne) -> None:
    numbers, code = "<td class=linenos><pre>1\n2</pre></td>", "<td class=code><pre>open sluice\nring bell</pre></td>"
    page = f"<article><p>{FIRST}</p><table><tr>{numbers}{code}</tr></table><p>{LAST}</p></article>"
    assert load_one("a.html", page).text == f"{FIRST}\n\nopen sluice\nring bell\n\n{LAST}"
