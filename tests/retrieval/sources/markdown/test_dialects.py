"""What programs add to Markdown is no part of the words."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from retrieval.sources.markdown.block_writer import _HTML_HEADING, _html_words
from retrieval.sources.markdown.dialects import plain_markdown

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne

SECONDS = 5.0  # of the processor: in proportion to the length it takes a tenth of one
NOTE = "The weir is shut.\n\nIt opens in May."
DRAWN = """\
+------+-------+
| Gate | Opens |
+======+=======+
| Weir | in    |
|      | May   |
+------+-------+
| Lock | never |
+------+-------+"""


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (":::note\nThe weir is shut.\n\nIt opens in May.\n:::", NOTE),
        (":::tip[Before you go]\nThe weir is shut.\n:::\n\nIt opens in May.", f"Before you go\n\n{NOTE}"),
        ("::: warning Before you go\nThe weir is shut.\n:::\nIt opens in May.", f"Before you go\n\n{NOTE}"),
        (":::: {.box #one}\n::: {.inner}\nThe weir is shut.\n:::\n::::\nIt opens in May.", NOTE),
        (":::{note} Before you go\nThe weir is shut.\n:::\nIt opens in May.", f"Before you go\n\n{NOTE}"),
        ('!!! tip "Before you go"\n    The weir is shut.\n\n    It opens in May.\n', f"Before you go\n\n{NOTE}"),
        ("??? note\n    The weir is shut.\n\nIt opens in May.", NOTE),
        ('=== "By boat"\n\n    The weir is shut.\n\n=== "On foot"\n\n    It opens in May.',
         "By boat\n\nThe weir is shut.\n\nOn foot\n\nIt opens in May."),
        ("!!! note\n    - one\n\n    !!! tip\n        two\n\n    ```\n    !!! kept\n    ```",
         "- one\n\ntwo\n\n!!! kept"),
        ("!!! do not touch\n\nThe weir is shut.", "!!! do not touch\n\nThe weir is shut."),
        ("??? who knows\n\nThe weir is shut.", "??? who knows\n\nThe weir is shut."),
        ("The weir is shut.\n\n!!! do not touch", "The weir is shut.\n\n!!! do not touch"),
        ('!!! note\n\n!!! tip "Before you go"\n\nThe weir is shut.', "Before you go\n\nThe weir is shut."),
        ("!!! note inline\n    The weir is shut.", "The weir is shut."),
        ("- one\n\n    !!! note\n        two\n\n- three", "- one\n\ntwo\n\n- three"),
        ("> [!faq]- Before you go\n> The weir is shut.\n\nIt opens in May.", f"Before you go\n\n{NOTE}"),
        ("> [!NOTE]\n> The weir is shut.\n>\n> It opens in May.", NOTE),
        ("See [[The lock|the old lock]] and [[Weir#Fees]].", "See the old lock and Weir > Fees."),
        ("Look: ![[weir.png]] It ==opens== in `[[May]]`.", "Look: It opens in [[May]]."),
        ("If x==1 && y==2, it ==opens==.", "If x==1 && y==2, it opens."),
        ("{% if x %}It opens.{% endif %}", "{% if x %}It opens.{% endif %}"),
        ("One [[1]](https://a.example) and a == b == c.", "One [1] and a == b == c."),
        ("Weir\n: A low dam.\n\nLock\n: A chamber\n  for boats.", "Weir\n\nA low dam.\n\nLock\n\nA chamber for boats."),
        ("[TOC]\n\nThe weir is shut.\n\n{% include a.html %}\n\n{{< figure src='a.png' >}}\n\nIt opens in May.", NOTE),
        ("The weir is shut.\n{: .lead}\n\nIt opens in May.", NOTE),
        ("import Box from './box'\n\nexport const fee = 9;\n\nThe weir is shut.\n\n<Box>It opens in May.</Box>", NOTE),
        ("```js\nimport Box from './box'\n:::note\n[[x]]\n```", "import Box from './box'\n:::note\n[[x]]"),
        ("Dear {{name}}, the weir is shut.", "Dear {{name}}, the weir is shut."),
        ("Text.\n\nUnder\n===\n\nMore.", "Text.\n\n# Under\n\nMore."),
    ],
    ids=lambda value: value[:20],
)  # fmt: skip
def test_the_words_without_what_programs_add(load_one: LoadOne, source: str, text: str) -> None:
    assert load_one("a.md", f"# Weirs\n\n{source}\n").text == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("The weir %%ask Jon%% is shut.", "The weir is shut."),
        ("%%\nAsk Jon.\n%%\nThe weir is shut.", "The weir is shut."),
        ("Turbine one runs at 100%% and two at 90%%.", "Turbine one runs at 100%% and two at 90%%."),
        ("{/* ask Jon */}\n\nThe weir is shut.", "The weir is shut."),
        ("The weir is shut. ^weir-1", "The weir is shut."),
        ("- The weir is shut.\n  id:: 63a1\n  collapsed:: true", "- The weir is shut."),
        ("The [weir]{.smallcaps} is [shut](a){target=_blank}.\n{: .note}", "The weir is shut."),
        ("![A weir](a.png){width=50%}\n\nThe weir is shut.", "The weir is shut."),
        ("!> The weir is shut.\n\n?> It opens in May.", NOTE),
        ("```{note} Before you go\n:class: big\n\nThe *weir* is shut.\n```\nIt opens in May.",
         f"Before you go\n\n{NOTE}"),
        ("```{figure} weir.png\n:name: fig\n\nThe weir is shut.\n```", "The weir is shut."),
        ("```{note}\nThe weir is shut.", "The weir is shut."),
        ("(weir)=\nThe weir is shut, see {ref}`fig`.", "The weir is shut, see fig."),
        ("* TOC\n{:toc}\n\nThe weir is shut.", "The weir is shut."),
        ("The weir is {~~open~>shut~~}{>>sure?<<}{-- today--}{++ for good++}.", "The weir is shut for good."),
        ("Water is H~2~O, and the basin has 40 m^2^.", "Water is H₂O, and the basin has 40 m²."),
        ("**水門は閉まる。**五月に開く。", "水門は閉まる。五月に開く。"),
        ("The keeper is ||Jon Ash||, a || b.", "The keeper is Jon Ash, a || b."),
        ("The weir is ++shut++, says C++ and D++.", "The weir is shut, says C++ and D++."),
        ("The WB is shut.\n\n*[WB]: water board", "The WB is shut.\n\nWB: water board"),
        ("| The weir is shut,\n| it opens in May.", "The weir is shut,\nit opens in May."),
        (DRAWN, "Gate | Opens\nWeir | in May\nLock | never"),
    ],
)  # fmt: skip
def test_more_of_what_programs_add(load_one: LoadOne, source: str, text: str) -> None:
    assert load_one("a.md", f"# Weirs\n\n{source}\n").text == text


@pytest.mark.parametrize(
    "unit", ["{/*", "{>>", "%%a ", "**。a", "||a", "```{note}\n", "+-+\n", "+-+\n| a |\n", "%%\n", "[a]{.", "| a\n"]
)
def test_marks_that_are_never_closed_take_no_time_beyond_their_length(unit: str) -> None:
    began = time.process_time()
    plain_markdown(unit * (100_000 // len(unit)))
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("heading", ["# The weir {#weir}", "# The weir {: #weir .big }", "# The weir { .big } #"])
def test_attributes_of_a_heading(load_one: LoadOne, heading: str) -> None:
    assert load_one("a.mdx", f"{heading}\n\nIt is shut.").title == "The weir"


def test_a_heading_in_markup(load_one: LoadOne) -> None:
    source = "<p align='center'><img src='a.png'></p>\n<h1 align='center'>The <b>weir</b></h1>\n\nIt is shut.\n"
    draft = load_one("readme.md", source)
    assert (draft.title, draft.text) == ("The weir", "It is shut.")


def test_what_is_no_dialect_stays_as_it_is() -> None:
    source = "# Head #\n\nA {word} [link](a) [^1] != b.\n\n- one\n    - two\n\n\tcode\n\n1. a: b\n: :: c\n"
    assert plain_markdown(source) == source


def test_code_of_many_lengths_takes_no_time_beyond_its_length() -> None:
    line = "== " + " ".join("`" * length for length in range(1, 600))  # 180,000 characters, and no two runs alike
    began = time.process_time()
    assert plain_markdown(line) == line
    assert time.process_time() - began < SECONDS


def test_headings_that_are_never_closed_take_no_time_beyond_their_length() -> None:
    began = time.process_time()
    assert not list(_HTML_HEADING.finditer("<h1>" * 8_000))
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize(
    ("words", "shown"),
    [("a `==b==` ==c==", "a `==b==` c"), ("``==` ==c==`` ==d==", "``==` ==c==`` d"), ("`` ==a== `", "`` a `")],
)
def test_code_ends_at_as_many_backticks(words: str, shown: str) -> None:
    assert plain_markdown(words) == shown


@pytest.mark.parametrize(
    "line",
    [
        "{: a}" * 40 + "x",
        ":" * 40_000 + "} :",
        f":::{' ' * 200_000}}}",
        f"::: tip{' ' * 200_000}}}",
        f"# Head {{#a}}{' ' * 200_000}b",
        f"# {' ' * 200_000}b",
    ],
    ids=["calls", "colons", "container", "container-name", "attributes", "heading"],
)
def test_marks_take_no_time_beyond_their_number(line: str) -> None:
    began = time.process_time()
    plain_markdown(line)
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("mark", ["<?", "<!a", "<![CDATA[", "<script "])
def test_markup_that_is_never_closed_takes_no_time_beyond_its_length(mark: str) -> None:
    began = time.process_time()
    _html_words(mark * 20_000)
    assert time.process_time() - began < SECONDS
