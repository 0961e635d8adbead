from __future__ import annotations

import io
import sys

import pytest

from retrieval.core.errors import SourceEmpty, SourceTooLarge
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import load, read_standard_input
from support.documents import lines, pdf


@pytest.fixture
def give(monkeypatch: pytest.MonkeyPatch) -> object:
    def set_input(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    return set_input


@pytest.mark.parametrize(
    ("content", "title", "text"),
    [
        (b"The quay\n\nIt is long.\n", "The quay", "It is long."),
        (b"  <!DOCTYPE HTML><html><title>The quay</title><p>It is very long.</p>", "The quay", "It is very long."),
        (pdf([lines("It is long.")], information={"Title": "The quay"}), "The quay", "It is long."),
    ],
    ids=["text", "page", "pdf"],
)  # fmt: skip
def test_what_comes_is_an_article(give: object, limits: LimitSettings, content: bytes, title: str, text: str) -> None:
    give(content)  # type: ignore[operator]
    (draft,) = load("-", limits=limits)
    assert isinstance(draft, Draft)
    assert (draft.source, draft.title, draft.text) == (f"stdin:{title}", title, text)


def test_two_texts_without_a_title_are_two_articles(give: object, limits: LimitSettings) -> None:
    drafts = []
    for content in (b"The quay is long.", b"The pier is short.", b"The quay is long."):
        give(content)  # type: ignore[operator]
        drafts += [draft for draft in load("-", limits=limits) if isinstance(draft, Draft)]
    assert [draft.title for draft in drafts] == ["The quay is long.", "The pier is short.", "The quay is long."]
    assert drafts[0].source == drafts[2].source != drafts[1].source


def test_a_title_that_is_given(give: object, limits: LimitSettings) -> None:
    give(b"It is long.")  # type: ignore[operator]
    (draft,) = read_standard_input(limits=limits, title=" The  quay ")
    assert isinstance(draft, Draft)
    assert (draft.source, draft.title) == ("stdin:The quay", "The quay")


def test_nothing_comes(give: object, limits: LimitSettings) -> None:
    give(b" \n")  # type: ignore[operator]
    with pytest.raises(SourceEmpty, match="nothing came on standard input"):
        list(load("-", limits=limits))


def test_too_much_comes(give: object, limits: LimitSettings) -> None:
    give(b"x" * (2**20 + 1))  # type: ignore[operator]
    with pytest.raises(SourceTooLarge, match="more than 1 MB"):
        list(load("-", limits=limits))
