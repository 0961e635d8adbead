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

from bot.configuration.config_file import Config
from bot.configuration.discord_settings import DiscordSettings
from bot.configuration.ledger_settings import LedgerSettings
from bot.store.store_records import utc_now
from support.discord_simcord import NOWHERE, QUESTION, QUOTE, Simulation, Stage


def test_nothing_is_stored_about_who_never_asked(sim: Simulation) -> None:
    sim.ask(by=sim.bob)
    shown = sim.slash("privacy").message
    assert "Nothing is stored about you." in shown.text
    assert (shown.ephemeral, shown.custom_ids) == (True, [])


def test_what_is_stored_is_shown_with_how_long_it_is_kept(sim: Simulation) -> None:
    sim.press(sim.ask().message, "Helpful")
    sim.mention(NOWHERE)
    lines = sim.slash("privacy").message.text.splitlines()
    assert lines[:5] == [
        "### What Footnote keeps about you",
        "- 2 questions",
        "- 1 question without an answer",
        "- 1 rating",
        "- 2 questions of a conversation",
    ]
    assert "-# The text of a question is deleted after 30 days." in lines


def test_everything_is_handed_out_as_a_file_also_after_a_restart(sim: Simulation) -> None:
    sim.ask()
    sim.ask(by=sim.bob)
    shown = sim.slash("privacy").message
    sim.restart()
    (sent,) = sim.press(shown, "Export").followups
    assert sent.ephemeral
    (file,) = sent.attachments
    exported = json.loads(sim.env.backend.cdn.get(file["url"]) or b"")
    assert exported == sim.about(sim.ada)
    assert [row["asked"] for row in exported["answers"]] == [QUESTION]


def test_it_is_deleted_on_request_after_a_second_thought_and_of_the_asker_alone(sim: Simulation) -> None:
    sim.ask()
    sim.ask(by=sim.bob)
    shown = sim.slash("privacy").message
    sim.restart()
    assert "This cannot be undone." in sim.press(shown, "Delete my data").message.text
    assert "- 1 question" in sim.press(shown, "Cancel").message.text
    sim.press(shown, "Delete my data")
    assert sim.press(shown, "Yes, delete").message.text == "Everything stored about you has been deleted."
    assert not any(value for name, value in sim.about(sim.ada).items() if name != "person")
    assert len(sim.about(sim.bob)["answers"]) == 1


def test_the_buttons_of_an_answer_that_is_no_longer_kept_say_that_they_are_too_old(sim: Simulation) -> None:
    card = sim.ask().message
    sim.services.ledger.old_data.delete(utc_now() + timedelta(days=366))
    for label in ("Passage", "Why?", "More evidence", "Helpful"):
        assert sim.press(card, label).message.text == "This button is too old. Please ask again."


def test_it_works_in_direct_messages(sim: Simulation) -> None:
    sim.dm(QUESTION)
    text = sim.slash_directly("privacy").message.text
    assert "- 1 question" in text


# -- how long


def test_question_texts_are_forgotten_when_they_are_too_old(sim: Simulation) -> None:
    sim.ask()
    sim.services.ledger.old_data.delete(utc_now() + timedelta(days=29))
    assert [row["asked"] for row in sim.about(sim.ada)["answers"]] == [QUESTION]
    sim.services.ledger.old_data.delete(utc_now() + timedelta(days=31))
    assert [row["asked"] for row in sim.about(sim.ada)["answers"]] == [""]


def test_where_they_are_never_stored_the_answer_still_shows_its_question(staged: Stage) -> None:
    sim = staged(Config(ledger=LedgerSettings(question_days=0)))
    assert f"**{QUESTION}**" in sim.ask().message.text
    assert [row["asked"] for row in sim.about(sim.ada)["answers"]] == [""]
    assert "The text of your questions is not stored." in sim.slash("privacy").message.text


# -- the log


@pytest.mark.parametrize("shown", [False, True])
def test_the_log_has_the_words_of_questions_only_where_that_is_configured(
    staged: Stage, caplog: pytest.LogCaptureFixture, *, shown: bool
) -> None:
    sim = staged(Config(discord=DiscordSettings(log_questions=shown)))
    with caplog.at_level(logging.INFO):
        answer = sim.ask()
        sim.mention(QUESTION)
        sim.menu("Answer this", sim.writes(QUESTION, by=sim.bob))
    assert QUOTE in answer.message.text
    assert (QUESTION in caplog.text) is shown
    assert QUOTE not in caplog.text
