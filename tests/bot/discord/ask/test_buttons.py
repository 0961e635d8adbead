"""The buttons of an answer: after a restart, after the article is gone, and for whom."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from bot.configuration.config_file import Config
from bot.configuration.ledger_settings import LedgerSettings
from bot.discord.ui.escaping import unescaped
from retrieval.answering import thresholds
from retrieval.core.settings import AnswerSettings
from support.machine_load import crowding
from support.samples import DRAFTS

QUOTE = "The slate quarry at Tarn Hollow closed on Friday after ninety years."
NOWHERE = "Which violinist won the competition in Vienna?"
OTTERS = "When did otters return to the river Welm?"


def test_the_passage_around_the_quote_is_shown_to_who_asks(scene: Any) -> None:
    message = scene.ask().messages[0]
    asked = scene.press(message, "Passage", scene.bob)
    (shown,) = asked.messages
    assert shown.ephemeral
    assert "eleven workers" in shown.text
    assert f"**{QUOTE}**" in shown.text


def test_an_article_without_an_address_has_a_button_that_shows_the_passage(scene: Any) -> None:
    message = scene.ask(OTTERS).messages[0]
    shown = scene.press(message, "Show passage").messages[0]
    assert "A camera near the weir counted seven of them last winter." in shown.text


def test_more_evidence_is_paged(scene: Any) -> None:
    message = scene.ask().messages[0]
    shown = scene.press(message, "More evidence").messages[0]
    assert "Its last eleven workers" in shown.text
    assert QUOTE not in shown.text


def test_pages_turn_in_place(staged: Any) -> None:
    scene = staged(Config(answer=AnswerSettings(others=12)))
    message = scene.ask("quarry eleven workers brickworks water reservoir river otters apple trees").messages[0]
    shown = scene.press(message, "More evidence").messages[0]
    first = shown.text
    assert "Page 1 of" in first
    turned = scene.press(shown, "Next")
    assert turned.ack_type == 6
    assert "Page 2 of" in shown.text
    scene.press(shown, "Back")
    assert shown.text == first


def test_why_tells_terms_similarity_runner_up_and_threshold(scene: Any) -> None:
    shown = scene.press(scene.ask().messages[0], "Why?").messages[0]
    for phrase in (
        "quarri",
        "Similarity in meaning",
        "Runner-up",
        f"needed for an answer: {round(100 * thresholds.thresholds_for(scene.config).sure)}%",
    ):
        assert phrase in shown.text
    silent = scene.press(scene.ask(NOWHERE).messages[0], "Why?").messages[0]
    assert "Why no answer" in silent.text
    scene.prefer(accepted_wrong=0.0)
    unsure = scene.press(scene.ask().messages[0], "Why?").messages[0]
    assert "Why I am not sure" in unsure.text


def test_follow_up_shows_the_question_as_it_was_understood(scene: Any) -> None:
    message = scene.ask().messages[0]
    opened = scene.press(message, "Follow up")
    assert opened.modal is not None
    answered = scene.server.submit_modal(opened, {"words": "And who was its foreman?"}).wait(30)
    (shown,) = answered.messages
    assert "And who was its foreman?" in shown.text
    assert "Understood as: “Quarry closes after ninety years”: And who was its foreman?" in shown.text
    assert len(scene.ledger.privacy.export(int(scene.ada.id))["answers"]) == 2


def test_the_form_for_what_was_meant_holds_what_was_understood_and_outlives_a_restart(scene: Any) -> None:
    opened = scene.press(scene.ask().messages[0], "Follow up")
    (card,) = scene.server.submit_modal(opened, {"words": "And who was its foreman?"}).wait(30).messages
    scene.start()
    meant = scene.press(card, "Not what I meant")
    assert meant.ack_ms < 3_000
    (field,) = meant.modal["components"]
    assert field["component"]["value"] == "“Quarry closes after ninety years”: And who was its foreman?"
    scene.start()
    (shown,) = scene.server.submit_modal(meant, {"words": OTTERS}).wait(30).messages
    assert "2019" in shown.text
    assert "Understood as" not in shown.text


def test_the_form_for_what_was_meant_waits_for_no_ledger(scene: Any) -> None:
    opened = scene.press(scene.ask().messages[0], "Follow up")
    (card,) = scene.server.submit_modal(opened, {"words": "And who was its foreman?"}).wait(30).messages
    over = threading.Event()

    async def occupy() -> None:
        for _ in range(2):  # as many threads as read the ledger
            scene.worker.run(partial(over.wait, 30), kind="recall")

    scene.run(occupy())
    try:
        meant = scene.press(card, "Not what I meant")
    finally:
        over.set()
    assert meant.ack_ms < 1_000 * crowding()  # as every acknowledgement
    assert "value" not in meant.modal["components"][0]["component"]


def test_a_form_that_was_opened_before_a_restart_is_taken(scene: Any) -> None:
    opened = scene.press(scene.ask().messages[0], "Follow up")
    scene.start()
    answered = scene.server.submit_modal(opened, {"words": OTTERS}).wait(30)
    assert [("2019" in message.text) for message in answered.messages] == [True]


def test_yes_and_no_under_an_unsure_answer_are_kept_and_outlive_a_restart(scene: Any) -> None:
    scene.prefer(accepted_wrong=0.0)
    message = scene.ask().messages[0]
    assert [gap.times for gap in scene.ledger.unanswered.latest(place=scene.place())] == [1]
    scene.start()
    assert scene.press(message, "No", scene.bob).messages[0].text == "Thank you."
    assert len(scene.ledger.unanswered.latest(place=scene.place())) == 1
    assert scene.press(message, "Yes, that’s it").messages[0].text == "Thank you."
    kept = {opinion.person: opinion.helpful for opinion in scene.ledger.feedback.latest(place=scene.place())}
    assert kept == {int(scene.ada.id): True, int(scene.bob.id): False}
    assert len(scene.ledger.feedback.judged(place=scene.place(), library=scene.library)) == 2
    assert scene.ledger.unanswered.latest(place=scene.place()) == []


def test_who_may_not_ask_may_not_judge_an_unsure_answer(scene: Any) -> None:
    scene.prefer(accepted_wrong=0.0)
    message = scene.ask().messages[0]
    role = scene.server.add_role(scene.guild, "readers")
    scene.prefer(roles=(int(role.id),))
    assert "You may not do that here" in scene.press(message, "Yes, that’s it").messages[0].text
    assert scene.ledger.feedback.latest(place=scene.place()) == []


def test_opinions_are_kept_with_their_reason(scene: Any) -> None:
    message = scene.ask().messages[0]
    assert scene.press(message, "Helpful", scene.bob).messages[0].text == "Thank you."
    opened = scene.press(message, "Not helpful")
    scene.server.wait_until(lambda: len(scene.ledger.feedback.latest(place=scene.place())) == 2, 30)
    scene.server.submit_modal(opened, {"words": "another year"}).wait(30)
    kept = {
        opinion.person: (opinion.helpful, opinion.reason)
        for opinion in scene.ledger.feedback.latest(place=scene.place())
    }
    assert kept == {int(scene.bob.id): (True, ""), int(scene.ada.id): (False, "another year")}


def test_only_the_asker_and_moderators_delete(scene: Any) -> None:
    message = scene.ask().messages[0]
    refused = scene.press(message, "Delete", scene.bob)
    assert refused.interaction.followups[0].text == "Only the person who asked, and moderators, may do that."
    assert not message.deleted
    scene.server.press(message, "Delete", scene.ada)
    scene.server.wait_until(lambda: message.deleted, 30)
    second = scene.ask().messages[0]
    scene.server.press(second, "Delete", scene.mod)
    scene.server.wait_until(lambda: second.deleted, 30)


@pytest.mark.parametrize("label", ["Passage", "More evidence", "Why?", "Helpful"])
def test_buttons_work_after_a_restart(scene: Any, label: str) -> None:
    message = scene.ask().messages[0]
    scene.start()
    asked = scene.press(message, label)
    assert len(asked.messages) == 1
    assert asked.ack_ms < 3_000
    assert "too old" not in asked.messages[0].text


@pytest.mark.parametrize("label", ["Passage", "More evidence", "Why?"])
def test_buttons_say_that_the_article_is_gone(scene: Any, label: str) -> None:
    message = scene.ask().messages[0]
    scene.footnote.remove("Quarry closes after ninety years", library=scene.library)
    scene.start()
    asked = scene.press(message, label)
    assert [reply.text for reply in asked.messages] == [
        "The article is no longer in the library, so this cannot be shown."
    ]
    assert asked.ack_ms < 3_000


def test_why_quotes_no_runner_up_whose_article_was_removed_meanwhile(scene: Any) -> None:
    message = scene.ask("Who counted the last workers at the quarry near the weir?").messages[0]
    (kept,) = scene.ledger.privacy.export(int(scene.ada.id))["answers"]
    best, second, *_ = scene.ledger.answers.find(kept["id"], place=scene.place()).reasons.runners
    assert best.article_id != second.article_id
    assert unescaped(second.quote) in unescaped(scene.press(message, "Why?").messages[0].text)
    scene.footnote.remove(second.title, library=scene.library)
    scene.start()
    shown = scene.press(message, "Why?").messages[0].text
    assert second.quote not in unescaped(shown)
    assert second.title not in unescaped(shown)
    assert "The article is no longer in the library, so this cannot be shown." in shown


def test_a_changed_article_shows_what_it_said_then(scene: Any) -> None:
    message = scene.ask().messages[0]
    scene.footnote.store([replace(DRAFTS[0], text="All of it is new.")], library=scene.library)
    shown = scene.press(message, "Passage").messages[0]
    assert "The article has changed since then." in shown.text


@pytest.mark.parametrize("label", ["Passage", "Why?", "Helpful"])
def test_buttons_of_a_forgotten_answer_say_so(scene: Any, label: str) -> None:
    message = scene.ask().messages[0]
    (kept,) = scene.ledger.privacy.export(int(scene.ada.id))["answers"]
    scene.ledger.answers.delete(kept["id"], place=scene.place())
    asked = scene.press(message, label)
    assert [reply.text for reply in asked.messages] == ["This button is too old. Please ask again."]


def test_the_question_is_shown_even_where_its_words_are_never_stored(staged: Any) -> None:
    scene = staged(Config(ledger=LedgerSettings(question_days=0)))
    assert "When did the quarry at Tarn Hollow close?" in scene.ask().messages[0].text
    (kept,) = scene.ledger.privacy.export(int(scene.ada.id))["answers"]
    assert kept["asked"] == ""
