"""The log of defects: found by its id, bounded, and never a second failure."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path

import pytest

from bot.app import unexpected_errors


def planted() -> BaseException:
    try:
        "planted \ud800".encode()
    except UnicodeEncodeError as error:
        return error
    pytest.fail("a lone surrogate has no encoding")


def test_the_id_leads_to_the_traceback(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    messages = [unexpected_errors.record(planted()) for _ in range(2)]
    matches = [re.search(r"logged as (\w{8}) in (\S+)\. Please", message) for message in messages]
    assert matches[0] is not None
    assert matches[1] is not None
    assert matches[0][1] != matches[1][1]
    log = Path(matches[0][2])
    assert log == tmp_path / "footnote/footnote.log"
    for match in matches:
        assert match is not None
        assert re.search(
            rf"defect {match[1]}\nTraceback .*\n(.*\n)*?UnicodeEncodeError: .*surrogates",
            log.read_text(encoding="utf-8"),
        )


def test_a_long_log_is_begun_anew_and_the_old_one_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    log = tmp_path / "footnote/footnote.log"
    log.parent.mkdir()
    log.write_text("x" * 2_000_001, encoding="utf-8")
    unexpected_errors.record(planted())
    assert log.stat().st_size < 10_000
    assert log.with_name("footnote.log.1").stat().st_size == 2_000_001


def test_a_state_folder_that_cannot_be_written_gives_way(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert re.search(r"in \S*/footnote-\w+/footnote\.log\. ", unexpected_errors.record(planted()))


@pytest.mark.skipif(os.name != "posix", reason="needs a file in a folder's place")
def test_where_nothing_can_be_written_the_user_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    monkeypatch.setattr("tempfile.tempdir", str(blocked))
    assert "could not be logged" in unexpected_errors.record(planted())


def test_what_a_loader_logs_is_in_the_log_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    log = logging.getLogger("retrieval.sources")
    before = list(log.handlers)
    unexpected_errors.log_source_errors()
    unexpected_errors.log_source_errors()
    try:
        log.error("unexpected error %s while reading %s", "0badf00d", "/a.pdf", exc_info=planted())
    finally:
        log.handlers = before
    text = (tmp_path / "footnote/footnote.log").read_text(encoding="utf-8")
    assert text.count("unexpected error 0badf00d while reading /a.pdf\nTraceback") == 1
