"""Follow-ups. The sentences of the promise, in its order.

- a question may depend on what was said before: one's own talk in a channel and in direct messages, everybody's in a
  thread, and of all answers the one that is replied to; the talk of another person never changes an answer, and what
  only its asker saw leads to nothing that others see
- the card shows the question as it was understood, and a button beside it opens a form in which the asker says what was
  meant: that is asked as it stands, and the talk goes on from there
- a question that is too vague to answer is met with what it may mean, each with a button that asks it
- all of that after a restart, and without the words of questions, where they are not stored, honestly less of it
"""

from __future__ import annotations

import discord
import pytest

from bot.configuration.config_file import Config
from bot.configuration.discord_settings import DiscordSettings
from bot.configuration.ledger_settings import LedgerSettings
from support.discord_loopback.component_trees import walk
from support.discord_loopback.discord_message import Message
from support.discord_simcord import FOLLOW_UP, OTTERS, QUESTION, QUOTE, UNDERSTOOD, Room, Simulation, Stage

DEFERRED, FORM = 5, 9
DIET = "What do they eat?"
DIET_UNDERSTOOD = "Understood as: “Otters on the Welm”: What do they eat?"
CRAYFISH = "They eat crayfish, eels and the occasional duckling."
WHICH = "This may mean several things. Which one?"
UNSTORED = Config(ledger=LedgerSettings(question_days=0))


def labels(message: Message) -> list[str]:
    return [button["label"] for button in message.buttons]


def ids(message: Message, label: str) -> list[str]:
    return [button["custom_id"] for button in message.buttons if button["label"] == label]


def asked(sim: Simulation, at: Room | None = None) -> list[str]:
    """The questions of the talk in a place, as they were understood."""
    return [turn.question for turn in sim.services.ledger.dialogue.turns(place=sim.place(at))]


# -- whose talk


def test_in_a_channel_the_talk_of_another_person_changes_nothing(sim: Simulation) -> None:
    (mine,) = sim.mention(OTTERS)
    (alone,) = sim.reply(mine, DIET)
    sim.restart()
    (mine,) = sim.mention(OTTERS, by=sim.mod)
    sim.mention(QUESTION, by=sim.bob)
    (theirs,) = sim.mention(FOLLOW_UP, by=sim.bob)
    sim.ask("Who planted the apple trees?", by=sim.bob)
    (amid,) = sim.reply(mine, DIET, by=sim.mod)
    assert DIET_UNDERSTOOD in amid.text
    assert amid.text == alone.text
    assert "return to the river" not in theirs.text


def test_a_reply_goes_on_from_the_answer_that_it_replies_to(sim: Simulation) -> None:
    (first,) = sim.mention(OTTERS)
    sim.mention(QUESTION)
    (answer,) = sim.reply(first, DIET)
    assert DIET_UNDERSTOOD in answer.text


def test_a_reply_to_another_s_answer_goes_on_from_that_one_alone(sim: Simulation) -> None:
    sim.mention(OTTERS)
    (theirs,) = sim.mention(QUESTION, by=sim.bob)
    (answer,) = sim.reply(theirs, FOLLOW_UP)
    assert UNDERSTOOD in answer.text


def test_a_question_that_stands_alone_drops_the_topic(sim: Simulation) -> None:
    (first,) = sim.mention(QUESTION)
    (second,) = sim.reply(first, OTTERS)
    assert "Understood as" not in second.text
    (third,) = sim.reply(second, DIET)
    assert DIET_UNDERSTOOD in third.text


def test_a_command_stands_alone(sim: Simulation) -> None:
    sim.ask(QUESTION)
    assert "Understood as" not in sim.ask(FOLLOW_UP).message.text


def test_a_thread_s_talk_is_everybody_s(sim: Simulation) -> None:
    thread = sim.thread("quarries")
    sim.mention(QUESTION, at=thread, by=sim.bob)
    (answer,) = sim.mention(FOLLOW_UP, at=thread)
    assert UNDERSTOOD in answer.text
    (outside,) = sim.mention(FOLLOW_UP)
    assert "Tarn Hollow" not in outside.text.partition("\n")[0]


def test_the_form_goes_on_from_its_answer_for_whoever_uses_it(sim: Simulation) -> None:
    card = sim.ask(QUESTION).message
    sim.ask(OTTERS)
    for person in (sim.ada, sim.bob):
        opened = sim.press(card, "Follow up", by=person)
        assert UNDERSTOOD in sim.hand_in(opened, words=FOLLOW_UP, by=person).message.text


def test_a_talk_goes_on_after_a_restart(sim: Simulation) -> None:
    (first,) = sim.mention(OTTERS)
    sim.restart()
    (answer,) = sim.reply(first, DIET)
    assert DIET_UNDERSTOOD in answer.text


# -- what only its asker saw


def test_a_private_question_leads_to_nothing_that_others_see_until_it_is_shared(sim: Simulation) -> None:
    thread = sim.thread("quarries")
    sim.services.ledger.preferences.change(sim.place(), channel=True, private=True)
    shown = sim.ask(QUESTION, at=thread).message
    assert shown.ephemeral
    for person in (sim.ada, sim.bob):
        (answer,) = sim.mention(FOLLOW_UP, at=thread, by=person)
        assert "Tarn Hollow" not in answer.text.partition("\n")[0]
    sim.press(shown, "Share")
    (answer,) = sim.mention(FOLLOW_UP, at=thread, by=sim.bob)
    assert UNDERSTOOD in answer.text


def test_a_private_answer_leads_to_another_private_one(sim: Simulation) -> None:
    card = sim.menu("Answer this", sim.writes(QUESTION)).message
    answer = sim.hand_in(sim.press(card, "Follow up"), words=FOLLOW_UP).message
    assert answer.ephemeral
    assert UNDERSTOOD in answer.text


