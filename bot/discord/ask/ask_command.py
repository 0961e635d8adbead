"""Asking by command: `/ask`, which shows answers while one types, and "Answer this" on anybody's message."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import discord
from discord import app_commands, ui

from bot.discord.ask import replies
from bot.discord.ask.answer_card import card_of
from bot.discord.ask.replies import Asked, Found
from bot.discord.core.context import Interaction, Services, acknowledged, insisted, phrases_for, place_of
from bot.discord.core.error_replies import Refused
from bot.discord.core.translator import options, text
from bot.discord.ui import escaping, note_cards
from bot.discord.ui.truncation import size
from retrieval import Citation, FootnoteError

if TYPE_CHECKING:
    from bot.discord.core.client import FootnoteBot

CHOICES = 25  # as many as Discord takes
CHOICE = 100  # characters of a choice's name, and of its value
TITLE = 40  # characters of a title in a choice

# A choice that is a sentence: its article, its place there, and what was typed, as far as there is room for it.
_CHOSEN = re.compile(r"(?P<article>[0-9a-f]{16}):(?P<start>\d{1,9})-(?P<end>\d{1,9}):(?P<typed>.*)", re.DOTALL)


async def setup(bot: FootnoteBot) -> None:
    """Adds the commands."""
    bot.tree.add_command(ask)
    bot.tree.add_command(answer_this)


@app_commands.command(name=text("ask.name"), description=text("ask.description"))
@options(question="ask.question")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def ask(interaction: Interaction, question: str) -> None:
    """Answers a question, or with the sentence that was chosen while typing."""
    place = place_of(interaction)
    private = (place.realm, place.channel) in interaction.client.private_places
    await acknowledged(interaction, private=private)
    await reply(interaction, replies.asked(interaction, question), private=private)


@ask.autocomplete("question")
async def suggested(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Answers to what was typed so far; none while the model loads, and none to those who may not ask."""
    services = interaction.client.services
    if not services.worker.ready:
        return []
    asking = replies.asked(interaction, current)
    try:
        key = ("suggest", asking.library, asking.place, asking.roles, asking.manages, current)
        shown = await services.worker.run(partial(_sentences, services, asking), kind="suggestion", key=key)
    except (FootnoteError, TimeoutError):
        return []
    return _choices(current, shown)


@app_commands.context_menu(name=text("answer_this.name"))
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def answer_this(interaction: Interaction, message: discord.Message) -> None:
    """Answers what a message asks, for the asker alone at first."""
    await acknowledged(interaction, private=True)
    words = message.content or next((one.description for one in message.embeds if one.description), "")
    if not escaping.has_ink(words):
        raise Refused("no_question")
    await reply(interaction, replies.asked(interaction, words), private=True, keep_private=True)


async def reply(interaction: Interaction, question: Asked, *, private: bool, keep_private: bool = False) -> None:
    """Answers an interaction that is acknowledged.

    Args:
        interaction: of a command or a form.
        question: what is asked.
        private: whether the acknowledgement is for the asker alone.
        keep_private: whether it stays so whatever the settings say.
    """
    services = interaction.client.services
    say = phrases_for(interaction)

    async def in_line(place: int) -> None:
        await interaction.edit_original_response(view=note_cards.busy(place, say))

    question = replace(_chosen(question), private=keep_private or None)
    found = await replies.found(services, question, in_line=in_line)
    wanted = keep_private or found.holds.private
    _learned(interaction, found)
    view = card_of(found, phrases_for(interaction, found.holds), private=wanted)
    message = await _delivered(interaction, view, private=private, wanted=wanted)
    await replies.posted(services, found.given, message.id)


async def _delivered(interaction: Interaction, view: ui.LayoutView, *, private: bool, wanted: bool) -> discord.Message:
    """Shows the answer. Who sees it was fixed by the acknowledgement: one that was too public is taken back."""
    if not wanted or private:
        return await insisted(lambda: interaction.edit_original_response(view=view))
    # Discord takes the first follow-up for an edit of the loading message, so that becomes a message before.
    stand_in = note_cards.note(phrases_for(interaction).answers.private)
    await interaction.edit_original_response(view=stand_in)
    message = await interaction.followup.send(view=view, ephemeral=True, wait=True)
    with suppress(discord.HTTPException):
        await interaction.delete_original_response()
    return message


def _learned(interaction: Interaction, found: Found) -> None:
    """Remembers whether answers here are private, so that the next acknowledgement is."""
    here, known = (found.given.place.realm, found.given.place.channel), interaction.client.private_places
    if found.holds.private:
        known.add(here)
    else:
        known.discard(here)


def _sentences(services: Services, asking: Asked) -> list[Citation]:
    holds = services.ledger.places.of(asking.place)
    if not replies.may_ask(holds, roles=asking.roles, manages=asking.manages):
        return []
    return services.footnote.suggest(asking.words, library=asking.library, limit=CHOICES - 1)


def _choices(typed: str, shown: list[Citation]) -> list[app_commands.Choice[str]]:
    """The question as it stands, then each sentence after its article's title."""
    question = " ".join(typed.split())
    own = [app_commands.Choice(name=question, value=question)] if 0 < size(question) <= CHOICE and shown else []
    return own + [app_commands.Choice(name=_name(one), value=_value(one, question)) for one in shown]


def _name(one: Citation) -> str:
    title = escaping.label(one.title, TITLE)
    return f"{title} › {escaping.label(one.quote, CHOICE - size(title) - size(' › '))}"


def _value(one: Citation, question: str) -> str:
    place = f"{one.article_id}:{one.start}-{one.end}:"
    return place + escaping.label(question, CHOICE - size(place))


def _chosen(question: Asked) -> Asked:
    """The question with the sentence that its value names, if it is a choice of ours."""
    match = _CHOSEN.fullmatch(question.words)
    if match is None:
        return question
    start, end = int(match["start"]), int(match["end"])
    citation = Citation(
        article_id=match["article"], title="", source="", published=None, start=start, end=end, quote=""
    )
    return replace(question, words=match["typed"], chosen=citation)
