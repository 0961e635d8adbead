"""Ranges of shards: what is understood, what is refused, and that each server belongs to exactly one process."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.connection.shards import ShardRange
from retrieval import ConfigError


@pytest.mark.parametrize(
    ("text", "ids", "count"),
    [("0-3/16", [0, 1, 2, 3], 16), ("5/16", [5], 16), (" 12 - 15 / 16 ", [12, 13, 14, 15], 16), ("0/1", [0], 1)],
)
def test_a_range_names_its_shards(text: str, ids: list[int], count: int) -> None:
    shards = ShardRange.parse(text)
    assert shards is not None
    assert (shards.ids, shards.count) == (ids, count)


@pytest.mark.parametrize("text", ["", "  "])
def test_without_a_range_all_shards_are_held(text: str) -> None:
    assert ShardRange.parse(text) is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("0-16/16", r"no shard 16 among 16.*numbered from 0 to 15"),
        ("16/16", r"no shard 16 among 16"),
        ("3-1/16", r"3-1 of shards runs backwards"),
        ("0-3", r"'0-3' is no range of shards.*0-3/16"),
        ("0-3/0", r"0 is no number of shards"),
        ("0/99999", r"99999 is no number of shards.*16,384"),
        ("-1/4", r"'-1/4' is no range"),
        ("all", r"'all' is no range"),
        ("0-3/16/2", r"is no range"),
        ("²/4", r"is no range"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(text: str, what: str) -> None:
    with pytest.raises(ConfigError, match=what):
        ShardRange.parse(text)


@given(st.integers(1, 2**63 - 1), st.integers(1, 40), st.data())
def test_each_server_belongs_to_exactly_one_range(server: int, count: int, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(1, count - 1), max_size=4))) if count > 1 else []
    ranges = [
        ShardRange(first=first, last=after - 1, count=count)
        for first, after in zip([0, *cuts], [*cuts, count], strict=True)
    ]
    assert sum(shards.has_server(server) for shards in ranges) == 1
    assert [shards.has_server(None) for shards in ranges] == [True, *[False] * len(cuts)]
