"""Keeping a library up to date: what is new, what changed, what vanished, and what comes back."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.core.errors import ArticleUnknown, LocationUnknown
from retrieval.core.ingestion_records import Added, Alias, Draft, Outcome, Skipped, Unchanged
from retrieval.core.records import Passage, PassageVectors
from retrieval.core.reply_records import Answer
from retrieval.core.settings import AnswerSettings, Settings
from retrieval.embedders.hashing import HashingEmbedder
from retrieval.engines.sqlite.engine import SqliteEngine
from retrieval.footnote import Footnote
from retrieval.readers.sentence_ranker import SimilarityReader
from retrieval.text.analyzer import VERSION, terms
from support.example_counts import example_count
from support.samples import LIBRARY

LONG_AGO = 1_000_000_000  # seconds since 1970: files that were written then are settled

# Paragraphs of about a hundred words each, so that every one is a passage.
PARAGRAPHS = [
    " ".join(f"On day {day} of {month} the keeper of lamp {day} walked the pier and counted boats." for day in range(7))
    for month in ("May", "June", "July", "August", "September")
]


class Counting(HashingEmbedder):
    """The embedder that needs no model, and what it was given."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def passages(self, passages: Sequence[Passage], titles: Sequence[str]) -> list[PassageVectors]:
        """As it makes them."""
        self.seen += [passage.text for passage in passages]
        return super().passages(passages, titles)


@pytest.fixture
def embedder() -> Counting:
    return Counting()


