from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retrieval.core.errors import SourceEmpty, SourceMissing
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources import load

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import Write

LoadAll = Callable[[str], tuple[list[Draft], list[Skipped]]]


def _names(drafts: list[Draft], root: Path) -> list[str]:
    return [os.path.relpath(draft.source, root) for draft in drafts]


def test_every_kind_in_the_order_of_names(write: Write, tmp_path: Path, load_all: LoadAll) -> None:
    for name in ("b.txt", "a/z.md", "a/b/c.txt", "README", "c.text", "d.markdown"):
        write(name, "Words stand here.")
    write("e.html", "<p>Words stand here too.</p>")
    write("f.jsonl", '{"id": "1", "text": "Words."}\n{"id": "2", "text": "Words."}')
    drafts, skipped = load_all(str(tmp_path))
    expected = ["README", "a/b/c.txt", "a/z.md", "b.txt", "c.text", "d.markdown", "e.html", "f.jsonl#1", "f.jsonl#2"]
    assert (_names(drafts, tmp_path), skipped) == (expected, [])


def test_what_programs_keep_for_themselves_is_left_out(write: Write, tmp_path: Path, load_all: LoadAll) -> None:
    write("a.txt", "Words.")
    write("Moon.html", "<p>Words about the moon.</p>")
    for name in (
        ".hidden.txt",
        ".git/x.txt",
        "__pycache__/x.txt",
        "node_modules/x.md",
        "a.txt~",
        "Thumbs.db",
        "Moon_files/ad.html",
    ):
        write(name, "Other words.")
    drafts, skipped = load_all(str(tmp_path))
    assert (_names(drafts, tmp_path), skipped) == (["Moon.html", "a.txt"], [])


def test_a_hidden_folder_is_read_when_it_is_named(write: Write, tmp_path: Path, load_all: LoadAll) -> None:
    write(".notes/a.txt", "Words.")
    assert _names(load_all(str(tmp_path / ".notes"))[0], tmp_path) == [".notes/a.txt"]


def test_other_kinds_are_counted_once_each(write: Write, tmp_path: Path, load_all: LoadAll) -> None:
    for name in ("a.txt", "x/b.png", "c.PNG", "d.mp3", "e.py"):
        write(name, "Words.")
    drafts, skipped = load_all(str(tmp_path))
    assert _names(drafts, tmp_path) == ["a.txt"]
    assert [item.source for item in skipped] == [str(tmp_path)] * 3
    assert [item.reason.split(". ")[0] for item in skipped] == [
        "1 .mp3 file is left out: d.mp3",
        "2 .png files are left out, the first is c.PNG",
        "1 .py file is left out: e.py",
    ]
    kinds = (
        ".adoc, .asciidoc, .atom, .csv, .debian, .docm, .docx, .dotm, .dotx, .eml, .epub, .htm, .html, .ical,"
        " .ics, .ipynb, .json, .jsonl, .jsonl.bz2, .jsonl.gz, .jsonl.xz, .latex, .ltx, .man, .markdown, .mbox,"
        " .mbx, .md, .mdoc, .mdx, .mediawiki, .mht, .mhtml, .odp, .ods, .odt, .org, .org_archive, .pdf, .potx,"
        " .ppsx, .pptm, .pptx, .rest, .roff, .rss, .rst, .rtf, .srt, .tex, .text, .troff, .tsv, .txt, .vtt,"
        " .weechatlog, .wiki, .wikitext"
    )
    assert skipped[0].reason.endswith(
        f"From a folder, {kinds}, .xhtml, .xlsm, .xlsx, .xml.bz2, .xml.gz, .xml.xz are read."
    )


