"""What every engine promises. A further engine joins by a line in `tests/retrieval/engines/sample_library.py`."""

from __future__ import annotations

import math
import random
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from retrieval.core.protocols import Engine
from retrieval.core.records import StoredPassage
from retrieval.ranking import spelling
from support.example_counts import example_count
from tests.retrieval.engines.sample_library import DIMENSION, ENGINES, Made, analyse, command, made, unit

SYNTAX = [
    '"',
    '""',
    "*",
    "near",
    "a*",
    "text:moon",
    "moon AND sun",
    "-moon",
    "^moon",
    "NEAR(moon sun, 3)",
    "(",
    "'",
    ";--",
]
OTHERS = [
    "mo\x00on",
    "\x00",
    "",
    " ",
    "🦦",
    "ночь",
    "渡轮",
    "ليل",
    "e\u0301",
    "\ud800",
    "a" * 40_000,
    "{moon}",
    "\\",
    "+",
]


@pytest.fixture
def opened(kind: str, tmp_path: Path) -> Iterator[Callable[[], Engine]]:
    """Open the store of this test, once more at each call."""
    engines: list[Engine] = []

    def open_one() -> Engine:
        engines.append(ENGINES[kind](tmp_path))
        return engines[-1]

    yield open_one
    for engine in engines:
        engine.close()


@pytest.fixture
def engine(opened: Callable[[], Engine]) -> Engine:
    return opened()


@pytest.fixture
def stocked_engine(engine: Engine) -> Engine:
    """An engine with an article of two passages, for tests that change nothing."""
    engine.put(*made("a", "moon.", "sun."))
    return engine


@pytest.fixture
def elsewhere(kind: str, tmp_path: Path) -> Callable[..., str]:
    """Give an order to another process over the same store, and wait for it."""

    def run(*words: str) -> str:
        return subprocess.run(
            command(tmp_path, *words, engine=kind), check=True, capture_output=True, text=True, timeout=60
        ).stdout

    return run


def keys(engine: Engine, library: str, *names: str) -> list[int]:
    return [stored.key for name in names for stored in engine.passages(library, name)]


def everything(
    engine: Engine, library: str, *names: str, words: tuple[str, ...] = ("moon", "sun")
) -> tuple[object, ...]:
    """All that can be asked about a library, without keys, in a form that compares."""
    vector = unit("a question")[0]

    def ids(found: list[int]) -> list[str]:
        return [stored.passage.id for stored in engine.fetch(library, found)]

    return (
        engine.articles(library),
        engine.languages(library),
        engine.statistics(library, words),
        ids(engine.lexical(library, words, 1_000)),
        ids(engine.dense(library, vector, 1_000)),
        [
            (p.passage_id, p.terms, p.vector.tolist())
            for p in engine.postings(library, engine.dense(library, vector, 1_000))
        ],
        [engine.article(library, name) for name in names],
        [[stored.passage for stored in engine.passages(library, name)] for name in names],
    )


def same(stored: StoredPassage, wanted: Made, position: int) -> bool:
    passage, vectors = wanted.passages[position], wanted.vectors[position]
    return (
        stored.passage == passage
        and stored.title == wanted.article.title
        and stored.language == wanted.article.language
        and np.array_equal(stored.vectors.passage, vectors.passage)
        and np.allclose(stored.vectors.sentences, vectors.sentences, atol=1e-3)
        and stored.vectors.sentences.shape == (len(passage.sentences), DIMENSION)
        and stored.vectors.passage.dtype == stored.vectors.sentences.dtype == np.float32
    )


