"""Figures for operators, and what of them is for the application's owner alone."""

from __future__ import annotations

import pytest

from bot.concurrency.loop_lag import LagStatistics, LoopLag
from bot.store.store_errors import LedgerFull
from support.discord_server import PATIENCE, LoopbackBot, Start


def test_figures_are_shown_to_who_manages_the_server(stocked_bot: LoopbackBot) -> None:
    stocked_bot.slash("articles")
    stocked_bot.services.ledger.errors.note("0a1b2c3d", "OSError in _secret:12")
    text = stocked_bot.slash("status", by=stocked_bot.keeper).text
    assert text.splitlines()[0] == "### Status"
    assert "**Size** · 3 articles · 4 passages · 110 words" in text
    assert "**Time to answer** · p50 " in text
    assert "**Questions waiting** · 0" in text
    assert "**Shards** · 1" in text
    assert "0a1b2c3d" in text
    assert "OSError" not in text


def test_the_last_errors_are_those_that_people_were_told_of(
    stocked_bot: LoopbackBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot, footnote = stocked_bot, stocked_bot.services.footnote

    def fail(question: str, **_: object) -> None:
        raise RuntimeError(question)

    with monkeypatch.context() as patch:
        patch.setattr(footnote, "examine", fail)
        texts = [
            bot.server.slash(bot.channel, bot.reader, "ask", {"question": f"a secret of the weir {number}?"})
            .wait(PATIENCE)
            .messages[0]
            .text
            for number in range(7)
        ]
    noted = bot.services.ledger.errors.latest(7)
    assert all(error.id in text for error, text in zip(reversed(noted), texts, strict=True))
    line = next(row for row in bot.slash("status", by=bot.keeper).text.splitlines() if "Last errors" in row)
    assert [error.id for error in noted if error.id in line] == [error.id for error in noted[:5]]
    assert "RuntimeError" not in line
    owner = bot.server.state.app_owner
    shown = bot.slash("status", by=owner, at=bot.server.dm(owner)).text
    assert f"{noted[0].id} RuntimeError" in shown
    assert "secret" not in shown


def test_errors_are_shown_although_the_ledger_is_out_of_order(
    stocked_bot: LoopbackBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot, stored = stocked_bot, stocked_bot.services.ledger.errors

    def fail(*_: object, **__: object) -> None:
        raise LedgerFull("the disk has no room", advice="Make room.")

    for name in ("note", "latest"):
        monkeypatch.setattr(stored, name, fail)
    monkeypatch.setattr(bot.services.ledger.privacy, "export", fail)
    asked = bot.server.slash(bot.channel, bot.reader, "privacy").wait(PATIENCE)
    assert asked.messages[0].text == bot.say().refusals.stored
    (error,) = bot.services.errors.latest(5, [])
    assert error.what.startswith("LedgerFull")
    assert error.id in bot.slash("status", by=bot.keeper).text


def test_the_owner_sees_what_kind_the_errors_are(stocked_bot: LoopbackBot) -> None:
    stocked_bot.services.ledger.errors.note("0a1b2c3d", "OSError in somewhere:12")
    owner = stocked_bot.server.state.app_owner
    text = stocked_bot.slash("status", by=owner, at=stocked_bot.server.dm(owner)).text
    assert "0a1b2c3d OSError in somewhere\\:12" in text


def test_others_see_nothing_in_direct_messages(stocked_bot: LoopbackBot) -> None:
    dm = stocked_bot.server.dm(stocked_bot.keeper)
    text = stocked_bot.slash("status", by=stocked_bot.keeper, at=dm).text
    assert "Only the operator of Footnote may do that here." in text
    assert "p50" not in text


def test_keepers_see_their_server_s_figures_and_the_owner_all(stocked_bot: LoopbackBot) -> None:
    bot = stocked_bot
    bot.slash("search", words="otters")
    guild, channel, keeper, reader = bot.elsewhere()
    for words in ("otters", "quarry"):
        bot.slash("search", words=words, by=reader, at=channel)
    own = bot.slash("status", by=bot.keeper).text
    assert " · n = 1" in own
    assert f"guild-{guild.id}" not in own
    assert " · n = 2" in bot.slash("status", by=keeper, at=channel).text
    owner = bot.server.state.app_owner
    shown = bot.slash("status", by=owner, at=bot.server.dm(owner)).text
    assert " · n = 3" in shown
    assert f"guild-{guild.id}: 2 (p95" in shown
    assert f"guild-{bot.guild.id}: 1 (p95" in shown


def test_the_delay_of_the_event_loop_is_shown(started: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    bot = started()
    assert "Event loop delay" not in bot.slash("status", by=bot.keeper).text
    monkeypatch.setattr(LoopLag, "statistics", lambda _: LagStatistics(p50=0.001, p99=0.02, most=0.3, looks=9))
    assert "**Event loop delay** · p50 1 ms · p99 20 ms · max 300 ms" in bot.slash("status", by=bot.keeper).text


def test_no_errors_are_said_to_be_none(bot: LoopbackBot) -> None:
    assert "**Last errors** · none" in bot.slash("status", by=bot.keeper).text
