"""Packed files: each is read as what is in it, from disk, from a folder and as an upload."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from retrieval.core.errors import SourceEmpty, SourceNotText, SourceTooLarge
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import load
from retrieval.sources.base.document import RawDocument
from retrieval.sources.files.file_io import suffix
from retrieval.sources.loader_registry import extract_document

if TYPE_CHECKING:
    from pathlib import Path

    from tests.retrieval.sources.conftest import LoadOne, Write

pytestmark = pytest.mark.fast
Pack = Callable[[bytes], bytes]
PACKERS: list[tuple[str, Pack]] = [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)]
NOTE = "The kiln is cold on Mondays."
PAGE = f"<!doctype html><html><body><article><p>{NOTE} Nobody <b>fires</b> it before noon.</p></article></body></html>"


def upload(content: bytes, name: str, content_type: str = "") -> list[object]:
    """Return what a document that was uploaded gives."""
    document = RawDocument(content=content, name=name, source=name, content_type=content_type)
    return list(extract_document(document, limits=LimitSettings(file_megabytes=1)))


@pytest.mark.parametrize(("ending", "pack"), PACKERS)
@pytest.mark.parametrize(
    ("name", "content"), [("README", NOTE), ("kiln.md", f"# Kiln\n\n*{NOTE}*"), ("page.html", PAGE)]
)
def test_a_packed_file_is_read_as_its_content(
    load_one: LoadOne, name: str, content: str, ending: str, pack: Pack
) -> None:
    packed = load_one(f"{name}{ending}", pack(content.encode()))
    assert NOTE in packed.text
    assert packed.text == load_one(name, content).text
    assert packed.source.endswith(f"{name}{ending}")


def test_the_title_is_the_name_without_the_packer(load_one: LoadOne) -> None:
    assert load_one("kiln_rules.txt.gz", gzip.compress(NOTE.encode())).title == "kiln rules"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("kiln/README.Debian.gz", "kiln README.Debian"),
        ("kiln/NEWS", "kiln NEWS"),
        ("kiln/news_of_may.txt", "news of may"),
    ],
)
def test_a_name_that_many_documents_have_is_told_apart_by_its_folder(load_one: LoadOne, name: str, title: str) -> None:
    content = f"kiln (2.1-3) stable; urgency=low\n\n  * {NOTE}\n"
    article = load_one(name, gzip.compress(content.encode()) if name.endswith(".gz") else content)
    assert article.title == title
    assert article.text.startswith("## kiln (2.1-3) stable; urgency=low\n\n- The kiln")


def test_packed_files_of_a_folder_are_read(write: Write, tmp_path: Path) -> None:
    for name in ("README.gz", "README.Debian.gz", "FAQ.md.xz", "page.bz2"):
        pack = dict(PACKERS)[f".{name.rpartition('.')[2]}"]
        write(name, pack((PAGE if name == "page.bz2" else NOTE).encode()))
    write("music.mp3.gz", gzip.compress(NOTE.encode()))
    found = list(load(str(tmp_path), limits=LimitSettings()))
    assert [NOTE in item.text for item in found if isinstance(item, Draft)] == [True] * 4
    assert len(found) == 5


@pytest.mark.parametrize("content_type", ["", "application/gzip", "application/octet-stream"])
def test_an_upload_is_unpacked(content_type: str) -> None:
    (draft,) = upload(gzip.compress(NOTE.encode()), "README.gz", content_type)
    assert isinstance(draft, Draft)
    assert draft.text == NOTE


def test_what_a_server_has_unpacked_is_read() -> None:
    (draft,) = upload(NOTE.encode(), "README.gz")
    assert isinstance(draft, Draft)
    assert draft.text == NOTE


def test_damaged_empty_and_large_contents_are_refused(write: Write, limits: LimitSettings) -> None:
    damaged, large = gzip.compress(NOTE.encode())[:-6], gzip.compress(b"kiln " * 400_000)
    for content, error in ((damaged, SourceNotText), (gzip.compress(b""), SourceEmpty), (large, SourceTooLarge)):
        with pytest.raises(error, match=r"a\.txt\.gz: "):
            list(load(write("a.txt.gz", content), limits=limits))
        with pytest.raises(error, match=r"a\.txt\.gz: "):
            upload(content, "a.txt.gz")


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.md.gz", ".md"), ("a.gz", ""), ("a.tar.gz", ".tar"), ("a.jsonl.GZ", ".jsonl.gz"), (".gz", ""), ("a.gz/b", "")],
)
def test_the_ending_is_that_of_the_content(name: str, ending: str) -> None:
    assert suffix(name) == ending
