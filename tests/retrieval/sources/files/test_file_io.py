"""Bad input at the edge of the file system: what is refused, in which words, and how soon."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retrieval.core.errors import (
    SourceDenied,
    SourceEmpty,
    SourceError,
    SourceMissing,
    SourceNotText,
    SourceTooLarge,
    SourceUnsupported,
)
from retrieval.core.settings import LimitSettings
from retrieval.sources import load
from retrieval.sources.files.file_io import translate_os_errors

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import Write

NAMES = ("a.txt", "a.md", "a.html", "a.jsonl")


def _refusal(location: str, limits: LimitSettings) -> SourceError:
    with pytest.raises(SourceError) as caught:
        list(load(location, limits=limits))
    return caught.value


@pytest.mark.parametrize("name", NAMES)
class TestEveryKind:
    def test_empty(self, write: Write, limits: LimitSettings, name: str) -> None:
        path = write(name, "")
        error = _refusal(path, limits)
        assert type(error) is SourceEmpty
        assert str(error).startswith(f"{path}: the file is empty. ")

    def test_over_the_limit_is_seen_without_reading(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        with path.open("wb") as file:
            file.truncate(200 * 2**20)
        tracemalloc.start()
        started = time.perf_counter()
        error = _refusal(str(path), LimitSettings())
        elapsed, (_, peak) = time.perf_counter() - started, tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert type(error) is SourceTooLarge
        assert "more than 100 MB" in error.what
        assert "limits.file_megabytes" in error.advice
        assert elapsed < 0.5
        assert peak < 2**20

    def test_missing(self, tmp_path: Path, limits: LimitSettings, name: str) -> None:
        error = _refusal(str(tmp_path / name), limits)
        assert type(error) is SourceMissing
        assert "spelling" in error.advice

    def test_vanishes_after_it_was_chosen(self, write: Write, limits: LimitSettings, name: str) -> None:
        path = write(name, "Words.")
        found = load(path, limits=limits)
        Path(path).unlink()
        with pytest.raises(SourceMissing):
            next(found)

    def test_a_pipe_is_refused_and_not_waited_for(self, tmp_path: Path, limits: LimitSettings, name: str) -> None:
        os.mkfifo(tmp_path / name)
        error = _refusal(str(tmp_path / name), limits)
        assert type(error) is SourceUnsupported
        assert "neither a file nor a folder" in error.what

    def test_an_endless_device_is_refused(self, tmp_path: Path, limits: LimitSettings, name: str) -> None:
        (tmp_path / name).symlink_to("/dev/zero")
        assert type(_refusal(str(tmp_path / name), limits)) is SourceUnsupported

    def test_a_link_to_itself(self, tmp_path: Path, limits: LimitSettings, name: str) -> None:
        (tmp_path / name).symlink_to(tmp_path / name)
        assert type(_refusal(str(tmp_path / name), limits)) is SourceMissing


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
class TestText:
    @pytest.mark.parametrize("text", [" ", "\n\n \t\n", "\u00a0\u200b", "— … !"], ids=repr)
    def test_nothing_said(self, write: Write, limits: LimitSettings, name: str, text: str) -> None:
        error = _refusal(write(name, text), limits)
        assert type(error) is SourceEmpty
        assert "no sentence" in error.what

    def test_only_headings(self, write: Write, limits: LimitSettings, name: str) -> None:
        error = _refusal(write(name, "# One\n\n## Two\n\n### Three\n"), limits)
        assert type(error) is SourceEmpty
        assert "only headings" in error.what

    def test_a_binary(self, write: Write, limits: LimitSettings, name: str) -> None:
        assert type(_refusal(write(name, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), limits)) is SourceNotText

    def test_latin_1_is_read(self, write: Write, limits: LimitSettings, name: str) -> None:
        (draft,) = load(write(name, "Die Fähre war am Sonntag völlig ausgebucht.".encode("latin-1")), limits=limits)
        assert draft.text == "Die Fähre war am Sonntag völlig ausgebucht."  # type: ignore[union-attr]

    def test_utf_16_without_a_mark(self, write: Write, limits: LimitSettings, name: str) -> None:
        (draft,) = load(write(name, "Die Fähre war voll.".encode("utf-16-le")), limits=limits)
        assert draft.text == "Die Fähre war voll."  # type: ignore[union-attr]

    def test_too_long_a_text(self, write: Write, limits: LimitSettings, name: str) -> None:
        error = _refusal(write(name, "word " * 20_001), limits)
        assert type(error) is SourceTooLarge
        assert "100,000 characters" in error.what
        assert "limits.article_characters" in error.advice


class TestLocations:
    @pytest.mark.parametrize("location", ["", "  ", "a\0b"], ids=repr)
    def test_no_path_at_all(self, limits: LimitSettings, location: str) -> None:
        assert type(_refusal(location, limits)) is SourceMissing

    @pytest.mark.parametrize(
        "location", ["https://news.example/a.html", "HTTP://x.example", "ftp://x/a.txt", "file:///a.md"]
    )
    def test_addresses_need_a_fetcher(self, limits: LimitSettings, location: str) -> None:
        with pytest.raises(SourceUnsupported, match="nothing is fetched") as caught:
            load(location, limits=limits)
        assert caught.value.where == location
        assert ".html" in caught.value.advice

    @pytest.mark.parametrize("location", ["news.example", "www.news.example/2026/ferry.html", "news.example:8080/a"])
    def test_an_address_without_its_beginning_is_told_what_it_lacks(self, limits: LimitSettings, location: str) -> None:
        error = _refusal(location, limits)
        assert type(error) is SourceMissing
        assert error.advice.endswith(f" https://{location}.")

    @pytest.mark.parametrize("location", ["ferry.md", "notes/news.example", "./news.example", "report.pdf", "a.html/b"])
    def test_a_path_is_not_taken_for_one(self, limits: LimitSettings, location: str) -> None:
        assert "https" not in _refusal(location, limits).advice

    def test_a_name_that_is_no_unicode(self, tmp_path: Path, limits: LimitSettings) -> None:
        path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")  # noqa: PTH118  bytes
        Path(os.fsdecode(path)).write_text("Words.")
        error = _refusal(os.fsdecode(path), limits)
        assert type(error) is SourceUnsupported
        assert str(error).encode()

    def test_too_long_a_name(self, limits: LimitSettings) -> None:
        assert type(_refusal("x" * 10_000 + ".txt", limits)) is SourceMissing

    def test_the_home_folder_has_its_short_name(
        self, write: Write, tmp_path: Path, limits: LimitSettings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = write("a.txt", "Words.")
        monkeypatch.setenv("HOME", str(tmp_path))
        assert [draft.source for draft in load("~/a.txt", limits=limits)] == [path]

    def test_a_link_keeps_its_own_name(self, write: Write, tmp_path: Path, limits: LimitSettings) -> None:
        (tmp_path / "link.txt").symlink_to(write("a.txt", "Words."))
        assert [draft.source for draft in load(str(tmp_path / "link.txt"), limits=limits)] == [
            str(tmp_path / "link.txt")
        ]

    def test_a_file_that_grows_past_its_size_is_not_read_on(self, limits: LimitSettings) -> None:
        # Files of the kernel say that they hold nothing, and hold something.
        (draft,) = load("/proc/version", limits=limits)
        assert "Linux" in draft.text  # type: ignore[union-attr]


DENIED = """
import json, os, sys
from retrieval.core.errors import SourceError
from retrieval.core.settings import LimitSettings
from retrieval.sources import load

