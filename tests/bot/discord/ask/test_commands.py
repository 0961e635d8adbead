"""`/ask` with its choices, and "Answer this"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from retrieval.core.reply_records import Answer, Thresholds

QUESTION = "When did the quarry at Tarn Hollow close?"
QUOTE = "The slate quarry at Tarn Hollow closed on Friday after ninety years."
NOWHERE = "Which violinist won the competition in Vienna?"


def test_a_question_is_answered_by_one_sentence_with_its_citation(scene: Any) -> None:
    asked = scene.ask()
    assert asked.ack_type == 5
    (message,) = asked.messages
    assert QUOTE in message.text
    assert "Quarry closes after ninety years" in message.text
    assert "2026-02-13" in message.text
    assert message.v2
    assert not message.ephemeral
    assert message.links[0].startswith("https://paper.example/quarry#:~:text=")


def test_no_answer_says_so_and_leads_nowhere_where_nothing_is_about_it(scene: Any) -> None:
    (message,) = scene.ask(NOWHERE).messages
    assert "I found nothing in the articles that answers this." in message.text
    assert "not an answer" not in message.text


def test_a_server_without_articles_says_how_to_add_some(scene: Any) -> None:
    asked = scene.server.slash(scene.other, scene.bob, "ask", {"question": QUESTION}).wait(30)
    assert "/library add" in asked.messages[0].text
    assert "quarry at Tarn" not in asked.messages[0].text.replace(QUESTION, "")


def test_the_same_answer_as_the_library_gives(scene: Any) -> None:
    scene.ask()
    (kept,) = scene.ledger.privacy.export(int(scene.ada.id))["answers"]
    stored_answer = scene.ledger.answers.find(kept["id"], place=scene.place())
    assert stored_answer.reply == scene.footnote.ask(QUESTION, library=scene.library)


def test_own_words_are_in_the_askers_language_and_the_quote_as_it_stands(scene: Any) -> None:
    message = scene.ask(NOWHERE, locale="de").messages[0]
    assert "I found nothing in the articles that answers this." not in message.text
    assert QUOTE in scene.ask(QUESTION, locale="fr").messages[0].text


def test_answers_show_while_one_types(scene: Any) -> None:
    asked = scene.server.autocomplete(scene.channel, scene.ada, "ask", focus="question", text="quarry closed").wait(30)
    names = [choice["name"] for choice in asked.choices]
    assert names[0] == "quarry closed"
    assert names[1].startswith("Quarry closes after ninety years › The slate quarry")
    assert len(names) <= 25
    assert all(len(choice["name"]) <= 100 and len(choice["value"]) <= 100 for choice in asked.choices)


def test_a_choice_gives_its_sentence_with_the_citation(scene: Any) -> None:
    typed = scene.server.autocomplete(scene.channel, scene.ada, "ask", focus="question", text="river otters").wait(30)
    chosen = next(choice for choice in typed.choices if "Otters returned" in choice["name"])
    message = scene.ask(chosen["value"]).messages[0]
    assert "Otters returned to the river Welm in 2019." in message.text
    assert "Otters on the Welm" in message.text
    assert "river otters" in message.text


def test_a_choice_whose_article_is_gone_is_asked_as_it_was_typed(scene: Any) -> None:
    typed = scene.server.autocomplete(scene.channel, scene.ada, "ask", focus="question", text="river otters").wait(30)
    chosen = next(choice for choice in typed.choices if "Otters returned" in choice["name"])
    scene.footnote.remove("Otters on the Welm", library=scene.library)
    asked = scene.ask(chosen["value"])
    assert "Otters returned" not in asked.messages[0].text
    assert len(asked.messages) == 1


@pytest.mark.parametrize("text", ["", "   ", "zzzz", "the of and"])
def test_no_choices_where_nothing_fits(scene: Any, text: str) -> None:
    asked = scene.server.autocomplete(scene.channel, scene.ada, "ask", focus="question", text=text).wait(30)
    assert asked.choices == []


def test_no_choices_while_the_model_loads(scene: Any) -> None:
    scene.worker._ready.clear()
    asked = scene.server.autocomplete(scene.channel, scene.ada, "ask", focus="question", text="quarry").wait(30)
    assert asked.choices == []


def test_choices_are_of_the_own_library_alone(scene: Any) -> None:
    asked = scene.server.autocomplete(scene.other, scene.bob, "ask", focus="question", text="quarry").wait(30)
    assert asked.choices == []


def test_a_choice_of_another_server_shows_nothing_of_it(scene: Any) -> None:
    typed = scene.server.autocomplete(scene.channel, scene.ada, "ask", focus="question", text="quarry closed").wait(30)
    value = typed.choices[1]["value"]
    asked = scene.server.slash(scene.other, scene.bob, "ask", {"question": value}).wait(30)
    assert "slate" not in asked.messages[0].text


def test_it_works_where_only_a_user_installed_it(scene: Any) -> None:
    foreign = scene.server.add_guild("Foreign", installed=False)
    hall = scene.server.add_channel(foreign, "hall")
    scene.server.add_member(foreign, scene.ada)
    asked = scene.server.slash(hall, scene.ada, "ask", {"question": QUESTION}, install="user").wait(30)
    assert len(asked.messages) == 1
    assert QUOTE not in asked.messages[0].text


def test_it_works_in_direct_messages_with_the_askers_own_library(scene: Any) -> None:
    room = scene.server.dm(scene.ada)
    asked = scene.server.slash(room, scene.ada, "ask", {"question": QUESTION}).wait(30)
    assert "slate" not in asked.messages[0].text


def test_answer_this_is_first_for_the_asker_alone(scene: Any) -> None:
    said = scene.says(QUESTION, user=scene.bob)
    asked = scene.server.message_command(said.message, scene.ada, "Answer this").wait(30)
    (message,) = asked.messages
    assert message.ephemeral
    assert QUOTE in message.text
    assert {"Share", "Discard"} <= {button.get("label") for button in message.buttons}


def test_what_is_shared_everybody_sees_once(scene: Any) -> None:
    said = scene.says(QUESTION, user=scene.bob)
    hidden = scene.server.message_command(said.message, scene.ada, "Answer this").wait(30).messages[0]
    shared = scene.press(hidden, "Share").wait(30, until=lambda request: bool(request.interaction.followups))
    (message,) = shared.interaction.followups
    assert not message.ephemeral
    assert QUOTE in message.text
    assert "Shared by" in message.text
    assert message.mentions == []
    assert "Share" not in {button.get("label") for button in hidden.buttons}


def test_what_is_discarded_is_gone(scene: Any) -> None:
    said = scene.says(QUESTION, user=scene.bob)
    asked = scene.server.message_command(said.message, scene.ada, "Answer this").wait(30)
    hidden = asked.messages[0]
    scene.server.press(hidden, "Discard", scene.ada)
    scene.server.wait_until(lambda: hidden.deleted, 30)
    scene.server.wait_until(lambda: not scene.ledger.privacy.export(int(scene.ada.id))["answers"], 30)


def test_a_message_without_words_has_no_answer(scene: Any) -> None:
    file = scene.server.add_file("a.txt", b"x")
    said = scene.says("", user=scene.bob, attachments=[file])
    asked = scene.server.message_command(said.message, scene.ada, "Answer this").wait(30)
    assert [message.text for message in asked.messages] == ["Please write a question."]


def test_a_sentence_is_suggested_at_once_and_by_words_alone(scene: Any) -> None:
    found = scene.footnote.suggest("slate quarry", library=scene.library, limit=5)
    assert found[0].quote == QUOTE
    article = scene.footnote.article(found[0].article_id, library=scene.library)
    assert article.text[found[0].start : found[0].end] == QUOTE
    assert scene.footnote.suggest("slate quarry", library="another") == []


def test_a_chosen_sentence_is_the_answer_however_unsure(scene: Any) -> None:
    (chosen,) = scene.footnote.suggest("crayfish", library=scene.library, limit=1)
    examined = scene.footnote.examine(
        "crayfish", library=scene.library, thresholds=Thresholds.single(1.0), chosen=chosen
    )
    assert isinstance(examined.reply, Answer)
    assert replace(examined.reply.citation, further=()) == chosen


@pytest.mark.parametrize("question", ["When did the quarry close?", "Which violinist won the competition in Vienna?"])
def test_a_chosen_sentence_that_is_gone_makes_nothing_sure(scene: Any, question: str) -> None:
    (chosen,) = scene.footnote.suggest("crayfish", library=scene.library, limit=1)
    scene.footnote.remove(chosen.article_id, library=scene.library)
    examined = scene.footnote.examine(question, library=scene.library, chosen=chosen)
    free = scene.footnote.examine(question, library=scene.library)
    assert (examined.reply, examined.confidence) == (free.reply, free.confidence)


def test_several_questions_in_one_message_are_offered_one_by_one(scene: Any) -> None:
    first, second = "When did the quarry at Tarn Hollow close?", "When did otters return to the river Welm?"
    assert all(scene.footnote.examine(each, library=scene.library).reply.grade == "sure" for each in (first, second))
    shown = scene.mention(f"1. {first}\n2. {second}").response
    assert shown.text.splitlines()[:3] == ["### These are several questions. Which one first?", first, second]
    asked = [button for button in shown.buttons if button["label"] == "Ask this"]
    assert "Otters returned" in scene.press(shown, asked[1]["custom_id"]).messages[0].text


def test_every_shard_answers(staged: Any) -> None:
    scene = staged(shards=2)
    far = scene.server.add_guild("Far", shard=(1, 2))
    room = scene.server.add_channel(far, "general")
    scene.server.add_member(far, scene.ada)
    near = scene.server.add_guild("Near", shard=(0, 2))
    other = scene.server.add_channel(near, "general")
    scene.server.add_member(near, scene.ada)
    assert scene.bot.shard_count == 2
    for channel in (room, other):
        asked = scene.server.slash(channel, scene.ada, "ask", {"question": QUESTION}).wait(30)
        assert "/library add" in asked.messages[0].text
