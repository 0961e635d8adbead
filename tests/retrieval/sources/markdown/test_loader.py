from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne


PARAGRAPH = "The weir was built in 1911."


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("It is **very _old_** and ~~not~~ `small`.", "It is very old and small."),
        ("See [the map](https://maps.example 'here') or <https://maps.example>.", "See the map or https://maps.example."),
        ("Before ![a weir](weir.png) after.", "Before after."),
        ("One\nparagraph\nwrapped.", "One paragraph wrapped."),
        ("🎲 Games on Friday\n🎬 Film at nine, in\nthe hall", "🎲 Games on Friday\n🎬 Film at nine, in\nthe hall"),
        ("**Day pass** – 8\n**Month** – 35, and a crate", "Day pass – 8\nMonth – 35, and a crate"),
        ("Price: 4\nWeight: 9 kg\n\nText.", "Price: 4\nWeight: 9 kg\n\nText."),
        ("• nails\n• screws", "• nails\n• screws"),
        ("9:00 Doors\n9:30 Welcome by the chair", "9:00 Doors\n9:30 Welcome by the chair"),
        (
            "**Boats** are kept in the shed behind the mill,\nwhich is locked.\n**Oars** hang on the wall.",
            "Boats are kept in the shed behind the mill, which is locked.\nOars hang on the wall.",
        ),
        ("**Sails** are kept in the\nshed.", "Sails are kept in the shed."),
        ("Note: the `old\nshed` is\nCold: so is the mill.", "Note: the old shed is Cold: so is the mill."),
        ("**First.** Oil what was\nforgotten: the crane.", "First. Oil what was forgotten: the crane."),
        ("price: 4\nweight: 9", "price: 4\nweight: 9"),
        ("- Price: 4\n  Weight: 9", "- Price: 4 Weight: 9"),
        ("First  \nSecond\\\nThird<br>Fourth", "First\nSecond\nThird\nFourth"),
        ("It cost &pound;5 &amp; a day, \\*not\\* more.", "It cost £5 & a day, *not* more."),
        ("> Quoted one.\n>\n> Quoted two.", "Quoted one.\n\nQuoted two."),
        ("- one\n  wrapped\n- two\n", "- one wrapped\n- two"),
        ("- one\n  - under\n- two", "- one\n- under\n- two"),
        ("3. third\n4. fourth", "3. third\n4. fourth"),
        ("- one\n\n  more of it\n- two", "- one\n\nmore of it\n\n- two"),
        ("| year | cars |\n|---|---|\n| 2022 | **9** |\n| | |", "year | cars\n2022 | 9"),
        ("Text.\n\n```sh\n# a comment\nmake all\n```", "Text.\n\n # a comment\nmake all"),
        ("Text.\n\nUnder\n-----\n\nMore.", "Text.\n\n## Under\n\nMore."),
        ("Text.\n\n###### Deep\n\nMore.", "Text.\n\n###### Deep\n\nMore."),
        ("\\# no heading\n\nText.", "#no heading\n\nText."),
        ("\\## \\# nor this\n\nText.", "###nor this\n\nText."),
        ("Text.\n\n***\n\nMore.", "Text.\n\nMore."),
        ("Text <!-- hidden -->here.\n\n<!-- hidden\ntoo -->\n\nMore.", "Text here.\n\nMore."),
        ("<div>Raw <b>words</b> &copy;</div>\n\n<script>\nno()\n</script>\n", "Raw words ©"),
        ("港の橋は\n再び開通した。", "港の橋は再び開通した。"),
        ("Up[^1] [^x] down.\n\n[^1]: A note\n    goes on.\n\n    And on.\n\nMore.", "Up [^x] down.\n\nMore."),
        ("One[^a].\n\n[^a]: https://note.example\n[^b]: Unused.\n\nTwo.", "One.\n\nTwo."),
        ("- item\n\n      indented code\n\nText.", "- item\n\nindented code\n\nText."),
        ("<!-- todo --> The **mill** turns\nagain.\n\nMore.", "The mill turns again.\n\nMore."),
        ("<!-- a -->\n<!-- b --># Not hidden\n\nMore.", "More."),
        ("Text.\n<!--\nlong\n--> It goes *on*.", "Text.\n\nIt goes on."),
        ("```html\n<!-- kept --> in code\n```\n\nMore.", "<!-- kept --> in code\n\nMore."),
        ("    <!-- kept --> in code\n\nMore.", "<!-- kept --> in code\n\nMore."),
        ("It costs <del>nine</del> <s>eight</s> seven ~~or six~~ pounds.", "It costs seven pounds."),
        ("<p>It costs <del>nine</del> seven.</p>\n\nMore.", "It costs seven.\n\nMore."),
        ("The &#145;old&#146; mill&#133; &#x80;5 &#8364;6 &#0;.", "The ‘old’ mill… €5 €6 \ufffd."),
        ("- [x] Oil the crane\n- [ ] Sell rope", "- Oil the crane\n- Sell rope"),
        ("> [!NOTE]\n> The fee is nine.", "The fee is nine."),
        ("Kept `&#146;` in code.", "Kept &#146; in code."),
    ],
    ids=lambda value: value[:20] if value else "",
)  # fmt: skip
def test_the_words_without_the_marks(load_one: LoadOne, source: str, text: str) -> None:
    assert load_one("a.md", source).text == text


