"""What keepers teach: pinned sentences, messages that answer, messages kept as articles, answers to open questions."""

from __future__ import annotations

from typing import Any

from bot.store import Place
from retrieval import Examination, Thresholds
from retrieval.core.ingestion_records import Draft
from support.discord_loopback import Message
from support.discord_server import PATIENCE, LoopbackBot, Start, added, answer
from support.samples import DRAFTS
from support.web_server import LocalSite

QUESTION = "When did the quarry at Tarn Hollow close?"
OPEN = "Who plays the bassoon in the town band?"
SAID = "The bassoon is played by Ottilie Brandt, every Friday."


def ask(bot: LoopbackBot, question: str) -> Message:
    response = bot.server.slash(bot.channel, bot.reader, "ask", {"question": question}).wait(PATIENCE).response
    assert response is not None
    return response


def refuse(bot: LoopbackBot, question: str) -> Examination:
    """An examination that finds nothing sure enough."""
    return bot.services.footnote.examine(question, library=f"guild-{bot.guild.id}", thresholds=Thresholds.single(1.0))


def pins(bot: LoopbackBot) -> list[Any]:
    return bot.services.ledger.pins.of(f"guild-{bot.guild.id}")


def pin(bot: LoopbackBot) -> None:
    why = bot.press(ask(bot, QUESTION), "Why?", by=bot.keeper)
    assert "Verified answer saved" in bot.press(why, "Save as verified answer", by=bot.keeper).text


def test_keepers_alone_can_pin(stocked_bot: LoopbackBot) -> None:
    shown = ask(stocked_bot, QUESTION)
    assert "Save as verified answer" not in [button["label"] for button in stocked_bot.press(shown, "Why?").buttons]
    pin(stocked_bot)
    (pinned,) = pins(stocked_bot)
    assert (pinned.question, pinned.person) == (QUESTION, int(stocked_bot.keeper.id))
    assert "closed on Friday after ninety years" in pinned.citation.quote


def test_a_pinned_answer_says_who_pinned_it_also_after_a_restart(started: Start) -> None:
    bot = started()
    bot.stock(*DRAFTS)
    pin(bot)
    bot = started()
    shown = ask(bot, "At Tarn Hollow, when did the quarry close?")
    assert f"Verified answer, added by <@{bot.keeper.id}> on 20" in shown.text
    assert "closed on Friday after ninety years" in shown.text
    assert "Verified answer" not in ask(bot, "Why did the quarry at Tarn Hollow close?").text


def test_a_pin_expires_when_its_sentence_changes_and_not_when_it_moves(bot: LoopbackBot) -> None:
    text = "The slate quarry at Tarn Hollow closed on Friday. It was deep."
    bot.stock(Draft(source="q.txt", title="Quarry", text=text))
    pin_text = bot.press(
        bot.press(ask(bot, QUESTION), "Why?", by=bot.keeper), "Save as verified answer", by=bot.keeper
    ).text
    assert "Tarn Hollow" in pin_text
    bot.stock(Draft(source="q.txt", title="Quarry", text=f"News of the week. {text}"))
    assert "Verified answer" in ask(bot, QUESTION).text
    bot.stock(Draft(source="q.txt", title="Quarry", text="The slate quarry at Tarn Hollow closed on Monday."))
    assert "Verified answer" not in ask(bot, QUESTION).text
    bot.server.wait_until(lambda: pins(bot) == [], PATIENCE)


def test_pinned_answers_are_listed_and_removed(stocked_bot: LoopbackBot) -> None:
    bot = stocked_bot
    assert "There are no verified answers yet" in bot.slash("library pinned", by=bot.keeper).text
    pin(bot)
    listed = bot.slash("library pinned", by=bot.keeper)
    assert QUESTION in listed.text
    left = bot.press(listed, "library.unpin:0", by=bot.keeper, values=(pins(bot)[0].id,))
    assert "There are no verified answers yet" in left.text
    assert "Verified answer" not in ask(bot, QUESTION).text


def test_a_message_is_made_the_answer_to_an_open_question(stocked_bot: LoopbackBot) -> None:
    bot = stocked_bot
    said = bot.server.user_says(bot.channel, bot.reader, SAID)
    command = "This is the answer"
    nothing = answer(bot.server.message_command(said.message, bot.keeper, command))
    assert nothing.text == "Every question so far got an answer."
    examination = bot.services.footnote.examine(
        OPEN, library=f"guild-{bot.guild.id}", thresholds=Thresholds.single(1.0)
    )
    place = Place(server=int(bot.guild.id), channel=int(bot.channel.id))
    gap = bot.services.ledger.unanswered.note(examination, place=place, asker=1)
    asked = answer(bot.server.message_command(said.message, bot.keeper, command))
    select = next(custom_id for custom_id in asked.custom_ids if custom_id.startswith("library.answered:"))
    assert gap is not None
    assert OPEN in bot.press(asked, select, by=bot.keeper, values=(gap,)).text
    shown = ask(bot, OPEN)
    assert SAID in shown.text.replace("\\", "")
    assert f"message by {bot.reader.name}".casefold() in shown.text.casefold()
    assert f"https://discord.com/channels/{bot.guild.id}/{bot.channel.id}/{said.message.id}" in shown.links
    assert "Passage" not in [button["label"] for button in shown.buttons]
    assert "Why this sentence" in bot.press(shown, "Why?").text
    assert "Every question so far" in bot.slash("library gaps", by=bot.keeper).text


