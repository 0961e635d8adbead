"""Old answers whose article changed or vanished: their cards say so, with both versions, within Discord's limits."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.discord.library import corrections
from bot.store import Place
from support.discord_loopback import Message
from support.discord_server import PATIENCE, LoopbackBot

OLD = "The ferry crosses the Welm every twenty minutes."
NEW = "The ferry crosses the Welm every ten minutes."
QUESTION = "How often does the ferry cross the Welm?"
TOO_OLD = {"code": 30046, "message": "Maximum number of edits to messages older than 1 hour reached"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "notes"
    made.mkdir()
    write(made, OLD)
    (made / "bell.md").write_text("# The bell\n\nThe bell of Halm weighs two tonnes.\n", encoding="utf-8")
    return made


@pytest.fixture
def followed(bot: LoopbackBot, folder: Path) -> LoopbackBot:
    """A server that answers however unsure, from articles that the operator added."""
    ledger, place = bot.services.ledger, Place(server=int(bot.guild.id), channel=int(bot.channel.id))
    ledger.preferences.change(place, channel=False, threshold=0.0)
    assert len(bot.services.footnote.add([str(folder)], library=f"guild-{bot.guild.id}").outcomes) == 2
    return bot


def write(folder: Path, *sentences: str) -> None:
    path = folder / "ferry.md"
    path.write_text(f"# The ferry\n\n{' '.join(sentences)} It carries eleven cars.\n", encoding="utf-8")
    os.utime(path, (1_000_000_000, 1_000_000_000))


def asked(bot: LoopbackBot, question: str = QUESTION) -> Message:
    """The public answer to a question."""
    done = bot.server.slash(bot.channel, bot.reader, "ask", {"question": question}).wait(PATIENCE)
    assert done.response is not None
    assert not done.response.ephemeral
    return done.response


def refresh(bot: LoopbackBot) -> str:
    return bot.slash("library refresh", by=bot.keeper).text


def test_a_changed_sentence_is_shown_in_both_versions(followed: LoopbackBot, folder: Path) -> None:
    card = asked(followed)
    assert OLD in card.text
    write(folder, "A word first.", NEW)
    refresh(followed)
    assert OLD in card.text
    assert f"-# The article has changed since then. It now says: {NEW}" in card.text
    assert f"**{QUESTION}**" in card.text
    assert any(name.startswith("answer.why:") for name in card.custom_ids)
    before = len(card.versions)
    refresh(followed)
    assert len(card.versions) == before


def test_a_sentence_without_a_successor_is_said_to_be_old(followed: LoopbackBot, folder: Path) -> None:
    card = asked(followed)
    write(folder, "Nothing sails today.")
    refresh(followed)
    assert OLD in card.text
    assert "The article has changed since then. This is what it said at the time." in card.text


def test_a_quote_that_still_stands_is_left_alone(followed: LoopbackBot, folder: Path) -> None:
    card = asked(followed)
    edits = len(card.versions)
    write(folder, "A new first sentence.", OLD, "And another.")
    assert "1 article replaced" in refresh(followed)
    assert len(card.versions) == edits


def test_a_vanished_source_is_told_with_its_date(followed: LoopbackBot, folder: Path) -> None:
    card = asked(followed)
    (folder / "ferry.md").unlink()
    refresh(followed)
    assert OLD in card.text
    assert "its source has been missing since 20" in card.text


def test_an_answer_from_another_article_is_left_alone(followed: LoopbackBot, folder: Path) -> None:
    card = asked(followed, "How much does the bell of Halm weigh?")
    edits = len(card.versions)
    write(folder, NEW)
    refresh(followed)
    assert len(card.versions) == edits


def test_the_server_s_language_is_spoken(followed: LoopbackBot, folder: Path) -> None:
    ledger, place = followed.services.ledger, Place(server=int(followed.guild.id), channel=int(followed.channel.id))
    ledger.preferences.change(place, channel=False, language="de")
    card = asked(followed)
    write(folder, NEW)
    refresh(followed)
    assert f"Jetzt steht da: {NEW}" in card.text


def test_no_more_cards_are_edited_than_there_should_be(
    followed: LoopbackBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corrections, "EDITS", 2)
    cards = [asked(followed) for _ in range(4)]
    write(folder, NEW)
    refresh(followed)
    assert [NEW in card.text for card in cards] == [False, False, True, True]


def test_where_old_messages_can_no_longer_be_edited_the_channel_is_left_alone(
    followed: LoopbackBot, folder: Path
) -> None:
    cards = [asked(followed) for _ in range(3)]
    followed.server.fail_next("PATCH /channels/*/messages/*", 400, body=TOO_OLD)
    write(folder, NEW)
    assert "1 article replaced" in refresh(followed)
    assert not any(NEW in card.text for card in cards)


def test_a_card_that_is_gone_keeps_no_other_from_being_corrected(followed: LoopbackBot, folder: Path) -> None:
    first, last = asked(followed), asked(followed)
    missing = {"code": 10008, "message": "Unknown Message"}
    followed.server.fail_next("PATCH /channels/*/messages/*", 404, body=missing)
    write(folder, NEW)
    refresh(followed)
    assert [NEW in card.text for card in (first, last)] == [True, False]
