from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retrieval.core.errors import SourceMissing
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources import load

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import Write

LoadAll = Callable[[str], tuple[list[Draft], list[Skipped]]]


@pytest.fixture
def root(write: Write, tmp_path: Path) -> Path:
    for name in ("a.md", "b.txt", "deep/c.md", "deep/er/d.md", ".hidden.md", "node_modules/e.md", "deep/.git/f.md"):
        write(name, "Words stand here.")
    write("g.png", b"\x89PNG")
    (tmp_path / "deep" / "again.md").symlink_to(tmp_path / "a.md")
    return tmp_path


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.md", ["a.md"]),
        ("[ab].*", ["a.md", "b.txt"]),
        ("?.txt", ["b.txt"]),
        ("**/*.md", ["a.md", "deep/c.md", "deep/er/d.md"]),
        ("deep/**", ["deep/again.md", "deep/c.md", "deep/er/d.md"]),
        ("dee?", ["deep/again.md", "deep/c.md", "deep/er/d.md"]),
        ("node_modules/*.md", ["node_modules/e.md"]),
        ("**/again.md", ["deep/again.md"]),
        ("**/er/**/*.md", ["deep/er/d.md"]),
        ("de*/**/?.md", ["deep/c.md", "deep/er/d.md"]),
        ("**/deep/**", ["deep/again.md", "deep/c.md", "deep/er/d.md"]),
        ("d**/c.md", ["deep/c.md"]),
    ],
)
def test_what_fits(root: Path, load_all: LoadAll, pattern: str, names: list[str]) -> None:
    drafts, skipped = load_all(str(root / pattern))
    assert ([os.path.relpath(draft.source, root) for draft in drafts], skipped) == (names, [])


def test_links_that_lead_back_are_not_followed_again(root: Path, load_all: LoadAll) -> None:
    for number in range(8):  # each would double what is looked into, again and again
        (root / "deep" / "er" / f"back{number}").symlink_to(root)
        (root / f"around{number}").symlink_to(root)
    drafts, skipped = load_all(str(root / "**" / "*.md"))
    assert [os.path.relpath(draft.source, root) for draft in drafts] == ["a.md", "deep/c.md", "deep/er/d.md"]
    assert skipped == []


def test_a_relative_pattern_is_the_same(root: Path, load_all: LoadAll, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert load_all("**/*.md") == load_all(str(root / "**" / "*.md"))


def test_what_is_not_read_is_said(root: Path, load_all: LoadAll) -> None:
    _, (skipped,) = load_all(str(root / "*.png"))
    assert skipped.expected
    assert skipped.reason.startswith(".png files are not read.")


def test_a_bad_file_is_named_and_the_rest_goes_on(root: Path, write: Write, load_all: LoadAll) -> None:
    write("a.txt", "")
    drafts, skipped = load_all(str(root / "*.txt"))
    assert [Path(item.source).name for item in (*drafts, *skipped)] == ["b.txt", "a.txt"]
    assert not skipped[0].expected


def test_nothing_fits(root: Path, limits: LimitSettings) -> None:
    with pytest.raises(SourceMissing, match="nothing fits the pattern"):
        list(load(str(root / "*.docx"), limits=limits))


def test_a_name_with_such_signs_is_a_name(write: Write, load_all: LoadAll) -> None:
    path = write("what[1]?.md", "Words.")
    assert [draft.source for draft in load_all(path)[0]] == [path]
