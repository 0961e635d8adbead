"""The commands on a message for keepers: take it as an answer, or as an article. No privileged intent is needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any, Self

import discord
from discord import app_commands, ui

from bot.discord.ask.message_words import files_of, words_of
from bot.discord.connection.client import Interaction
from bot.discord.connection.translator import command_text
from bot.discord.core.actions import run_action
from bot.discord.core.availability import allow_everywhere
from bot.discord.core.context import InteractionContext
from bot.discord.core.keeper_log import log_keeper_action
from bot.discord.core.persistent_items import PersistentItem
from bot.discord.core.refusals import Refused
from bot.discord.core.responder import Acknowledgement
from bot.discord.library import corrections
from bot.discord.library.library_additions import AdditionRequest, add_to_library
from bot.discord.ui import escaping, note_cards, report_cards
from bot.discord.ui.card_parts import QUESTION
from bot.i18n import Phrases
from bot.store import UnansweredQuestion
from retrieval import Citation, Draft, Footnote, Outcome, normalise

OPEN = 25  # questions to choose from: as many as a select takes
FILES = 10
_LONGEST = 2_000  # characters of a message that is an answer
_OPTION = 100
_PLACEHOLDER = 150
_TITLE = 80  # characters of the title of a message that is kept


@app_commands.context_menu(name=command_text("this_is_the_answer.name"))
@app_commands.default_permissions(manage_guild=True)
@allow_everywhere
async def this_is_the_answer(interaction: Interaction, message: discord.Message) -> None:
    """Make a message the answer to an open question, which is chosen next."""
    await run_action(interaction, partial(choose_question, message), keepers_only=True)


@app_commands.context_menu(name=command_text("keep_as_article.name"))
@app_commands.default_permissions(manage_guild=True)
@allow_everywhere
async def keep_as_article(interaction: Interaction, message: discord.Message) -> None:
    """Add a message and its files to the library."""
    await run_action(interaction, partial(keep_message, message), keepers_only=True)


async def choose_question(message: discord.Message, context: InteractionContext) -> ui.LayoutView:
    """Make the card on which the open question is chosen that a message answers."""
    services, phrases, words = context.services, context.phrases, words_of(message)
    if not escaping.has_ink(words):
        raise Refused("no_words")
    look = partial(services.ledger.unanswered.latest, place=context.place, limit=OPEN)
    gaps = [gap for gap in await services.read_ledger(look) if escaping.has_ink(gap.question)]
    if not gaps:
        return note_cards.note(phrases.library.no_gaps)
    quote = words[:_LONGEST]
    title = phrases.pinned.message_of.format(name=message.author.display_name)
    date = message.created_at.date().isoformat()
    citation = Citation(
        article_id="", title=title, source=message.jump_url, published=date, start=0, end=len(quote), quote=quote
    )
    place, library, person = context.place, context.library, context.person
    add = partial(
        services.ledger.pins.add, "", citation, place=place, library=library, person=person, link=message.jump_url
    )
    select = AnsweredSelect.make(await services.use_ledger(add), gaps, phrases)
    return note_cards.note(f"{phrases.pinned.which}\n{escaping.quoted(quote, limit=QUESTION)}", buttons=[select])


class AnsweredSelect(PersistentItem[ui.Select[Any], str], template=r"library\.answered:(?P<pin>[0-9a-f]{12})"):
    """Chooses the open question that a message answers. Its argument is the id of the pin without a question."""

    acknowledgement = Acknowledgement.UPDATE
    askers_only = False
    keepers_only = True

    @classmethod
    def make(cls, pin: str, gaps: Sequence[UnansweredQuestion], phrases: Phrases) -> Self:
        """Make the choice among open questions."""
        select: ui.Select[Any] = ui.Select(
            custom_id=f"library.answered:{pin}",
            placeholder=escaping.label(phrases.pinned.which, _PLACEHOLDER),
            options=[discord.SelectOption(label=escaping.label(gap.question, _OPTION), value=gap.id) for gap in gaps],
        )
        return cls(pin, select)

    @classmethod
    def parse(cls, match: re.Match[str]) -> str:
        """Read the id of the pin."""
        return match["pin"]

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Pin the message as the answer to what was chosen."""
        services, ledger, gap = context.services, context.services.ledger, self.item.values[0]

        def settle() -> str | None:
            listed = ledger.unanswered.latest(place=context.place, limit=200)
            question = next((entry.question for entry in listed if entry.id == gap), None)
            if not question or ledger.pins.settle(self.arguments, question, library=context.library) is None:
                return None
            ledger.unanswered.answer(gap, place=context.place)
            return question

        answered = await services.use_ledger(settle)
        if answered is None:
            raise Refused("expired")
        shown = escaping.plain(answered, limit=QUESTION)
        await log_keeper_action(context, lambda language: language.pinned.done.format(question=shown))
        return note_cards.note(context.phrases.pinned.done.format(question=shown))


async def keep_message(message: discord.Message, context: InteractionContext) -> ui.LayoutView:
    """Add the words of a message as an article, then its files, and make the report."""
    services, words = context.services, words_of(message)
    files = files_of(message)[:FILES]
    if not escaping.has_ink(words) and not files:
        raise Refused("no_words")
    outcomes: Sequence[Outcome] = ()
    if escaping.has_ink(words):
        store = partial(_store, services.footnote, _draft(message, words), context.library)
        outcomes = await services.worker.run(store, kind="addition", library=context.library)
    if files:
        return await add_to_library(AdditionRequest(files=files, addresses=()), context, outcomes=outcomes)
    await corrections.correct_cards(context.interaction.client, context.library, outcomes)
    await log_keeper_action(context, partial(report_cards.sums, outcomes))
    return report_cards.report(outcomes, context.phrases)


def _draft(message: discord.Message, words: str) -> Draft:
    return Draft(
        source=message.jump_url,
        title=_title(words),
        text=normalise(words),
        published=message.created_at.date().isoformat(),
        author=message.author.display_name,
    )


def _title(words: str) -> str:
    return escaping.label(next(line for line in words.splitlines() if escaping.has_ink(line)), _TITLE)


def _store(footnote: Footnote, draft: Draft, library: str) -> Sequence[Outcome]:
    return footnote.store([draft], library=library).outcomes
