"""Texts of MediaWiki: what each construct gives."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from retrieval.core.errors import SourceEmpty, SourceTooLarge
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document


def _draft(text: str, name: str = "Greyiron.wiki", content_type: str = "", source: str = "") -> Draft:
    document = RawDocument(content=text.encode(), name=name, source=source or name, content_type=content_type)
    (draft,) = extract_document(document, limits=LimitSettings())
    assert isinstance(draft, Draft)
    return draft


def _text(text: str) -> str:
    return _draft(text).text


class TestLines:
    def test_headings_paragraphs_and_emphasis(self) -> None:
        text = "'''Greyiron''' is an ''ore''.\nIt is '''''heavy'''''.\n\n== Uses ==\nNone.\n=== Old uses ===\nSwords."
        assert _text(text) == "Greyiron is an ore. It is heavy.\n\n## Uses\n\nNone.\n\n### Old uses\n\nSwords."

    def test_headings_that_nothing_stands_under_are_left_out(self) -> None:
        assert _text("Words.\n== Gallery ==\n== Uses ==\nMany.\n== References ==\n<references />\n") == (
            "Words.\n\n## Uses\n\nMany."
        )

    def test_a_heading_of_the_first_level_is_the_title(self) -> None:
        draft = _draft("= Greyiron ore =\nWords stand here.")
        assert (draft.title, draft.text) == ("Greyiron ore", "Words stand here.")

    def test_a_page_may_state_its_title(self) -> None:
        draft = _draft("{{DISPLAYTITLE:''greyiron'' ore}}\nWords stand here.")
        assert (draft.title, draft.text) == ("greyiron ore", "Words stand here.")

    def test_lists(self) -> None:
        text = "* Ore\n** Grey\n# First\n# Second\n#* or not\n# Third\n\n# Anew"
        assert _text(text) == "- Ore\n- Grey\n1. First\n2. Second\n- or not\n3. Third\n1. Anew"

    def test_definitions(self) -> None:
        text = "; Forge : hot\n; Furnace\n: hotter\n: and old\n* Item\n*: goes on\n\n: Only set in."
        assert _text(text) == "- Forge: hot\n- Furnace: hotter and old\n- Item goes on\n\nOnly set in."

    def test_code_and_literal_text(self) -> None:
        text = (
            "Use <nowiki>{{Item|'''x'''}} &lt;</nowiki>.\n<syntaxhighlight lang=lua>\nlocal a = '''b'''\n"
            "  print(a)</syntaxhighlight>\n<pre>\n* no list\n</pre>\nType <code>/give [[player|<player>]] 5</code>.\n"
            "\n first line\n second line"
        )
        assert _text(text) == (
            "Use {{Item|'''x'''}} <.\n\nlocal a = '''b'''\n  print(a)\n\n* no list\n\nType /give <player> 5.\n\n"
            "first line\nsecond line"
        )

    def test_elements_of_html(self) -> None:
        text = (
            "H<sub>2</sub>O at 10<sup>6</sup>.<br/>A new line. <s>Old.</s> <span style='color:red'>Red</span>"
            "<span style='display:none'>key</span>.\n<div class=x>\nIn a box.\n</div><ul><li>One</li><li>Two</li></ul>"
            "<h3>Part</h3>a &mdash; b<poem>\nRoses\nand ore\n</poem>"
        )
        assert _text(text) == (
            "H₂O at 10⁶.\nA new line. Red.\n\nIn a box.\n\n- One\n- Two\n\n### Part\n\na — b\n\nRoses\nand ore"
        )

    def test_what_is_not_shown(self) -> None:
        text = (
            "<!-- note -->\n__NOTOC__\nIt is<!-- really --> old.<ref name=a>Book, p. 3</ref><ref name=a /> ~~~~\n"
            "<includeonly>Not here.</includeonly><noinclude>Here.</noinclude>\n----\n<math>x^2</math>"
        )
        assert _text(text) == "It is old. Here."

    def test_unknown_elements_are_words(self) -> None:
        assert _text("Type /tp <player> <x> if 3 < 4 & 5 > 4.") == "Type /tp <player> <x> if 3 < 4 & 5 > 4."

    def test_tabs_are_sections(self) -> None:
        text = "Words.\n<tabber>\n|-|Easy=\nTen hits.\n|-|Hard= Twenty hits.\n</tabber>"
        assert _text(text) == "Words.\n\n#### Easy\n\nTen hits.\n\n#### Hard\n\nTwenty hits."


class TestLinks:
    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ("[[Ore]]s", "Ores"),
            ("[[Ore|the ''ore'']]", "the ore"),
            ("[[Harrow (village)|]]", "Harrow"),
            ("[[:Category:Ores]]", "Category:Ores"),
            ("[[#Uses]]", "Uses"),
            ("[[w:Iron]]", "Iron"),
            ("[[wikipedia:Iron|iron]]", "iron"),
            ("[https://ore.example/a?b=c the site]", "the site"),
            ("https://ore.example", "https://ore.example"),
            ("[mailto:ore@ore.example us]", "us"),
            ("[1] and [x]", "[1] and [x]"),
        ],
    )
    def test_their_shown_text(self, written: str, shown: str) -> None:
        assert _text(f"See {written}.") == f"See {shown}."

    def test_categories_other_languages_and_bare_addresses_are_left_out(self) -> None:
        text = "It is old [https://ore.example].\n[[Category:Ores|x]]\n[[Kategorie:Erz]]\n[[de:Erz]]\n[[zh-yue:灰]]"
        assert _text(text) == "It is old ."

    def test_captions_of_pictures_stand_behind_the_paragraph(self) -> None:
        text = (
            "[[File:Vein.jpg|thumb|right|250px|alt=x|A vein in the [[low caves|caves]].]]\nIt is old. "
            "[[File:Icon.png|20px|Icon]]It is [[Datei:B.png|mini|Ein Bild.]]grey.\n\nMore.\n<gallery mode=packed>\n"
            "File:A.png|In the {{Item|forge}}\nB.png\nC.png|alt=x|The ''[[Harrow|old]]'' one\n</gallery>"
        )
        assert _text(text) == (
            "It is old. It is grey.\n\nA vein in the caves.\n\nEin Bild.\n\nMore.\n\n- In the forge\n- The old one"
        )


class TestTables:
    def test_rows_are_lines(self) -> None:
        text = (
            '{| class="wikitable"\n|+ Chances\n! Zone !! Chance\n|-\n| [[Low caves|Caves]] || style="x" | 12%\n|-\n'
            '| rowspan="2" | The mine\n|\n* 25% by day\n* 40% by night\n|-\n| {{Yes}}\n|}\nWords.'
        )
        assert _text(text) == (
            "Chances\n\nZone | Chance\nCaves | 12%\nThe mine | • 25% by day • 40% by night\nThe mine | yes\n\nWords."
        )

    def test_in_html(self) -> None:
        text = "<table class=a><tr><th>Zone</th><th>Chance</th></tr><tr><td>Caves</td><td>12%</td></tr></table>"
        assert _text(text) == "Zone | Chance\nCaves | 12%"

    def test_one_that_arranges_the_page_is_opened(self) -> None:
        text = "{|\n|\n== Uses ==\nMany.\n* a\n|\n{| class=x\n! A !! B\n|-\n| 1 || 2\n|}\n|}"
        assert _text(text) == "## Uses\n\nMany.\n\n- a\n\nA | B\n1 | 2"

    def test_navigation_is_left_out(self) -> None:
        assert _text('Words.\n{| class="navbox"\n| [[A]] || [[B]]\n|}') == "Words."

    def test_one_that_is_not_closed(self) -> None:
        assert _text("{|\n| a || b\n|-\n| {{small|c || d") == "a | b\n{{small|c | d"


class TestTemplates:
    BOX = (
        "{{Infobox item\n| name = Greyiron\n| image = [[File:A.png|200px]]\n| icon2 = A.png\n| bg_color = #330000\n"
        "| caption = In the hand\n| type = [[Ore]]\n| sell_price = {{Gold|12}}\n| stack = 64<ref>Notes</ref>\n"
        "| empty =\n"
        "| found in =\n* [[Low caves|Caves]]\n* The mine\n| health = 10 (easy)<br />20 (hard)\n}}\n"
    )

    def test_a_box_gives_facts(self) -> None:
        draft = _draft(f"{self.BOX}'''Greyiron''' is an ore.")
        assert draft.text == (
            "Greyiron is an ore.\n\n- type: Ore\n- sell price: 12 Gold\n- stack: 64\n- found in: Caves, The mine\n"
            "- health: 10 (easy), 20 (hard)"
        )

    def test_a_box_is_one_whatever_follows_it_on_its_line(self) -> None:
        assert _text("__NOTOC__{{Person|race=Human|voice={{small|Ida}}|de=x}}'''Orla''' sells rope.") == (
            "Orla sells rope.\n\n- race: Human\n- voice: Ida"
        )

    def test_rows_of_facts_inside_another_template(self) -> None:
        text = "{{Store|\n{{Line|item=[[Rope]]|stock=5}}\n{{Line|item=Lantern|stock=2|icon=a.png}}\n}}\nWords."
        assert _text(text) == "- item: Rope, stock: 5\n- item: Lantern, stock: 2\n\nWords."

    def test_a_long_value_is_a_text_of_its_own(self) -> None:
        long = "It is found deep below the village, where nobody goes. " * 6
        assert _text(f"{{{{Box|type=Ore|level=3|about={long}}}}}\nWords.") == (
            f"{long.strip()}\n\n- type: Ore\n- level: 3\n\nWords."
        )

    @pytest.mark.parametrize(
        "template",
        ["Citation needed|date=May 2024", "cite web|url=https://a.example|title=B", "Main|Ores", "About|the ore|x|y",
         "Navbox ores", "Ore navbox|a=1|b=2", "Stub", "Item stub", "Reflist|2", "Coord|1|2|N|3|4|W", "#invoke:Ore|x",
         "DEFAULTSORT:Ore", "clear", "CURRENTYEAR", "Begriffsklärungshinweis", "Template:Cn", "#if:{{{x|}}}|y"],
    )  # fmt: skip
    def test_left_out(self, template: str) -> None:
        assert _text(f"It is old.{{{{{template}}}}}\n{{{{{template}}}}}\n\nAnd grey.") == "It is old.\n\nAnd grey."

    @pytest.mark.parametrize(
        ("template", "shown"),
        [
            ("Gold|250", "250 Gold"),
            ("Level|15", "15"),
            ("Item|Greyiron ingot", "Greyiron ingot"),
            ("Item|5|Coal", "5 Coal"),
            ("Item|Coal|5", "Coal 5"),
            ("Drop|Helm of ash|12%|icon.png", "Helm of ash 12%"),
            ("Skill|a=1|Smithing", "Smithing"),
            ("Icon|Coal.png|Coal|20px", "Coal"),
            ("Bronze pickaxe", "Bronze pickaxe"),
            ("Color|red|hot", "hot"),
            ("lang|de|Erz", "Erz"),
            ("convert|5|km|mi", "5 km"),
            ("convert|5|to|7|km", "5 to 7 km"),
            ("birth date|1969|5|3", "1969-05-03"),
            ("nowrap|10 km", "10 km"),
            ("ubl|a|b", "a, b"),
            ("lc:ORE", "ORE"),
            ("PAGENAME", "Greyiron"),
            ("#if: a | yes {{Item|b}} | no", "yes b"),
            ("#ifeq: a | b | same | other", "other"),
            ("#switch: b | a = 1 | b | c = 2 | 3", "2"),
            ("{1|by default}", "by default"),
            ("Gold|{{Gold|2}}", "2 Gold"),
            ("frac|1|2", "1/2"),
            ("x y|named=1", ""),
        ],
    )
    def test_in_running_text(self, template: str, shown: str) -> None:
        assert _text(f"It is {{{{{template}}}}}!") == f"It is {shown}!"

    def test_notes_and_quotations(self) -> None:
        text = "{{Note|It cannot be mined while it rains.}}\n{{Quote|Not again.|Old miner}}\n{{Tabs|a|b}}"
        assert _text(text) == "It cannot be mined while it rains.\n\n“Not again.” — Old miner"

    def test_brackets_that_are_not_closed_are_words(self) -> None:
        assert _text("It is [[old and\n\ngrey {{and\n\nit lasts.") == "It is [[old and\n\ngrey {{and\n\nit lasts."


def test_a_redirect_is_no_article() -> None:
    with pytest.raises(SourceEmpty, match="it only redirects to 'Greyiron ore'"):
        _draft("#WEITERLEITUNG [[Greyiron ore]]\n[[Category:Redirects]]")


def test_a_page_of_the_web_is_named_by_its_address() -> None:
    address = "https://ore.example/w/index.php?title=Greyiron_ore&action=raw"
    draft = _draft("It is [[old]].", name="index.php", content_type="text/x-wiki; charset=UTF-8", source=address)
    assert (draft.title, draft.text, draft.source) == ("Greyiron ore", "It is old.", address)


def test_a_page_that_is_too_long() -> None:
    document = RawDocument(content=b"[[a]] " * 1000, name="a.wiki", source="a.wiki")
    with pytest.raises(SourceTooLarge, match="longer than 100 characters"):
        list(extract_document(document, limits=LimitSettings(article_characters=100)))


@pytest.mark.parametrize(
    "unit",
    ["{{a ", "[[a ", "<ref>a ", "<!-- ", "\n{|\n| a ", "|-\n| {{small|a || b\n", "{{{{", "{{a|", "<b><i>[[a ", "[http:",
     "<poem>", "<tabber>", "[[File:a|thumb|", "<sub>a", '<span style="display:none', "\n|rowspan=99|a", "* a\n: b\n",
     "[[a\n\n", "__A_", "'''a ''b ", "<div a", "<", "\U000f0101"],
)  # fmt: skip
def test_time_grows_with_the_text(unit: str) -> None:
    began = time.process_time()
    document = RawDocument(content=(unit * (200_000 // len(unit)) + "\n\nEnd.").encode(), name="a.wiki", source="a")
    with suppress(SourceEmpty):
        list(extract_document(document, limits=LimitSettings()))
    assert time.process_time() - began < 5