def test_a_message_and_its_files_are_kept_as_articles(bot: LoopbackBot) -> None:
    file = bot.server.add_file("ferry.md", b"# The ferry\n\nThe ferry crosses the Welm every twenty minutes.\n")
    said = bot.server.user_says(bot.channel, bot.reader, SAID, attachments=[file])
    command = bot.server.message_command(said.message, bot.keeper, "Keep as article")
    command.wait(PATIENCE, until=lambda now: now.response is not None and "added" in now.response.text)
    library = f"guild-{bot.guild.id}"
    titles = [article.title for article in bot.services.footnote.articles(library=library)]
    assert titles == [SAID, "The ferry"]
    author = bot.services.footnote.find(SAID, library=library).author
    assert author is not None
    assert author.casefold() == bot.reader.name.casefold()


def keep(bot: LoopbackBot, said: Message) -> str:
    """The first line of the report on a message that is kept."""
    command = bot.server.message_command(said, bot.keeper, "Keep as article")
    return added(command).text.splitlines()[0]


def test_it_is_said_what_became_of_a_message_that_is_kept(bot: LoopbackBot) -> None:
    said = bot.server.user_says(bot.channel, bot.reader, SAID).message
    assert keep(bot, said) == "### 1 article added"
    assert keep(bot, said) == "### 1 article unchanged"
    bot.server.edit_says(said, "Nobody plays the bassoon any more.")
    assert keep(bot, said) == "### 1 article replaced"
    assert keep(bot, bot.server.user_says(bot.channel, bot.reader, "🦦").message) == "### 1 item skipped"
    file = bot.server.add_file("ferry.md", b"# The ferry\n\nThe ferry crosses the Welm every twenty minutes.\n")
    both = bot.server.user_says(bot.channel, bot.reader, "The ferry has a timetable.", attachments=[file]).message
    assert keep(bot, both) == "### 2 articles added"


def forwarded(bot: LoopbackBot, content: str, **parts: Any) -> Message:
    """A message that forwards another one."""
    message = bot.server.user_says(bot.channel, bot.reader, "seen elsewhere").message
    message.content = ""
    times = {"timestamp": message.created, "edited_timestamp": None}
    empty: dict[str, Any] = {"embeds": [], "attachments": [], "mentions": [], "mention_roles": [], "components": []}
    message.snapshots.append({"message": {"type": 0, "flags": 0, "content": content, **times, **empty, **parts}})
    return message


def test_links_and_files_are_added_of_what_a_message_forwards_and_of_embeds(bot: LoopbackBot, web: LocalSite) -> None:
    def page(name: str) -> str:
        body = f"<article><h1>{name}</h1><p>The bell of {name} weighs two tonnes.</p></article>"
        return web.page(f"/{name}", f'<html lang="en"><head><title>{name}</title></head><body>{body}</body></html>')

    def add(message: Message) -> str:
        return added(bot.server.message_command(message, bot.keeper, "Add to the library")).text.splitlines()[0]

    feed = {"type": "rich", "title": "News", "description": "Of the bell.", "url": page("Brackwater")}
    assert add(forwarded(bot, f"Look at {page('Halm')} please")) == "### 1 article added"
    assert add(forwarded(bot, "", embeds=[feed])) == "### 1 article added"
    assert "neither files nor links" in add(forwarded(bot, "Nothing here."))


def test_an_answer_without_words_is_not_kept(stocked_bot: LoopbackBot) -> None:
    bot = stocked_bot
    place = Place(server=int(bot.guild.id), channel=int(bot.channel.id))
    assert bot.services.ledger.unanswered.note(refuse(bot, OPEN), place=place, asker=1)
    for words in ("  ", "🦦"):
        opened = bot.server.press(bot.slash("library gaps", by=bot.keeper), "Answer this", bot.keeper).wait(PATIENCE)
        refusal = answer(bot.server.submit_modal(opened, {"words": words}))
        assert refusal.text == "That answer has no words. Please write it as a sentence."
    assert OPEN in bot.slash("library gaps", by=bot.keeper).text
    assert pins(bot) == []


def test_an_open_question_is_answered_from_the_list(stocked_bot: LoopbackBot) -> None:
    bot = stocked_bot
    examination = bot.services.footnote.examine(
        OPEN, library=f"guild-{bot.guild.id}", thresholds=Thresholds.single(1.0)
    )
    place = Place(server=int(bot.guild.id), channel=int(bot.channel.id))
    gap = bot.services.ledger.unanswered.note(examination, place=place, asker=1)
    listed = bot.slash("library gaps", by=bot.keeper)
    opened = bot.server.press(listed, "Answer this", bot.keeper).wait(PATIENCE)
    done = answer(bot.server.submit_modal(opened, {"words": SAID}))
    assert "Verified answer saved" in done.text
    shown = ask(bot, OPEN).text.replace("\\", "")
    assert SAID in shown
    assert gap is not None
    assert gap not in shown
    assert gap not in bot.slash("articles").text
    assert "Every question so far" in bot.slash("library gaps", by=bot.keeper).text
