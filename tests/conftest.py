"""What tests share: small articles of their own, and Footnote over a library in a temporary folder."""

from __future__ import annotations

import functools
import gc
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

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

pytest_plugins = ["support.quiet_machine", "support.skipped_servers"]

TESTS = Path(__file__).parent
# What tests need beside Python: a mark for each, given by the beginning of their id (a folder, a module or a test), or
# by a fixture. The others are fast: they load no model and start no process, which `FastGuard` sees to, and do not work
# for a second.
NEEDS: dict[str, tuple[str, ...]] = {
    "quality": ("golden",),
    "discord": ("bot/discord", "bench/test_discord_pictures.py", "test_deployment.py"),
    "model": (
        "bench/test_export.py",
        "bench/test_neighbour_weights.py",
        "bench/test_rounding.py",
        "bench/test_speed.py",
        "contracts/test_embedder.py",
        "contracts/test_reader.py",
        "retrieval/answering/test_thresholds.py",
        "retrieval/conversation/test_language_advice.py::test_it_is_for_libraries_of_the_packaged_model",
        "retrieval/conversation/test_language_advice.py::test_only_replies_that_are_not_sure_get_it",
        "retrieval/conversation/rewriting/test_query_rewriting.py::test_a_vague_question",
        "retrieval/conversation/rewriting/test_query_rewriting.py::test_one_article_leaves_nothing_to_choose_from",
        "retrieval/conversation/rewriting/test_query_rewriting.py::test_the_flow_answers_what_was_understood",
        "retrieval/conversation/test_quote_followups.py::test_more_is_the_passage_around_and_the_answer_s_others",
        "retrieval/embedders/test_transformer.py",
        "retrieval/indexing/test_pack.py",
        "retrieval/indexing/test_refresh.py",
        "retrieval/ranking/test_autocomplete.py::test_a_chosen_sentence_is_the_answer_with_the_confidence_that_it_has",
        "retrieval/ranking/test_autocomplete.py::test_a_sure_enough_answer_is_what_the_caller_says",
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
    "slow": (
        "bench/test_deep_links.py",
        "bot/concurrency",
        "property/test_sentences.py::test_time_grows_with_the_length_only",
        "property/test_summaries.py::test_an_enormous_article_has_a_summary",
        "property/test_summaries.py::test_ten_thousand_words_take_less_than_a_second",
        "retrieval/engines/sqlite/test_engine.py::test_the_log_is_folded_in_while_articles_are_added",
        "retrieval/engines/sqlite/test_mapped_vectors.py::test_the_best_are_the_same_among_many",
        "retrieval/evaluation/test_risk_control.py::test_so_few_promises_are_broken_as_is_said",
        "retrieval/evaluation/test_risk_control.py::test_where_every_threshold_is_too_wrong",
        "retrieval/sources/html/test_loader.py::test_ten_thousand_elements_deep",
        "retrieval/sources/json_lines/test_loader.py::TestGzip::test_a_bomb_ends_quickly",
        "retrieval/sources/json_lines/test_loader.py::TestPacked::test_xz_may_not_ask_for_much_memory",
        "retrieval/sources/local/test_folder.py::test_folders_of_any_depth",
        "retrieval/sources/mail/test_loader.py::test_a_long_word_takes_no_time_beyond_its_length",
        "retrieval/sources/markdown/test_loader.py::test_marks_without_end_are_read_in_time",
        "retrieval/sources/mediawiki/test_export.py::test_memory_does_not_grow_with_the_pages",
        "retrieval/sources/mediawiki/test_loader.py::test_time_grows_with_the_text",
        "retrieval/sources/odt/test_loader.py::TestRefusals::test_styles_of_many_parents_take_no_time_beyond_their_number",
        "retrieval/sources/plain_text/test_loader.py::TestText::test_one_line_of_three_megabytes",
        "retrieval/sources/plain_text/test_old_forms.py::test_the_time_grows_with_the_text",
        "retrieval/sources/asciidoc/test_loader.py::test_the_time_grows_with_the_text",
        "retrieval/sources/latex/test_loader.py::test_the_time_grows_with_the_text",
        "retrieval/sources/org/test_loader.py::test_the_time_grows_with_the_text",
        "retrieval/sources/roff/test_loader.py::test_the_time_grows_with_the_text",
        "retrieval/sources/rst/test_loader.py::test_time_grows_with_the_text",
        "retrieval/sources/web/test_deadline.py::test_a_refresh_that_had_no_time_takes_nothing_for_gone",
        "retrieval/sources/web/test_deadline.py::test_what_was_read_is_stored_and_the_next_reading_goes_on",
        "retrieval/sources/web/test_dispatch.py::TestFeeds::test_hostile_ones_end_soon",
        "retrieval/sources/web/test_dispatch.py::TestSitemaps::test_a_packed_bomb",
        "retrieval/sources/web/test_fetcher.py::TestManners::test_a_hostile_one_takes_no_time",
        "retrieval/sources/web/test_xml_tree.py::test_whatever_is_repeated_takes_little_time",
    ),
    "process": (
        "bench/test_addition_memory.py",
        "bench/test_commands.py",
        "bench/test_faults.py",
        "bench/test_install.py",
        "bot/cli",
        "bot/console/test_repl.py",
        "bot/store/test_dialogue.py::test_a_conversation_survives_a_kill",
        "bot/store/test_ledger_file.py",
        "bot/store/test_locks.py::test_a_lock_ends_with_a_killed_holder",
        "bot/store/test_privacy.py::test_where_another_program_reads_the_bytes_go_with_the_next_sweep",
        "bot/store/test_privacy.py::test_where_the_disk_is_full_the_bytes_go_later_and_the_rest_at_once",
        "contracts/test_engine.py",
        "retrieval/engines/sqlite/test_library_file.py",
        "retrieval/engines/sqlite/test_mapped_processes.py",
        "retrieval/engines/sqlite/test_processes.py",
        "retrieval/indexing/test_interruptions.py",
        "retrieval/languages/test_lexicon.py::test_an_added_language",
        "retrieval/sources/base/test_document.py::test_the_kind[-download-application/pdf]",
        "retrieval/sources/base/test_document.py::test_the_kind[-quay.pdf",
        "retrieval/sources/files/test_file_io.py::TestPermissions::test_no_permission",
        "retrieval/sources/local/test_stdin.py::test_what_comes_is_an_article[pdf",
        "retrieval/sources/mail/test_loader.py::test_attachments_are_articles_of_their_own",
        "retrieval/sources/pdf",
        "retrieval/sources/test_any_bytes.py::test_any_damage_gives_articles_or_an_error_for_users[a.pdf",
        "retrieval/sources/test_bombs.py",
        "retrieval/sources/test_contract.py::test_importing_loads_nothing_heavy",
        "retrieval/test_public_names.py::test_what_is_heavy_is_not_imported_before_it_is_used",
    ),
}
PROCESS_FIXTURES = frozenset({"bare", "desk", "silent"})

# A shell starts what runs in its background with Ctrl-C ignored, and the programs that tests start would inherit that.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where only fast tests are asked for, import no module of which none is: they import PyTorch and discord.py."""
    if config.option.markexpr == "fast" and _needs(collection_path.relative_to(TESTS).as_posix()):
        return True
    return None


def _needs(place: str) -> set[str]:
    """Return the marks of a folder, a module or a test, by its path from the folder of the tests."""
    return {mark for mark, places in NEEDS.items() if place.startswith(places)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with what it needs, and one that needs nothing as fast."""
    for item in items:
        needs = _needs(item.nodeid.removeprefix(f"{TESTS.name}/"))
        fixtures = set(getattr(item, "fixturenames", ()))
        if PROCESS_FIXTURES & fixtures:
            needs.add("process")
        if "opensearch_address" in fixtures:
            needs.add("opensearch")
        for mark in needs:
            item.add_marker(mark)
        if not needs | ({marker.name for marker in item.iter_markers()} & NEEDS.keys()):
            item.add_marker("fast")


class FastGuard:
    """Fails a test that is marked fast where it does what fast tests do not need."""

    def __init__(self) -> None:
        self.is_on = False  # a fast test runs, or what it asked for is set up or torn down

    def refuse(self, act: Callable[..., Any], what: str) -> Callable[..., Any]:
        """Return the function, which fails where the guard is on."""

        @functools.wraps(act)
        def checked(*args: Any, **options: Any) -> Any:
            if self.is_on:
                pytest.fail(f"A test that is marked fast {what}: name it in NEEDS of tests/conftest.py.")
            return act(*args, **options)

        return checked


_GUARD = FastGuard()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Guard the tests that are marked fast."""
    _GUARD.is_on = item.get_closest_marker("fast") is not None
    try:
        return (yield)  # type: ignore[return-value]  # what the hook of pytest gives
    finally:
        _GUARD.is_on = False


@pytest.fixture(scope="session", autouse=True)
def _refuse_processes() -> Iterator[None]:
    """Refuse processes to tests that are marked fast."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess.Popen, "__init__", _GUARD.refuse(subprocess.Popen.__init__, "starts a process"))
        yield


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
        patch.setattr(shipped, "load", _GUARD.refuse(load_shared, "loads a model"))
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
