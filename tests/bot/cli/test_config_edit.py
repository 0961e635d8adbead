"""One number in a configuration file is set, and every other character stays."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli import config_edit
from retrieval.core.errors import ConfigError

STANDS = (
    *(
        "",
        "# accepted_wrong = 1",
        "[answer]",
        "[ answer ] # mine",
        "[models]",
        "accepted_wrong = 0.4",
        "others = 3",
        "[answer.x]",
    ),
    *(
        "  accepted_wrong=1 # why",
        'reader = "span"',
        'note = """',
        '"""',
        "answer = { accepted_wrong = 1 }",
        "[[answer]]",
    ),
)
LINES = st.lists(st.sampled_from(STANDS), max_size=8)


def wrote(file: Path, value: float = 0.57) -> str:
    config_edit.write(file, "answer", "accepted_wrong", value)
    return file.read_bytes().decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "[answer]\naccepted_wrong = 0.57\n"),
        ("[models]\n", "[models]\n\n[answer]\naccepted_wrong = 0.57\n"),
        ("[models]", "[models]\n\n[answer]\naccepted_wrong = 0.57\n"),
        ("[answer]\naccepted_wrong = -1.0  # auto\n", "[answer]\naccepted_wrong = 0.57  # auto\n"),
        ("[answer]\nothers=1\n accepted_wrong=1\n[web]\n", "[answer]\nothers=1\n accepted_wrong=0.57\n[web]\n"),
        ("[answer] # mine\nothers = 1", "[answer] # mine\naccepted_wrong = 0.57\nothers = 1"),
        ("[answer]", "[answer]\naccepted_wrong = 0.57"),
        ("[answer]\r\nothers = 1\r\n", "[answer]\r\naccepted_wrong = 0.57\r\nothers = 1\r\n"),
        ("[answer]\r\naccepted_wrong = 1e0\r\n", "[answer]\r\naccepted_wrong = 0.57\r\n"),
        ("\ufeff[answer]\naccepted_wrong = 0\n", "\ufeff[answer]\naccepted_wrong = 0.57\n"),
        ("[answer]\n# accepted_wrong = 0.3\n", "[answer]\naccepted_wrong = 0.57\n# accepted_wrong = 0.3\n"),
    ],
)
def test_the_key_s_own_line_is_changed_or_one_comes_in(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(before.encode())
    assert wrote(file) == after


@pytest.mark.parametrize(
    "text",
    [
        "answer = { accepted_wrong = 0.4 }\n",
        "answer.accepted_wrong = 0.4\n",
        '[answer]\n"accepted_wrong" = 0.4\n',
        '[web]\ncontact = """\n[answer]\naccepted_wrong = 0.4\n"""\n',
    ],
)
def test_where_the_place_is_not_plain_the_file_stays_and_the_line_is_given(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"cannot be set.*by hand, under \[answer\]: accepted_wrong = 0\.57"):
        wrote(file)
    assert file.read_text(encoding="utf-8") == text
    assert list(tmp_path.iterdir()) == [file]


def test_a_new_file_is_made(tmp_path: Path) -> None:
    assert wrote(tmp_path / "config.toml") == "[answer]\naccepted_wrong = 0.57\n"


def test_rights_stay_and_a_link_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "config.toml"
    real.write_text("[answer]\n", encoding="utf-8")
    real.chmod(0o600)
    link.symlink_to(real)
    wrote(link)
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert "accepted_wrong" in real.read_text(encoding="utf-8")


def test_a_folder_that_takes_no_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot be written \(No such file or directory\).*by hand"):
        wrote(tmp_path / "gone" / "config.toml")


@given(LINES)
def test_whatever_stands_there_only_the_key_changes_or_nothing(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    text = "\n".join(lines)
    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    file = tmp_path_factory.mktemp("amended") / "config.toml"
    file.write_text(text, encoding="utf-8")
    try:
        after = tomllib.loads(wrote(file))
    except ConfigError:
        assert file.read_text(encoding="utf-8") == text
    else:
        assert after == {**before, "answer": {**before.get("answer", {}), "accepted_wrong": 0.57}}
        assert all(line in file.read_text(encoding="utf-8") for line in lines if "accepted_wrong" not in line)
