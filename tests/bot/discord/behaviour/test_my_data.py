"""My data. The sentences of the promise, in its order.

- `/privacy` shows what is stored about the asker, hands it out, and deletes it on request
- question texts are kept only as long as the configuration says
- no question text in the log unless configured
"""

from __future__ import annotations

import json
import logging
from datetime import timedelta

import pytest

from bot.app.configuration import Config
from bot.discord.core.discord_settings import DiscordSettings
from bot.store import LedgerSettings
from bot.store.store_records import utc_now
from support.discord_simcord import NOWHERE, QUESTION, QUOTE, Stage, World


def test_nothing_is_stored_about_who_never_asked(world: World) -> None:
    world.ask(by=world.bob)
    shown = world.slash("privacy").message
    assert "Nothing is stored about you." in shown.text
    assert (shown.ephemeral, shown.custom_ids) == (True, [])


def test_what_is_stored_is_shown_with_how_long_it_is_kept(world: World) -> None:
    world.press(world.ask().message, "Helpful")
    world.mention(NOWHERE)
    lines = world.slash("privacy").message.text.splitlines()
    assert lines[:5] == [
        "### What Footnote keeps about you",
        "- 2 questions",
        "- 1 question without an answer",
        "- 1 rating",
        "- 2 questions of a conversation",
    ]
    assert "-# The text of a question is deleted after 30 days." in lines


def test_everything_is_handed_out_as_a_file_also_after_a_restart(world: World) -> None:
    world.ask()
    world.ask(by=world.bob)
    shown = world.slash("privacy").message
    world.restart()
    (sent,) = world.press(shown, "Export").followups
    assert sent.ephemeral
    (file,) = sent.attachments
    exported = json.loads(world.env.backend.cdn.get(file["url"]) or b"")
    assert exported == world.about(world.ada)
    assert [row["asked"] for row in exported["answers"]] == [QUESTION]


def test_it_is_deleted_on_request_after_a_second_thought_and_of_the_asker_alone(world: World) -> None:
    world.ask()
    world.ask(by=world.bob)
    shown = world.slash("privacy").message
    world.restart()
    assert "This cannot be undone." in world.press(shown, "Delete my data").message.text
    assert "- 1 question" in world.press(shown, "Cancel").message.text
    world.press(shown, "Delete my data")
    assert world.press(shown, "Yes, delete").message.text == "Everything stored about you has been deleted."
    assert not any(value for name, value in world.about(world.ada).items() if name != "person")
    assert len(world.about(world.bob)["answers"]) == 1


def test_the_buttons_of_an_answer_that_is_no_longer_kept_say_that_they_are_too_old(world: World) -> None:
    card = world.ask().message
    world.services.ledger.privacy.sweep(utc_now() + timedelta(days=366))
    for label in ("Passage", "Why?", "More evidence", "Helpful"):
        assert world.press(card, label).message.text == "This button is too old. Please ask again."


def test_it_works_in_direct_messages(world: World) -> None:
    world.dm(QUESTION)
    text = world.slash_directly("privacy").message.text
    assert "- 1 question" in text


# -- how long


def test_question_texts_are_forgotten_when_they_are_too_old(world: World) -> None:
    world.ask()
    world.services.ledger.privacy.sweep(utc_now() + timedelta(days=29))
    assert [row["asked"] for row in world.about(world.ada)["answers"]] == [QUESTION]
    world.services.ledger.privacy.sweep(utc_now() + timedelta(days=31))
    assert [row["asked"] for row in world.about(world.ada)["answers"]] == [""]


def test_where_they_are_never_stored_the_answer_still_shows_its_question(staged: Stage) -> None:
    world = staged(Config(ledger=LedgerSettings(question_days=0)))
    assert f"**{QUESTION}**" in world.ask().message.text
    assert [row["asked"] for row in world.about(world.ada)["answers"]] == [""]
    assert "The text of your questions is not stored." in world.slash("privacy").message.text


# -- the log


@pytest.mark.parametrize("shown", [False, True])
def test_the_log_has_the_words_of_questions_only_where_that_is_configured(
    staged: Stage, caplog: pytest.LogCaptureFixture, *, shown: bool
) -> None:
    world = staged(Config(discord=DiscordSettings(log_questions=shown)))
    with caplog.at_level(logging.INFO):
        answer = world.ask()
        world.mention(QUESTION)
        world.menu("Answer this", world.writes(QUESTION, by=world.bob))
    assert QUOTE in answer.message.text
    assert (QUESTION in caplog.text) is shown
    assert QUOTE not in caplog.text
