"""What tests share: small articles of their own, and Footnote over a library in a temporary folder."""

from __future__ import annotations

import functools
import gc
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from retrieval.build import open_footnote
from retrieval.core.settings import LibrarySettings, ModelSettings, Settings
from retrieval.footnote import Footnote
from retrieval.readers import shipped
from support import opensearch_server
from support.samples import DRAFTS, LIBRARY

# What lands is judged on the same examples each time, of which the later find little. At the desk every run looks at
# new examples, `make fast` at few.
hypothesis_settings.register_profile("ci", max_examples=50, derandomize=True, deadline=None)
hypothesis_settings.register_profile("desk", deadline=None)
hypothesis_settings.register_profile("fast", max_examples=20, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "desk"))

pytest_plugins = ["support.quality_gate", "support.skipped_servers"]

TESTS = Path(__file__).parent
# What tests need beside Python: a mark for each, given by the folder or module, or by a fixture. The others are fast.
NEEDS: dict[str, tuple[str, ...]] = {
    "quality": ("golden",),
    "discord": ("bot/discord", "bench/test_discord_pictures.py", "test_deployment.py"),
    "model": (
        "bench/test_export.py",
        "bench/test_speed.py",
        "contracts/test_embedder.py",
        "contracts/test_reader.py",
        "retrieval/answering/test_thresholds.py",
        "retrieval/embedders/test_transformer.py",
        "retrieval/indexing/test_pack.py",
        "retrieval/indexing/test_refresh.py",
        "retrieval/readers/test_extractive.py",
        "retrieval/test_build.py",
        "retrieval/test_pipeline.py",
        "retrieval/test_process.py",
    ),
    "opensearch": ("bench/test_faults.py", "retrieval/engines/opensearch/server"),
    "postgres": (
        "bench/test_faults.py",
        "bot/cli/test_doctor_ledger.py",
        "bot/cli/test_store_command.py",
        "bot/discord/wire/test_shared_ledger.py",
        "bot/store/test_postgres.py",
    ),
    "slow": ("bench/test_deep_links.py", "bot/concurrency"),
    "process": (
        "bench/test_addition_memory.py",
        "bench/test_faults.py",
        "bench/test_install.py",
        "bot/cli",
        "bot/console/test_repl.py",
        "bot/store/test_ledger_file.py",
        "contracts/test_engine.py",
        "retrieval/engines/sqlite/test_mapped_processes.py",
        "retrieval/engines/sqlite/test_processes.py",
        "retrieval/indexing/test_interruptions.py",
        "retrieval/sources/pdf",
        "retrieval/sources/test_bombs.py",
    ),
}
# Beside these the quality gate does not work.
TIMED = (
    "bench/test_speed.py",
    "bot/cli/test_command_line.py",
    "bot/concurrency",
    "bot/console/test_repl.py",
    "bot/discord/ask/test_buttons.py",
    "bot/discord/ask/test_typing.py",
    "bot/discord/ask/test_unwritable_ledger.py",
    "bot/discord/core/test_title_index.py",
    "bot/discord/wire",
    "retrieval/sources/files",
)
LONGEST = "test_quality.py"
PROCESS_FIXTURES = frozenset({"bare", "desk", "silent"})

# A shell starts what runs in its background with Ctrl-C ignored, and the programs that tests start would inherit that.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where only fast tests are asked for, import no module of which none is: they import PyTorch and discord.py."""
    if config.option.markexpr == "fast" and _needs(collection_path):
        return True
    return None


def _needs(path: Path) -> set[str]:
    """The marks that a folder or module gives to its tests."""
    place = path.relative_to(TESTS).as_posix()
    return {mark for mark, places in NEEDS.items() if place.startswith(places)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with what it needs, one that needs nothing as fast, and put the quality gate in its place.

    It works for minutes beside the other tests: it comes last, since it is started before the first. Where files are
    shared out to several processes, it comes first, and the others work on the other files.
    """
    for item in items:
        needs = _needs(item.path)
        fixtures = set(getattr(item, "fixturenames", ()))
        if PROCESS_FIXTURES & fixtures:
            needs.add("process")
        if "opensearch_address" in fixtures:
            needs.add("opensearch")
        for mark in needs:
            item.add_marker(mark)
        if item.path.relative_to(TESTS).as_posix().startswith(TIMED):
            item.add_marker("timed")
        if not needs | ({marker.name for marker in item.iter_markers()} & NEEDS.keys()):
            item.add_marker("fast")
    is_shared = "PYTEST_XDIST_WORKER" in os.environ
    items.sort(key=lambda item: (item.path.name == LONGEST) != is_shared)  # the others stay in their order


def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """After each file keep what it loaded out of the garbage collector.

    Looking through the million objects of the models' packages takes a second, in which a server in this process does
    not answer: the program under test would look slow.
    """
    if nextitem is None or nextitem.path != item.path:
        gc.collect()
        gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _load_models_once() -> Iterator[None]:
    """Load each shipped reader once for all tests; every model gets a tokenizer of its own, which has a state."""
    load = shipped.load

    @functools.cache
    def load_once(name: str, threads: int, _folder: Path) -> shipped.ShippedModel:
        return load(name, threads)

    def load_shared(name: str, threads: int) -> shipped.ShippedModel:
        model = load_once(name, threads, shipped.FOLDER)
        return replace(model, tokenizer=type(model.tokenizer).from_str(model.tokenizer.to_str()))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shipped, "load", load_shared)
        yield


@pytest.fixture(scope="session")
def opensearch_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an OpenSearch, which is stopped at the end if it was started for the tests."""
    named = os.environ.get(opensearch_server.ADDRESS_VARIABLE)
    if named:
        yield named
        return
    if opensearch_server.server_home() is None:
        pytest.skip(f"needs {opensearch_server.ADDRESS_VARIABLE}, or a folder in {opensearch_server.HOME_VARIABLE}")
    folder = tmp_path_factory.mktemp("opensearch")
    with (
        opensearch_server.running_nodes(folder / "nodes", settings={"path.repo": str(folder)}) as nodes,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv(opensearch_server.ADDRESS_VARIABLE, nodes.addresses[0])
        patch.setenv(opensearch_server.SNAPSHOTS_VARIABLE, str(folder))
        yield nodes.addresses[0]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Footnote]]:
    """Open Footnote over a fresh library, with changed settings; close it after the test."""
    footnotes: list[Footnote] = []

    def open_library(embedder: str = "hashing", **sections: object) -> Footnote:
        settings = Settings(
            library=LibrarySettings(path=str(tmp_path / "library.sqlite")),
            models=ModelSettings(embedder=embedder),
            **sections,  # type: ignore[arg-type]
        )
        footnotes.append(open_footnote(settings))
        return footnotes[-1]

    yield open_library
    for footnote in footnotes:
        footnote.close()


@pytest.fixture
def stocked(opened: Callable[..., Footnote]) -> Footnote:
    """Footnote over the three small articles, with the embedder that needs no model."""
    footnote = opened()
    assert len(footnote.store(DRAFTS, library=LIBRARY).outcomes) == len(DRAFTS)
    return footnote
