"""Cuts passages to the sentences in which a cheaper model sees the answer, so that a large one reads fewer words."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from retrieval.core.records import Passage
from retrieval.readers.reading_ranker import UNREAD, SentenceKey
from retrieval.readers.span_readings import Reading, Readings
from retrieval.text.line_groups import CELL_BORDER
from retrieval.text.word_count import count_words

# Words of a question's passages that the large model reads; the likeliest one is read whole, however long it is. Of 249
# answerable questions of clapnq-tune and people-tune 212 have the right sentence first, as where all passages are read
# whole, for .86 and .94 of the word pieces of the one question in twenty that takes longest; with 160 words, or
# excerpts of 40, some are lost (bench/train_reader/LOG.md).
MOST_WORDS = 220
LEAST_WORDS = 80  # of an excerpt when those above are used up
# A passage of up to so many times as many words as its excerpt would have is read whole: little is saved.
HARDLY_LONGER = 1.15
# Log-odds that a sentence outside of its passage's excerpt counts as having at most.
OUTSIDE = -1.0


class ExcerptReader:
    """Reads a question's passages with a large model: the likeliest whole, of the others what words are left for.

    Args:
        read: reads passages with the large model.
        estimates: readings of all sentences by a cheaper model.
    """

    def __init__(self, read: Callable[[Sequence[Passage]], Readings], estimates: Readings) -> None:
        self._read = read
        self._estimates = estimates
        self._words = 0  # read so far

    def read(self, passages: Sequence[Passage]) -> dict[SentenceKey, Reading]:
        """Read passages, the likeliest first; what stands outside of their excerpts is estimated."""
        read = self._read([self._cut(passage) for passage in passages])
        return {**estimate_outside(passages, read, self._estimates), **read}

    def _cut(self, passage: Passage) -> Passage:
        """Return the passage, or an excerpt of it where too many words were read before."""
        left = max(LEAST_WORDS, MOST_WORDS - self._words)
        kept = excerpt(passage, self._estimates, left) if self._words else passage
        self._words += count_words(kept.text)
        return kept


def excerpt(passage: Passage, estimates: Readings, words: int) -> Passage:
    """Cut a passage to a run of whole sentences.

    The run has the likeliest sentence, and of all such runs the largest share of the likelihood. A passage with a table
    stays whole: its rows are read with the names of their columns.

    Args:
        passage: to be read.
        estimates: readings of its sentences by a cheaper model.
        words: of the run at most, where the likeliest sentence has no more.
    """
    lengths = [count_words(passage.quote(sentence)) for sentence in passage.sentences]
    if sum(lengths) <= words * HARDLY_LONGER or CELL_BORDER in passage.text:
        return passage
    first, last = _likeliest_run(lengths, _likelihoods(passage, estimates), words)
    sentences = passage.sentences[first : last + 1]
    start = sentences[0].start if first else passage.start  # a heading stays
    end = sentences[-1].end
    text = passage.text[start - passage.start : end - passage.start]
    return replace(passage, start=start, end=end, text=text, sentences=sentences)


def estimate_outside(passages: Sequence[Passage], read: Readings, estimates: Readings) -> dict[SentenceKey, Reading]:
    """Return readings of the sentences that stand outside of the excerpts that were read.

    Args:
        passages: of which excerpts were read.
        read: the readings of these.
        estimates: readings of all sentences by a cheaper model.
    """
    whole = {key[0]: each.passage for key, each in read.items()}
    keys = [(passage.id, sentence.start) for passage in passages for sentence in passage.sentences]
    return {
        key: replace(estimates[key], reading=min(estimates[key].reading, OUTSIDE), passage=whole[key[0]])
        for key in keys
        if key not in read and key in estimates and key[0] in whole
    }


def _likelihoods(passage: Passage, estimates: Readings) -> list[float]:
    """Return the odds of each sentence against those of the likeliest, 0 to 1."""
    found = [estimates.get((passage.id, sentence.start)) for sentence in passage.sentences]
    readings = [each.reading if each else UNREAD for each in found]
    return [math.exp(reading - max(readings)) for reading in readings]


def _likeliest_run(lengths: Sequence[int], likelihoods: Sequence[float], words: int) -> tuple[int, int]:
    """Return the first and the last sentence of the run: the likeliest, then the longest, then the most even one."""
    best = max(range(len(likelihoods)), key=likelihoods.__getitem__)

    def value(run: tuple[int, int]) -> tuple[float, int, int, int, int]:
        first, last = run
        inside = slice(first, last + 1)
        evenness = -abs((best - first) - (last - best))
        return round(sum(likelihoods[inside]), 2), sum(lengths[inside]), evenness, first, last

    return max(_runs_around(best, lengths, words), key=value)


def _runs_around(best: int, lengths: Sequence[int], words: int) -> Iterator[tuple[int, int]]:
    """Yield the first and the last sentence of each run around one that is short enough, and of that one alone."""
    for first in range(best + 1):
        for last in range(best, len(lengths)):
            if first == last or sum(lengths[first : last + 1]) <= words:
                yield first, last
