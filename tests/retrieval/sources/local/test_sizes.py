from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.sources.local.sizes import file_size, measure

KINDS = (".txt", ".md")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "notes"
    (root / "deep").mkdir(parents=True)
    (root / "a.txt").write_bytes(b"x" * 100)
    (root / "deep" / "b.md").write_bytes(b"x" * 20)
    (root / "picture.png").write_bytes(b"x" * 1_000)
    (root / ".hidden.txt").write_bytes(b"x" * 5)
    return root


@pytest.mark.parametrize(
    ("location", "size"),
    [("", 120), ("/a.txt", 100), ("/*.txt", 100), ("/**/*.md", 20), ("/dee?", 20), ("/gone", None)],
)
def test_a_location_holds_the_bytes_of_what_is_read_from_it(folder: Path, location: str, size: int | None) -> None:
    assert measure(f"{folder}{location}", KINDS) == size


@pytest.mark.parametrize("location", ["https://example.com/feed.xml", "-", "", "\0"])
def test_what_is_not_on_this_machine_has_no_known_size(location: str) -> None:
    assert measure(location, KINDS) is None


def test_a_folder_is_no_file(folder: Path) -> None:
    assert file_size(str(folder)) is None
    assert file_size(str(folder / "a.txt")) == 100
