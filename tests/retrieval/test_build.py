"""Choosing parts by the names in the settings."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from retrieval import build
from retrieval.core.errors import LibraryDenied
from retrieval.core.settings import LibrarySettings, ModelSettings, Settings
from retrieval.footnote import Footnote


@pytest.mark.parametrize(
    ("section", "name", "built"),
    [
        (ModelSettings, "embedder", build._EMBEDDERS),
        (ModelSettings, "reader", build._READERS),
        (LibrarySettings, "engine", build._ENGINES),
    ],
)
def test_every_name_that_settings_take_is_built(section: type, name: str, built: dict[str, object]) -> None:
    choices = next(field.metadata["choices"] for field in fields(section) if field.name == name)
    assert set(choices) == set(built)


def test_the_library_s_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert build.library_path(Settings()) == tmp_path / "footnote" / "library.sqlite"
    monkeypatch.setenv("XDG_DATA_HOME", "here")  # the XDG specification: a relative path is ignored
    assert build.library_path(Settings()) == Path.home() / ".local/share/footnote/library.sqlite"
    named = Settings(library=LibrarySettings(path="~/notes.sqlite"))
    assert build.library_path(named) == Path.home() / "notes.sqlite"
    assert build.data_folder(named) == Path.home()


def test_a_temporary_library_is_deleted_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with build.temporary_footnote(Settings()) as footnote:
        assert footnote.articles(library="default") == []
        assert list(tmp_path.iterdir()) != []
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_place_of_the_library_is_named_as_one(tmp_path: Path) -> None:
    settings = Settings(library=LibrarySettings(path=str(tmp_path)))
    advice = f"Set library.path to a file, such as {tmp_path / 'library.sqlite'}."
    health = build.check_library(settings)
    assert (health.unreachable, health.damage) == (f"this is a folder. {advice}", "")
    with pytest.raises(LibraryDenied, match="this is a folder") as caught:
        build.open_footnote(settings)
    assert caught.value.advice == advice


def test_a_library_that_is_not_there_yet_is_healthy_and_not_created(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "library.sqlite"
    health = build.check_library(Settings(library=LibrarySettings(path=str(path))))
    assert (health.where, health.exists, health.bytes) == (str(path), False, 0)
    assert not health.not_writable
    assert not health.damage
    assert not path.parent.exists()


def test_a_damaged_library_is_found(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"no database at all" * 100)
    health = build.check_library(Settings(library=LibrarySettings(path=str(path))))
    assert health.exists
    assert "SQLite cannot check it" in health.damage
    assert f"Move {path} away" in health.damage


def test_opening_makes_the_folder_and_loads_no_model(opened: Callable[..., Footnote], tmp_path: Path) -> None:
    footnote = opened(embedder="transformer")
    assert (tmp_path / "library.sqlite").is_file()
    assert footnote.articles(library="default") == []


@pytest.mark.parametrize(
    ("models", "needed"),
    [
        ("embedder='hashing', reader='similarity'", False),
        ("embedder='hashing', reader='span'", False),
        ("embedder='hashing', reader='span', reader_model='deepset/roberta-base-squad2'", True),
        ("", True),
    ],
)
def test_the_models_machine_code_is_loaded_beforehand_and_no_model(models: str, needed: bool) -> None:  # noqa: FBT001
    program = (
        "import sys; from retrieval import build; from retrieval.core.settings import ModelSettings, Settings; "
        f"build.load_model_runtime(Settings(models=ModelSettings({models}))); "
        "print('torch' in sys.modules, 'sentence_transformers' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == [str(needed), "False"]