@pytest.fixture
def footnote(tmp_path: Path, embedder: Counting) -> Iterator[Footnote]:
    with closing(opened(tmp_path / "library.sqlite", embedder)) as opened_library:
        yield opened_library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three notes and a file of three more."""
    made = tmp_path / "notes"
    made.mkdir()
    for name in ("bells", "kettles", "owls"):
        note(made / f"{name}.md", f"There are seven {name} in the tower of Halm.")
    lines(made / "lines.jsonl", "tin", "rope", "sand")
    return made


def opened(path: Path, embedder: Counting) -> Footnote:
    engine = SqliteEngine(path, model=embedder.name, dimension=embedder.dimension, analyse=terms, analyser=VERSION)
    settings = Settings(answer=AnswerSettings(accepted_wrong=1.0))
    return Footnote(
        settings=settings, engine=engine, registry=engine.source_registry, embedder=embedder, reader=SimilarityReader()
    )


def note(path: Path, *paragraphs: str, title: str = "", settled: bool = True) -> Path:
    path.write_text("\n\n".join([f"# {title or path.stem.title()}", *paragraphs]) + "\n", encoding="utf-8")
    if settled:
        os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def lines(path: Path, *names: str) -> None:
    articles = [{"id": name, "title": name.title(), "text": f"A merchant sells {name} on the quay."} for name in names]
    path.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    os.utime(path, (LONG_AGO + len(names), LONG_AGO + len(names)))


@contextmanager
def opening(folder: Path) -> Iterator[list[str]]:
    """The names of the files of a folder that this process opens inside it."""
    seen: list[str] = []
    watching = True

    def hook(event: str, values: tuple[object, ...]) -> None:
        if watching and event == "open" and str(values[0]).startswith(f"{folder}{os.sep}"):
            seen.append(Path(str(values[0])).name)

    sys.addaudithook(hook)
    yield seen
    watching = False


def add(footnote: Footnote, *locations: Path) -> list[Outcome]:
    return list(footnote.iter_add([str(location) for location in locations], library=LIBRARY))


def refresh(footnote: Footnote, *locations: Path) -> list[Outcome]:
    return list(footnote.iter_refresh([str(location) for location in locations], library=LIBRARY))


def titles_by_outcome(outcomes: Sequence[Outcome]) -> dict[str, list[str]]:
    """Titles, or the places that were skipped, by what became of them; what stayed is left out."""
    found: dict[str, list[str]] = {}
    for outcome in outcomes:
        if not isinstance(outcome, Unchanged):
            name = outcome.source if isinstance(outcome, Skipped) else outcome.article.title
            found.setdefault(type(outcome).__name__, []).append(name)
    return {kind: sorted(names) for kind, names in found.items()}


def state(footnote: Footnote) -> list[tuple[object, ...]]:
    """Everything that is stored, in a form that compares."""
    engine = footnote._engine
    return [
        (engine.article(LIBRARY, card.id), [(s.passage, s.vectors.passage.tolist()) for s in its], origins)
        for card in footnote.articles(library=LIBRARY)
        for its in [engine.passages(LIBRARY, card.id)]
        for origins in [footnote.origins(card.id, library=LIBRARY)]
    ]


class TestRefresh:
    def test_nothing_new_is_nothing_done(self, footnote: Footnote, folder: Path, embedder: Counting) -> None:
        assert set(titles_by_outcome(add(footnote, folder))) == {"Added"}
        before = state(footnote)
        embedder.seen.clear()
        again = refresh(footnote)
        assert [type(outcome) for outcome in again] == [Unchanged] * 6
        assert (state(footnote), embedder.seen) == (before, [])

    def test_unchanged_files_are_not_even_opened(self, footnote: Footnote, folder: Path) -> None:
        note(folder / "late.md", "The clock stands at one.", settled=False)
        add(footnote, folder)
        with opening(folder) as opened_files:
            assert titles_by_outcome(refresh(footnote)) == {}
        # A file can be written to again within one tick of its clock: what was just written is read again.
        assert opened_files == ["late.md"]

    def test_a_file_with_its_time_set_back_is_read_again(self, footnote: Footnote, folder: Path) -> None:
        add(footnote, folder)
        note(folder / "owls.md", "There are eight owls in the tower of Halm.")
        assert titles_by_outcome(refresh(footnote)) == {"Added": ["Owls"]}

    def test_what_is_new_comes_in_and_what_changed_is_replaced(self, footnote: Footnote, folder: Path) -> None:
        add(footnote, folder)
        note(folder / "moths.md", "Moths live in the lamp room.")
        note(folder / "owls.md", "There are nine owls in the tower of Halm now.")
        lines(folder / "lines.jsonl", "tin", "rope", "sand", "wool")
        outcomes = refresh(footnote)
        assert titles_by_outcome(outcomes) == {"Added": ["Moths", "Owls", "Wool"]}
        assert {outcome.article.title for outcome in outcomes if isinstance(outcome, Added) and outcome.replaced} == {
            "Owls"
        }
        reply = footnote.ask("How many owls are in the tower?", library=LIBRARY)
        assert isinstance(reply, Answer)
        assert "nine owls" in reply.citation.quote

    def test_what_vanished_stays_and_says_since_when(self, footnote: Footnote, folder: Path) -> None:
        add(footnote, folder)
        (folder / "owls.md").unlink()
        lines(folder / "lines.jsonl", "tin", "rope")
        assert titles_by_outcome(refresh(footnote)) == {"Vanished": ["Owls", "Sand"]}
        reply = footnote.ask("How many owls are in the tower?", library=LIBRARY)
        assert isinstance(reply, Answer)
        assert reply.citation.title == "Owls"
        assert reply.citation.gone is not None
        since = reply.citation.gone
        assert titles_by_outcome(refresh(footnote)) == {}
        assert footnote.find("owls", library=LIBRARY).gone == since

    def test_what_comes_back_is_unmarked(self, footnote: Footnote, folder: Path, embedder: Counting) -> None:
        add(footnote, folder)
        kept = (folder / "owls.md").read_text()
        (folder / "owls.md").unlink()
        refresh(footnote)
        embedder.seen.clear()
        (folder / "owls.md").write_text(kept)
        assert titles_by_outcome(refresh(footnote)) == {"Returned": ["Owls"]}
        assert footnote.find("owls", library=LIBRARY).gone is None
        assert embedder.seen == []

    def test_a_folder_that_is_away_for_a_while_loses_nothing(self, footnote: Footnote, folder: Path) -> None:
        add(footnote, folder)
        away = folder.rename(folder.with_name("elsewhere"))
        assert len(titles_by_outcome(refresh(footnote))["Vanished"]) == 6
        assert titles_by_outcome(refresh(footnote)) == {}
        away.rename(folder)
        assert len(titles_by_outcome(refresh(footnote))["Returned"]) == 6
        assert all(card.gone is None for card in footnote.articles(library=LIBRARY))

    def test_what_cannot_be_read_is_not_gone(self, footnote: Footnote, folder: Path) -> None:
        add(footnote, folder)
        (folder / "owls.md").write_bytes(b"")
        (folder / "lines.jsonl").write_bytes(b'{"id": "tin", "title"')
        outcomes = titles_by_outcome(refresh(footnote))
        assert outcomes == {"Skipped": [str(folder / "lines.jsonl"), str(folder / "owls.md")]}
        assert all(card.gone is None for card in footnote.articles(library=LIBRARY))

    def test_a_bad_line_is_complained_of_each_time(self, footnote: Footnote, folder: Path) -> None:
        (folder / "lines.jsonl").write_text(
            '{"id": "a", "text": "The sand is wet."}\n{"id"}\n{"id": "b", "text": "Dry."}'
        )
        os.utime(folder / "lines.jsonl", (LONG_AGO, LONG_AGO))
        for outcomes in (add(footnote, folder), refresh(footnote), refresh(footnote)):
            assert titles_by_outcome(outcomes)["Skipped"] == [str(folder / "lines.jsonl")]

    def test_only_the_locations_that_are_named_are_read(self, footnote: Footnote, folder: Path, tmp_path: Path) -> None:
        alone = note(tmp_path / "alone.md", "The bell rings at six.")
        add(footnote, folder, alone)
        note(alone, "The bell rings at seven.")
        note(folder / "owls.md", "There are two owls.")
        assert titles_by_outcome(refresh(footnote, alone)) == {"Added": ["Alone"]}
        assert titles_by_outcome(list(footnote.iter_refresh(["notes"], library=LIBRARY))) == {"Added": ["Owls"]}

    def test_a_location_that_was_never_added_is_named_with_those_that_were(
        self, footnote: Footnote, folder: Path, tmp_path: Path
    ) -> None:
        with pytest.raises(LocationUnknown, match="footnote add"):
            refresh(footnote, folder)
        add(footnote, folder)
        with pytest.raises(LocationUnknown, match=f"Followed: {folder}"):
            refresh(footnote, tmp_path / "nowhere")

    def test_relative_paths_are_followed_wherever_one_stands(
        self, footnote: Footnote, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(folder.parent)
        add(footnote, Path("notes"))
        monkeypatch.chdir("/")
        note(folder / "owls.md", "There are two owls.")
        assert titles_by_outcome(refresh(footnote)) == {"Added": ["Owls"]}
        assert [location.location for location in footnote.locations(library=LIBRARY)] == [str(folder)]

    def test_what_gave_no_article_is_not_followed(self, footnote: Footnote, tmp_path: Path) -> None:
        assert set(titles_by_outcome(add(footnote, tmp_path / "nothing.md"))) == {"Skipped"}
        assert footnote.locations(library=LIBRARY) == []
        assert refresh(footnote) == []

    def test_stopping_in_the_middle_and_going_on_is_as_never_stopping(
        self, footnote: Footnote, folder: Path, tmp_path: Path
    ) -> None:
        add(footnote, folder)
        (folder / "bells.md").unlink()
        for number in range(300):
            note(folder / f"more{number:03}.md", f"Barge number {number} lies at the quay.")
        refreshing = footnote.iter_refresh(library=LIBRARY)
        for _ in range(40):
            next(refreshing)
        refreshing.close()
        refresh(footnote)
        assert len(footnote.articles(library=LIBRARY)) == 306
        assert footnote.find("bells", library=LIBRARY).gone
        assert titles_by_outcome(refresh(footnote)) == {}

    @settings(
        max_examples=example_count(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(
        st.lists(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 3)), max_size=4), min_size=1, max_size=4)
    )
    def test_any_history_ends_as_the_folder_is(
        self, tmp_path_factory: pytest.TempPathFactory, history: list[list[tuple[str, int]]]
    ) -> None:
        base = tmp_path_factory.mktemp("history")
        folder = base / "notes"
        folder.mkdir()
        note(folder / "always.md", "This note is always there.")
        with closing(opened(base / "library.sqlite", Counting())) as footnote:
            add(footnote, folder)
            for step, changes in enumerate(history):
                for name, version in changes:
                    path = folder / f"{name}.md"
                    note(path, f"Version {version} of the note about {name}.")
                    os.utime(path, (LONG_AGO + step * 10 + version, LONG_AGO))
                    if not version:
                        path.unlink()
                refresh(footnote)
                before = state(footnote)
                assert titles_by_outcome(refresh(footnote)) == {}
                assert state(footnote) == before
            cards = footnote.articles(library=LIBRARY)
            texts = {card.source: footnote._engine.article(LIBRARY, card.id) for card in cards if not card.gone}
            assert set(texts) == {str(path) for path in folder.iterdir()}
            for path, article in texts.items():
                assert article is not None
                assert article.text in Path(path).read_text(encoding="utf-8")


class TestVectors:
    def test_only_passages_that_read_otherwise_are_embedded(
        self, footnote: Footnote, tmp_path: Path, embedder: Counting
    ) -> None:
        path = note(tmp_path / "lamps.md", *PARAGRAPHS)
        add(footnote, path)
        assert len(embedder.seen) == len(PARAGRAPHS)
        embedder.seen.clear()
        changed = [PARAGRAPHS[0], "A new lamp was lit. " + PARAGRAPHS[1], *PARAGRAPHS[2:]]
        note(path, *changed)
        (outcome,) = refresh(footnote)
        assert isinstance(outcome, Added)
        assert outcome.kept == len(PARAGRAPHS) - 1
        assert embedder.seen == [changed[1]]

    def test_what_is_stored_then_equals_a_fresh_indexing(self, footnote: Footnote, tmp_path: Path) -> None:
        path = note(tmp_path / "lamps.md", *PARAGRAPHS)
        add(footnote, path)
        note(path, "A word before.", *PARAGRAPHS[::-1], "And one after.")
        refresh(footnote)
        with closing(opened(tmp_path / "fresh.sqlite", Counting())) as fresh:
            add(fresh, path)
            for mine, theirs in zip(*(vectors(library) for library in (footnote, fresh)), strict=True):
                assert mine == theirs
            question = "Who counted boats in July?"
            ours, others = (library.examine(question, library=LIBRARY) for library in (footnote, fresh))
            assert [(e.sentence, e.score) for e in ours.evidence] == [(e.sentence, e.score) for e in others.evidence]

    def test_another_title_embeds_all(self, footnote: Footnote, tmp_path: Path, embedder: Counting) -> None:
        path = note(tmp_path / "lamps.md", *PARAGRAPHS)
        add(footnote, path)
        embedder.seen.clear()
        note(path, *PARAGRAPHS, title="Other lamps")
        refresh(footnote)
        assert len(embedder.seen) == len(PARAGRAPHS)

    def test_what_is_newly_known_of_an_article_costs_no_embedding(self, footnote: Footnote, embedder: Counting) -> None:
        draft = Draft(source="a", title="Lamps", text="\n\n".join(PARAGRAPHS))
        footnote.store([draft], library=LIBRARY)
        embedder.seen.clear()
        (outcome,) = footnote.iter_store([replace(draft, author="Ida Brask", pages=(0, 500))], library=LIBRARY)
        assert isinstance(outcome, Added)
        assert embedder.seen == []
        reply = footnote.ask("Who counted boats on day 6 of September?", library=LIBRARY)
        assert isinstance(reply, Answer)
        assert reply.citation.page == 2


class TestRemove:
    def test_a_removed_article_does_not_return(self, footnote: Footnote, folder: Path) -> None:
        add(footnote, folder)
        footnote.remove("owls", library=LIBRARY)
        assert titles_by_outcome(refresh(footnote)) == {}
        note(folder / "owls.md", "There are ten owls, whatever anybody says.")
        assert titles_by_outcome(refresh(footnote)) == {}
        with pytest.raises(ArticleUnknown):
            footnote.find("owls", library=LIBRARY)
        assert titles_by_outcome(add(footnote, folder)) == {"Added": ["Owls"]}

    def test_the_last_article_of_a_file_takes_the_location_along(self, footnote: Footnote, tmp_path: Path) -> None:
        alone = note(tmp_path / "alone.md", "The bell rings at six.")
        add(footnote, alone)
        footnote.remove("alone", library=LIBRARY)
        assert footnote.locations(library=LIBRARY) == []
        assert refresh(footnote) == []

    def test_a_location_goes_with_its_articles_and_no_others(
        self, footnote: Footnote, folder: Path, tmp_path: Path
    ) -> None:
        alone = note(tmp_path / "alone.md", "The bell rings at six.")
        note(folder / "bell.md", "The bell rings at six.", title="Alone")
        add(footnote, alone, folder)
        own = footnote.own_articles(str(folder), library=LIBRARY)
        assert len(own) == 6  # the bell was first read from elsewhere
        assert footnote.unfollow(str(folder), library=LIBRARY) == own
        assert [card.title for card in footnote.articles(library=LIBRARY)] == ["Alone"]
        assert titles_by_outcome(refresh(footnote)) == {}
        with pytest.raises(LocationUnknown):
            footnote.unfollow(str(folder), library=LIBRARY)


class TestTwins:
    def test_one_text_at_two_places_is_one_article(self, footnote: Footnote, folder: Path, embedder: Counting) -> None:
        add(footnote, folder)
        embedder.seen.clear()
        shutil.copy2(folder / "owls.md", folder / "copy.md")
        (alias,) = [outcome for outcome in refresh(footnote) if isinstance(outcome, Alias)]
        assert (alias.article.title, alias.source) == ("Owls", str(folder / "copy.md"))
        assert embedder.seen == []
        sources = [origin.source for origin in footnote.origins(alias.article.id, library=LIBRARY)]
        assert sources == [str(folder / "copy.md"), str(folder / "owls.md")]
        assert titles_by_outcome(refresh(footnote)) == {}

    def test_twins_that_come_together_are_one(self, footnote: Footnote, folder: Path, embedder: Counting) -> None:
        shutil.copy2(folder / "owls.md", folder / "another.md")
        assert {kind: len(names) for kind, names in titles_by_outcome(add(footnote, folder)).items()} == {
            "Added": 6,
            "Alias": 1,
        }
        assert len(embedder.seen) == 6

    def test_a_twin_is_gone_when_the_last_of_its_sources_is(self, footnote: Footnote, folder: Path) -> None:
        shutil.copy2(folder / "owls.md", folder / "zwin.md")
        add(footnote, folder)
        (folder / "owls.md").unlink()
        assert titles_by_outcome(refresh(footnote)) == {}
        assert footnote.find("owls", library=LIBRARY).gone is None
        (folder / "zwin.md").unlink()
        assert titles_by_outcome(refresh(footnote)) == {"Vanished": ["Owls"]}

    def test_twins_part_when_their_texts_do(self, footnote: Footnote, folder: Path) -> None:
        shutil.copy2(folder / "owls.md", folder / "zwin.md")
        add(footnote, folder)
        note(folder / "zwin.md", "There are three owls in the wood.", title="Wood")
        assert titles_by_outcome(refresh(footnote)) == {"Added": ["Wood"]}
        note(folder / "bells.md", "All bells were sold.")
        assert titles_by_outcome(refresh(footnote)) == {"Added": ["Bells"]}
        assert len(footnote.articles(library=LIBRARY)) == 7

    def test_a_twin_is_an_article_again_when_the_first_changes(self, footnote: Footnote, folder: Path) -> None:
        shutil.copy2(folder / "owls.md", folder / "zwin.md")
        add(footnote, folder)
        note(folder / "owls.md", "The owls have left.", title="Owls no more")
        refresh(footnote)
        refresh(footnote)
        titles = [card.title for card in footnote.articles(library=LIBRARY)]
        assert {"Owls", "Owls no more"} <= set(titles)
        assert titles_by_outcome(refresh(footnote)) == {}

    def test_short_texts_under_different_titles_are_two(self, footnote: Footnote, tmp_path: Path) -> None:
        monday, tuesday = (
            note(tmp_path / f"{name}.md", "No news today.", title=name) for name in ("Monday", "Tuesday")
        )
        assert titles_by_outcome(add(footnote, monday, tuesday)) == {"Added": ["Monday", "Tuesday"]}


def vectors(footnote: Footnote) -> list[object]:
    """Every passage of a library with its vectors."""
    (card,) = footnote.articles(library=LIBRARY)
    return [
        (passage.passage, passage.vectors.passage.tolist(), passage.vectors.sentences.tolist())
        for passage in footnote._engine.passages(LIBRARY, card.id)
    ]


def test_the_progress_of_a_folder_knows_how_many_files_there_are(footnote: Footnote, tmp_path: Path) -> None:
    notes = tmp_path / "many"
    notes.mkdir()
    for name in "ab":
        (notes / f"{name}.txt").write_text(f"The {name} lock opens at six. A bell rings before it does.", "utf-8")
    (notes / "picture.png").write_bytes(b"\x89PNG")

    def reading(*locations: str) -> list[tuple[int, int | None]]:
        steps: list[tuple[str, int, int | None]] = []
        footnote.add(locations, library=LIBRARY, watch=lambda *step: steps.append(step))
        return [(done, total) for stage, done, total in steps if stage == "reading"]

    assert reading(str(notes)) == [(1, 3), (2, 3), (3, 3)]  # the last says what was left out
    assert reading(str(notes / "*.txt")) == [(1, 2), (2, 2)]
    assert reading(str(notes / "a.txt")) == [(1, None)]
    lines = [f'{{"id": "{n}", "title": "Lock {n}", "text": "Lock {n} opens at six."}}' for n in range(3)]
    (notes / "c.jsonl").write_text("\n".join(lines), "utf-8")
    assert reading(str(notes))[:5] == [(1, 4), (2, 4), (3, 4), (4, 4), (5, None)]