def tried(location):
    try:
        found = list(load(location, limits=LimitSettings()))
    except SourceError as error:
        return [type(error).__name__, str(error)]
    return [[type(item).__name__, item.source, getattr(item, "reason", "")] for item in found]

root, open_file = sys.argv[1:]
tried(open_file)  # whatever is imported late has been, before the rights to import it are gone
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
names = ("shut.txt", "shut.jsonl", "shut", "mixed", "blind")
print(json.dumps({name: tried(os.path.join(root, name)) for name in names}))
"""


class TestPermissions:
    @pytest.fixture
    def closed(self) -> Iterator[Path]:
        """Files and folders without permissions, in a folder that everybody may walk into."""
        with tempfile.TemporaryDirectory() as name:
            root = Path(name)
            root.chmod(0o755)
            for folder in ("shut", "mixed/inner", "blind"):
                (root / folder).mkdir(parents=True)
            for file in ("open.txt", "shut.txt", "shut.jsonl", "shut/a.txt", "blind/a.txt"):
                (root / file).write_text("Words.")
            for file in ("mixed/a.txt", "mixed/b.txt", "mixed/inner/c.txt"):
                (root / file).write_text("Words.")
            for shut in ("shut.txt", "shut.jsonl", "shut", "mixed/a.txt", "mixed/inner"):
                (root / shut).chmod(0)
            (root / "blind").chmod(0o444)  # its names may be seen, and nothing behind them
            yield root
            for folder in ("shut", "mixed/inner", "blind"):
                (root / folder).chmod(0o700)

    def test_no_permission(self, closed: Path) -> None:
        command = [sys.executable, "-c", DENIED, str(closed), str(closed / "open.txt")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout)
        for name in ("shut.txt", "shut.jsonl", "shut"):
            assert found[name][0] == "SourceDenied"
            assert found[name][1].startswith(f"{closed / name}: there is no permission to read it. ")
        assert [(kind, Path(source).name) for kind, source, _ in found["mixed"]] == [
            ("Skipped", "a.txt"),
            ("Draft", "b.txt"),
            ("Skipped", "inner"),
        ]
        assert [kind for kind, _, _ in found["blind"]] == ["Skipped"]
        assert "no permission" in found["blind"][0][2]

    @pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bite for root; the test above drops them")
    def test_no_permission_here(self, write: Write, limits: LimitSettings) -> None:
        path = write("a.txt", "Words.")
        Path(path).chmod(0)
        assert type(_refusal(path, limits)) is SourceDenied


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOENT, SourceMissing),
        (errno.ENOTDIR, SourceMissing),
        (errno.EACCES, SourceDenied),
        (errno.EPERM, SourceDenied),
        (errno.EIO, SourceDenied),
        (errno.EMFILE, SourceDenied),
    ],
)
def test_every_refusal_of_the_system_has_words(number: int, kind: type[SourceError]) -> None:
    with pytest.raises(kind) as caught, translate_os_errors("a.txt"):
        raise OSError(number, os.strerror(number))
    assert str(caught.value).startswith("a.txt: ")


def test_a_link_that_leads_nowhere_is_named_as_one(write: Write, tmp_path: Path, limits: LimitSettings) -> None:
    for name, target in (("old.txt", "moved.txt"), ("round.txt", "round.txt")):
        (tmp_path / name).symlink_to(target)
        refusal = _refusal(str(tmp_path / name), limits)
        assert isinstance(refusal, SourceMissing)
        assert refusal.what == f"it is a link to {target}, which leads nowhere"
    write("a.txt", "Words stand here.")
    reasons = [item.reason for item in load(str(tmp_path), limits=limits) if hasattr(item, "reason")]
    assert [reason.startswith("it is a link to") for reason in reasons] == [True, True]
