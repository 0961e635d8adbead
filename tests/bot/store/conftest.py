"""The contract of the ledger's stores: its tests run on a SQLite file and on a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bot.store.sample_replies import databases

OF_ONE_KIND = ("test_ledger_file", "test_postgres")  # modules about one kind of store alone


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test on both kinds of store, except those that look into the file."""
    module = metafunc.module.__name__.rpartition(".")[2]
    alone = any(marker.name == "file_only" for marker in metafunc.definition.iter_markers())
    if module not in OF_ONE_KIND and not alone:
        kinds = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
        metafunc.parametrize("kept_in", kinds, indirect=True)


@pytest.fixture(autouse=True)
def kept_in(request: pytest.FixtureRequest) -> Iterator[str]:
    """The kind of store that `sample_replies.opened` opens."""
    kind = getattr(request, "param", "sqlite")
    if kind == "postgres":
        databases.server = request.getfixturevalue("postgres")
    yield kind
    if kind == "postgres":
        databases.clear()
