"""Follow-ups on a quote: by the buttons under a passage, in reply to the bot, in threads, directly, and in the form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.configuration.config_file import Config
from bot.configuration.discord_settings import DiscordSettings
from bot.discord.ui.escaping import unescaped
from bot.i18n import LANGUAGES
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import AnswerSettings
from support.samples import DRAFTS

QUESTION = "When did the quarry at Tarn Hollow close?"
CLOSED = "The slate quarry at Tarn Hollow closed on Friday after ninety years."
WORKERS = "Its last eleven workers were offered places at the brickworks."
CART = '"We loaded the final cart at noon," said '
PIT = "The pit will fill with water within four years and become a reservoir."
OTTERS = "When did otters return to the river Welm?"
LISTENING = Config(discord=DiscordSettings(message_content=True))
HOSTILE = "@everyone <@&1> [a](http://b) ||s|| closed the quay"
ROLE = 77


def plain(message: Any) -> str:
    return unescaped(message.text).replace("**", "")


def replies(asked: Any) -> str:
    """What a button was answered with, in its own message or beside one that stays as it is."""
    return "\n".join(message.text for message in (*asked.messages, *asked.interaction.followups))


def passage(scene: Any, question: str = QUESTION, label: str = "Passage") -> Any:
    return scene.press(scene.ask(question).messages[0], label).messages[0]


# -- buttons --


def test_the_passage_has_a_row_of_followups(scene: Any) -> None:
    shown = passage(scene)
    asked = scene.press(shown, "Who said that?")
    assert asked.messages[0].ephemeral
    assert "Nobody is quoted here: the article says it in its own words." in plain(asked.messages[0])
    text = plain(scene.press(shown, "When was that?").messages[0])
    assert CLOSED in text
    assert "The article is dated 2026-02-13." in text
    assert "**on Friday**" in scene.press(shown, "When was that?").messages[0].text


def test_steps_turn_the_page_of_a_private_card(scene: Any) -> None:
    shown = passage(scene)
    step = scene.press(shown, "Sentence after")
    assert step.ack_type == 6
    for quote in (WORKERS, CART, PIT):
        assert quote in plain(shown)
        scene.press(shown, "Sentence after")
    assert "This is the last sentence of the article." in plain(shown)
    for quote in (CART, WORKERS, CLOSED):
        scene.press(shown, "Sentence before")
        assert quote in plain(shown)
    scene.press(shown, "Sentence before")
    assert "This is the first sentence of the article." in plain(shown)


def test_the_speaker_is_bold(scene: Any) -> None:
    shown = passage(scene)
    scene.press(shown, "Sentence after")
    scene.press(shown, "Sentence after")
    message = scene.press(shown, "Who said that?").messages[0]
    assert "**foreman Ida Brask**" in message.text


def test_a_sentence_without_an_address_leads_to_its_passage(scene: Any) -> None:
    shown = passage(scene, OTTERS, "Show passage")
    scene.press(shown, "Sentence after")
    assert "A camera near the weir" in plain(shown)
    again = scene.press(shown, "Show passage").messages[0]
    assert "They eat crayfish" in plain(again)
    more = scene.press(shown, "More about this").messages[0]
    assert "They eat crayfish" in plain(more)


def test_other_articles_are_quoted_with_their_titles(scene: Any) -> None:
    twin = Draft(source="notes/slate.txt", title="Slate", text=f"It was told today. {CLOSED}")
    scene.footnote.store([twin], library=scene.library)
    scene.footnote.store([replace(twin, title="Elsewhere")], library=f"guild-{scene.elsewhere.id}")
    text = plain(scene.press(passage(scene), "In other articles?").messages[0])
    assert "Slate" in text
    assert "Elsewhere" not in text


@pytest.mark.parametrize("label", ["Sentence before", "Sentence after", "Who said that?", "When was that?"])
def test_they_work_after_a_restart_and_without_the_answer(scene: Any, label: str) -> None:
    shown = passage(scene)
    (kept,) = scene.ledger.privacy.export(int(scene.ada.id))["answers"]
    scene.ledger.answers.delete(kept["id"], place=scene.place())
    scene.start()
    asked = scene.press(shown, label)
    assert asked.ack_ms < 3_000
    assert any(phrase in plain(asked.messages[0]) for phrase in (WORKERS, "first sentence", "own words", "is dated"))


@pytest.mark.parametrize("label", ["Sentence after", "When was that?", "In other articles?"])
def test_they_say_that_the_article_is_gone_or_changed(scene: Any, label: str) -> None:
    shown, other = passage(scene), passage(scene)
    scene.footnote.store([replace(DRAFTS[0], text="All of it is new. And short.")], library=scene.library)
    assert "has changed since" in replies(scene.press(shown, label))
    scene.footnote.remove(DRAFTS[0].title, library=scene.library)
    assert "no longer in the library" in replies(scene.press(other, label))


def test_a_changed_article_s_passage_offers_none(scene: Any) -> None:
    message = scene.ask().messages[0]
    scene.footnote.store([replace(DRAFTS[0], text="All of it is new.")], library=scene.library)
    shown = scene.press(message, "Passage").messages[0]
    assert "aside." not in str(shown.components)


def test_who_may_not_ask_may_not_step_through_an_article(scene: Any) -> None:
    shown = passage(scene)
    scene.prefer(roles=(ROLE,))
    message = scene.press(shown, "When was that?").messages[0]
    assert message.text.startswith("You may not do that here.")


def test_what_an_article_says_is_escaped(scene: Any) -> None:
    draft = Draft(source="notes/quay.txt", title="Quay", text=f"The quay sank. {HOSTILE} on Monday. It rained.")
    scene.footnote.store([draft], library=scene.library)
    shown = passage(scene, "Who sank the quay?", "Show passage")
    scene.press(shown, "Sentence after")
    if "closed the quay" not in plain(shown):
        scene.press(shown, "Sentence before")
    assert HOSTILE in unescaped(shown.text)
    for hidden in ("@everyone", "<@&1>", "[a](", "||s||"):
        assert hidden not in shown.text.replace("\\@", "")


@pytest.mark.parametrize("code", LANGUAGES)
def test_labels_differ_in_every_language(code: str) -> None:
    say = LANGUAGES[code].buttons
    labels = [say.before, say.after, say.who, say.when, say.about, say.elsewhere, say.show, say.open, say.more]
    assert len(set(labels)) == len(labels)
    assert max(map(len, labels)) <= 25


# -- words --


def test_a_reply_to_an_answer_is_a_followup_on_it_and_steps_on(scene: Any) -> None:
    answer = scene.mention(QUESTION).response
    first = scene.says("What comes next?", reply_to=answer).wait(30).response
    assert WORKERS in plain(first)
    assert first.replied_to is not answer
    second = scene.says("and after that?", reply_to=first).wait(30).response
    assert CART in plain(second)
    third = scene.says("Wer hat das gesagt?", reply_to=second).wait(30).response
    assert "**foreman Ida Brask**" in third.text
    back = scene.says("the sentence before", reply_to=answer).wait(30).response
    assert "This is the first sentence of the article." in plain(back)


def test_after_a_refusal_it_is_about_the_first_lead(staged: Any) -> None:
    scene = staged(Config(answer=AnswerSettings(accepted_wrong=0.0, accepted_unsure_wrong=0.0)))
    refused = scene.mention(QUESTION).response
    assert CLOSED in plain(refused)
    assert refused.text.count("I found nothing in the articles that answers this") == 1
    by_reply = scene.says("What comes next?", reply_to=refused).wait(30).response
    assert WORKERS in plain(by_reply)


def test_a_reply_is_about_the_card_it_replies_to_not_the_last_one(scene: Any) -> None:
    answer = scene.mention(QUESTION).response
    scene.mention(OTTERS)
    response = scene.says("when was that?", user=scene.bob, reply_to=answer).wait(30).response
    assert CLOSED in plain(response)


def test_a_followup_is_no_question_and_is_not_counted(scene: Any) -> None:
    answer = scene.mention(QUESTION).response
    scene.says("who said that?", reply_to=answer).wait(30)
    assert scene.ledger.quotas.today(place=scene.place(), person=int(scene.ada.id)).person == 1
    assert len(scene.ledger.privacy.export(int(scene.ada.id))["answers"]) == 1


def test_a_mention_without_an_answer_is_a_question(scene: Any) -> None:
    said = scene.mention("who said that?")
    assert "Who said that?" not in said.response.text.splitlines()[0]
    assert len(scene.ledger.privacy.export(int(scene.ada.id))["answers"]) == 1


def test_direct_messages_go_on_from_what_was_shown_last_even_after_a_restart(scene: Any) -> None:
    scene.footnote.store(DRAFTS, library=f"user-{scene.ada.id}")
    room = scene.server.dm(scene.ada)
    scene.says(QUESTION, channel=room).wait(30)
    assert WORKERS in plain(scene.says("what comes next?", channel=room).wait(30).response)
    scene.start()
    assert CART in plain(scene.says("and then?", channel=room).wait(30).response)
    more = scene.says("tell me more", channel=room).wait(30).response
    assert WORKERS in plain(more)
    assert CART in plain(scene.says("who said that?", channel=room).wait(30).response)


def test_a_question_after_a_followup_leans_on_the_question_before_it(scene: Any) -> None:
    scene.footnote.store(DRAFTS, library=f"user-{scene.ada.id}")
    room = scene.server.dm(scene.ada)
    scene.says(QUESTION, channel=room).wait(30)
    scene.says("what comes next?", channel=room).wait(30)
    place = replace(scene.place(), server=None, channel=int(room.id))
    turns = scene.ledger.dialogue.turns(place=place, person=int(scene.ada.id))
    assert [turn.question for turn in turns] == [QUESTION, QUESTION]
    assert [turn.quote for turn in turns] == [CLOSED, WORKERS]


def test_a_thread_of_the_bot_s_own_needs_no_mention(staged: Any) -> None:
    scene = staged(LISTENING, message_content=True)
    first = scene.mention(QUESTION).response
    second = scene.says("Who loaded the final cart at noon?", reply_to=first).wait(30)
    third = scene.says("Which pit will fill with water?", reply_to=second.response).wait(30)
    thread = scene.server.state.channels[third.message.id]
    inside = scene.says("the sentence before", channel=thread).wait(30)
    assert CART in plain(inside.response)


@pytest.mark.parametrize("words", ["go on", "Where did you read that?", "what does it say after that?"])
def test_people_who_talk_among_themselves_are_left_alone(staged: Any, words: str) -> None:
    scene = staged(LISTENING, message_content=True)
    scene.ledger.preferences.change(scene.place(), channel=True, listens=True)
    scene.says(QUESTION).wait(30)
    quiet = scene.says(words)
    scene.mention(OTTERS)
    own = [message for message in scene.server.transcript(scene.channel) if message.author == scene.server.state.bot]
    assert not [message for message in own if message.replied_to is quiet.message]


def test_the_form_takes_a_followup_on_its_answer(scene: Any) -> None:
    opened = scene.press(scene.ask().messages[0], "Follow up")
    message = scene.server.submit_modal(opened, {"words": "What comes next?"}).wait(30).messages[0]
    assert WORKERS in plain(message)
    assert len(scene.ledger.privacy.export(int(scene.ada.id))["answers"]) == 1


def test_words_of_who_may_not_ask_are_refused(scene: Any) -> None:
    answer = scene.mention(QUESTION).response
    scene.prefer(roles=(ROLE,))
    response = scene.says("what comes next?", reply_to=answer).wait(30).response
    assert response.text.startswith("You may not do that here.")


def test_words_about_a_changed_article_say_so(scene: Any) -> None:
    answer = scene.mention(QUESTION).response
    step = scene.says("what comes next?", reply_to=answer).wait(30).response
    scene.footnote.store([replace(DRAFTS[0], text="All of it is new.")], library=scene.library)
    for card in (answer, step):
        assert "has changed since" in scene.says("before that?", reply_to=card).wait(30).response.text
