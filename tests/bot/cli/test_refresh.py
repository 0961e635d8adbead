"""The commands that keep a library up to date and carry it elsewhere, as real processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.exit_codes import Exit
from tests.bot.conftest import FERRY, Desk


@pytest.fixture
def added(bare: Desk) -> Desk:
    """A desk with both articles added, for tests that change them."""
    assert bare("add", "articles").code == Exit.DONE
    return bare


def ferry(desk: Desk, fare: int) -> None:
    (desk.folder / "articles" / "ferry.md").write_text(FERRY.replace("40 crowns", f"{fare} crowns"), encoding="utf-8")


def test_a_refresh_reports_what_became_of_each(added: Desk) -> None:
    articles = added.folder / "articles"
    ferry(added, 45)
    (articles / "owls.txt").rename(added.folder / "owls.txt")
    (articles / "moths.md").write_text("# Moths\n\nMoths fly to the lamp of Orrey.\n", encoding="utf-8")
    done = added("refresh")
    rows = [line.split("\t") for line in done.out.splitlines()]
    assert done.code == Exit.DONE
    assert {(row[0], row[4]) for row in rows[1:3]} == {("Ferry service returns to Halm", "replaced"), ("Moths", "new")}
    assert rows[4][0] == "Owls of the river wood"
    assert rows[4][1].startswith("gone since ")
    assert rows[-1] == ["1 article added, 1 changed, 1 gone."]
    again = added("refresh")
    assert (again.code, again.out) == (Exit.DONE, "0 articles added, 2 unchanged.\n")


def test_a_refresh_as_json(added: Desk) -> None:
    ferry(added, 45)
    (added.folder / "articles" / "owls.txt").unlink()
    report = added("refresh", "articles", "--json").json
    assert [row["replaced"] for row in report["added"]] == [True]
    assert report["added"][0]["passages_kept"] == 1  # of two: the fares stand under a heading of their own
    assert [row["title"] for row in report["gone"]] == ["Owls of the river wood"]
    assert (report["unchanged"], report["back"], report["aliases"], report["skipped"]) == ([], [], [], [])


def test_the_answer_says_that_its_source_is_gone(added: Desk) -> None:
    (added.folder / "articles" / "owls.txt").unlink()
    added("refresh")
    assert "gone since 20" in added("ask", "How many tawny owls were counted?").out
    assert added("ask", "How many tawny owls were counted?", "--json").json["citation"]["gone"].startswith("20")
    assert "gone since 20" in added("articles").out
    assert "gone since 20" in added("show", "owls").out


def test_what_is_read_again_is_listed(added: Desk) -> None:
    row = added("refresh", "--list").out.splitlines()[1].split("\t")
    assert row[0] == str(added.folder / "articles")
    assert [row["location"] for row in added("refresh", "--list", "--json").json["locations"]] == [row[0]]


def test_nothing_to_read_again(bare: Desk) -> None:
    for arguments in (["refresh"], ["refresh", "--list"]):
        done = bare(*arguments)
        assert (done.code, done.out) == (Exit.NOTHING, "")
        assert "nothing to read again" in done.err


def test_a_location_that_was_never_added(added: Desk) -> None:
    done = added("refresh", "elsewhere")
    assert done.code == Exit.NOTHING
    assert "nothing was added from there" in done.err
    assert str(added.folder / "articles") in done.err


def test_a_file_that_cannot_be_read_any_more_is_skipped_with_its_status(added: Desk) -> None:
    (added.folder / "articles" / "owls.txt").write_bytes(b"")
    done = added("refresh")
    assert done.code == Exit.SKIPPED
    assert "the file is empty" in done.out


def test_a_removed_article_stays_away(added: Desk) -> None:
    added("remove", "owls")
    assert added("refresh").out == "0 articles added, 1 unchanged.\n"
    assert added("articles", "--json").json["articles"][0]["title"] == "Ferry service returns to Halm"


def test_a_location_is_removed_with_its_articles(added: Desk) -> None:
    location = str(added.folder / "articles")
    done = added("remove", "articles")  # as it was added: from here
    assert done.code == Exit.DONE
    assert done.out.splitlines()[-1] == f"No longer read: {location}"
    assert added("articles").code == Exit.NOTHING
    assert added("refresh").code == Exit.NOTHING


def test_a_second_source_is_shown(added: Desk) -> None:
    articles = added.folder / "articles"
    (articles / "copy.txt").write_bytes((articles / "owls.txt").read_bytes())
    done = added("refresh")
    assert "has this source, too" in done.out
    assert "1 known under another source" in done.out
    assert f"also {articles / 'copy.txt'}" in added("show", "owls").out
    sources = [row["source"] for row in added("show", "owls", "--json").json["sources"]]
    assert sources == [str(articles / "copy.txt"), str(articles / "owls.txt")]


def test_a_library_goes_elsewhere_as_a_pack(added: Desk, tmp_path: Path) -> None:
    done = added("export", "pack")
    assert (done.code, done.out) == (Exit.DONE, "2 articles written to pack.\n")
    taken = added("import", "pack", "--library", "copy", "--json").json
    assert len(taken["added"]) == 2
    question = ["ask", "What is a single fare?", "--json"]
    here, there = added(*question).json, added(*question, "--library", "copy").json
    assert there["quote"] == here["quote"]
    assert there["confidence"] == here["confidence"]
    (tmp_path / "pack" / "passages.f32").write_bytes(b"")
    refused = added("import", "pack", "--library", "third")
    assert refused.code == Exit.TROUBLE
    assert "passages.f32 is not what was exported" in refused.err
    assert added("export", "pack").code == Exit.TROUBLE


def test_the_console_reads_again(added: Desk) -> None:
    ferry(added, 45)
    done = added("console", typed="/refresh\n/quit\n")
    assert "0 articles added, 1 changed, 1 unchanged." in done.out
