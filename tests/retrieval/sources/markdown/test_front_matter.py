from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.sources.markdown.front_matter import FrontMatter, split

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne

REST = "Text.\n"


@pytest.mark.parametrize(
    ("lines", "title", "published"),
    [
        ("title: The weir\ndate: 2024-05-03", "The weir", "2024-05-03"),
        ("Title: 'It''s old'", "It's old", None),
        ('title: "Say \\"weir\\": \\u00e9"  # a comment', 'Say "weir": é', None),
        ("title: Plain # a comment", "Plain", None),
        ("title: C#: a tale", "C#: a tale", None),
        ("title: >-\n  Two\n  lines\ntags: [a]", "Two lines", None),
        ("title: wrapped\n  on", "wrapped on", None),
        ("tags:\n  - title: no\n- date: no\ntitle: yes", "yes", None),
        ("# comment\n\ndate: 2024-05-03 10:00:00 +0200", "", "2024-05-03T10:00:00+02:00"),
        ("date: soon\npublished: 3 May 2024", "", "2024-05-03"),
        ("title:\ndate:", "", None),
        ("title: one\ntitle: two", "one", None),
    ],
)
def test_yaml(lines: str, title: str, published: str | None) -> None:
    assert split(f"---\n{lines}\n---\n{REST}") == (FrontMatter(title=title, published=published), REST)


@pytest.mark.parametrize(
    ("lines", "title", "published"),
    [
        ('title = "The weir"\ndate = 2024-05-03', "The weir", "2024-05-03"),
        ("date = 2024-05-03T10:00:00Z", "", "2024-05-03T10:00:00+00:00"),
        ('date = "3 May 2024"', "", "2024-05-03"),
        ("title = 5", "", None),
        ("not = = toml", "", None),
        ("a = " + "[" * 100_000, "", None),
    ],
    ids=["date", "moment", "text", "number", "broken", "nested"],
)
def test_toml(lines: str, title: str, published: str | None) -> None:
    assert split(f"+++\n{lines}\n+++\n{REST}") == (FrontMatter(title=title, published=published), REST)


@pytest.mark.parametrize(
    "text",
    ["---\nWords between rules.\n---\nText.", "---\ntitle: never closed\n", "Text.\n---\ntitle: late\n---\n", ""],
)
def test_rules_are_no_front_matter(text: str) -> None:
    assert split(text) == (FrontMatter(), text)


def test_the_end_may_be_the_end_of_the_file() -> None:
    assert split("---\ntitle: x\n...") == (FrontMatter(title="x"), "")


@pytest.mark.parametrize(
    ("source", "author"),
    [
        ("---\nauthor: Ann Lee\n---\n", "Ann Lee"),
        ("---\nauthors: [Ann Lee, 'Bo Ek']\n---\n", "Ann Lee, Bo Ek"),
        ("---\nauthors:\n  - Ann Lee\n  - Bo Ek\n---\n", "Ann Lee, Bo Ek"),
        ("---\nauthors:\n- Ann Lee\n- Bo Ek\ntitle: x\n---\n", "Ann Lee, Bo Ek"),
        ('+++\nauthors = ["Ann Lee", "Bo Ek"]\n+++\n', "Ann Lee, Bo Ek"),
        ("---\ntitle: x\n---\n", None),
    ],
)
def test_the_author(load_one: LoadOne, source: str, author: str | None) -> None:
    assert load_one("a.md", f"{source}Words stand here.").author == author


def test_the_address_that_it_names_as_its_own(load_one: LoadOne) -> None:
    draft = load_one("a.md", "---\ncanonical_url: https://quay.example/a\n---\nWords stand here.")
    assert draft.canonical == "https://quay.example/a"
