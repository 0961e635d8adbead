"""The card of an answer with its buttons. What each button needs stands in its id, so that no restart loses it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any, Self

import discord
from discord import ui

from bot.discord.ask.replies import Found
from bot.discord.core.context import Interaction, phrases_for
from bot.discord.ui import cards, escaping
from bot.discord.ui.card_parts import LABEL, Item, address
from bot.i18n import Phrases
from retrieval import Answer, Citation, NoAnswer

PRESSED = "answer_button"  # the event: interaction, what the button does, id of the answer, number

_VERBS = {  # what a button does, and which of the phrases stands on it
    "show": "show",
    "around": "around",
    "more": "more",
    "earlier": "earlier",
    "later": "later",
    "why": "why",
    "follow": "follow_up",
    "mean": "mean",
    "read": "ask_this",
    "good": "helpful",
    "bad": "not_helpful",
    "delete": "delete",
    "share": "share",
    "discard": "discard",
}


ID = re.compile(rf"answer\.(?P<verb>{'|'.join(_VERBS)}):(?P<id>[a-z2-7]{{12}}):(?P<number>\d{{1,4}})")


class AnswerButton(ui.DynamicItem[ui.Button[Any]], template=ID):
    """One button of one answer; the number is a page, or which of its sentences."""

    def __init__(self, verb: str, answer: str, number: int = 0, *, say: Phrases) -> None:
        self.verb, self.answer, self.number = verb, answer, number
        super().__init__(
            ui.Button(
                style=discord.ButtonStyle.secondary,
                label=escaping.label(getattr(say.buttons, _VERBS[verb]), LABEL),
                custom_id=f"answer.{verb}:{answer}:{number}",
            )
        )

    @classmethod
    async def from_custom_id(  # type: ignore[override]
        cls, interaction: Interaction, _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button as it was made, perhaps by an earlier process."""
        return cls(match["verb"], match["id"], int(match["number"]), say=phrases_for(interaction))

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Hands it on to whoever listens to these buttons."""
        interaction.client.dispatch(PRESSED, interaction, self.verb, self.answer, self.number)


def card_of(found: Found, say: Phrases, *, private: bool, question: bool = True) -> ui.LayoutView:
    """The card of a reply with its buttons: without those that need words which are not stored."""
    stored = bool(found.given.reply.question)
    return card(found.reply, found.given.id, say, private=private, question=question, stored=stored)


def card(
    reply: Answer | NoAnswer,
    answer: str,
    say: Phrases,
    *,
    private: bool,
    question: bool = True,
    note: str = "",
    stored: bool = True,
) -> ui.LayoutView:
    """The card of a reply that is kept under an id.

    Args:
        reply: what to show.
        answer: its id.
        say: the words around it.
        private: whether the asker alone sees it, and may share or discard it.
        question: whether the question heads the card.
        note: own words in small print at the end.
        stored: whether the words of the question are kept, as some buttons need them.
    """

    def button(verb: str, number: int = 0) -> Item:
        return AnswerButton(verb, answer, number, say=say)

    def show(citation: Citation) -> Item:
        return button("show", cited.index(citation))

    last = ("share", "discard") if private else ("delete",)
    head: dict[str, Any] = {"question": question, "mean": button("mean")}
    if isinstance(reply, Answer):
        cited: Sequence[Citation] = (reply.citation, *reply.others)
        more = ("more",) if reply.others else ()
        around = ("around",) if address(reply.citation) else ()  # else the first button shows the passage already
        verbs = (*around, *more, "why", "follow", "good", "bad", *last)
        aside = note or (say.answers.private if private else "")
        return cards.answer(reply, say, buttons=list(map(button, verbs)), show=show, note=aside, **head)
    cited = reply.nearest
    if reply.readings:
        read = partial(button, "read") if stored else None
        return cards.vague(reply, say, buttons=list(map(button, ("why", *last))), read=read, question=question)
    verbs = ("why", "follow", *last) if cited else last
    return cards.silence(reply, say, buttons=list(map(button, verbs)), show=show, empty=not cited, **head)