class TestTitle:
    def test_the_first_heading_is_the_title_and_leaves_the_text(self, load_one: LoadOne) -> None:
        draft = load_one("weir.md", f"# The *old* weir\n\n{PARAGRAPH}\n")
        assert (draft.title, draft.text) == ("The old weir", PARAGRAPH)

    def test_a_later_heading_is_the_title_and_stays(self, load_one: LoadOne) -> None:
        draft = load_one("weir.md", f"## Note\n\n{PARAGRAPH}\n\n# The weir\n\n{PARAGRAPH}")
        assert draft.title == "The weir"
        assert draft.text == f"## Note\n\n{PARAGRAPH}\n\n# The weir\n\n{PARAGRAPH}"

    def test_without_a_heading_the_name_is(self, load_one: LoadOne) -> None:
        assert load_one("old_weir.markdown", PARAGRAPH).title == "old weir"

    def test_front_matter_goes_before_headings(self, load_one: LoadOne) -> None:
        draft = load_one("a.md", f"---\ntitle: A weir\n---\n# Another\n\n{PARAGRAPH}")
        assert (draft.title, draft.text) == ("A weir", f"# Another\n\n{PARAGRAPH}")

    def test_a_title_said_twice_is_kept_once(self, load_one: LoadOne) -> None:
        draft = load_one("a.md", f"---\ntitle: A weir\n---\n# A Weir\n\n{PARAGRAPH}")
        assert (draft.title, draft.text) == ("A weir", PARAGRAPH)

    def test_a_title_without_end_is_cut_at_a_word(self, load_one: LoadOne) -> None:
        title = load_one("a.md", f"# {'weir ' * 1000}\n\n{PARAGRAPH}").title
        assert title.endswith("weir…")
        assert len(title) <= 301


def test_windows_line_ends_and_byte_order_mark(load_one: LoadOne) -> None:
    draft = load_one("a.md", f"\ufeff---\r\ndate: 2024-05-03\r\n---\r\n# Weir\r\n\r\n{PARAGRAPH}\r\n")
    assert (draft.title, draft.published, draft.text) == ("Weir", "2024-05-03", PARAGRAPH)


@pytest.mark.parametrize(
    ("line", "published"),
    [("*Published 23 March 2026*", "2026-03-23"), ("Date: 2026-03-23", "2026-03-23"), ("Published 3/4/2026", None)],
)
def test_a_date_below_the_title_is_the_date(load_one: LoadOne, line: str, published: str | None) -> None:
    draft = load_one("a.md", f"# Weir\n\n{line}\n\n{PARAGRAPH}")
    assert draft.published == published
    assert draft.text == (PARAGRAPH if published else f"{line}\n\n{PARAGRAPH}")


@pytest.mark.parametrize("opening", ["[", "> ", "- ", "![", "*a ", "`", "<", "[a](", "[^", "\\", "&a", "| "])
def test_marks_without_end_are_read_in_time(load_one: LoadOne, opening: str) -> None:
    assert load_one("a.md", f"Words.\n\n{opening * 10_000}").text.startswith("Words.")


def test_raised_and_lowered_characters(load_one: LoadOne) -> None:
    text = load_one("a.md", "# Mill\n\nIt fills 10<sup>3</sup> sacks with CO<sub>2</sub> daily.\n").text
    assert text == "It fills 10³ sacks with CO₂ daily."