def test_a_bad_file_is_named_and_the_rest_goes_on(write: Write, tmp_path: Path, load_all: LoadAll) -> None:
    write("a.txt", "")
    write("b.md", b"\x00\x01")
    write("c.html", "<p>")
    write("d.jsonl", "{")
    (tmp_path / "e.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "f.txt")
    (tmp_path / "g.txt").symlink_to("/dev/zero")
    write("z.txt", "Words.")
    drafts, skipped = load_all(str(tmp_path))
    assert _names(drafts, tmp_path) == ["z.txt"]
    assert [Path(item.source).name for item in skipped] == [
        "a.txt",
        "b.md",
        "c.html",
        "d.jsonl",
        "e.txt",
        "f.txt",
        "g.txt",
    ]
    assert all(item.reason.endswith(".") and item.source not in item.reason for item in skipped)


def test_a_name_that_is_no_unicode(write: Write, tmp_path: Path, load_all: LoadAll) -> None:
    write("a.txt", "Words.")
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("Words.")
    drafts, skipped = load_all(str(tmp_path))
    assert _names(drafts, tmp_path) == ["a.txt"]
    assert [item.source.encode().decode() for item in skipped] == [str(tmp_path / "caf\\udce9.txt")]


def test_a_loop_of_links_ends(write: Write, tmp_path: Path, load_all: LoadAll) -> None:
    write("a/b.txt", "Words.")
    (tmp_path / "a" / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a" / "self")
    drafts, skipped = load_all(str(tmp_path))
    assert _names(drafts, tmp_path) == ["a/b.txt"]
    assert [Path(item.source).name for item in skipped] == ["self"]


def test_a_file_reached_twice_is_read_once(write: Write, tmp_path: Path, load_all: LoadAll) -> None:
    path = write("old/a.txt", "Words.")
    (tmp_path / "latest.txt").symlink_to(path)
    assert _names(load_all(str(tmp_path))[0], tmp_path) == ["latest.txt"]


@pytest.fixture
def bottom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file in 1,100 folders, made and taken away step by step, as the standard library does neither at this depth."""
    depth = 1_100  # more than calls may be nested
    monkeypatch.chdir(tmp_path)
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    Path("a.txt").write_text("Words.")
    yield tmp_path.joinpath(*"d" * depth, "a.txt")
    Path("a.txt").unlink()
    for _ in range(depth):
        os.chdir("..")
        Path("d").rmdir()


def test_folders_of_any_depth(bottom: Path, tmp_path: Path, load_all: LoadAll) -> None:
    drafts, _ = load_all(str(tmp_path))
    assert [draft.source for draft in drafts] == [str(bottom)]


@pytest.mark.parametrize("names", [(), (".hidden",)], ids=["empty", "hidden"])
def test_a_folder_of_nothing(write: Write, tmp_path: Path, limits: LimitSettings, names: tuple[str, ...]) -> None:
    (tmp_path / "root").mkdir()
    for name in names:
        write(f"root/{name}", "Words.")
    with pytest.raises(SourceEmpty, match="no file in the folder"):
        list(load(str(tmp_path / "root"), limits=limits))


def test_a_folder_that_vanishes(tmp_path: Path, limits: LimitSettings) -> None:
    (tmp_path / "root").mkdir()
    found = load(str(tmp_path / "root"), limits=limits)
    (tmp_path / "root").rmdir()
    with pytest.raises(SourceMissing):
        next(found)


def test_a_file_that_vanishes_on_the_way(write: Write, tmp_path: Path, limits: LimitSettings) -> None:
    write("a.txt", "Words.")
    path = write("b.txt", "Words.")
    found = load(str(tmp_path), limits=limits)
    next(found)
    Path(path).unlink()
    (skipped,) = found
    assert isinstance(skipped, Skipped)
    assert skipped.source == path
    assert "nothing is there" in skipped.reason


def test_nothing_is_read_ahead(write: Write, tmp_path: Path, limits: LimitSettings) -> None:
    write("a.txt", "Words.")
    path = write("b.txt", "Words.")
    found = load(str(tmp_path), limits=limits)
    next(found)
    Path(path).write_text("Newer words.")
    assert [item.text for item in found if isinstance(item, Draft)] == ["Newer words."]


def test_files_without_an_ending_are_told_by_how_they_begin(write: Write, tmp_path: Path, load_all: LoadAll) -> None:
    write("a", "<!doctype html><html><head><title>The moon</title></head><body><p>Words stand here.</p></body></html>")
    write(
        "b",
        "From ann@moon.example Wed May  1 10:00:00 2024\nFrom: ann\nSubject: The sun\n\nWords stand here.\n",
    )
    write("c", "Words stand here.")
    drafts, skipped = load_all(str(tmp_path))
    assert [(draft.title, draft.text) for draft in drafts] == [
        ("The moon", "Words stand here."),
        ("The sun", "Words stand here."),
        ("c", "Words stand here."),
    ]
    assert skipped == []


def test_documents_that_programs_bring_along_are_read_whatever_their_ending(
    write: Write, tmp_path: Path, load_all: LoadAll
) -> None:
    for name in ("henge/README.tun", "henge/FAQ.old.gz", "henge/INSTALL.W32", "henge/ring.tun"):
        words = f"Words of {name}."
        write(name, gzip.compress(words.encode()) if name.endswith(".gz") else words)
    drafts, skipped = load_all(str(tmp_path))
    assert [draft.title for draft in drafts] == ["henge FAQ.old", "henge INSTALL.W32", "henge README.tun"]
    assert [item.reason.partition(".  ")[0].split(". ")[0] for item in skipped] == [
        "1 .tun file is left out: henge/ring.tun"
    ]
