"""Splits an article into passages: whole sentences, about a paragraph long, never across a heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from retrieval.core.records import Passage, TextRange
from retrieval.text.segmentation import TextBlock, blocks
from retrieval.text.word_count import count_words

# Words a passage: between, so that one passage says one thing and still fits the embedder's 256 tokens whole.
# The lower one ends a passage at the next paragraph, the upper one is only passed by a single sentence.
LEAST_WORDS = 100
MOST_WORDS = 160

_Run = list[TextRange]


def split(article_id: str, text: str, language: str) -> list[Passage]:
    """Split a text into passages, in its order; empty for a text without a sentence.

    A passage that opens a section starts at its heading. Paragraphs are joined until a passage has `LEAST_WORDS`;
    longer ones than `MOST_WORDS` are cut between sentences into parts of about equal length.
    """
    result: list[Passage] = []
    for heading, section in _sections(blocks(text, language)):
        start = heading
        for run in _joined(text, section):
            begin = run[0].start if start is None else start
            result.append(_passage(article_id, len(result), text, begin, run))
            start = None
    return result


def _sections(parts: Sequence[TextBlock]) -> Iterator[tuple[int | None, list[TextBlock]]]:
    """Yield the runs of blocks between headings, each with where its heading starts."""
    heading: int | None = None
    for is_heading, group in groupby(parts, key=lambda block: block.kind == "heading"):
        members = list(group)
        if is_heading:
            heading = members[0].start
        else:
            yield heading, [block for block in members if block.sentences]
            heading = None


def _joined(text: str, section: Sequence[TextBlock]) -> Iterator[_Run]:
    """Join the section's sentences to runs of a passage's length."""
    run: _Run = []
    length = 0
    for piece in (piece for block in section for piece in _pieces(text, block.sentences)):
        added = _length(text, piece)
        if run and (length >= LEAST_WORDS or length + added > MOST_WORDS):
            yield run
            run, length = [], 0
        run, length = run + piece, length + added
    if run:
        yield run


def _pieces(text: str, sentences: Sequence[TextRange]) -> Iterator[_Run]:
    """Yield a paragraph as it is, or in parts of about equal length if it is too long for one passage."""
    lengths = [count_words(text[s.start : s.end]) for s in sentences]
    parts = -(-sum(lengths) // MOST_WORDS)
    share = sum(lengths) / max(parts, 1)
    piece: _Run = []
    length = 0
    for sentence, added in zip(sentences, lengths, strict=True):
        if piece and (length + added / 2 > share or length + added > MOST_WORDS):
            yield piece
            piece, length = [], 0
        piece, length = [*piece, sentence], length + added
    if piece:
        yield piece


def _length(text: str, run: _Run) -> int:
    return sum(count_words(text[s.start : s.end]) for s in run)


def _passage(article_id: str, position: int, text: str, start: int, run: _Run) -> Passage:
    end = run[-1].end
    return Passage(
        id=f"{article_id}-{position:06d}",
        article_id=article_id,
        start=start,
        end=end,
        text=text[start:end],
        sentences=tuple(run),
    )
