"""Reads passages, likeliest first, until no unread passage can hold the sentence that comes first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from retrieval.core.records import Passage
from retrieval.readers.reading_ranker import SentenceKey
from retrieval.readers.span_readings import Reading, Readings

# Log-odds that a sentence which is left unread counts as having at most. Of 35,520 sentences that the large model read
# for 1,809 questions of six sets, 46 reach as much, and 3.6 is the most. With it the same sentence comes first for each
# of the questions as where everything is read.
LIKELIEST = 3.0
# Log-odds by the cheaper model from which a passage of another article is read all the same: it may say otherwise. Of
# the 192 questions of corrections-tune 191 then show what they do where everything is read; with 0 it is 188.
MAY_ANSWER = -1.0


def read_until_settled(
    passages: Sequence[Passage],
    read: Callable[[Sequence[Passage]], Readings],
    find_best: Callable[[Readings], str],
    *,
    estimates: Readings,
) -> dict[SentenceKey, Reading]:
    """Read passages until no unread sentence can come first, and then the passages that may contradict the best one.

    Args:
        passages: likeliest first.
        read: reads some.
        find_best: the id of the passage whose sentence comes first by some readings.
        estimates: readings by a cheaper model, which stand in for the readings of unread passages.
    """
    found: dict[SentenceKey, Reading] = {}
    left = list(passages)
    while left:
        found |= read([left.pop(0)])
        best = find_best(found | _likeliest(left))
        if best not in {each.id for each in left}:
            article = next((each.article_id for each in passages if each.id == best), "")
            competing = [each for each in left if each.article_id != article and _may_answer(each, estimates)]
            found |= read(competing)
            left = [each for each in left if each not in competing]
            break
    unread = {each.id for each in left}
    estimated = {key: each for key, each in estimates.items() if key[0] in unread}
    return found | {key: replace(each, reading=min(each.reading, LIKELIEST)) for key, each in estimated.items()}


def _may_answer(passage: Passage, estimates: Readings) -> bool:
    """Return whether the cheaper model sees a sentence of the passage that may answer."""
    readings = (estimates.get((passage.id, sentence.start)) for sentence in passage.sentences)
    return any(each is not None and each.reading >= MAY_ANSWER for each in readings)


def _likeliest(passages: Sequence[Passage]) -> dict[SentenceKey, Reading]:
    """Return for each sentence the reading of one that answers as surely as any."""
    return {
        (each.id, sentence.start): Reading(reading=LIKELIEST, passage=LIKELIEST, span=sentence)
        for each in passages
        for sentence in each.sentences
    }
