"""A process that holds some of the shards: it answers its own servers and lets the others' alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.app.configuration import Config
from bot.discord.core.discord_settings import DiscordSettings
from bot.discord.core.pending_answers import PendingInteraction, tell_left_askers
from bot.discord.library import refreshes
from bot.discord.privacy.departed_servers import forget_due_servers
from bot.store.store_records import utc_now
from support.discord_loopback.gateway_sessions import Session
from support.samples import DRAFTS

NEAR, FAR = 4 << 22, 5 << 22  # servers of shard 0 and of shard 1 of two, which the bot is not in


@pytest.fixture
def half(staged: Any) -> Any:
    """A bot that holds the first of two shards."""
    return staged(Config(discord=DiscordSettings(shards="0/2")), shards=2)


def test_it_connects_its_own_shards_alone(half: Any) -> None:
    def shard(session: Session) -> tuple[int, int]:
        return session.shard, session.shards

    half.server.add_guild("Near", shard=(0, 2))
    half.server.add_guild("Far", shard=(1, 2))
    half.server.wait_until(lambda: "Near" in {guild.name for guild in half.bot.guilds}, 30)
    assert set(map(shard, half.server.gateway.sessions)) == {(0, 2)}
    assert "Far" not in {guild.name for guild in half.bot.guilds}


def test_what_is_kept_of_servers_of_other_shards_is_not_taken_for_left(half: Any) -> None:
    half.footnote.store(DRAFTS[:1], library=f"guild-{NEAR}")
    half.footnote.store(DRAFTS[:1], library=f"guild-{FAR}")
    departures = half.ledger.departures
    departures._now = lambda: utc_now() - timedelta(days=40)
    half.run(forget_due_servers(half.bot))  # notes what it misses
    assert set(departures.due(days=0)) & {NEAR, FAR} == {NEAR}
    departures.note([FAR])  # as the other process would, after it was thrown out
    departures._now = utc_now
    assert set(departures.due(days=30)) >= {NEAR, FAR}
    half.run(forget_due_servers(half.bot))
    assert half.footnote.articles(library=f"guild-{NEAR}") == []
    assert len(half.footnote.articles(library=f"guild-{FAR}")) == 1


def test_what_another_process_answers_is_not_called_interrupted(half: Any) -> None:
    for number, realm in ((7, NEAR), (8, FAR), (9, -77)):
        half.ledger.pending.add(PendingInteraction(id=number, token="t", locale="en", realm=realm), person=1)
    half.run(tell_left_askers(half.bot))
    assert [pending.id for pending in half.ledger.pending.left()] == [8]


def test_the_schedule_reads_the_libraries_of_its_own_servers(half: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    async def refresh(_: Any, library: str, *__: Any, **___: Any) -> list[Any]:
        read.append(library)
        if library == "user-1":
            raise refreshes.Closing
        return []

    due = [(library, "notes") for library in (f"guild-{FAR}", f"guild-{NEAR}", "user-1")]
    monkeypatch.setattr(refreshes, "refresh_library", refresh)
    monkeypatch.setattr(refreshes, "_due", lambda *_: due)
    with pytest.raises(refreshes.Closing):
        half.run(refreshes.refresh_due_locations(half.bot))
    assert read == [f"guild-{NEAR}", "user-1"]
