"""My data: shown to its person alone, handed out whole, and deleted on request."""

from __future__ import annotations

import json
from typing import Any

from bot.store import Place
from support.discord_loopback import User
from support.discord_server import PATIENCE, LoopbackBot, Start
from support.samples import DRAFTS

QUESTION = "How many otters did the camera near the weir count?"
UNANSWERED = "Who invented the telescope?"


def asks(bot: LoopbackBot, person: User) -> None:
    """Leave in the ledger what asking leaves there."""
    services, library = bot.services, f"guild-{bot.guild.id}"
    place, asker = Place(server=int(bot.guild.id), channel=int(bot.channel.id)), int(person.id)
    for question in (QUESTION, UNANSWERED):
        found = services.footnote.examine(question, library=library)
        stored_answer = services.ledger.answers.keep(found, place=place, asker=asker, library=library)
        services.ledger.unanswered.note(found, place=place, asker=asker)
        services.ledger.dialogue.add(found.reply, place=place, person=asker)
        services.ledger.feedback.give(stored_answer.id, place=place, person=asker, helpful=True, reason="clear")


def about(bot: LoopbackBot, person: User) -> dict[str, Any]:
    return bot.services.ledger.privacy.export(int(person.id))


def test_nothing_is_stored_about_who_never_asked(stocked_bot: LoopbackBot) -> None:
    asks(stocked_bot, stocked_bot.keeper)
    shown = stocked_bot.slash("privacy")
    assert "Nothing is stored about you." in shown.text
    assert shown.custom_ids == []


def test_what_is_stored_is_counted_and_for_how_long(stocked_bot: LoopbackBot) -> None:
    asks(stocked_bot, stocked_bot.reader)
    lines = stocked_bot.slash("privacy").text.splitlines()
    assert lines[:5] == [
        "### What Footnote keeps about you",
        "- 2 questions",
        "- 1 question without an answer",
        "- 2 ratings",
        "- 2 questions of a conversation",
    ]
    assert "-# The text of a question is deleted after 30 days." in lines


def test_everything_is_handed_out_as_a_file(started: Start) -> None:
    bot = started()
    bot.stock(*DRAFTS)
    asks(bot, bot.reader)
    asks(bot, bot.keeper)
    shown = bot.slash("privacy")
    bot = started()
    asked = bot.server.press(shown, "Export", bot.reader)
    asked.wait(PATIENCE, until=lambda now: bool(now.interaction.followups))
    (sent,) = asked.interaction.followups
    assert sent.ephemeral
    (file,) = sent.attachments
    exported = json.loads(bot.server.state.uploads[file["id"]].data)
    assert exported == about(bot, bot.reader)
    assert (exported["person"], len(exported["answers"])) == (bot.reader.id, 2)
    assert QUESTION in {row["asked"] for row in exported["answers"]}


def test_deletion_is_asked_for_twice_and_concerns_the_asker_alone(started: Start) -> None:
    bot = started()
    bot.stock(*DRAFTS)
    asks(bot, bot.reader)
    asks(bot, bot.keeper)
    shown = bot.slash("privacy")
    bot = started()
    assert "This cannot be undone." in bot.press(shown, "Delete my data").text
    kept = bot.press(shown, "Cancel")
    assert "- 2 questions" in kept.text
    assert about(bot, bot.reader)["answers"]

    bot.press(kept, "Delete my data")
    assert bot.press(kept, "Yes, delete").text == "Everything stored about you has been deleted."
    assert not any(value for name, value in about(bot, bot.reader).items() if name != "person")
    assert len(about(bot, bot.keeper)["answers"]) == 2
    assert "Nothing is stored about you." in bot.slash("privacy").text


def test_it_works_in_direct_messages_and_in_the_asker_s_language(stocked_bot: LoopbackBot) -> None:
    dm = stocked_bot.server.dm(stocked_bot.reader)
    asked = stocked_bot.server.slash(dm, stocked_bot.reader, "privacy", locale="de").wait(PATIENCE)
    assert asked.response is not None
    assert "Über dich ist nichts gespeichert." in asked.response.text
