"""Asking by command: `/ask`, which shows answers while one types, and "Answer this" on anybody's message."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial

import discord
from discord import app_commands, ui

from bot.discord.ask.answer_card import card_of
from bot.discord.ask.message_words import question_words, spell_out, written_words
from bot.discord.ask.question_answering import QuestionRequest, answer_question, store_message
from bot.discord.connection.client import Interaction
from bot.discord.connection.retries import REQUEST_ERRORS
from bot.discord.connection.translator import command_text, describe_options
from bot.discord.core.actions import run_action
from bot.discord.core.context import InteractionContext
from bot.discord.core.places import place_of, shows_own_library
from bot.discord.core.refusals import Refused
from bot.discord.core.responder import Acknowledgement
from bot.discord.core.suggestions import suggestions
from bot.discord.ui import escaping, note_cards
from bot.discord.ui.truncation import size
from retrieval import Citation, Exchange

CHOICES = 25  # as many as Discord takes
CHOICE = 100  # characters of a choice's name, and of its value
TITLE = 40  # characters of a title in a choice

# A choice that is a sentence: its article, its place there, and what was typed, as far as there is room for it.
_CHOSEN = re.compile(r"(?P<article>[0-9a-f]{16}):(?P<start>\d{1,9})-(?P<end>\d{1,9}):(?P<typed>.*)", re.DOTALL)


@app_commands.command(name=command_text("ask.name"), description=command_text("ask.description"))
@describe_options(question="ask.question")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def ask(interaction: Interaction, question: str) -> None:
    """Answer a question, or with the sentence that was chosen while typing."""
    place = place_of(interaction)
    own = shows_own_library(interaction)
    private = own or (place.realm, place.channel) in interaction.client.private_places
    acknowledgement = Acknowledgement.PRIVATE if private else Acknowledgement.PUBLIC
    await run_action(
        interaction, partial(reply, question, private=private, keep_private=own), acknowledgement=acknowledgement
    )


@ask.autocomplete("question")
@suggestions
async def suggest_answers(typed: str, context: InteractionContext) -> list[app_commands.Choice[str]]:
    """Return the answers to what was typed so far; none while the model loads."""
    if not context.services.worker.ready:
        return []
    key = ("suggest", context.library, typed)
    sentences = await context.run(partial(_sentences, typed, context), kind="suggestion", key=key)
    return _choices(typed, sentences)


@app_commands.context_menu(name=command_text("answer_this.name"))
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def answer_this(interaction: Interaction, message: discord.Message) -> None:
    """Answer what a message asks, for the asker alone at first."""
    words = question_words(written_words(message), message, interaction.client)

    async def answer(context: InteractionContext) -> None:
        if not escaping.has_ink(words):
            raise Refused("no_question")
        await reply(words, context, private=True, keep_private=True)

    await run_action(interaction, answer)


async def reply(
    words: str,
    context: InteractionContext,
    *,
    private: bool,
    keep_private: bool = False,
    turns: tuple[Exchange, ...] = (),
) -> None:
    """Answer a question of an interaction that is acknowledged.

    Args:
        words: as they were written, or the value of a choice.
        context: who asks, and where.
        private: whether the acknowledgement is for the asker alone.
        keep_private: whether the answer stays so whatever the preferences say.
        turns: the conversation that the question continues.
    """
    phrases = context.phrases

    async def show_position(position: int) -> None:
        with suppress(*REQUEST_ERRORS):  # the answer itself comes later
            await context.responder.edit(note_cards.busy(position, phrases))

    only_asker = keep_private or context.preferences.private
    typed, chosen = _chosen(words)
    written = spell_out(typed, context.interaction)
    question = QuestionRequest(words=written, place=context.place, private=only_asker, history=turns, chosen=chosen)
    answered = await answer_question(question, context, show_position=show_position)
    _remember_privacy(context)
    view = card_of(answered, phrases, private=only_asker)
    message = await _show(view, context, hidden=private, only_asker=only_asker)
    await store_message(context.services, answered.kept, message.id)


async def _show(view: ui.LayoutView, context: InteractionContext, *, hidden: bool, only_asker: bool) -> discord.Message:
    """Show the answer. The acknowledgement has fixed who sees it: a private answer to a public one is sent apart."""
    responder = context.responder
    if not only_asker or hidden:
        return await responder.edit(view)
    # Discord takes the first follow-up as an edit of the loading message, so that is edited before.
    await responder.edit(note_cards.note(context.phrases.answers.private))
    message = await responder.send(view=view, private=True)
    with suppress(*REQUEST_ERRORS):
        await responder.delete()
    return message


def _remember_privacy(context: InteractionContext) -> None:
    """Remember whether answers in this place are private, so that the next acknowledgement is."""
    place, private_places = context.place, context.interaction.client.private_places
    if context.preferences.private:
        private_places.add((place.realm, place.channel))
    else:
        private_places.discard((place.realm, place.channel))


def _sentences(typed: str, context: InteractionContext) -> list[Citation]:
    return context.services.footnote.suggest(typed, library=context.library, limit=CHOICES - 1)


def _choices(typed: str, sentences: list[Citation]) -> list[app_commands.Choice[str]]:
    """Return the question as it stands, then each sentence after its article's title."""
    question = " ".join(typed.split())
    own = [app_commands.Choice(name=question, value=question)] if 0 < size(question) <= CHOICE and sentences else []
    return own + [app_commands.Choice(name=_name(citation), value=_value(citation, question)) for citation in sentences]


def _name(citation: Citation) -> str:
    title = escaping.label(citation.title, TITLE)
    return f"{title} › {escaping.label(citation.quote, CHOICE - size(title) - size(' › '))}"


def _value(citation: Citation, question: str) -> str:
    place = f"{citation.article_id}:{citation.start}-{citation.end}:"
    return place + escaping.label(question, CHOICE - size(place))


def _chosen(words: str) -> tuple[str, Citation | None]:
    """Return the typed text, and the sentence that the value of a choice names, if it is a choice of the bot's."""
    match = _CHOSEN.fullmatch(words)
    if match is None:
        return words, None
    start, end = int(match["start"]), int(match["end"])
    citation = Citation(
        article_id=match["article"], title="", source="", published=None, start=start, end=end, quote=""
    )
    return match["typed"], citation
