"""The public names of the library: complete, sorted, importable, and lazy."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import retrieval

_SOURCE = Path(retrieval.__file__)
_BOT = _SOURCE.parents[1] / "bot"


def _typed() -> list[str]:
    """The names that type checkers see: those imported under TYPE_CHECKING."""
    tree = ast.parse(_SOURCE.read_text())
    block = next(node for node in tree.body if isinstance(node, ast.If))
    return [alias.asname or alias.name for node in block.body for alias in getattr(node, "names", [])]


def test_the_names_are_sorted_as_constants_classes_functions() -> None:
    assert retrieval.__all__ == sorted(
        set(retrieval.__all__), key=lambda name: (not name.isupper(), not name[0].isupper(), name)
    )


@pytest.mark.parametrize("name", retrieval.__all__)
def test_every_name_leads_to_what_defines_it(name: str) -> None:
    assert getattr(retrieval, name) is not None
    assert name in dir(retrieval)


def test_type_checkers_see_the_same_names() -> None:
    assert sorted(_typed()) == sorted(retrieval.__all__) == sorted(retrieval._ORIGINS)


def test_type_checkers_see_the_same_definitions() -> None:
    tree = ast.parse(_SOURCE.read_text())
    block = next(node for node in tree.body if isinstance(node, ast.If))
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    typed = {
        alias.asname or alias.name: (str(node.module).removeprefix("retrieval."), alias.name)
        for node in imports
        for alias in node.names
    }
    assert typed == retrieval._ORIGINS


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'unheard_of'"):
        _ = retrieval.unheard_of


def test_front_ends_import_public_names_alone() -> None:
    imported = {
        alias.name
        for path in _BOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "retrieval"
        for alias in node.names
    }
    assert imported <= set(retrieval.__all__)


@pytest.mark.parametrize(
    ("program", "absent"),
    [
        ("import retrieval", ("numpy", "torch", "sentence_transformers", "retrieval.core")),
        ("from retrieval import Settings, ConfigError", ("numpy", "torch", "sentence_transformers")),
        ("from retrieval import Answer, Footnote", ("torch", "sentence_transformers")),
        ("from retrieval import open_footnote", ("torch", "sentence_transformers")),
        ("from bot.cli import command_line", ("retrieval",)),
        ("from bot.configuration import config_file", ("numpy", "bot.store.ledger", "sqlite3")),
    ],
)
def test_what_is_heavy_is_not_imported_before_it_is_used(program: str, absent: tuple[str, ...]) -> None:
    script = f"import sys; {program}; print([name for name in {absent!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


_ASKING = """
import sys
from pathlib import Path
from retrieval import Draft, LibrarySettings, ModelSettings, Settings, open_footnote

place = LibrarySettings(path=sys.argv[1])
footnote = open_footnote(Settings(library=place, models=ModelSettings(embedder="hashing", reader="similarity")))
footnote.store([Draft(source="a", title="Bridge", text="The bridge reopened on Monday.")], library="default")
footnote.warm()
assert footnote.articles(library="default")
assert footnote.ask("When did the bridge reopen?", library="default").citations
footnote.close()
print(*sys.modules)
"""
_UNUSED_BY_ASKING = (
    *("retrieval.sources.loader_registry", "retrieval.sources.web.dispatch", "retrieval.sources.html.loader"),
    *("retrieval.engines.opensearch.cluster_engine", "retrieval.overviews", "retrieval.evaluation.measures"),
    *("retrieval.embedders.transformer", "retrieval.readers.extractive"),
    *("httpcore2", "lxml", "onnxruntime", "opensearchpy", "tokenizers", "torch"),
)


def test_what_is_heavy_is_not_imported_before_it_is_used_by_asking(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-c", _ASKING, str(tmp_path / "library.sqlite")]
    imported = set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    assert {"retrieval.pipeline", "retrieval.engines.sqlite.engine"} <= imported
    assert imported.isdisjoint(_UNUSED_BY_ASKING)
    assert not [name for name in imported if name.startswith("retrieval.sources.") and name.endswith(".loader")]


@pytest.mark.parametrize("name", [name for name in _UNUSED_BY_ASKING if name.startswith("retrieval.")])
def test_what_asking_must_not_import_is_there(name: str) -> None:
    assert importlib.util.find_spec(name)