class TestEngineContract:
    # An empty library

    @pytest.mark.parametrize("neighbour", [False, True], ids=["empty-store", "other-library-filled"])
    def test_an_empty_library_answers_with_nothing(self, engine: Engine, neighbour: bool) -> None:  # noqa: FBT001
        if neighbour:
            engine.put(*made("a", "moon.", library="other"))
        assert engine.article("default", "a") is None
        assert engine.articles("default") == []
        assert engine.passages("default", "a") == []
        assert engine.languages("default") == ()
        assert engine.lexical("default", ["moon"], 10) == []
        assert engine.dense("default", unit("x")[0], 10) == []
        assert engine.postings("default", [1, 2]) == []
        assert engine.fetch("default", [1, 2]) == []
        assert engine.remove("default", "a") is False
        statistics = engine.statistics("default", ["moon", "sun"])
        assert (statistics.passages, statistics.sentences) == (0, 0)
        assert (statistics.average_length, statistics.average_sentence) == (0, 0)
        assert statistics.frequencies == {"moon": 0, "sun": 0}

    def test_a_library_emptied_is_as_one_never_filled(self, engine: Engine) -> None:
        before = everything(engine, "default", "a")
        engine.put(*made("a", "moon.", "sun."))
        engine.remove("default", "a")
        assert everything(engine, "default", "a") == before

    # What is put is what is found

    def test_an_article_comes_back_as_it_was_put(self, engine: Engine) -> None:
        wanted = made("a", "The moon rose. It was red.", "Ночь 渡轮 🦦 e\u0301.", title="Night & 'day'", language="ru")
        engine.put(*wanted)
        assert engine.article("default", "a") == wanted.article
        found = engine.passages("default", "a")
        assert all(same(stored, wanted, position) for position, stored in enumerate(found))
        assert len(found) == 2
        assert [s.passage for s in engine.fetch("default", [s.key for s in found])] == wanted.passages
        postings = engine.postings("default", [stored.key for stored in found])
        assert [posting.passage_id for posting in postings] == [passage.id for passage in wanted.passages]
        assert postings[0].terms == tuple(analyse("Night & 'day' The moon rose. It was red.", "ru"))
        assert np.array_equal(postings[1].vector, wanted.vectors[1].passage)
        assert postings[1].vector.dtype == np.float32

    def test_a_card_describes_its_article(self, engine: Engine) -> None:
        wanted = made("a", "The moon rose.", "Red it was.")
        engine.put(*wanted)
        (card,) = engine.articles("default")
        for name in ("id", "source", "title", "digest", "published", "added", "language"):
            assert getattr(card, name) == getattr(wanted.article, name)
        assert (card.words, card.passages) == (6, 2)

    def test_an_article_without_passages_is_listed_and_never_found(self, engine: Engine) -> None:
        engine.put(*made("a"))
        engine.put(*made("b", "moon."))
        assert [(card.id, card.passages) for card in engine.articles("default")] == [("a", 0), ("b", 1)]
        assert engine.passages("default", "a") == []
        assert engine.dense("default", unit("x")[0], 10) == keys(engine, "default", "b")
        assert engine.remove("default", "a") is True

    def test_articles_are_ordered_by_folded_title_then_id(self, engine: Engine) -> None:
        for name, title in [("1", "beta"), ("4", "alpha"), ("3", "Alpha"), ("2", "ALPHA"), ("5", "Ärger")]:
            engine.put(*made(name, "moon.", title=title))
        assert [card.id for card in engine.articles("default")] == ["2", "3", "4", "1", "5"]

    def test_languages_are_those_of_the_articles_that_are_there(self, engine: Engine) -> None:
        for name, language in [("a", "ru"), ("b", "de"), ("c", "de")]:
            engine.put(*made(name, "moon.", language=language))
        assert engine.languages("default") == ("de", "ru")
        engine.remove("default", "b")
        assert engine.languages("default") == ("de", "ru")
        engine.put(*made("a", "moon.", language="ar"))
        assert engine.languages("default") == ("ar", "de")

    # Libraries are apart

    def test_libraries_never_see_each_other(self, engine: Engine) -> None:
        ours = made("a", "moon of ours.", "sun.", title="Ours")
        theirs = made("a", "moon of theirs.", "moon", "the moon", title="Theirs", library="other", language="de")
        engine.put(*ours)
        before = everything(engine, "default", "a")
        engine.put(*theirs)
        assert everything(engine, "default", "a") == before
        assert engine.article("other", "a") == theirs.article
        assert engine.languages("other") == ("de",)
        assert engine.statistics("other", ["moon", "sun"]).frequencies == {"moon": 3, "sun": 0}
        assert sorted(engine.lexical("other", ["moon"], 10)) == sorted(keys(engine, "other", "a"))
        assert sorted(engine.dense("default", unit("x")[0], 10)) == sorted(keys(engine, "default", "a"))

    def test_keys_of_another_library_give_nothing(self, engine: Engine) -> None:
        engine.put(*made("a", "moon.", "sun."))
        engine.put(*made("a", "moon.", "sun.", library="other"))
        foreign = keys(engine, "other", "a")
        assert engine.fetch("default", foreign) == []
        assert engine.postings("default", foreign) == []
        assert engine.fetch("nowhere", foreign) == []
        assert len(engine.fetch("default", foreign + keys(engine, "default", "a"))) == 2

    def test_many_terms_are_counted_as_each_alone(self, engine: Engine) -> None:
        words = [f"w{number}" for number in range(700)]
        engine.put(*made("a", "w3 w5 w5 moon.", "w5 w699.", title="w0"))
        engine.put(*made("b", "w5 w7.", library="other"))
        counted = engine.statistics("default", [*words, *OTHERS]).frequencies
        assert {word: count for word, count in counted.items() if count} == {"w0": 2, "w3": 1, "w5": 2}
        assert counted.keys() == {*words, *OTHERS}
        assert all(engine.statistics("default", [word]).frequencies[word] == counted[word] for word in words[::100])

    def test_misspelt_words_are_corrected_alike(self, engine: Engine) -> None:
        engine.put(*made("a", "the ferri to thornquay and librari hours."))  # as the analyser of questions cuts words
        engine.put(*made("b", "the ferri sails.", "a bakeri here.", library="other"))
        typed = "when does the ferrry to Thornqay leave, and what has the bakrey"
        assert spelling.correct(engine, typed, "default") == typed.replace("ferrry", "ferry").replace(
            "Thornqay", "Thornquay"
        )
        assert spelling.correct(engine, typed, "other") == typed.replace("ferrry", "ferry").replace("bakrey", "bakery")
        assert spelling.correct(engine, typed, "nowhere") == typed

    def test_removing_from_one_library_leaves_the_other(self, engine: Engine) -> None:
        engine.put(*made("a", "moon."))
        engine.put(*made("a", "moon.", library="other"))
        before = everything(engine, "other", "a")
        assert engine.remove("default", "a") is True
        assert everything(engine, "other", "a") == before

    @pytest.mark.parametrize("name", ["", " ", "Default", "a'b", 'a"b', "x; DROP TABLE articles", "🦦", "a\x00b", "%"])
    def test_a_library_may_have_any_name(self, engine: Engine, name: str) -> None:
        engine.put(*made("a", "moon.", library=name))
        engine.put(*made("b", "sun.", library="default"))
        assert [card.id for card in engine.articles(name)] == ["a"]
        assert engine.lexical(name, ["moon."], 9) == keys(engine, name, "a")

    def test_names_that_are_not_text_are_unknown(self, engine: Engine) -> None:
        engine.put(*made("a", "moon."))
        assert engine.articles("\udcff") == []
        assert engine.article("default", "\udcff") is None
        assert engine.passages("default", "\udcff") == []
        assert engine.remove("default", "\udcff") is False

    # Replacing and removing

    def test_a_second_put_replaces_the_whole_article(self, engine: Engine) -> None:
        engine.put(*made("a", "moon.", "old.", "older.", title="Was", language="de"))
        engine.put(*made("b", "sun."))
        gone = keys(engine, "default", "a")
        wanted = made("a", "stars.", title="Is")
        engine.put(*wanted)
        assert engine.article("default", "a") == wanted.article
        assert [stored.passage for stored in engine.passages("default", "a")] == wanted.passages
        assert engine.fetch("default", gone) == []
        assert engine.postings("default", gone) == []
        assert engine.lexical("default", ["moon.", "old.", "was"], 10) == []
        assert sorted(engine.dense("default", unit("moon.")[0], 10)) == sorted(keys(engine, "default", "a", "b"))
        assert engine.statistics("default", ["moon.", "stars."]).frequencies == {"moon.": 0, "stars.": 1}
        assert engine.statistics("default", []).passages == 2

    def test_putting_twice_is_putting_once(self, engine: Engine) -> None:
        engine.put(*made("a", "moon and sun.", "moon."))
        before = everything(engine, "default", "a")
        engine.put(*made("a", "moon and sun.", "moon."))
        assert everything(engine, "default", "a") == before

    def test_a_removed_article_never_returns(self, engine: Engine) -> None:
        engine.put(*made("b", "moon.", "sun."))
        before = everything(engine, "default", "a", "b")
        engine.put(*made("a", "moon sun.", "sun.", language="de"))
        gone = keys(engine, "default", "a")
        assert engine.remove("default", "a") is True
        assert engine.remove("default", "a") is False
        assert everything(engine, "default", "a", "b") == before
        assert engine.fetch("default", gone) == []

    def test_a_second_opening_finds_everything(self, engine: Engine, opened: Callable[[], Engine]) -> None:
        engine.put(*made("a", "moon.", "sun."))
        before = everything(engine, "default", "a")
        engine.close()
        assert everything(opened(), "default", "a") == before

    # Keys

    def test_postings_and_passages_come_in_the_order_of_passage_ids(self, engine: Engine) -> None:
        for name in ("m", "z", "a"):
            engine.put(*made(name, "moon.", "sun."))
        shuffled = keys(engine, "default", "z", "a", "m")
        random.Random(1).shuffle(shuffled)
        wanted = ["a:00000", "a:00001", "m:00000", "m:00001", "z:00000", "z:00001"]
        assert [posting.passage_id for posting in engine.postings("default", shuffled)] == wanted
        assert [stored.passage.id for stored in engine.fetch("default", shuffled)] == wanted

    def test_repeated_and_unknown_keys_are_left_out(self, engine: Engine) -> None:
        engine.put(*made("a", "moon."))
        (key,) = keys(engine, "default", "a")
        asked = [key, key, 0, -1, -key, key + 1, 2**62, 2**70, -(2**70), key]
        assert [stored.key for stored in engine.fetch("default", asked)] == [key]
        assert [posting.key for posting in engine.postings("default", asked)] == [key]
        assert engine.fetch("default", []) == []

    # By words

    def test_lexical_finds_every_passage_that_holds_some_of_the_terms(self, engine: Engine) -> None:
        engine.put(*made("a", "moon rises.", "sun sets.", "moon and sun.", "stars."))
        first, second, third, _ = keys(engine, "default", "a")
        assert sorted(engine.lexical("default", ["moon", "sun", "nothing"], 10)) == [first, second, third]
        assert engine.lexical("default", ["rises."], 10) == [first]
        assert engine.lexical("default", ["nothing"], 10) == []
        assert engine.lexical("default", [], 10) == []

    def test_lexical_finds_titles(self, engine: Engine) -> None:
        engine.put(*made("a", "one.", "two.", title="Moon"))
        engine.put(*made("b", "three.", title="Sun"))
        assert sorted(engine.lexical("default", ["moon"], 10)) == keys(engine, "default", "a")

    @pytest.mark.parametrize("k", [-1, 0, 1, 3, 100])
    def test_searches_give_k_keys_at_most(self, engine: Engine, k: int) -> None:
        engine.put(*made("a", *["moon."] * 5))
        for found in (engine.lexical("default", ["moon."], k), engine.dense("default", unit("x")[0], k)):
            assert len(found) == len(set(found)) == min(max(k, 0), 5)

    def test_lexical_holds_the_best_by_bm25(self, engine: Engine) -> None:
        choose, words = random.Random(7), [f"w{rank}" for rank in range(400)]
        weights = [1 / (rank + 3) for rank in range(len(words))]
        texts = [" ".join(choose.choices(words, weights, k=choose.randint(10, 60))) for _ in range(600)]
        for start in range(0, len(texts), 100):
            engine.put(*made(f"a{start}", *texts[start : start + 100], title="w399"))
        postings = engine.postings(
            "default", [k for c in engine.articles("default") for k in keys(engine, "default", c.id)]
        )
        for _ in range(30):
            asked = [*choose.sample(words, 5), choose.choice(words[:10])]
            scores = bm25([posting.terms for posting in postings], asked)
            best = sorted(zip(scores, (posting.key for posting in postings), strict=True), reverse=True)[:20]
            found = engine.lexical("default", asked, 100)
            assert {key for score, key in best if score} <= set(found)

    @pytest.mark.parametrize("term", SYNTAX + OTHERS, ids=lambda term: ascii(term)[:20])
    def test_a_term_is_data_never_syntax(self, engine: Engine, term: str) -> None:
        engine.put(*made("a", "moon and sun.", "moon. nearly"))
        assert engine.lexical("default", [term], 10) == []
        assert engine.statistics("default", [term]).frequencies == {term: 0}
        first, second = keys(engine, "default", "a")
        assert engine.lexical("default", [term, "sun.", term], 10) == [first]
        assert engine.lexical("default", ["moon.", term], 10) == [second]

    @pytest.mark.parametrize(
        "term", ["u.s", "o'neil", "3.14", "🦦", "ночь", "渡轮", "e\u0301", "c++", 'a"b', "near", "a*", "^", "_"]
    )
    def test_a_term_of_any_characters_is_found_whole(self, engine: Engine, term: str) -> None:
        engine.put(*made("a", f"the {term} x", "the u s o neil 3 14 e c ab"))
        assert engine.lexical("default", [term], 10) == keys(engine, "default", "a")[:1]
        assert engine.statistics("default", [term]).frequencies == {term: 1}

    @settings(
        max_examples=example_count(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(terms=st.lists(st.text() | st.sampled_from([*SYNTAX, "moon.", "\ud800"]), max_size=8), k=st.integers(-1, 5))
    @example(terms=[f"t{number}" for number in range(2_000)] + ["moon."], k=5)
    def test_no_terms_break_a_search(self, stocked_engine: Engine, terms: list[str], k: int) -> None:
        with stocked_engine.snapshot():
            found = stocked_engine.lexical("default", terms, k)
            assert len(found) <= max(k, 0)
            assert set(stocked_engine.statistics("default", terms).frequencies) == set(terms)
            if "moon." in terms and k == 5:
                assert set(keys(stocked_engine, "default", "a")[:1]) <= set(found)

    # By meaning

    def test_dense_finds_the_nearest(self, engine: Engine) -> None:
        axes = np.eye(DIMENSION).tolist()
        engine.put(*made("a", "x.", "y.", "z.", vectors=axes[:3]))
        x, y, z = keys(engine, "default", "a")
        question = np.array([0.1, 0.9, 0.5] + [0] * (DIMENSION - 3), dtype=np.float32)
        assert engine.dense("default", question, 1) == [y]
        assert sorted(engine.dense("default", question, 2)) == sorted([y, z])
        assert engine.dense("default", -question, 1) == [x]

    def test_dense_takes_any_of_the_tied(self, engine: Engine) -> None:
        nearest, other = np.eye(DIMENSION)[:2].tolist()
        engine.put(*made("a", *["x."] * 9, vectors=[nearest, *[other] * 7, nearest]))
        first, *middle, last = keys(engine, "default", "a")
        found = engine.dense("default", np.array(nearest, dtype=np.float32), 5)
        assert {first, last} <= set(found)
        assert len(set(found) & set(middle)) == 3

    # Against plain Python

    @pytest.mark.parametrize("seed", range(4))
    def test_facts_equal_a_plain_count_after_any_changes(self, engine: Engine, seed: int) -> None:
        choose = random.Random(seed)
        held: dict[tuple[str, str], Made] = {}
        for step in range(40):
            change(engine, choose, held, step)
            if step % 8 == 7:
                for library in ("default", "other"):
                    agree(
                        engine, library, {name: article for (owner, name), article in held.items() if owner == library}
                    )

    # What is known of articles

    def test_all_that_is_known_of_an_article_comes_back(self, engine: Engine) -> None:
        article_parts = made("a", "moon.", "sun.")
        article = replace(
            article_parts.article,
            author="Ida Brask",
            canonical="https://paper.example/moon",
            pages=(0, 7),
            gone="2026-01-02",
        )
        engine.put(article, article_parts.passages, article_parts.vectors)
        assert engine.article("default", "a") == article
        card = engine.card("default", "a")
        assert card is not None
        assert engine.articles("default") == [card]
        assert (card.author, card.canonical, card.gone) == (article.author, article.canonical, article.gone)
        assert (card.words, card.passages, card.digest) == (2, 2, article.digest)

    def test_there_is_no_card_of_what_is_not_there(self, engine: Engine) -> None:
        engine.put(*made("a", "moon.", library="other"))
        assert engine.card("default", "a") is None
        assert engine.card("other", "b") is None
        assert engine.card("other", "\udcff") is None

    def test_a_mark_changes_nothing_but_the_date(self, engine: Engine) -> None:
        engine.put(*made("a", "moon.", "sun."))
        before = everything(engine, "default", "a")
        assert engine.mark_gone("default", "a", "2026-01-01") is True
        marked = engine.article("default", "a")
        assert marked is not None
        assert marked.gone == "2026-01-01"
        assert engine.mark_gone("default", "a", None) is True
        assert everything(engine, "default", "a") == before
        assert engine.mark_gone("default", "b", None) is False
        assert engine.mark_gone("other", "a", "2026-01-01") is False

    def test_a_library_has_a_name_while_it_has_an_article(self, engine: Engine) -> None:
        engine.put(*made("a", "moon.", library="second"))
        engine.put(*made("a", "moon.", library="first"))
        assert engine.libraries() == ("first", "second")
        engine.remove("second", "a")
        assert engine.libraries() == ("first",)

    # Snapshots

    def test_a_snapshot_sees_one_state_whatever_another_thread_does(self, engine: Engine) -> None:
        engine.put(*made("a", "moon."))
        engine.put(*made("b", "sun."))
        before = everything(engine, "default", "a", "b", "c")

        def change() -> None:
            engine.put(*made("a", "stars.", "moon.", language="de"))
            engine.put(*made("c", "moon sun."))
            engine.remove("default", "b")
            engine.put(*made("d", "moon.", library="new"))

        with engine.snapshot():
            in_a_thread(change)
            assert everything(engine, "default", "a", "b", "c") == before
            assert engine.articles("new") == []
            with engine.snapshot():
                assert everything(engine, "default", "a", "b", "c") == before
            assert everything(engine, "default", "a", "b", "c") == before
        assert [card.id for card in engine.articles("default")] == ["a", "c"]
        assert sorted(engine.dense("default", unit("x")[0], 9)) == sorted(keys(engine, "default", "a", "c"))

    def test_a_snapshot_is_pinned_where_it_is_entered(self, engine: Engine) -> None:
        engine.put(*made("a", "moon."))
        with engine.snapshot():
            in_a_thread(lambda: engine.put(*made("b", "sun.")))
            assert [card.id for card in engine.articles("default")] == ["a"]
            assert len(engine.dense("default", unit("x")[0], 9)) == 1

    def test_a_snapshot_sees_one_state_whatever_another_process_does(
        self, engine: Engine, elsewhere: Callable[..., str]
    ) -> None:
        engine.put(*made("a", "moon."))
        before = everything(engine, "default", "a", "b")
        with engine.snapshot():
            elsewhere("add", "b")
            elsewhere("remove", "a")
            assert everything(engine, "default", "a", "b") == before
        assert [card.id for card in engine.articles("default")] == ["b"]

    def test_a_change_by_another_process_is_seen_at_once(self, engine: Engine, elsewhere: Callable[..., str]) -> None:
        engine.put(*made("a", "moon."))
        everything(engine, "default", "a")
        elsewhere("add", "b", "c")
        assert len(engine.dense("default", unit("x")[0], 9)) == 5
        assert engine.lexical("default", ["b", "c"], 9) != []
        elsewhere("remove", "b", "a")
        assert sorted(engine.dense("default", unit("x")[0], 9)) == keys(engine, "default", "c")
        assert engine.statistics("default", ["b", "c"]).frequencies == {"b": 0, "c": 2}

    def test_what_a_thread_stores_inside_its_snapshot_is_seen_after_it(self, engine: Engine) -> None:
        with engine.snapshot():
            engine.put(*made("a", "moon."))
            assert engine.articles("default") == []
        assert len(engine.articles("default")) == 1

    def test_a_snapshot_ends_with_its_block_even_by_an_error(self, engine: Engine) -> None:
        def fail() -> None:
            with engine.snapshot():
                raise KeyError

        with pytest.raises(KeyError):
            fail()
        in_a_thread(lambda: engine.put(*made("a", "moon.")))
        assert len(engine.articles("default")) == 1

    def test_readers_see_whole_articles_while_others_write(self, engine: Engine) -> None:
        done, wrong = threading.Event(), []

        def read() -> None:
            while not done.is_set():
                with engine.snapshot():
                    counts = {card.id: card.passages for card in engine.articles("default")}
                    found = engine.fetch("default", engine.dense("default", unit("x")[0], 1_000))
                    if Counter(stored.passage.article_id for stored in found) != Counter(counts):
                        wrong.append((counts, found))

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        choose = random.Random(3)
        for step in range(60):
            name = f"a{choose.randrange(5)}"
            if step % 4 == 3:
                engine.remove("default", name)
            else:
                engine.put(*made(name, *[f"{name} {step}."] * choose.randint(1, 30)))
        done.set()
        for reader in readers:
            reader.join()
        assert not wrong

    def test_closing_twice_is_closing_once(self, engine: Engine) -> None:
        engine.put(*made("a", "moon."))
        engine.close()
        engine.close()


def in_a_thread(change: Callable[[], object]) -> None:
    errors: list[BaseException] = []

    def run() -> None:
        try:
            change()
        except BaseException as error:  # noqa: BLE001  it is raised below, in the test's thread
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]


def bm25(passages: list[tuple[str, ...]], asked: list[str]) -> list[float]:
    """Okapi BM25 (k1 1.5, b 0.75) of every passage, written out."""
    average = sum(map(len, passages)) / len(passages)
    scores = [0.0] * len(passages)
    for term in asked:
        counts = [terms.count(term) for terms in passages]
        holding = sum(map(bool, counts))
        idf = math.log1p((len(passages) - holding + 0.5) / (holding + 0.5))
        for position, (count, terms) in enumerate(zip(counts, passages, strict=True)):
            scores[position] += idf * count * 2.5 / (count + 1.5 * (0.25 + 0.75 * len(terms) / average))
    return scores


def change(engine: Engine, choose: random.Random, held: dict[tuple[str, str], Made], step: int) -> None:
    """Put, replace or remove an article, in the engine and in the plain dictionary."""
    library, name = choose.choice(["default", "other"]), f"a{choose.randrange(6)}"
    if choose.random() < 0.3:
        assert engine.remove(library, name) == (held.pop((library, name), None) is not None)
        return
    words = ["moon", "sun", "star.", "ночь", "o'neil", f"only{step}"]
    texts = [" ".join(choose.choices(words, k=choose.randint(1, 12))) for _ in range(choose.randint(0, 6))]
    article = made(name, *texts, library=library, title=choose.choice(["Moon", "Sun set", "Ночь"]))
    engine.put(*article)
    held[library, name] = article


def agree(engine: Engine, library: str, held: dict[str, Made]) -> None:
    """Assert that the engine's facts are those of the dictionary."""
    passages = [(article, passage) for article in held.values() for passage in article.passages]
    terms = [analyse(article.article.title, "en") + analyse(passage.text, "en") for article, passage in passages]
    sentences = sum(len(passage.sentences) for _, passage in passages)
    asked = ["moon", "sun", "set", "star.", "ночь", "o'neil", "only3", "only20", "none"]
    found = engine.statistics(library, asked)
    assert (found.passages, found.sentences) == (len(passages), sentences)
    assert found.frequencies == {term: sum(term in held_terms for held_terms in terms) for term in asked}
    assert found.average_length == pytest.approx(sum(map(len, terms)) / max(1, len(terms)))
    in_sentences = sum(len(analyse(passage.text, "en")) for _, passage in passages)
    assert found.average_sentence == pytest.approx(in_sentences / max(1, sentences))

    ids = {passage.id for _, passage in passages if {"moon", "o'neil"} & set(analyse(passage.text, "en"))} | {
        passage.id for article, passage in passages if article.article.title == "Moon"
    }
    lexical = engine.fetch(library, engine.lexical(library, ["moon", "o'neil"], 1_000))
    assert {stored.passage.id for stored in lexical} == ids

    question = unit(f"{library} {len(passages)}")[0]
    vectors = {
        p.id: v.passage for article in held.values() for p, v in zip(article.passages, article.vectors, strict=True)
    }
    best = sorted((float(vector @ question) for vector in vectors.values()), reverse=True)[:5]
    dense = engine.postings(library, engine.dense(library, question, 5))
    assert sorted((float(posting.vector @ question) for posting in dense), reverse=True) == pytest.approx(
        best, abs=1e-6
    )
    assert all(np.array_equal(posting.vector, vectors[posting.passage_id]) for posting in dense)
    assert {card.id: card.passages for card in engine.articles(library)} == {
        n: len(o.passages) for n, o in held.items()
    }
