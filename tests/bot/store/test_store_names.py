"""The public names of the ledger's package: complete and importable."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from bot import store

pytestmark = pytest.mark.file_only


@pytest.mark.parametrize("name", store.__all__)
def test_every_name_leads_to_what_defines_it(name: str) -> None:
    assert getattr(store, name) is not None


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(Path(store.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    typed = {
        alias.name: str(node.module).removeprefix("bot.store.")
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert typed == store._ORIGINS
    assert sorted(typed) == sorted(store.__all__)


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'unheard_of'"):
        _ = store.unheard_of
