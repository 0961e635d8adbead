"""Uploaded files: whatever they are called, they are read from a folder of their own under a source that stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord.library.uploads import Upload, drafts, source_of
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from support.example_counts import example_count

LIMITS = LimitSettings(file_megabytes=1)
TEXT = b"The ferry crosses the Welm every twenty minutes."


def read(name: str, data: bytes = TEXT) -> list[Draft | Skipped]:
    upload = Upload(name=name, source=source_of(name, library="guild-1"), data=data)
    return list(drafts(upload, limits=LIMITS))


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("ferry.txt", "discord:guild-1/ferry.txt"),
        ("../../etc/ferry.txt", "discord:guild-1/ferry.txt"),
        ("C:\\Users\\ferry.txt", "discord:guild-1/ferry.txt"),
        (".ferry.txt", "discord:guild-1/ferry.txt"),
        ("fer\x00ry\n.txt", "discord:guild-1/ferry.txt"),
        ("", "discord:guild-1/file"),
        ("..", "discord:guild-1/file"),
    ],
)
def test_only_the_name_of_a_file_counts(name: str, source: str) -> None:
    (draft,) = read(name)
    assert isinstance(draft, Draft)
    assert draft.source == source == source_of(name, library="guild-1")


@settings(deadline=None, max_examples=example_count(60))
@given(name=st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_whatever_a_file_is_called_it_can_be_looked_at(name: str) -> None:
    (found,) = read(name)
    assert found.source == source_of(name, library="guild-1")


def test_a_manual_in_restructuredtext_is_read_as_such() -> None:
    (draft,) = read("ferry.rst", b"The ferry\n=========\n\n.. note:: The ferry crosses the *Welm*.\n")
    assert isinstance(draft, Draft)
    assert (draft.title, draft.text) == ("The ferry", "The ferry crosses the Welm.")


def test_a_title_is_made_of_the_name() -> None:
    (draft,) = read("river_ferry-2026.txt")
    assert isinstance(draft, Draft)
    assert draft.title == "river ferry 2026"


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "the file is empty"), (b"x" * 2**21, "more than 1 MB"), (b"\x89PNG\x00\x01\x02" * 99, "")],
)
def test_what_holds_no_article_is_skipped_with_its_reason(data: bytes, reason: str) -> None:
    (skipped,) = read("ferry.txt", data)
    assert isinstance(skipped, Skipped)
    assert reason in skipped.reason
    assert skipped.source == "discord:guild-1/ferry.txt"
