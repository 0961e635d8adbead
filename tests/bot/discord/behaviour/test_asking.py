"""Asking. The sentences of the promise, in its order.

- `/ask question:` answers, and shows answers while one types, as article › start of the sentence, at most 25 of at most
  100 characters, none while an index loads; choosing one gives that answer with its citation
- mentioning the bot, replying to its message with the ping that Discord sets by default, and direct messages carry
  their text without any privileged intent; the answer comes as a reply, a longer exchange goes on in a thread
- it never reacts to `@everyone`, to other bots, or to anything it was not asked
- "Answer this" on anybody's message: first shown to the asker alone, with Share and Discard
- follow-ups: a form behind a button; in threads and reply chains the words themselves; the resolved question is shown
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import ModelSettings
from support.discord_simcord import FOLLOW_UP, NOWHERE, OTTERS, QUESTION, QUOTE, UNDERSTOOD, Simulation

DEFERRED, CHOICES, FORM = 5, 8, 9
MODEL = "paraphrase-multilingual-MiniLM-L12-v2"


def test_every_scenario_runs_without_a_privileged_intent(sim: Simulation) -> None:
    asked_for = {name for name, wanted in sim.bot.intents if wanted}
    assert asked_for == {"guilds", "guild_messages", "dm_messages"}


# -- /ask


def test_ask_answers_with_one_sentence_and_its_citation(sim: Simulation) -> None:
    shown = sim.ask()
    assert shown.acks == [DEFERRED]
    assert f"> {QUOTE}" in shown.message.text
    assert "**Quarry closes after ninety years** · 2026-02-13" in shown.message.text
    assert not shown.message.ephemeral


def test_keepers_see_that_a_multilingual_model_would_find_more(sim: Simulation) -> None:
    footnote = sim.services.footnote
    footnote.settings = replace(footnote.settings, models=ModelSettings())  # as with the packaged model
    asked = "Wer hat bei dem Wettbewerb in Wien die Geige gespielt?"
    assert MODEL in sim.slash("ask", by=sim.keeper, question=asked).message.text
    assert MODEL not in sim.slash("ask", by=sim.bob, question=asked).message.text


def test_answers_show_while_one_types_as_article_and_start_of_the_sentence(sim: Simulation) -> None:
    names = [choice["name"] for choice in sim.typing("ask", "question", "slate quarry")]
    assert names[:2] == ["slate quarry", f"Quarry closes after ninety years › {QUOTE[:61]}…"]


def test_at_most_25_answers_of_at_most_100_characters_show(sim: Simulation) -> None:
    text = " ".join(f"The lighthouse number {n} near the harbour mouth is white." for n in range(60))
    sim.stock(Draft(source="notes/l.txt", title="All the lighthouses of the long and rocky coast", text=text))
    choices = sim.typing("ask", "question", "white lighthouse near the harbour")
    assert len(choices) == 25
    assert {len(choice["name"]) for choice in choices[1:]} <= set(range(90, 101))
    assert all(len(choice["value"]) <= 100 for choice in choices)


def test_nothing_shows_while_an_index_loads(sim: Simulation) -> None:
    sim.services.worker._ready.clear()
    assert sim.typing("ask", "question", "slate quarry") == []


def test_choosing_an_answer_gives_it_with_its_citation(sim: Simulation) -> None:
    (chosen,) = [
        choice for choice in sim.typing("ask", "question", "crayfish eels") if "crayfish, eels" in choice["name"]
    ]
    text = sim.ask(chosen["value"]).message.text
    assert "> They eat crayfish, eels and the occasional duckling." in text
    assert "**Otters on the Welm** · otters.txt" in text


# -- mentions, replies, direct messages


def test_a_mention_is_answered_by_a_reply(sim: Simulation) -> None:
    (answer,) = sim.mention(QUESTION)
    assert QUOTE in answer.text
    assert answer.reference is not None
    assert answer.mentions == []


def test_a_reply_with_its_ping_is_answered(sim: Simulation) -> None:
    (first,) = sim.mention(QUESTION)
    (answer,) = sim.reply(first, OTTERS)
    assert "2019" in answer.text


def test_a_direct_message_needs_no_mention(sim: Simulation) -> None:
    sim.stock(library=f"user-{sim.ada.id}")
    (answer,) = sim.dm(QUESTION)
    assert QUOTE in answer.text


def test_a_longer_exchange_goes_on_in_a_thread(sim: Simulation) -> None:
    (first,) = sim.mention(QUESTION)
    (second,) = sim.reply(first, "Who loaded the final cart at noon?")
    (third,) = sim.reply(second, OTTERS)
    (thread,) = sim.channel.threads
    assert thread.name == f"Questions: {OTTERS}"
    assert (third.channel_id, third.reference) == (str(thread.id), None)
    (inside,) = sim.mention("What do otters eat?", at=thread)
    assert inside.channel_id == str(thread.id)
    assert "crayfish" in inside.text


def test_a_mention_without_words_is_told_how_to_ask(sim: Simulation) -> None:
    assert ["/ask" in message.text for message in sim.mention("")] == [True]


# -- what it does not react to


@pytest.mark.parametrize("words", [f"@everyone {QUESTION}", f"@here {QUESTION}", QUESTION])
def test_it_never_reacts_to_what_is_not_said_to_it(sim: Simulation, words: str) -> None:
    crier = sim.member("crier", mention_everyone=True)
    assert sim.says(words, by=crier) == []


def test_it_never_reacts_to_other_bots(sim: Simulation) -> None:
    robot = sim.does(lambda: sim.guild.add_member(sim.env.create_user("robot", bot=True)))
    assert sim.mention(QUESTION, by=robot) == []


def test_it_never_reacts_to_webhooks(sim: Simulation) -> None:
    hook = sim.does(lambda: sim.guild.create_webhook(sim.channel))
    before = sim.writes("a moment before")
    sim.let(hook.send(f"<@{sim.env.backend.bot_user.id}> {QUESTION}"))
    assert sim.since(before.id) == []


def test_it_never_reacts_to_replies_among_people_or_to_reactions(sim: Simulation) -> None:
    said = sim.writes(QUESTION, by=sim.bob)
    assert sim.says("Good question!", reply_to=said) == []
    sim.let(sim.bob.react(said, "❓"))
    assert sim.since(said.id) == []


def test_it_answers_a_message_once_however_often_it_is_edited(sim: Simulation) -> None:
    said = sim.writes(f"<@{sim.env.backend.bot_user.id}> {QUESTION}")
    sim.let(sim.ada.edit(said, f"<@{sim.env.backend.bot_user.id}> {OTTERS}"))
    assert len(sim.since(said.id)) == 1


# -- "Answer this"


def test_answer_this_is_first_shown_to_the_asker_alone(sim: Simulation) -> None:
    shown = sim.menu("Answer this", sim.writes(QUESTION, by=sim.bob))
    assert shown.message.ephemeral
    assert QUOTE in shown.message.text
    assert [button["label"] for button in shown.message.buttons[-2:]] == ["Share", "Discard"]


def test_what_is_shared_everybody_sees_and_it_is_shared_once(sim: Simulation) -> None:
    private = sim.menu("Answer this", sim.writes(QUESTION, by=sim.bob)).message
    shared = sim.press(private, "Share")
    (public,) = shared.followups
    assert not public.ephemeral
    assert QUOTE in public.text
    assert f"Shared by <@{sim.ada.id}>" in public.text
    assert public.mentions == []
    assert shared.original is not None
    assert "Share" not in [button["label"] for button in shared.original.buttons]


def test_what_is_discarded_is_gone_with_what_was_kept_of_it(sim: Simulation) -> None:
    private = sim.menu("Answer this", sim.writes(QUESTION, by=sim.bob)).message
    sim.press(private, "Discard")
    assert sim.now(private) is None
    assert sim.about(sim.ada)["answers"] == []


def test_a_message_without_words_is_told_that_there_is_no_question(sim: Simulation) -> None:
    said = sim.writes("", by=sim.bob, attachments=[("a.txt", b"x")])
    assert sim.menu("Answer this", said).message.text == "Please write a question."


# -- follow-ups


def test_a_button_opens_a_form_for_a_follow_up_and_the_resolved_question_is_shown(sim: Simulation) -> None:
    opened = sim.press(sim.ask().message, "Follow up")
    assert opened.acks == [FORM]
    answer = sim.hand_in(opened, words=FOLLOW_UP).message
    assert f"**{FOLLOW_UP}**" in answer.text
    assert UNDERSTOOD in answer.text


def test_a_reply_to_a_command_s_answer_carries_no_words_and_is_told_how_to_ask(sim: Simulation) -> None:
    assert ["Press “Follow up” on it" in message.text for message in sim.reply(sim.ask().message, FOLLOW_UP)] == [True]


def test_in_reply_chains_the_words_themselves_are_the_follow_up(sim: Simulation) -> None:
    (first,) = sim.mention(QUESTION)
    (answer,) = sim.reply(first, FOLLOW_UP)
    assert UNDERSTOOD in answer.text


def test_in_threads_the_words_themselves_are_the_follow_up(sim: Simulation) -> None:
    thread = sim.thread("quarries")
    sim.mention(QUESTION, at=thread)
    (answer,) = sim.mention(FOLLOW_UP, at=thread)
    assert UNDERSTOOD in answer.text


def test_a_question_that_stands_alone_is_left_as_it_is(sim: Simulation) -> None:
    (first,) = sim.mention(QUESTION)
    (answer,) = sim.reply(first, NOWHERE)
    assert "Understood as" not in answer.text


def test_a_misspelt_word_is_corrected_and_the_card_shows_the_question_so(sim: Simulation) -> None:
    (answer,) = sim.mention(QUESTION.replace("quarry", "quary"))
    assert f"> {QUOTE}" in answer.text
    assert f"Understood as: {QUESTION}" in answer.text
