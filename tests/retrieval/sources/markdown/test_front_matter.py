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
        ('"title": Quoted key', "Quoted key", None),
        ("'title' : 'Quoted too'\ndate: 1987-02-01", "Quoted too", "1987-02-01"),
        ("date created: 2024-05-03\ntitle: Key with a blank", "Key with a blank", "2024-05-03"),
        ("pub_date: 2024-05-03\nTitle : Blank before the colon", "Blank before the colon", "2024-05-03"),
        ("title: &t The weir\nalias: *t", "The weir", None),
        ("title: [unclosed\ndate: 2024-05-03", "[unclosed", "2024-05-03"),
        ("title: |\n  Kept\n  apart", "Kept apart", None),
        ("date: 2024-02-31\ntitle: No such day", "No such day", None),
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
    [
        "---\nWords between rules.\n---\nText.",
        "---\nHe asked: who?\n---\nText.",
        "---\ntitle: never closed\n",
        "Text.\n---\ntitle: late\n---\n",
        "",
    ],
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
        ("---\nauthor: null\n---\n", None),
        ("---\nauthor:\n  name: Ann Lee\n  url: https://ann.example\n---\n", "Ann Lee"),
        ("---\nauthor: {given: Ann, family: Lee}\n---\n", "Ann Lee"),
        ("---\nauthors:\n- name: Ann Lee\n- name: 'Bo Ek'\n  role: editor\n---\n", "Ann Lee, Bo Ek"),
        ("---\nauthor:\n  - first: Ann\n    last: Lee\n  - Bo Ek\n---\n", "Ann Lee, Bo Ek"),
        ('+++\n[[authors]]\nname = "Ann Lee"\n+++\n', "Ann Lee"),
    ],
)
def test_the_author(load_one: LoadOne, source: str, author: str | None) -> None:
    assert load_one("a.md", f"{source}Words stand here.").author == author


def test_the_address_that_it_names_as_its_own(load_one: LoadOne) -> None:
    draft = load_one("a.md", "---\ncanonical_url: https://quay.example/a\n---\nWords stand here.")
    assert draft.canonical == "https://quay.example/a"


@pytest.mark.parametrize(
    ("head", "title", "author"),
    [
        ('{\n"title": "Old wheel",\n"author": "Ida Moor",\n"date": "2031-04-09"\n}\n', "Old wheel", "Ida Moor"),
        ("% Old wheel\n% Ida Moor; Jon Ash\n% 9 April 2031\n", "Old wheel", "Ida Moor, Jon Ash"),
        ("\n\n---\ntitle: Old wheel\nauthor: Ida Moor <ida@mill.example>\n---\n", "Old wheel", "Ida Moor"),
        ("---\ntitle: Old wheel\nauthor:\n  ida:\n    name: Ida Moor\n---\n", "Old wheel", "Ida Moor"),
    ],
)
def test_front_matter_of_other_programs(load_one: LoadOne, head: str, title: str, author: str) -> None:
    draft = load_one("a.md", f"{head}\nThe wheel weighs two tons.\n")
    assert (draft.title, draft.author, draft.text) == (title, author, "The wheel weighs two tons.")


def test_braces_that_are_no_front_matter_stay(load_one: LoadOne) -> None:
    assert "wheel" in load_one("a.md", '{\n"wheel": 2\n}\n\nThe wheel weighs two tons.\n').text.partition("\n")[2]
