"""What keepers take out: articles, which can be put back, locations, or everything; who they are; what the log says."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.discord.privacy import departed_servers
from bot.store import Place, removals
from bot.store.store_records import utc_now
from support.discord_loopback import Channel, Message
from support.discord_server import PATIENCE, LoopbackBot, Start, added
from support.samples import DRAFTS
from support.web_server import LocalSite

PAGE = "<html><head><title>The ferry</title></head><body><p>The ferry crosses the Welm every hour.</p></body></html>"


def titles(bot: LoopbackBot) -> list[str]:
    return [article.title for article in bot.services.footnote.articles(library=f"guild-{bot.guild.id}")]


def place(bot: LoopbackBot) -> Place:
    return Place(server=int(bot.guild.id), channel=int(bot.channel.id))


def set_server(bot: LoopbackBot, **values: object) -> None:
    bot.services.ledger.preferences.change(place(bot), channel=False, **values)


def said_in(bot: LoopbackBot, channel: Channel) -> list[Message]:
    return list(bot.server.state.messages.get(channel.id, {}).values())


def remove(bot: LoopbackBot) -> Message:
    asked = bot.slash("library remove", by=bot.keeper, article="otters")
    return bot.press(asked, "Yes, remove", by=bot.keeper)


def test_a_removal_is_asked_for_and_may_be_left(stocked_bot: LoopbackBot) -> None:
    bot = stocked_bot
    asked = bot.slash("library remove", by=bot.keeper, article="otters")
    assert "can be undone for an hour" in asked.text
    kept = bot.press(asked, "Cancel", by=bot.keeper)
    assert kept.text.startswith("**Otters on the Welm**")
    assert len(titles(bot)) == 3


def test_a_removal_is_undone_also_after_a_restart(started: Start) -> None:
    bot = started()
    bot.stock(*DRAFTS)
    before = bot.services.footnote.find("otters", library=f"guild-{bot.guild.id}")
    removed = remove(bot)
    assert removed.text.splitlines()[0] == "Removed: Otters on the Welm"
    assert "Otters on the Welm" not in titles(bot)
    bot = started()
    assert bot.press(removed, "Undo", by=bot.keeper).text == "Put back: Otters on the Welm"
    after = bot.services.footnote.find("otters", library=f"guild-{bot.guild.id}")
    assert replace(after, added=before.added) == before


def test_after_an_hour_a_removal_stays(stocked_bot: LoopbackBot, monkeypatch: pytest.MonkeyPatch) -> None:
    removed = remove(stocked_bot)
    monkeypatch.setattr(removals, "MINUTES", -1)
    assert "can no longer be undone" in stocked_bot.press(removed, "Undo", by=stocked_bot.keeper).text
    assert len(titles(stocked_bot)) == 2


def test_a_page_that_is_put_back_is_followed_again(bot: LoopbackBot, web: LocalSite) -> None:
    page = web.page("/ferry", PAGE)
    added(bot.server.slash(bot.channel, bot.keeper, "library add", {"address": page}))
    library = f"guild-{bot.guild.id}"
    assert titles(bot) == ["The ferry"]
    followed = bot.services.footnote.locations(library=library)
    origins = bot.services.footnote.origins(bot.services.footnote.find("ferry", library=library).id, library=library)
    asked = bot.slash("library remove", by=bot.keeper, article="ferry")
    removed = bot.press(asked, "Yes, remove", by=bot.keeper)
    assert bot.services.footnote.locations(library=library) == []
    bot.press(removed, "Undo", by=bot.keeper)
    assert bot.services.footnote.locations(library=library) == followed
    again = bot.services.footnote.find("ferry", library=library)
    assert bot.services.footnote.origins(again.id, library=library) == origins


def test_followed_locations_are_listed_and_unfollowed(bot: LoopbackBot, web: LocalSite) -> None:
    assert "There is nothing to read again" in bot.slash("library sources", by=bot.keeper).text
    page = web.page("/ferry", PAGE)
    added(bot.server.slash(bot.channel, bot.keeper, "library add", {"address": page}))
    assert titles(bot) == ["The ferry"]
    listed = bot.slash("library sources", by=bot.keeper)
    assert listed.text.splitlines()[0] == "### Followed locations"
    assert "/ferry" in listed.text
    assert "last read: 20" in listed.text
    (option,) = listed.find("library.unfollow:0")["options"]
    asked = bot.press(listed, "library.unfollow:0", by=bot.keeper, values=(option["value"],))
    assert "Its articles are removed: 1 article." in asked.text
    listed = bot.press(asked, "Cancel", by=bot.keeper)
    asked = bot.press(listed, "library.unfollow:0", by=bot.keeper, values=(option["value"],))
    gone = bot.press(asked, "Yes, stop following", by=bot.keeper)
    assert gone.text.startswith("No longer followed: ")
    assert titles(bot) == []


def test_a_server_is_forgotten_at_once_after_a_question(stocked_bot: LoopbackBot) -> None:
    bot, library = stocked_bot, f"guild-{stocked_bot.guild.id}"
    guild, *_ = bot.elsewhere()
    bot.stock(DRAFTS[0], guild=guild)
    set_server(bot, language="en", person_daily=7)
    bot.server.slash(bot.channel, bot.reader, "ask", {"question": "When did the quarry close?"}).wait(PATIENCE)
    asked = bot.slash("library forget", by=bot.keeper)
    assert "3 articles" in asked.text
    assert bot.press(asked, "Cancel", by=bot.keeper).text == "3 articles"
    asked = bot.slash("library forget", by=bot.keeper)
    assert "has been deleted" in bot.press(asked, "Yes, delete everything", by=bot.keeper).text
    assert bot.services.footnote.articles(library=library) == []
    assert bot.services.ledger.preferences.own(place(bot), channel=False) == {}
    assert bot.services.ledger.privacy.export(int(bot.reader.id))["answers"] == []
    assert len(bot.services.footnote.articles(library=f"guild-{guild.id}")) == 1


# -- who keeps


def test_a_keeper_s_role_is_checked_by_the_bot_itself(stocked_bot: LoopbackBot) -> None:
    bot = stocked_bot
    role = bot.server.add_role(bot.guild, "librarians")
    librarian = bot.server.add_user("librarian")
    bot.server.add_member(bot.guild, librarian, roles=[role])
    asked = bot.slash("library remove", by=bot.keeper, article="otters")
    asked.audience = librarian.id  # as if the server's settings offered the command to that role
    set_server(bot, keepers=(int(bot.guild.id) + 1,))
    refused = bot.server.press(asked, "Yes, remove", librarian).wait(PATIENCE)
    assert "keepers of the library" in refused.messages[-1].text
    assert len(titles(bot)) == 3
    set_server(bot, keepers=(int(role.id),))
    assert bot.press(asked, "Yes, remove", by=librarian).text.startswith("Removed: ")


def test_the_settings_name_the_keepers_and_their_log(bot: LoopbackBot) -> None:
    role = bot.server.add_role(bot.guild, "librarians")
    shown = bot.slash("settings", by=bot.keeper, keepers=role, log=bot.channel)
    assert f"**Keepers of the library** · <@&{role.id}>" in shown.text
    assert f"**Log of what keepers do** · <#{bot.channel.id}>" in shown.text
    assert "Integrations" in shown.text


def test_the_log_says_what_keepers_do_in_the_server_s_language(stocked_bot: LoopbackBot) -> None:
    bot = stocked_bot
    log = bot.server.add_channel(bot.guild, "log")
    set_server(bot, log_channel=int(log.id), language="de")
    asked = bot.slash("library remove", by=bot.keeper, article="otters")
    removed = bot.press(asked, "Ja, entfernen", by=bot.keeper)
    bot.press(removed, "Rückgängig", by=bot.keeper)
    bot.adds(bot.server.add_file("ferry.md", b"# The ferry\n\nThe ferry crosses the Welm.\n"))
    bot.server.wait_until(lambda: len(said_in(bot, log)) == 3, PATIENCE)
    first, second, third = said_in(bot, log)
    assert first.text.splitlines() == ["Entfernt: Otters on the Welm", f"-# <@{bot.keeper.id}>"]
    assert second.text.startswith("Wiederhergestellt: Otters on the Welm")
    assert third.text.startswith("1 Artikel hinzugefügt")
    assert not first.mentions


def test_the_log_says_when_the_settings_are_changed_on_their_card(bot: LoopbackBot) -> None:
    log = bot.server.add_channel(bot.guild, "log")
    role = bot.server.add_role(bot.guild, "press")
    set_server(bot, log_channel=int(log.id))
    card = bot.slash("settings", by=bot.keeper)
    select, reset = card.custom_ids
    card = bot.press(card, select, by=bot.keeper, values=(role.id,))
    bot.press(card, reset, by=bot.keeper)
    bot.server.wait_until(lambda: len(said_in(bot, log)) == 2, PATIENCE)
    sentence = bot.say().keeping.changed_settings
    assert [message.text.splitlines()[0] for message in said_in(bot, log)] == [sentence, sentence]


def test_a_log_that_cannot_be_written_keeps_nobody_from_anything(stocked_bot: LoopbackBot) -> None:
    set_server(stocked_bot, log_channel=1)
    assert remove(stocked_bot).text.startswith("Removed: ")


# -- servers that were left


def sweep(bot: LoopbackBot) -> None:
    client = bot.client
    asyncio.run_coroutine_threadsafe(departed_servers.forget_due_servers(client), client.loop).result(PATIENCE)


def test_a_server_that_was_left_is_forgotten_after_its_days(stocked_bot: LoopbackBot) -> None:
    bot, library = stocked_bot, f"guild-{stocked_bot.guild.id}"
    guild, *_ = bot.elsewhere()
    bot.stock(DRAFTS[0], guild=guild)
    set_server(bot, person_daily=7)
    departures = bot.services.ledger.departures
    bot.server.remove_guild(bot.guild)
    bot.server.wait_until(lambda: departures.due(days=0) == [int(bot.guild.id)], PATIENCE)
    sweep(bot)
    assert len(bot.services.footnote.articles(library=library)) == 3
    departures._now = lambda: utc_now() + timedelta(days=29)
    sweep(bot)
    assert len(bot.services.footnote.articles(library=library)) == 3
    departures._now = lambda: utc_now() + timedelta(days=31)
    sweep(bot)
    assert bot.services.footnote.articles(library=library) == []
    assert bot.services.ledger.preferences.own(place(bot), channel=False) == {}
    assert len(bot.services.footnote.articles(library=f"guild-{guild.id}")) == 1
    assert departures.due(days=0) == []


def test_what_was_left_while_the_bot_was_off_is_noticed_and_a_return_too(stocked_bot: LoopbackBot) -> None:
    bot, departures = stocked_bot, stocked_bot.services.ledger.departures
    bot.services.footnote.store(DRAFTS[:1], library="guild-77")
    departures.note([int(bot.guild.id)])
    sweep(bot)
    assert departures.due(days=0) == [77]
    assert len(titles(bot)) == 3
