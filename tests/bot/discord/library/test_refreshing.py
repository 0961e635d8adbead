"""Reading a library again: by command, on a schedule, and what the cards say of what is gone."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.discord.connection.services import Services
from bot.discord.core import progress
from bot.discord.footnote_bot import FootnoteBot
from bot.discord.library import refreshes
from retrieval.core.ingestion_records import Location
from retrieval.core.reply_records import Thresholds
from support.discord_loopback import Impossible
from support.discord_server import LoopbackBot, added

NOTES = {"ferry": "The ferry crosses the Welm every twenty minutes.", "bell": "The bell of Halm weighs two tonnes."}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "notes"
    made.mkdir()
    for name, text in NOTES.items():
        write(made, name, text)
    return made


@pytest.fixture
def followed(bot: LoopbackBot, folder: Path) -> LoopbackBot:
    """A library whose articles the operator added from a folder."""
    assert len(bot.services.footnote.add([str(folder)], library=library(bot)).outcomes) == len(NOTES)
    return bot


def write(folder: Path, name: str, text: str) -> None:
    path = folder / f"{name}.md"
    path.write_text(f"# The {name}\n\n{text}\n", encoding="utf-8")
    os.utime(path, (1_000_000_000, 1_000_000_000))


def library(bot: LoopbackBot) -> str:
    return f"guild-{bot.guild.id}"


def refreshed(bot: LoopbackBot) -> str:
    return bot.slash("library refresh", by=bot.keeper).text


def test_nothing_followed_and_nothing_changed_are_told_apart(bot: LoopbackBot, folder: Path) -> None:
    assert refreshed(bot) == "There is nothing to read again: uploaded files stay as they are."
    bot.services.footnote.add([str(folder)], library=library(bot))
    assert refreshed(bot) == "Nothing has changed."


def test_what_changed_is_reported(followed: LoopbackBot, folder: Path) -> None:
    write(folder, "ferry", "The ferry crosses the Welm every ten minutes.")
    write(folder, "mill", "The mill grinds rye.")
    (folder / "bell.md").unlink()
    shown = refreshed(followed).splitlines()
    assert shown[0] == "### 1 article added · 1 article replaced · 1 article gone"
    assert "-# begins: The ferry crosses the Welm every ten minutes." in shown
    today = datetime.now(UTC).date().isoformat()
    assert shown[-2:] == ["**The bell** · bell.md", f"-# its source has been missing since {today}"]
    assert refreshed(followed) == "Nothing has changed."
    (folder / "bell.md").write_text(f"# The bell\n\n{NOTES['bell']}\n", encoding="utf-8")
    assert refreshed(followed) == "### 1 article back again · 2 articles unchanged"


def test_a_long_refresh_tells_how_far_it_has_got(
    followed: LoopbackBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "EDIT_SECONDS", 0.0)
    write(folder, "mill", "The mill grinds rye.")
    asked = followed.server.slash(followed.channel, followed.keeper, "library refresh", {})
    report = added(asked)
    assert report.text.splitlines()[0] == "### 1 article added · 2 articles unchanged"
    assert set(report.versions) <= {f"Reading again … {number} so far" for number in range(1, 4)}
    assert report.versions


def test_a_card_says_since_when_the_source_is_gone(followed: LoopbackBot, folder: Path) -> None:
    asked = "How much does the bell of Halm weigh?"
    always = {"thresholds": Thresholds.single(0.0), "library": library(followed)}
    before = followed.services.footnote.examine(asked, **always).reply
    (folder / "bell.md").unlink()
    refreshed(followed)
    reply = followed.services.footnote.examine(asked, **always).reply
    assert (before.citation.gone, reply.citation.gone is None) == (None, False)
    found = followed.slash("search", words="bell of Halm weighs").text
    assert "two tonnes" in found


def test_a_refresh_is_for_those_who_manage_the_server(followed: LoopbackBot) -> None:
    with pytest.raises(Impossible, match="needs the permissions"):
        followed.server.slash(followed.channel, followed.reader, "library refresh", {})


def test_what_is_due_is_what_was_read_long_ago_in_any_library(followed: LoopbackBot, folder: Path) -> None:
    footnote = followed.services.footnote
    (location,) = footnote.locations(library=library(followed))
    assert refreshes._due(footnote, timedelta(hours=1)) == []
    assert refreshes._due(footnote, timedelta(0)) == [(library(followed), location.location)]
    footnote._registry.add_location("old", Location(location=str(folder / "bell.md"), added="2020-01-01", read=None))
    assert refreshes._due(footnote, timedelta(hours=1)) == [("old", str(folder / "bell.md"))]


def test_the_running_bot_keeps_up_by_itself(services: Services, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refreshes, "LOOK_SECONDS", 0.02)
    often = replace(services.config, library=replace(services.config.library, refresh_hours=0.00001))
    client = FootnoteBot(replace(services, config=often))
    services.footnote.add([str(folder)], library="guild-1")
    write(folder, "mill", "The mill grinds rye.")

    def there() -> bool:
        return any(card.title == "The mill" for card in services.footnote.articles(library="guild-1"))

    asyncio.run(alongside(client, there))


def test_a_schedule_of_nought_hours_is_none(services: Services) -> None:
    never = replace(services.config, library=replace(services.config.library, refresh_hours=0.0))
    asyncio.run(wait_for_end(FootnoteBot(replace(services, config=never))))


def test_the_schedule_ends_with_the_worker(services: Services) -> None:
    asyncio.run(services.worker.drain())
    asyncio.run(wait_for_end(FootnoteBot(services)))


@asynccontextmanager
async def ready(client: FootnoteBot) -> AsyncIterator[None]:
    """A bot as it is when Discord has told it everything."""
    async with client:
        client._ready.set()
        yield


async def wait_for_end(client: FootnoteBot) -> None:
    """Wait until the schedule ends by itself."""
    async with ready(client):
        await asyncio.wait_for(refreshes.refresh_due_locations(client), 5)


async def alongside(client: FootnoteBot, done: Callable[[], bool]) -> None:
    """Let the schedule go on until something is done."""
    async with ready(client), asyncio.timeout(30):
        task = asyncio.create_task(refreshes.refresh_due_locations(client))
        while not done():
            assert not task.done()
            await asyncio.sleep(0.02)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
