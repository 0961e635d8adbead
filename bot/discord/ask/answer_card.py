"""The card of an answer with its buttons."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from discord import ui

from bot.discord.ask.answer_button import AnswerButton
from bot.discord.ask.pinned_answers import describe_pin
from bot.discord.ask.question_answering import AnsweredQuestion
from bot.discord.ui import escaping, note_cards, reply_cards
from bot.discord.ui.card_parts import Item, citation_url
from bot.i18n import Phrases
from retrieval import Answer, Citation, Reply, Talk


def card_of(answered: AnsweredQuestion, phrases: Phrases, *, private: bool, question: bool = True) -> ui.LayoutView:
    """Return the card of a reply with its buttons, without those that need words which are not stored."""
    kept = answered.kept
    stored = kept is not None and bool(kept.reply.question)
    answer = kept.id if kept else ""
    note = describe_pin(answered.pin, phrases) if answered.pin else escaping.plain(answered.advice)
    return card(answered.reply, answer, phrases, private=private, question=question, note=note, stored=stored)


def card(
    reply: Reply,
    answer: str,
    phrases: Phrases,
    *,
    private: bool,
    question: bool = True,
    note: str = "",
    stored: bool = True,
) -> ui.LayoutView:
    """Return the card of a reply that is kept under an id.

    Args:
        reply: what to show.
        answer: its id; empty for talk, which has no buttons.
        phrases: the words around it.
        private: whether the asker alone sees it, and may share or discard it.
        question: True: it heads the card.
        note: own words in small print at the end.
        stored: whether the words of the question are kept, as some buttons need them.
    """
    if isinstance(reply, Talk):
        return note_cards.note(escaping.plain(reply.text))

    def button(verb: str, number: int = 0) -> Item:
        return AnswerButton.make(verb, answer, number, phrases=phrases)

    def show(citation: Citation) -> Item:
        return button("show", cited.index(citation))

    last = ("share", "discard") if private else ("delete",)
    head: dict[str, Any] = {"question": question, "mean": button("mean")}
    if isinstance(reply, Answer):
        cited: Sequence[Citation] = (reply.citation, *reply.others)
        more = ("more",) if reply.others else ()
        # Without a page the first button shows the passage already; a message that answers has no passage.
        around = ("around",) if citation_url(reply.citation) and reply.citation.article_id else ()
        about = (*around, *more, "why", "follow")
        # An unsure card asks whether it is right: those buttons come first.
        verbs = (*about, "good", "bad", *last) if reply.grade == "sure" else ("yes", "no", *about, *last)
        small_print = note or (phrases.answers.private if private else "")
        buttons = list(map(button, verbs))
        return reply_cards.answer(reply, phrases, buttons=buttons, show=show, note=small_print, **head)
    cited = reply.nearest
    if reply.readings:
        read = partial(button, "read") if stored else None
        return reply_cards.vague(
            reply, phrases, buttons=list(map(button, ("why", *last))), read=read, question=question
        )
    verbs = last if reply.is_empty else ("why", "follow", *last)
    buttons = list(map(button, verbs))
    return reply_cards.no_answer(reply, phrases, buttons=buttons, show=show, empty=reply.is_empty, note=note, **head)
