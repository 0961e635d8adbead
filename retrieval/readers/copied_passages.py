"""Finds passages whose sentences stand in others too: what several sources carry is read once."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.core.records import Passage


def separate(passages: Sequence[Passage], count: int) -> tuple[list[Passage], list[Passage]]:
    """Choose passages to read, and find those that repeat them.

    A passage repeats others if every sentence of it stands, to the letter, in passages that were chosen before. Copies
    that differ in a figure or a name are read: they may be what overtakes the other.

    Args:
        passages: best first.
        count: how many are chosen at most.

    Returns:
        The chosen passages, and those before the last chosen one that repeat them.
    """
    chosen: list[Passage] = []
    copies: list[Passage] = []
    known: set[str] = set()
    for passage in passages:
        if len(chosen) == count:
            break
        quotes = {passage.quote(sentence) for sentence in passage.sentences}
        if quotes <= known:
            copies.append(passage)
        else:
            chosen.append(passage)
            known |= quotes
    return chosen, copies
