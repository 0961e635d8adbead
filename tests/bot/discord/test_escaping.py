"""Strangers' words in Discord: a reader sees exactly the text, and the client recognises nothing in it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.discord.ui import escaping, truncation
from bot.discord.ui.truncation import ELLIPSIS, size
from retrieval.text.normalize import normalise
from support.discord_markdown import ANYWHERE, AT_LINE_START, read

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()), max_size=120)
SIGNS = st.text(st.sampled_from("\\*_~|`<>[]()#@:/-+.1a \n\t!&ツ¯=^"), max_size=60)
FRAGMENTS = (
    "<@80351110224678912>",
    "<@!80351110224678912>",
    "<@&165511591545143296>",
    "<#103735883630395392>",
    "</ask:1234567890>",
    "</library add:1234567890>",
    "<t:1618953630>",
    "<t:1618953630:R>",
    "<id:customize>",
    "<:ferry:123456789012345678>",
    "<a:ferry:123456789012345678>",
    "<sound:1:2>",
    "@everyone",
    "@here",
    "@silent ",
    ":smile:",
    ":thumbsup::skin-tone-3:",
    "# ",
    "### ",
    "-# ",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "12) ",
    "> ",
    ">>> ",
    "||",
    "`",
    "``",
    "```",
    "```py\n",
    "**",
    "*",
    "__",
    "_",
    "~~",
    "[the harbour](https://evil.example)",
    "[the harbour](<https://evil.example> 'title')",
    "https://news.example/a_b_c?d=*e*#:~:text=f",
    "http://news.example",
    "HTTPS://NEWS.EXAMPLE",
    "steam://run/1",
    "<https://news.example>",
    "<mail@news.example>",
    "mail@news.example",
    "<+47 12 34 56>",
    "discord.gg/abcdef",
    "discord.com/invite/abcdef",
    "discordapp.com/invite/abcdef",
    "¯\\_(ツ)_/¯",
    "\\",
    "\\\\",
    "ordinary words",
    " ",
    "  ",
    "\n",
    "\n\n",
    "🙂",
    "👩‍👩‍👧",
    "e\u0301",
    "日本語。",
    "10:30",
    "C++",
)
NASTY = st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join)
TEXTS = st.one_of(ANYTHING, SIGNS, NASTY)


@pytest.mark.parametrize("fragment", [fragment for fragment in FRAGMENTS if fragment.strip()])
def test_a_nasty_text_is_seen_as_it_was_written(fragment: str) -> None:
    for text in (fragment, f"It said {fragment} and sank.", f"{fragment}x{fragment}", f"One.\n{fragment}two"):
        reading = read(escaping.quoted(text))
        assert reading.constructs == ()
        assert reading.text == normalise(text)


def test_the_model_knows_every_construct() -> None:
    recognised = {name for fragment in (*FRAGMENTS, *SAMPLES) for name in read(fragment).constructs}
    assert recognised == {*AT_LINE_START, *ANYWHERE}


SAMPLES = ("# a", "-# a", "> a", "||a||", "`a`", "```a```", "**a**", "*a*", "__a__", "~~a~~", "- a")


@given(TEXTS)
@example("- ")
@example("1" * 30 + ".")
def test_any_text_is_seen_as_it_was_written(text: str) -> None:
    reading = read(escaping.quoted(text))
    assert reading.constructs == ()
    assert reading.text == escaping.unescaped(escaping.quoted(text)) == normalise(text)


@given(TEXTS)
def test_on_one_line_only_the_white_space_differs(text: str) -> None:
    reading = read(escaping.plain(text))
    assert reading.constructs == ()
    assert "\n" not in reading.text
    assert reading.text.split() == normalise(text).split()


@given(TEXTS.map(normalise).filter(bool), st.data())
def test_the_mark_is_all_that_is_bold(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    reading = read(escaping.quoted(text, mark=(start, end)))
    marked = text[start:end].strip()
    assert reading.text == text
    assert reading.bold == ((marked,) if marked else ())
    assert set(reading.constructs) <= {"strong"}


@given(TEXTS)
def test_a_block_quote_holds_the_text_and_nothing_else(text: str) -> None:
    reading = read(escaping.block(escaping.quoted(text)))
    assert reading.constructs == ("block quote",)
    assert reading.text == normalise(text)


@given(TEXTS, st.integers(1, 90))
@example("<@1> " * 30, 11)
@example("🙂" * 30, 8)
def test_a_cut_text_fits_and_is_a_beginning(text: str, limit: int) -> None:
    for shown, whole in ((escaping.quoted, normalise(text)), (escaping.plain, " ".join(normalise(text).split()))):
        cut = shown(text, limit=limit)
        reading = read(cut)
        assert size(cut) <= limit
        assert reading.constructs == ()
        if reading.text != whole:
            assert cut.endswith(ELLIPSIS)
            assert whole.startswith(reading.text.removesuffix(ELLIPSIS))


@given(TEXTS.map(normalise).filter(bool), st.integers(1, 90), st.data())
def test_a_cut_text_with_a_mark_fits(text: str, limit: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    cut = escaping.plain(text, mark=(start, data.draw(st.integers(start, len(text)))), limit=limit)
    assert size(cut) <= limit
    assert set(read(cut).constructs) <= {"strong"}


@given(st.lists(st.text("abc*_", min_size=1, max_size=8), min_size=2, max_size=20), st.integers(20, 60))
def test_a_text_is_cut_at_the_end_of_a_word(words: list[str], limit: int) -> None:
    seen = read(escaping.plain(" ".join(words), limit=limit)).text
    assert [*seen.removesuffix(ELLIPSIS).split()] == words[: len(seen.split())]


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("The harbour was closed, for a day.", 25, "The harbour was closed…"),
        ("It opens at 9: always", 16, "It opens at 9…"),
        ("Unbreakable" * 5, 10, "Unbreakab…"),
        ("______", 6, r"\_\_…"),
        ("港は一日中閉鎖されていました。", 6, "港は一日中…"),
        ("ne\u0301\u0308\u0301e", 4, "n…"),
        ("👩‍👩‍👧👩‍👩‍👧", 12, "👩‍👩‍👧…"),
    ],
)
def test_where_a_text_is_cut(text: str, limit: int, cut: str) -> None:
    assert escaping.plain(text, limit=limit) == cut


def test_an_article_s_text_is_not_changed() -> None:
    text = "“Åse’s café—open 9–17”, it said:\n    – 100 % *vegan*\n\n\u200cمی\u200cروم"
    assert normalise(text) == text
    assert escaping.unescaped(escaping.quoted(text)) == text


@given(TEXTS, st.integers(1, 80))
def test_a_label_fits_and_is_never_blank(text: str, limit: int) -> None:
    label = escaping.label(text, limit)
    assert 1 <= size(label) <= limit
    assert escaping.has_ink(label)
    label.encode()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Pourquoi\u00a0?", "Pourquoi\u00a0?"),
        ("Questions\u00a0: \n quand\u00a0\u00a0 ?", "Questions\u00a0: quand\u00a0?"),
        ("\u00a0 un \u00a0", "un"),
        ("un deux\u00a0?", "un deux\u00a0?"),
    ],
)
def test_a_label_keeps_its_no_break_spaces(text: str, label: str) -> None:
    assert escaping.label(text, 80) == label


def test_a_label_is_cut_at_a_no_break_space_too() -> None:
    assert escaping.label("un deux\u00a0?", 8) == "un deux…"


@pytest.mark.parametrize("blank", ["", "\u00a0 \u00a0", " \n", "\u3164", "\u2800\u115f", "\u200d", "\u0301"])
def test_what_looks_blank_has_no_ink(blank: str) -> None:
    assert not escaping.has_ink(blank)
    assert escaping.label(blank, 80) == ELLIPSIS


def test_a_link_leads_where_it_should() -> None:
    reading = read(escaping.link("open", "https://news.example/a_(b)?c=<d>#:~:text=e%20f"))
    assert reading.constructs == ("masked link",)
    assert reading.text == "open"
    assert reading.targets == ("https://news.example/a_%28b%29?c=%3Cd%3E#:~:text=e%20f",)


@pytest.mark.parametrize("name", ["", "a*b", "https://news.example", "a]b", "a_b", ":smile:", " open"])
def test_a_link_is_named_by_words_only(name: str) -> None:
    with pytest.raises(ValueError, match="words of our own"):
        escaping.link(name, "https://news.example")


@given(ANYTHING)
def test_size_is_that_of_utf_16(text: str) -> None:
    assert size(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2
    assert size(text) >= len(text)


@given(ANYTHING.filter(bool), st.integers(1, 40))
def test_a_cut_parts_no_character(text: str, room: int) -> None:
    end = truncation.kept_length(text, room)
    assert size(text[:end]) + (size(ELLIPSIS) if end < len(text) else 0) <= room
    if 0 < end < len(text) and not all(
        unicodedata.category(character).startswith("M") for character in text[1 : end + 1]
    ):
        assert not unicodedata.category(text[end]).startswith("M") or text[end - 1].isspace()


def test_no_flag_is_cut_in_half() -> None:
    assert escaping.label("🇩🇪" * 30, 20) == "🇩🇪" * 4 + "…"
