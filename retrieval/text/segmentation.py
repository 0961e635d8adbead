"""Finds the structure of a text: headings, paragraphs and list items, each with its sentences, as ranges.

Conventions: a heading is a line that starts with one to six `#` and a space, a list item one that starts with a marker
(`- `, `* `, `• `, `1. `, `2) `), and blank lines part paragraphs. `line_groups` decides what a single line end means,
and `sentence_splitter` where sentences end.
"""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.core.records import TextRange
from retrieval.text.line_groups import BlockKind, group_lines
from retrieval.text.sentence_splitter import MAX_SENTENCE, split_sentences
from retrieval.text.word_count import count_words

__all__ = ["MAX_SENTENCE", "TextBlock", "blocks", "count_words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A heading, a paragraph or a list item: a range of the text without white space at its ends."""

    start: int  # of an item: where its marker begins
    end: int
    kind: BlockKind
    sentences: tuple[TextRange, ...]  # in order; none for a heading, at least one for the others


def blocks(text: str, language: str = "en") -> list[TextBlock]:
    """Split a text into its blocks, in order, without overlap.

    What is in no sentence and no heading is a list marker, or has no letter and no digit (`***`). A sentence has at
    most MAX_SENTENCE characters. The time grows with the length of the text only, however it is made up.

    Args:
        text: as `normalize.normalise` returns it.
        language: ISO 639-1; one that is not known is read as English.
    """
    result = []
    for group in group_lines(text):
        sentences = tuple(
            TextRange(start=run + start, end=run + end)
            for run, stop in group.runs
            for start, end in split_sentences(text[run:stop], language)
        )
        if sentences or group.kind == "heading":
            result.append(TextBlock(start=group.start, end=group.end, kind=group.kind, sentences=sentences))
    return result
