"""How much is held in memory while articles are added."""

from __future__ import annotations

import pytest

from retrieval.core.ingestion_records import Draft, UnchangedSource
from retrieval.core.records import Article, Passage, TextRange
from retrieval.indexing import batch
from retrieval.indexing.batch import Batch, SplitArticle
from retrieval.indexing.loaded_items import LoadedItem


def article(passages: int, text: str = "It rains.") -> SplitArticle:
    record = Article(
        id="a", library="l", source="s", title="T", text=text, digest="d", published=None, added="", language="en"
    )
    passage = Passage(
        id="a-0", article_id="a", start=0, end=9, text="It rains.", sentences=(TextRange(start=0, end=9),)
    )
    return SplitArticle(article=record, passages=(passage,) * passages, replaces=False, origin=None)


def test_a_batch_is_full_of_passages() -> None:
    full = Batch()
    full.add(article(100))
    assert not full.is_full()
    full.add(article(28))
    assert full.is_full()


def test_a_batch_is_full_of_text_be_it_new_or_waiting() -> None:
    full = Batch()
    full.add(article(1, "x" * 2_000_000))
    assert not full.is_full()
    full.postpone(LoadedItem(item=UnchangedSource(source="s"), location="s"))
    assert not full.is_full()
    full.postpone(LoadedItem(item=Draft(source="s", title="T", text="x" * 2_000_000), location="s"))
    assert full.is_full()


def test_a_batch_is_stored_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = 100.0
    monkeypatch.setattr(batch.time, "monotonic", lambda: moment)
    slow = Batch()
    assert not slow.is_full()
    moment += 11
    assert slow.is_full()
