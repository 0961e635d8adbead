"""The wording: texts that no terminal obeys, and what a citation says."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import wording
from retrieval.core.reply_records import Citation

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)


@given(ANYTHING)
def test_safe_text_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    shown = wording.safe(text)
    assert all(c == "\n" or unicodedata.category(c) not in {"Cc", "Cs", "Zl", "Zp"} for c in shown)
    assert not set(shown) & wording._REORDERING
    assert wording.safe(shown) == shown
    shown.encode()


@given(st.text(st.characters(categories=("L", "N", "P", "S"), exclude_characters="".join(wording._REORDERING))))
def test_safe_text_keeps_letters_digits_and_signs(text: str) -> None:
    assert wording.safe(text) == text


@given(ANYTHING, st.integers(2, 60))
def test_shortened_text_fits_and_is_a_beginning(text: str, length: int) -> None:
    short = wording.shortened(text, length)
    line = wording.one_line(text)
    assert len(short) <= length
    assert line == short or line.startswith(short.removesuffix("…"))


def test_shortened_text_ends_with_a_word() -> None:
    assert wording.shortened("The harbour was closed, for a day.", 25) == "The harbour was closed…"
    assert wording.shortened("Unbreakable" * 5, 10) == "Unbreakab…"


def test_the_citation_line_has_title_date_source_and_range() -> None:
    cited = Citation(
        article_id="a",
        title="The  moon\n",
        source="moon.md",
        published="1969-07-20T20:17:00Z",
        start=3,
        end=9,
        quote="landed",
    )
    assert wording.citation_line(cited) == "The moon · 1969-07-20 · moon.md · characters 3–9"


def test_a_file_below_the_current_folder_is_cited_by_the_path_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert wording.cited_source(str(tmp_path / "notes" / "moon.md")) == "notes/moon.md"
    assert wording.cited_source(f"{tmp_path}-2/moon.md") == f"{tmp_path}-2/moon.md"
    assert wording.cited_source("https://a.example/moon") == "https://a.example/moon"


def test_a_current_folder_that_was_removed_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert wording.cited_source("/notes/moon.md") == "/notes/moon.md"


def test_the_citation_line_leaves_out_what_is_not_known() -> None:
    cited = Citation(article_id="a", title="Moon", source="moon.md", published=None, start=0, end=1, quote="A")
    assert wording.citation_line(cited) == "Moon · moon.md · characters 0–1"
