"""The commands of a library's keepers, by default those who manage the server: `/library`, and "Add to the library"."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import discord
from discord import app_commands, ui
from discord.app_commands import AppCommandContext, AppInstallationType

from bot.discord.ask.message_words import files_of, parts_of
from bot.discord.connection.client import Interaction
from bot.discord.connection.translator import command_text
from bot.discord.core.actions import run_action
from bot.discord.core.availability import allow_everywhere
from bot.discord.core.context import InteractionContext
from bot.discord.core.forms import FormHandler, Submission
from bot.discord.core.responder import Acknowledgement
from bot.discord.library import (
    entered_addresses,
    forgetting,
    location_list,
    pinned_list,
    refreshes,
    removal_buttons,
    unanswered_list,
)
from bot.discord.library.library_additions import AdditionRequest, add_to_library
from bot.discord.read import title_choices
from bot.discord.ui import note_cards
from bot.discord.ui.card_parts import library_size, shown_title
from bot.i18n import Phrases
from bot.render import wording

FILES = 10  # the most that a form or a message takes
FORM = "library.add"  # by which the form is known when it is handed in
ADDRESSES = "addresses"  # its field for them

_KEEPERS = discord.Permissions(manage_guild=True)

library = app_commands.Group(
    name=command_text("library.name"),
    description=command_text("library.description"),
    default_permissions=_KEEPERS,
    allowed_contexts=AppCommandContext(guild=True, dm_channel=True, private_channel=True),
    allowed_installs=AppInstallationType(guild=True, user=True),
)


@library.command(name=command_text("library.add.name"), description=command_text("library.add.description"))
@app_commands.rename(file=command_text("library.add.file.name"), address=command_text("library.add.address.name"))
@app_commands.describe(
    file=command_text("library.add.file.description"), address=command_text("library.add.address.description")
)
async def add(interaction: Interaction, file: discord.Attachment | None = None, address: str | None = None) -> None:
    """Add a file, what is at a web address, or both; or open the form that takes several."""
    if file is None and address is None:
        await run_action(interaction, open_add_form, acknowledgement=Acknowledgement.FORM, keepers_only=True)
    else:
        request = AdditionRequest(
            files=[file] if file else [], addresses=entered_addresses.split_addresses(address or "")
        )
        await run_action(interaction, partial(add_to_library, request), keepers_only=True)


@library.command(name=command_text("library.remove.name"), description=command_text("library.remove.description"))
@app_commands.rename(article=command_text("library.remove.article.name"))
@app_commands.describe(article=command_text("library.remove.article.description"))
@app_commands.autocomplete(article=title_choices.suggest_titles)
async def remove(interaction: Interaction, article: str) -> None:
    """Ask whether to remove an article."""
    await run_action(interaction, partial(removal_buttons.ask_to_remove, article), keepers_only=True)


@library.command(name=command_text("library.refresh.name"), description=command_text("library.refresh.description"))
async def refresh(interaction: Interaction) -> None:
    """Read again what was added."""
    await run_action(interaction, refreshes.refresh, keepers_only=True)


@library.command(name=command_text("library.stats.name"), description=command_text("library.stats.description"))
async def stats(interaction: Interaction) -> None:
    """Show how large the library is."""
    await run_action(interaction, show_size, keepers_only=True)


@library.command(name=command_text("library.gaps.name"), description=command_text("library.gaps.description"))
async def gaps(interaction: Interaction) -> None:
    """List the questions that got no answer."""
    await run_action(interaction, partial(unanswered_list.list_unanswered, 0), keepers_only=True)


@library.command(name=command_text("library.sources.name"), description=command_text("library.sources.description"))
async def sources(interaction: Interaction) -> None:
    """List the locations that are read again."""
    await run_action(interaction, partial(location_list.list_followed, 0), keepers_only=True)


@library.command(name=command_text("library.pinned.name"), description=command_text("library.pinned.description"))
async def show_pinned(interaction: Interaction) -> None:
    """List the verified answers."""
    await run_action(interaction, partial(pinned_list.list_pinned, 0), keepers_only=True)


@library.command(name=command_text("library.forget.name"), description=command_text("library.forget.description"))
async def forget(interaction: Interaction) -> None:
    """Ask whether to delete everything that is kept of the server."""
    await run_action(interaction, forgetting.ask_to_forget, keepers_only=True)


@app_commands.context_menu(name=command_text("add_to_library.name"))
@app_commands.default_permissions(manage_guild=True)
@allow_everywhere
async def add_message(interaction: Interaction, message: discord.Message) -> None:
    """Add the files of a message, and what its links lead to; of a forwarded one, those of what it forwards."""
    files, addresses = files_of(message)[:FILES], _addresses(message)
    action = partial(add_to_library, AdditionRequest(files=files, addresses=addresses))
    await run_action(interaction, action if files or addresses else refuse_message, keepers_only=True)


async def open_add_form(context: InteractionContext) -> None:
    """Open the form that takes files and addresses."""
    await context.responder.open_form(_form(context.phrases))


async def take_add_form(submission: Submission, context: InteractionContext) -> ui.LayoutView:
    """Add what is in a form."""
    addresses = entered_addresses.split_addresses(submission.texts.get(ADDRESSES, ""))
    return await add_to_library(AdditionRequest(files=submission.files, addresses=addresses), context)


ADD_FORM = FormHandler(pattern=re.compile(re.escape(FORM)), act=take_add_form, askers_only=False, keepers_only=True)


async def show_size(context: InteractionContext) -> ui.LayoutView:
    """Make the card with the size of the library and its newest article."""
    services, phrases = context.services, context.phrases
    articles = await context.run(partial(services.footnote.articles, library=context.library))
    facts = [(phrases.library.size, library_size(articles, phrases))]
    newest = max(articles, key=lambda article: article.added, default=None)
    if newest is not None:
        facts.append((phrases.library.newest, f"{shown_title(newest.title, phrases)} · {wording.date(newest.added)}"))
    return note_cards.facts(phrases.library.stats, facts)


async def refuse_message(context: InteractionContext) -> ui.LayoutView:
    """Make the card of a message without files and links."""
    return note_cards.note(context.phrases.library.nothing_to_add)


def _addresses(message: discord.Message) -> list[str]:
    """Return the links that are written in a message; without any, those of its embeds, as feeds post them."""
    parts = parts_of(message)
    written = [address for part in parts for address in entered_addresses.extract_links(part.content)]
    return written or [embed.url for part in parts for embed in part.embeds if embed.url]


def _form(phrases: Phrases) -> ui.Modal:
    """Return the form that takes files and addresses, either or both."""
    words = phrases.forms
    files: ui.FileUpload[Any] = ui.FileUpload(custom_id="files", required=False, min_values=0, max_values=FILES)
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id=ADDRESSES, style=discord.TextStyle.paragraph, required=False, placeholder=words.url_placeholder
    )
    form = ui.Modal(title=words.upload, custom_id=FORM, timeout=600)
    form.add_item(ui.Label[Any](text=words.upload_label, description=words.upload_placeholder, component=files))
    return form.add_item(ui.Label[Any](text=words.url_label, component=field))
