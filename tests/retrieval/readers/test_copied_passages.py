"""Passages that repeat others are read once."""

from __future__ import annotations

from retrieval.core.records import Passage
from retrieval.readers.copied_passages import separate
from retrieval.text import passages


def passage(article: str, text: str) -> Passage:
    (only,) = passages.split(article, text, "en")
    return only


def test_a_copy_is_not_read_and_the_next_passage_is() -> None:
    first = passage("a", "The mill burned down in May. Nobody was hurt in the fire.")
    copy = passage("b", "Nobody was hurt in the fire. The mill burned down in May.")
    other = passage("c", "The mill had stood for ninety years beside the canal.")
    assert separate([first, copy, other], 2) == ([first, other], [copy])


def test_a_copy_with_another_figure_is_read() -> None:
    first = passage("a", "The mill burned down in May. Two people were hurt in the fire.")
    later = passage("b", "The mill burned down in May. Three people were hurt in the fire.")
    assert separate([first, later], 6) == ([first, later], [])
