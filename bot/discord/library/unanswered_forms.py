"""Answering an open question from the list: a keeper writes the answer, which is kept as an article and pinned."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import partial
from typing import Any, Self

import discord
from discord import ui

from bot.discord.core.context import InteractionContext
from bot.discord.core.forms import FormHandler, Submission
from bot.discord.core.keeper_log import log_keeper_action
from bot.discord.core.persistent_items import PersistentButton, make_button
from bot.discord.core.refusals import Refused
from bot.discord.core.responder import Acknowledgement
from bot.discord.ui import escaping, note_cards
from bot.discord.ui.card_parts import QUESTION
from bot.i18n import Phrases
from retrieval import Citation, Draft, Footnote, Skipped, TextRange, normalise

LISTED = 200  # open questions among which the answered one is looked for
LONGEST = 1_000  # characters of an answer
_LABEL = 45
_WORDS = "words"  # the custom id of the field


class AnswerGapButton(PersistentButton[str], template=r"library\.gap:(?P<gap>[0-9a-f]{16})"):
    """Opens the form for the answer to an open question. Its argument is the question's id."""

    acknowledgement = Acknowledgement.FORM
    askers_only = False
    keepers_only = True

    @classmethod
    def make(cls, gap: str, phrases: Phrases) -> Self:
        """Make the button."""
        return cls(gap, make_button(phrases.buttons.answer_this, f"library.gap:{gap}"))

    @classmethod
    def parse(cls, match: re.Match[str]) -> str:
        """Read the question's id."""
        return match["gap"]

    async def act(self, context: InteractionContext) -> None:
        """Open the form."""
        phrases = context.phrases
        modal = ui.Modal(
            title=escaping.label(phrases.buttons.answer_this, _LABEL),
            custom_id=f"library.gap:{self.arguments}",
            timeout=600,
        )
        field: ui.TextInput[Any] = ui.TextInput(
            custom_id=_WORDS, style=discord.TextStyle.paragraph, required=True, max_length=LONGEST
        )
        modal.add_item(ui.Label(text=escaping.label(phrases.pinned.your_answer, _LABEL), component=field))
        await context.responder.open_form(modal)


async def take_answer(submission: Submission, context: InteractionContext) -> ui.LayoutView:
    """Keep a written answer as an article, and pin it to its question."""
    services, ledger, gap = context.services, context.services.ledger, submission.arguments["gap"]
    words = normalise(submission.texts.get(_WORDS, "")).strip()
    listed = await services.read_ledger(partial(ledger.unanswered.latest, place=context.place, limit=LISTED))
    question = next((entry.question for entry in listed if entry.id == gap), "")
    if not escaping.has_ink(question):
        raise Refused("expired")
    if not escaping.has_ink(words):
        raise Refused("empty_answer")
    draft = Draft(
        source=f"discord:{context.library}/answers/{gap}",
        title=question,
        text=words,
        published=datetime.now(UTC).date().isoformat(),
        author=context.interaction.user.display_name,
    )
    store = partial(_store, services.footnote, draft, context.library)
    citation = await services.worker.run(store, kind="addition", library=context.library)

    def pin() -> None:
        ledger.pins.add(question, citation, place=context.place, library=context.library, person=context.person)
        ledger.unanswered.answer(gap, place=context.place)

    await services.use_ledger(pin)
    shown = escaping.plain(question, limit=QUESTION)
    await log_keeper_action(context, lambda language: language.pinned.done.format(question=shown))
    return note_cards.note(context.phrases.pinned.done.format(question=shown))


GAP_FORM = FormHandler(
    pattern=re.compile(r"library\.gap:(?P<gap>[0-9a-f]{16})"), act=take_answer, askers_only=False, keepers_only=True
)


def _store(footnote: Footnote, draft: Draft, library: str) -> Citation:
    """Store the answer, and return it as a citation.

    Raises:
        Refused: there is no sentence in it.
    """
    if any(isinstance(outcome, Skipped) for outcome in footnote.store([draft], library=library).outcomes):
        raise Refused("empty_answer")
    article = footnote.find(draft.source, library=library)
    return Citation.of(article, TextRange(start=0, end=len(article.text)))