# -- what was meant


@pytest.mark.parametrize("restarts", [False, True], ids=["at-once", "after-a-restart"])
def test_what_was_meant_is_asked_as_it_stands_and_the_talk_goes_on_from_there(
    sim: Simulation,
    restarts: bool,  # noqa: FBT001
) -> None:
    (first,) = sim.mention(QUESTION)
    (card,) = sim.reply(first, DIET)
    assert "Understood as: “Quarry closes after ninety years”: What do they eat?" in card.text
    if restarts:
        sim.restart()
    opened = sim.press(card, "Not what I meant")
    assert opened.acks == [FORM]
    assert "“Quarry closes after ninety years”: What do they eat?" in [
        node.get("value") for _, node in walk(opened.form["components"])
    ]
    answer = sim.hand_in(opened, words="What do otters eat?").message
    assert "**What do otters eat?**" in answer.text
    assert "Understood as" not in answer.text
    assert CRAYFISH in answer.text
    assert asked(sim) == [QUESTION, "What do otters eat?"]
    opened = sim.press(answer, "Follow up")
    assert "otters" in sim.hand_in(opened, words="And how many of them?").message.text


def test_what_was_meant_is_not_understood_again(sim: Simulation) -> None:
    (first,) = sim.mention(QUESTION)
    (card,) = sim.reply(first, FOLLOW_UP)
    answer = sim.hand_in(sim.press(card, "Not what I meant"), words=FOLLOW_UP).message
    assert "Understood as" not in answer.text


def test_another_person_corrects_nothing_in_the_asker_s_talk(sim: Simulation) -> None:
    (first,) = sim.mention(QUESTION)
    (card,) = sim.reply(first, FOLLOW_UP)
    before = asked(sim)
    opened = sim.press(card, "Not what I meant", by=sim.bob)
    assert CRAYFISH in sim.hand_in(opened, words="What do otters eat?", by=sim.bob).message.text
    assert asked(sim) == [*before, "What do otters eat?"]


def test_what_was_understood_as_asked_needs_no_correction(sim: Simulation) -> None:
    (answer,) = sim.mention(QUESTION)
    assert "Not what I meant" not in labels(answer)


# -- vague questions


@pytest.mark.parametrize("restarts", [False, True], ids=["at-once", "after-a-restart"])
def test_a_vague_question_is_met_with_what_it_may_mean(sim: Simulation, restarts: bool) -> None:  # noqa: FBT001
    (card,) = sim.mention(DIET)
    assert WHICH in card.text
    assert "What do they eat? (The town orchard)" in card.text
    if restarts:
        sim.restart()
    otters, *others = ids(card, "Ask this")
    assert len(others) == 2
    shown = sim.press(card, otters)
    assert shown.acks == [DEFERRED]
    assert "**What do they eat? (Otters on the Welm)**" in shown.message.text
    assert "Understood as" not in shown.message.text
    assert CRAYFISH in shown.message.text
    assert asked(sim) == ["What do they eat? (Otters on the Welm)"]


def test_a_reading_that_has_no_answer_is_not_met_with_readings_again(sim: Simulation) -> None:
    (card,) = sim.mention("Where did he go?")
    shown = sim.press(card, ids(card, "Ask this")[1]).message
    assert "I found nothing in the articles that answers this." in shown.text
    assert WHICH not in shown.text


@pytest.mark.parametrize("said", ["?", "🦦", "x", "thanks!", "ok, thanks"])
def test_what_asks_nothing_is_not_met_with_readings(sim: Simulation, said: str) -> None:
    (card,) = sim.mention(said)
    assert WHICH not in card.text


@pytest.mark.parametrize("said", ["Why?", "Who was it?", "Tell me more, please"])
def test_a_few_words_that_ask_are(sim: Simulation, said: str) -> None:
    assert WHICH in sim.mention(said)[0].text


def test_a_vague_question_says_nothing_about_what_the_library_lacks(sim: Simulation) -> None:
    sim.mention("What happened?")
    assert not sim.services.ledger.unanswered.latest(place=sim.place())


def test_a_reading_of_a_private_question_stays_private(sim: Simulation) -> None:
    card = sim.menu("Answer this", sim.writes(DIET)).message
    assert WHICH in card.text
    assert sim.press(card, ids(card, "Ask this")[0]).message.ephemeral


def test_a_reading_whose_words_are_gone_is_too_old(sim: Simulation) -> None:
    card = sim.ask(DIET).message
    sim.services.ledger.privacy.forget(sim.ada.id)
    shown = sim.press(card, ids(card, "Ask this")[0]).message
    assert shown.text == "This button is too old. Please ask again."


def test_what_nobody_asked_the_bot_is_not_met_with_readings(staged: Stage) -> None:
    sim = staged(Config(discord=DiscordSettings(message_content=True)), portal=discord.Intents.all())
    sim.services.ledger.preferences.change(sim.place(), channel=True, listens=True)
    assert sim.says("What happened?") == []
    assert asked(sim) == []


# -- where words are not stored


def test_without_stored_words_a_follow_up_is_asked_as_it_stands(staged: Stage) -> None:
    sim = staged(UNSTORED)
    (first,) = sim.mention(QUESTION)
    assert QUOTE in first.text
    (answer,) = sim.reply(first, FOLLOW_UP)
    form = sim.hand_in(sim.press(first, "Follow up"), words=FOLLOW_UP).message
    for shown in (answer, form):
        assert "Understood as" not in shown.text


def test_without_stored_words_readings_are_told_and_not_offered(staged: Stage) -> None:
    (card,) = staged(UNSTORED).mention(DIET)
    assert "What do they eat? (Otters on the Welm)" in card.text
    assert "Ask this" not in labels(card)
