"""Follow-ups on a quote. The sentences of the promise, in its order.

- under a passage stand buttons for the sentences before and after, who said it, when it was, and other articles
- they work after a restart, and a step turns the page of the asker's own card
- the same words in a reply to the bot's card are about the sentence on it, and what else is asked is a question
"""

from __future__ import annotations

from bot.discord.ui.escaping import unescaped
from support.discord_simcord import QUESTION, QUOTE, Simulation

UPDATED = 6
WORKERS = "Its last eleven workers were offered places at the brickworks."
OFFERED = ["Open", "Sentence before", "Sentence after", "Who said that?", "When was that?", "In other articles?"]


def test_a_passage_offers_them_and_they_work_after_a_restart(sim: Simulation) -> None:
    shown = sim.press(sim.ask().message, "Passage").message
    assert [button["label"] for button in shown.buttons] == OFFERED
    sim.restart()
    when = sim.press(shown, "When was that?").message
    assert QUOTE in unescaped(when.text).replace("**", "")
    assert "**on Friday**" in when.text
    assert "The article is dated 2026-02-13." in when.text
    assert "Nobody is quoted here" in sim.press(shown, "Who said that?").message.text


def test_a_step_turns_the_page(sim: Simulation) -> None:
    shown = sim.press(sim.ask().message, "Passage").message
    step = sim.press(shown, "Sentence after")
    assert step.acks == [UPDATED]
    assert WORKERS in step.message.text
    assert "### The passage" not in step.message.text


def test_words_in_a_reply_are_about_its_sentence_or_a_question(sim: Simulation) -> None:
    (answer,) = sim.mention(QUESTION)
    (step,) = sim.reply(answer, "What comes next?")
    assert WORKERS in step.text
    (back,) = sim.reply(step, "the sentence before")
    assert QUOTE in back.text
    (asked,) = sim.reply(answer, "Who loaded the final cart at noon?")
    assert "Ida Brask" in asked.text
    assert "### " not in asked.text
