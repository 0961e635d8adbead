"""What a page hides until a reader opens it is a part of its article; what is hidden for good is not."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from lxml import html

from retrieval.sources.html.hidden_elements import remove_unseen

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne

OPEN = "The lock keeper raises the sluice at six each morning, before the first barge of the day is waiting below it."
MORE = (
    "The upper gate has been kept by the same family since the canal was dug, and its daughter took over last spring."
)
PANEL = "Barges longer than twenty metres are asked to wait at the upper basin until the keeper calls them by name."


def page(panel: str, style: str = "") -> str:
    head = f"<head><title>The lock</title><style>{style}</style></head>"
    return f"<html>{head}<body><article><h1>The lock</h1><p>{OPEN}</p><p>{MORE}</p>{panel}</article></body></html>"


@pytest.mark.parametrize(
    ("panel", "style"),
    [
        (f"<div role=tabpanel hidden><p>{PANEL}</p></div>", ""),
        (f"<div role=tabpanel class=off><p>{PANEL}</p></div>", ".off{display:none}"),
        (f'<a role=tab href="#b">Long barges</a><div id=b style="display: none"><p>{PANEL}</p></div>', ""),
        (f"<button aria-controls=b>Long barges</button><p>See below.</p><div id=b hidden><p>{PANEL}</p></div>", ""),
        (f'<div class=tabcontent><p>{PANEL}</p></div><div class="tabcontent">x</div>', ".tabcontent{display:none}"),
        (f'<div class="faq-accordion-body" style="display:none"><p>{PANEL}</p></div>', ""),
        (f"<h2>Long barges</h2><div hidden=until-found><p>{PANEL}</p></div>", ""),
        (f"<button>Read more</button><div class=rest hidden><p>{PANEL}</p></div>", ""),
        (f"<x-note><template shadowrootmode=open><p>{PANEL}</p></template></x-note>", ""),
    ],
)
def test_what_a_reader_can_open_is_read(load_one: LoadOne, panel: str, style: str) -> None:
    text = load_one("a.html", page(panel, style)).text
    assert OPEN in text
    assert PANEL in text


@pytest.mark.parametrize(
    "heading",
    [
        "<h3><button aria-expanded=false aria-controls=b>May long barges pass?</button></h3>",
        "<button aria-expanded=false aria-controls=b>May long barges pass?</button>",
    ],
)
def test_the_question_above_a_closed_answer_is_read(load_one: LoadOne, heading: str) -> None:
    text = load_one("a.html", page(f"{heading}<div id=b hidden><p>{PANEL}</p></div>")).text
    assert text.index("May long barges pass?") < text.index(PANEL)


@pytest.mark.parametrize(
    "panel",
    [
        f"<div hidden><p>{PANEL}</p></div>",
        f"<button aria-controls=b aria-haspopup=dialog>Ask</button><p>So.</p><div id=b hidden><p>{PANEL}</p></div>",
        f'<button data-target="#b">Ask</button><p>So.</p><div id=b class=modal hidden><p>{PANEL}</p></div>',
        f"<button aria-controls=b>Hint</button><p>So.</p><div id=b role=tooltip hidden><p>{PANEL}</p></div>",
        f"<button aria-controls=b>Menu</button><div id=b hidden><p><a href=x>{PANEL}</a></p></div>",
        f"<button aria-controls=b>Cookies</button><div id=b class=cookie-details hidden><p>{PANEL}</p></div>",
        f"<button aria-controls=b>Write</button><div id=b hidden><p>{PANEL}</p><textarea></textarea></div>",
    ],
)
def test_menus_dialogs_and_hints_stay_closed(load_one: LoadOne, panel: str) -> None:
    assert PANEL not in load_one("a.html", page(panel)).text


def test_a_copy_for_narrow_screens_is_not_read_twice(load_one: LoadOne) -> None:
    copies = f"<div role=tabpanel><p>{PANEL}</p></div><div class=accordion-body hidden><p>{PANEL}</p></div>"
    assert load_one("a.html", page(copies)).text.count(PANEL) == 1


def test_the_time_grows_with_the_page() -> None:
    panels = "".join(
        f'<button aria-controls="p{number}">More</button><div id="p{number}" class="tab-tab-tab-tab" hidden>'
        f"<p>Barge {number} waits.</p></div>"
        for number in range(10_000)
    )
    tree = html.document_fromstring(page(panels))
    started = time.process_time()
    remove_unseen(tree)
    assert time.process_time() - started < 5
    assert "Barge 9999 waits." in tree.text_content()
