"""A process that holds some of the shards: it answers its own servers and lets the others' alone."""

from __future__ import annotations

import asyncio
from concurrent import futures
from datetime import timedelta
from typing import Any

import pytest

from bot.configuration.config_file import Config
from bot.configuration.discord_settings import DiscordSettings
from bot.discord.connection import command_sync, process_locks
from bot.discord.core.pending_answers import PendingInteraction, tell_left_askers
from bot.discord.library import refreshes
from bot.discord.privacy import retention
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


def test_the_schedule_reads_the_libraries_of_all_servers_in_one_process(
    half: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    async def refresh(_: Any, library: str, *__: Any, **___: Any) -> list[Any]:
        read.append(library)
        if library == "user-1":
            raise refreshes.Closing
        return []

    due = [(library, "notes") for library in (f"guild-{FAR}", f"guild-{NEAR}", "user-1")]
    monkeypatch.setattr(refreshes, "refresh_library", refresh)
    monkeypatch.setattr(refreshes, "_due", lambda *_: due)
    monkeypatch.setattr(process_locks, "LOOK_SECONDS", 0.05)
    other = half.ledger.lock(process_locks.UPKEEP)
    waiting = asyncio.run_coroutine_threadsafe(refreshes.refresh_due_locations(half.bot), half.bot.loop)
    assert not futures.wait([waiting], timeout=0.5).done
    assert read == []
    other.release()
    with pytest.raises(refreshes.Closing):
        waiting.result(30)
    assert read == [f"guild-{FAR}", f"guild-{NEAR}", "user-1"]


def test_what_is_too_old_is_deleted_by_the_process_with_the_lock(half: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    swept: list[object] = []
    monkeypatch.setattr(half.ledger.old_data, "delete", swept.append)
    monkeypatch.setattr(process_locks, "LOOK_SECONDS", 0.05)
    other = half.ledger.lock(process_locks.UPKEEP)
    waiting = asyncio.run_coroutine_threadsafe(retention.delete_old_data(half.bot), half.bot.loop)
    assert not futures.wait([waiting], timeout=0.5).done
    assert swept == []
    other.release()
    half.server.wait_until(lambda: len(swept) == 1, 30)
    waiting.cancel()


def test_two_processes_that_start_at_once_send_the_commands_once(half: Any) -> None:
    half.ledger.facts.drop(f"commands of {half.bot.application_id}")
    before = len(half.server.requests("PUT /applications/*/commands"))

    async def start_twice() -> list[bool]:
        return await asyncio.gather(*(command_sync.sync_commands(half.bot) for _ in range(2)))

    assert sorted(half.run(start_twice())) == [False, True]
    assert len(half.server.requests("PUT /applications/*/commands")) == before + 1


def test_two_that_read_a_library_again_take_turns(half: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    at_work, most = 0, 0

    async def correct(*_: Any) -> int:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        await asyncio.sleep(0.1)
        at_work -= 1
        return 0

    monkeypatch.setattr(refreshes.corrections, "correct_cards", correct)

    async def refresh_thrice() -> None:
        await asyncio.gather(*(refreshes.refresh_library(half.bot, half.library) for _ in range(3)))

    half.run(refresh_thrice())
    assert most == 1
