from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from retrieval.core.errors import SourceEmpty
from retrieval.sources.html.script_notice import is_notice
from tests.retrieval.sources.html.test_script_article import ARTICLE, TEXT, page

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne

SECONDS = 1.0  # of the processor
NOTICES = [
    "Loading…",
    "Loading the article ...",
    "Page is loading, please wait.",
    "Just a moment...",
    "You need to enable JavaScript to run this app.",
    "Sorry, Sound News does not work properly without JavaScript enabled. Please enable it to continue.",
    "JavaScript is disabled in your browser.",
    "JavaScript and cookies must be enabled.",
    "Wird geladen …",
    "Die Seite wird geladen. Bitte warten Sie.",
    "Bitte aktivieren Sie JavaScript, um diese Seite zu lesen.",
    "JavaScript ist deaktiviert.",
    "Chargement en cours…",
    "Veuillez activer JavaScript pour lire cette page.",
    "Cargando...",
    "Para leer esta página, active JavaScript en su navegador.",
]
NO_NOTICES = [
    "Loading docks at the harbour stay closed on Monday.",
    "The page was written in JavaScript by two students of the harbour school.",
    "One moment of calm was all they had before the lock gave way.",
    f"Please enable JavaScript. {TEXT}",
    "",
]


@pytest.mark.parametrize("words", NOTICES)
@pytest.mark.parametrize("frame", ["<div>{}</div>", "<main><h1>Sound News</h1><p>{}</p></main>"])
def test_a_page_that_shows_only_a_notice_is_refused(load_one: LoadOne, words: str, frame: str) -> None:
    with pytest.raises(SourceEmpty, match="whose text is loaded by a script") as raised:
        load_one("a.html", f"<html><head><title>Sound</title></head><body>{frame.format(words)}</body></html>")
    assert "Open it in a browser" in raised.value.advice


@pytest.mark.parametrize("words", NOTICES)
def test_the_article_in_its_scripts_stands_for_a_notice(load_one: LoadOne, words: str) -> None:
    assert load_one("a.html", page(ARTICLE, body=f"<div>{words}</div>")).text == TEXT


@pytest.mark.parametrize("words", NO_NOTICES)
def test_a_short_text_is_no_notice(words: str) -> None:
    assert not is_notice(words)


def test_a_heading_says_nothing_about_the_text_below() -> None:
    assert not is_notice("# Loading\n\nThe crane lifts forty tons.")


@pytest.mark.parametrize(
    "text", ["loading " * 25_000, "loading   " * 29 + "x", "please wait while " + "a " * 90_000, "javascript " * 20_000]
)
def test_long_texts_take_little_time(text: str) -> None:
    started = time.process_time()
    for cut in (text, text[:300], text[:290] + "!"):
        is_notice(cut)
    assert time.process_time() - started < SECONDS
