"""The configuration: which file counts, and what is said about a wrong one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from bot.configuration import config_file
from bot.configuration.config_file import Config
from bot.configuration.console_settings import ConsoleSettings
from retrieval.core.errors import ConfigError
from retrieval.core.settings import from_table

EXAMPLE = Path(__file__).parents[3] / "config.example.toml"


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty current folder and an empty home."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("FOOTNOTE_CONFIG", raising=False)
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def limit(characters: int) -> str:
    return f"[limits]\nquestion_characters = {characters}\n"


def test_the_example_equals_the_defaults() -> None:
    table = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    assert from_table(Config, table, where=str(EXAMPLE)) == Config()


def test_the_example_names_every_setting_under_its_help_line() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for group in fields(Config):
        start = lines.index(f"[{group.name}]")
        for field in fields(getattr(Config(), group.name)):
            help_at = lines.index(f"# {field.metadata['help']}", start)
            value_at = next(at for at in range(help_at, len(lines)) if not lines[at].startswith("#"))
            assert lines[value_at].startswith(f"{field.name} = ")
            for rule in allowed(field.metadata):
                assert rule in "\n".join(lines[help_at:value_at])


def allowed(rules: Mapping[str, Any]) -> list[str]:
    """What a setting takes, as the example writes it."""
    choices = [f'"{choice}"' for choice in rules["choices"] or ()]
    return choices[1:] + ([f"{rules['least']:_} to {rules['most']:_}"] if rules["least"] is not None else [])


def test_without_a_file_all_is_default() -> None:
    assert config_file.load() == config_file.Configured(config=Config(), file=None)


def test_the_first_place_that_has_a_file_counts(monkeypatch: pytest.MonkeyPatch, nowhere: Path) -> None:
    in_home = write(nowhere / "home/.config/footnote/config.toml", limit(11))
    assert config_file.load().config.limits.question_characters == 11
    in_xdg = write(nowhere / "xdg/footnote/config.toml", limit(12))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(nowhere / "xdg"))
    assert config_file.load().config.limits.question_characters == 12
    here = write(nowhere / "config.toml", limit(13))
    assert config_file.load().config.limits.question_characters == 13
    by_variable = write(nowhere / "variable.toml", limit(14))
    monkeypatch.setenv("FOOTNOTE_CONFIG", str(by_variable))
    assert config_file.load().config.limits.question_characters == 14
    named = write(nowhere / "named.toml", limit(15))
    assert config_file.load(str(named)) == config_file.Configured(
        config=from_table(Config, tomllib.loads(limit(15)), where=""), file=named
    )
    assert len({in_home, in_xdg, here, by_variable, named}) == 5


def test_a_partial_file_keeps_the_other_defaults(nowhere: Path) -> None:
    write(nowhere / "config.toml", '[console]\ncolour = "never"\n')
    assert config_file.load().config == replace(Config(), console=ConsoleSettings(colour="never"))


@pytest.mark.parametrize("name", ["", " "])
def test_an_empty_library_of_the_command_line_is_refused(name: str) -> None:
    with pytest.raises(ConfigError, match=r"^--library: the name of the library is empty\. Name one, or leave"):
        config_file.load(library=name)


@pytest.mark.parametrize("languages", ["", "en", "en,de", "en, de", " fr ,"])
def test_languages_are_codes_separated_by_commas(nowhere: Path, languages: str) -> None:
    write(nowhere / "config.toml", f"[models]\nreader_languages = '{languages}'\n")
    assert config_file.load().config.models.reader_languages == languages


def test_the_library_of_the_command_line_counts_more(nowhere: Path) -> None:
    write(nowhere / "config.toml", '[library]\nname = "paper"\npath = "p.sqlite"\n')
    chosen = config_file.load(library="club").config.library
    assert (chosen.name, chosen.path) == ("club", "p.sqlite")


def test_a_file_with_a_byte_order_mark_is_read(nowhere: Path) -> None:
    (nowhere / "config.toml").write_bytes(b"\xef\xbb\xbf" + limit(77).encode())
    assert config_file.load().config.limits.question_characters == 77


@pytest.mark.parametrize("how", ["option", "variable"])
def test_a_named_file_that_is_missing_is_an_error(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_CONFIG", "gone.toml" if how == "variable" else "")
    with pytest.raises(ConfigError, match=r"gone\.toml: there is no such file.*--config"):
        config_file.load("gone.toml" if how == "option" else None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[answer]\nthreshold 0.4\n", r"config\.toml:2:11: not TOML: .*config\.example\.toml"),
        ("[console]\n\n[answer", r"config\.toml:3: not TOML: "),
        ("# one\n\n[answer]\nothers = 1.5\n", r"config\.toml:4: 'answer\.others' must be a whole number"),
        ("answer.others = -1\n", r"config\.toml:1: 'answer\.others' is -1, out of range"),
        ("[anwser]\n", r"config\.toml:1: unknown key 'anwser'\. Did you mean 'answer'\?"),
        ("[console]\ncolor = 'auto'\n", r"config\.toml:2: unknown key 'console\.color'\. Did you mean 'colour'\?"),
        ("[console]\ncolour = 'alway'\n", r"'console\.colour' cannot be 'alway'\. Did you mean 'always'\?"),
        ("[console]\nwidth = '80'\n", r"'console\.width' must be a whole number, not '80'"),
        ("[console]\nwidth = -1\n", r"config\.toml:2: 'console\.width' is -1, out of range\. Use 0 to 1000"),
        ("console = 3\n", r"config\.toml:1: 'console' must be a table"),
        ("[answer]\naccepted_wrong = nan\n", r"out of range"),
        (
            "[models]\nreader_languages = 'english'\n",
            r"toml:2: 'models\.reader_languages' cannot be 'english'\. .*ISO",
        ),
        ("[library]\nname = ' '\n", r"toml:2: 'library\.name' cannot be ' '\. It means: the library in that file"),
        ("[models]\nreader_languages = 'EN'\n", r"'models\.reader_languages' cannot be 'EN'"),
        ("[models]\nreader_languages = 'en de'\n", r"'models\.reader_languages' cannot be 'en de'"),
    ],
)
def test_a_mistake_is_named_with_its_place(nowhere: Path, text: str, message: str) -> None:
    write(nowhere / "config.toml", text)
    with pytest.raises(ConfigError, match=message):
        config_file.load()


def test_a_setting_of_an_older_version_is_ignored_with_a_warning(
    nowhere: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(nowhere / "config.toml", "[answer]\nthreshold = 0.4\naccepted_wrong = 0.2\n")
    assert config_file.load().config.answer.accepted_wrong == 0.2
    (record,) = caplog.records
    assert "config.toml:2: 'answer.threshold' is no longer a setting" in record.getMessage()
    assert "'answer.accepted_wrong' among the sure" in record.getMessage()


def test_a_file_in_another_encoding_is_refused(nowhere: Path) -> None:
    (nowhere / "config.toml").write_bytes(b"# caf\xe9\n")
    with pytest.raises(ConfigError, match="byte 5 is not UTF-8"):
        config_file.load()


def test_a_folder_is_no_file(nowhere: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        config_file.load(str(nowhere))
