"""The answer card. The sentences of the promise, in its order.

- the sentence as a quote, its exact answer in bold where there is one, article title, source and date, confidence in
  words
- a link that scrolls to the sentence; over 512 characters the `start,end` form; for an article without an address a
  button that shows the passage
- buttons: the passage around it, more evidence in pages, why, follow up, helpful and not helpful with a reason, delete
- no answer is a card too: it says so, and offers the nearest sentences as leads that are marked as not an answer
- all buttons work after a restart, and answer that they no longer can when the article is gone; only the asker and
  moderators control an answer
- article text is strangers' words: shown, never obeyed
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from bot.configuration.config_file import Config
from bot.discord.ui.escaping import unescaped
from bot.i18n import LANGUAGES
from retrieval.answering import thresholds
from retrieval.core.ingestion_records import Draft
from retrieval.core.records import TextRange
from retrieval.core.reply_records import Examination
from retrieval.core.settings import AnswerSettings
from support.discord_markdown import read
from support.discord_simcord import NOWHERE, OTTERS, QUESTION, QUOTE, Simulation, Stage
from support.samples import DRAFTS

UPDATED, FORM = 6, 9
QUARRY = DRAFTS[0]
BUTTONS = ["Open", "Passage", "More evidence", "Why?", "Follow up", "Helpful", "Not helpful", "Delete"]
LONG = "The council decided " + " ".join(f"that lane number {n} stays open," for n in range(30)) + " and that is all."
HOSTILE = "The mayor of Welmouth cried @everyone <@&1> </x:1> <t:0:R> [a](http://b.example) ||s|| # h ``` <@{person}>."


def labels(message: Any) -> list[str]:
    return [button["label"] for button in message.buttons]


def stands_in_order(text: str, *parts: str) -> bool:
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


def test_the_sentence_is_a_quote_with_title_date_source_and_confidence_in_words(sim: Simulation) -> None:
    assert stands_in_order(
        sim.ask().message.text,
        f"**{QUESTION}**",
        f"> {QUOTE}",
        "**Quarry closes after ninety years** · 2026-02-13 · paper.example",
        "likely (89%)",
    )


def test_the_exact_answer_is_bold_where_there_is_one(sim: Simulation) -> None:
    examine, at = sim.services.footnote.examine, QUARRY.text.index("Friday")

    def marking(question: str, **how: Any) -> Examination:
        """As a reader that marks exact answers."""
        found = examine(question, **how)
        return replace(found, reply=replace(found.reply, highlight=TextRange(start=at, end=at + len("Friday"))))

    sim.services.footnote.examine = marking  # type: ignore[method-assign]
    assert "closed on **Friday** after ninety years." in sim.ask().message.text


def test_the_link_scrolls_to_the_sentence(sim: Simulation) -> None:
    (link,) = sim.ask().message.links
    page, _, fragment = link.partition("#:~:text=")
    assert page == QUARRY.source
    first, last = map(unquote, fragment.split(","))
    text = QUARRY.text
    start = text.index(first)
    end = text.index(last, start + len(first)) + len(last)
    assert text[start:end] == QUOTE.rstrip(".")


def test_a_link_that_would_be_too_long_names_start_and_end(sim: Simulation) -> None:
    sim.stock(Draft(source="https://paper.example/lanes", title="Lanes", text=LONG))
    (link,) = sim.ask("What did the council decide about lane number 7?").message.links
    start, _, end = link.partition("#:~:text=")[2].partition(",")
    assert len(link) <= 512
    assert LONG.startswith(unquote(start))
    assert LONG.rstrip(".").endswith(unquote(end))


def test_an_article_without_an_address_has_a_button_that_shows_the_passage(sim: Simulation) -> None:
    card = sim.ask(OTTERS).message
    assert (card.links, labels(card)[0]) == ([], "Show passage")
    shown = sim.press(card, "Show passage").message
    assert "A camera near the weir counted seven of them last winter." in shown.text


# -- its buttons


def test_an_answer_has_all_its_buttons(sim: Simulation) -> None:
    assert labels(sim.ask().message) == BUTTONS


def test_the_passage_around_the_sentence_is_shown_to_whoever_presses(sim: Simulation) -> None:
    shown = sim.press(sim.ask().message, "Passage", by=sim.bob).message
    assert shown.ephemeral
    assert f"**{QUOTE}**" in shown.text
    assert "Its last eleven workers were offered places at the brickworks." in shown.text


def test_more_evidence_is_other_sentences_in_pages(staged: Stage) -> None:
    sim = staged(Config(answer=AnswerSettings(others=12)))
    card = sim.ask("quarry eleven workers brickworks water reservoir river otters apple trees").message
    shown = sim.press(card, "More evidence").message
    assert "Page 1 of" in shown.text
    turned = sim.press(shown, "Next")
    assert turned.acks == [UPDATED]
    assert "Page 2 of" in turned.message.text
    assert sim.press(turned.message, "Back").message.text == shown.text


def test_why_tells_terms_similarity_runner_up_and_threshold(sim: Simulation) -> None:
    text = sim.press(sim.ask().message, "Why?").message.text
    assert "Found in the best sentence: quarry, Tarn, Hollow, close" in text
    assert "Similarity in meaning: 76%" in text
    needed = LANGUAGES["en"].percentage(thresholds.thresholds_for(sim.services.config).sure)
    assert f"needed for an answer: {needed}" in text
    assert "Runner-up:\n> Its last eleven workers were offered places at the brickworks." in text


def test_helpful_and_not_helpful_with_a_reason_are_kept(sim: Simulation) -> None:
    card = sim.ask().message
    assert sim.press(card, "Helpful", by=sim.bob).message.text == "Thank you."
    opened = sim.press(card, "Not helpful")
    assert opened.acks == [FORM]
    assert sim.hand_in(opened, words="another year").message.text == "Thank you."
    kept = {
        opinion.person: (opinion.helpful, opinion.reason)
        for opinion in sim.services.ledger.feedback.latest(place=sim.place())
    }
    assert kept == {sim.bob.id: (True, ""), sim.ada.id: (False, "another year")}


def test_the_asker_and_moderators_delete_and_nobody_else(sim: Simulation) -> None:
    first, second = sim.ask().message, sim.ask().message
    refused = sim.press(first, "Delete", by=sim.bob)
    assert [followup.text for followup in refused.followups] == [
        "Only the person who asked, and moderators, may do that."
    ]
    sim.press(first, "Delete")
    sim.press(second, "Delete", by=sim.mod)
    assert (sim.now(first), sim.now(second)) == (None, None)


# -- no answer


def test_no_answer_says_so_and_names_no_lead_where_nothing_is_about_it(sim: Simulation) -> None:
    card = sim.ask(NOWHERE).message
    assert stands_in_order(card.text, f"**{NOWHERE}**", "I found nothing in the articles that answers this.")
    assert "Nearest" not in card.text
    assert {"Why?", "Follow up", "Delete"} <= set(labels(card))
    assert "Helpful" not in labels(card)


def test_a_server_without_articles_says_how_to_add_some(sim: Simulation) -> None:
    carl = sim.member("carl", of=sim.elsewhere)
    assert "/library add" in sim.ask(by=carl, at=sim.other).message.text


# -- after a restart, and when the article is gone


@pytest.mark.parametrize("label", ["Passage", "More evidence", "Why?", "Helpful"])
def test_buttons_work_after_a_restart(sim: Simulation, label: str) -> None:
    card = sim.ask().message
    sim.restart()
    shown = sim.press(card, label).message
    assert shown.ephemeral
    assert "too old" not in shown.text


@pytest.mark.parametrize(("label", "words"), [("Follow up", "Who was its foreman?"), ("Not helpful", "another year")])
def test_forms_open_after_a_restart_and_are_taken_after_another(sim: Simulation, label: str, words: str) -> None:
    card = sim.ask().message
    sim.restart()
    opened = sim.press(card, label)
    sim.restart()
    assert len(sim.hand_in(opened, words=words).messages) == 1


def test_delete_works_after_a_restart(sim: Simulation) -> None:
    card = sim.ask().message
    sim.restart()
    sim.press(card, "Delete")
    assert sim.now(card) is None


@pytest.mark.parametrize("label", ["Passage", "More evidence", "Why?"])
def test_buttons_say_that_they_no_longer_can_when_the_article_is_gone(sim: Simulation, label: str) -> None:
    card = sim.ask().message
    sim.services.footnote.remove(QUARRY.title, library=sim.library)
    sim.restart()
    shown = sim.press(card, label).message
    assert shown.text == "The article is no longer in the library, so this cannot be shown."


def test_of_a_changed_article_the_passage_says_what_it_said_then(sim: Simulation) -> None:
    card = sim.ask().message
    sim.stock(replace(QUARRY, text="All of it is new."))
    assert "The article has changed since then." in sim.press(card, "Passage").message.text


# -- strangers' words


def test_an_article_s_words_are_shown_and_never_obeyed(sim: Simulation) -> None:
    said = HOSTILE.format(person=sim.bob.id)
    sim.stock(Draft(source="notes/bad.txt", title="@everyone # x", text=said))
    card = sim.ask("What did the mayor of Welmouth cry?").message
    *_, last = (button["custom_id"] for button in card.buttons if button["label"] == "Show passage")
    passage = sim.press(card, last).message  # below the further sentences
    for shown in (card, passage):
        assert said in unescaped(shown.text.replace("**", ""))
        assert (shown.mentions, shown.mention_everyone) == ([], False)
        assert not {"mention", "command", "time stamp", "masked link", "spoiler", "code block"} & set(
            read(shown.text).constructs
        )
