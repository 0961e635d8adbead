"""Headings as plain texts write them."""

from __future__ import annotations

import pytest

from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources.plain_text.loader import PlainTextLoader

pytestmark = pytest.mark.fast
README = """\
Kilnfire
========

Kilnfire keeps the heat of a kiln.

1. Setting up
-------------

    Put the probe into the upper hole. The lower one
    is for looking in.

1.1 The probe
~~~~~~~~~~~~~

It breaks when it falls.

2. Firing
---------

Wait for an hour.
"""


def read(text: str) -> Draft:
    """Read a text as the loader does."""
    loader = PlainTextLoader(limits=LimitSettings(), extract_part=lambda *_: iter(()))
    (draft,) = loader.extract(text.encode(), "kilnfire.txt")
    assert isinstance(draft, Draft)
    return draft


def headings(text: str) -> list[str]:
    """Return the lines of the article that are headings."""
    return [line for line in read(text).text.split("\n") if line.startswith("#")]


def test_underlined_headings_are_as_deep_as_their_rules_say() -> None:
    article = read(README)
    assert article.title == "Kilnfire"
    assert article.text == (
        "Kilnfire keeps the heat of a kiln.\n\n"
        "## 1. Setting up\n\n"
        "Put the probe into the upper hole. The lower one is for looking in.\n\n"
        "### 1.1 The probe\n\n"
        "It breaks when it falls.\n\n"
        "## 2. Firing\n\n"
        "Wait for an hour."
    )


def test_a_first_heading_like_others_is_no_title() -> None:
    text = README.replace("========", "--------")
    assert read(text).title == "kilnfire"
    assert headings(text)[:2] == ["## Kilnfire", "## 1. Setting up"]


def test_a_heading_may_stand_between_two_rules() -> None:
    text = "The kiln is old.\n\n***********\nOf the clay\n***********\n\nIt is red.\n"
    assert read(text).text == "The kiln is old.\n\n## Of the clay\n\nIt is red."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The kiln is old.\n\nREQUIREMENTS:\n        A chimney of two metres.\n", ["## REQUIREMENTS"]),
        ("The kiln is old.\n\nGIT:\n        git.example/kiln\n\nIt is red.\n", ["## GIT"]),
        ("The kiln is old.\n\nSAFETY FIRST\n\nIt is hot.\n", ["## SAFETY FIRST"]),
        ("The kiln is old.\n\nÖFEN IM WALD\n\nIt is hot.\n", ["## ÖFEN IM WALD"]),
    ],
)
def test_a_line_in_capitals_is_a_heading(text: str, found: list[str]) -> None:
    assert headings(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The kiln is old.\n\nDO NOT OPEN THE LOWER DOOR BEFORE NOON\n\nIt is hot.\n",
        "The kiln is old.\n\nSTAY AWAY!\n\nIt is hot.\n",
        "The kiln is old.\n\nNATO\nIt is an alliance.\n",
        "The kiln is old.\n\nWritten at the river.\n\nANNA\n",
        "The kiln is old. It has stood there for ninety years, and nobody knows who built it.\n---\nIt is hot.\n",
        "The kiln is old.\nIt is hot.\n---------\n\nIt is red.\n",
        "The kiln is old.\n\n-----------------\nfire(kiln, true);\n-----------------\n\nIt is hot.\n",
        "The kiln is old.\n\nName    Heat\n-----   -----\nOld     900\n",
    ],
    ids=["warning", "call", "line of a paragraph", "signature", "dashes", "two lines", "code", "table"],
)
def test_other_lines_are_no_headings(text: str) -> None:
    assert headings(text) == []
