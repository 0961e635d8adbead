"""What a library's keepers do, by default those who manage the server: `/library`, and "Add to the library"."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui
from discord.app_commands import AppCommandContext, AppInstallationType

from bot.discord.core.context import Interaction, phrases_for
from bot.discord.core.responder import Errand, attend
from bot.discord.core.translator import text
from bot.discord.library import links, refreshes, unanswered_list
from bot.discord.library.additions import Given, take_in
from bot.discord.read import title_choices
from bot.discord.ui import escaping, note_cards
from bot.discord.ui.card_parts import TITLE, titled
from bot.i18n import Phrases
from bot.render import wording
from retrieval import ArticleCard

if TYPE_CHECKING:
    from bot.discord.core.client import FootnoteBot

FILES = 10  # the most that a form or a message takes
FORM = "library.add"  # by which the form is known when it is handed in
ADDRESSES = "addresses"  # its field for them

_KEEPERS = discord.Permissions(manage_guild=True)

library = app_commands.Group(
    name=text("library.name"),
    description=text("library.description"),
    default_permissions=_KEEPERS,
    allowed_contexts=AppCommandContext(guild=True, dm_channel=True, private_channel=True),
    allowed_installs=AppInstallationType(guild=True, user=True),
)


async def setup(bot: FootnoteBot) -> None:
    """Adds the commands and the buttons under their lists."""
    bot.add_dynamic_items(unanswered_list.TurnGaps, unanswered_list.Dismiss)
    bot.add_listener(_handed_in, "on_interaction")
    bot.tree.add_command(library)
    bot.tree.add_command(add_message)


@library.command(name=text("library.add.name"), description=text("library.add.description"))
@app_commands.rename(file=text("library.add.file.name"), address=text("library.add.address.name"))
@app_commands.describe(file=text("library.add.file.description"), address=text("library.add.address.description"))
async def add(interaction: Interaction, file: discord.Attachment | None = None, address: str | None = None) -> None:
    """Adds a file, what is at a web address, or both; or opens the form that takes several."""
    if file is None and address is None:
        await interaction.response.send_modal(_form(phrases_for(interaction)))
    else:
        given = Given(files=[file] if file else [], addresses=links.written(address or ""))
        await attend(interaction, partial(take_in, given))


@library.command(name=text("library.remove.name"), description=text("library.remove.description"))
@app_commands.rename(article=text("library.remove.article.name"))
@app_commands.describe(article=text("library.remove.article.description"))
@app_commands.autocomplete(article=title_choices.choices)
async def remove(interaction: Interaction, article: str) -> None:
    """Removes an article."""

    async def made(errand: Errand) -> ui.LayoutView:
        take_out = partial(errand.services.footnote.remove, article, library=errand.library)
        gone = await errand.services.worker.run(take_out, kind="addition", library=errand.library)
        title = escaping.plain(titled(gone.title, errand.say), limit=TITLE)
        return note_cards.note(errand.say.library.removed.format(title=title))

    await attend(interaction, made)


@library.command(name=text("library.refresh.name"), description=text("library.refresh.description"))
async def refresh(interaction: Interaction) -> None:
    """Reads again what was added."""
    await attend(interaction, refreshes.refresh)


@library.command(name=text("library.stats.name"), description=text("library.stats.description"))
async def stats(interaction: Interaction) -> None:
    """Tells how large the library is."""

    async def made(errand: Errand) -> ui.LayoutView:
        cards = await errand.services.worker.run(partial(errand.services.footnote.articles, library=errand.library))
        told_of = [(errand.say.library.size, size(cards, errand.say))]
        newest = max(cards, key=lambda one: one.added, default=None)
        if newest is not None:
            when = f"{titled(newest.title, errand.say)} · {wording.date(newest.added)}"
            told_of.append((errand.say.library.newest, when))
        return note_cards.facts(errand.say.library.stats, told_of)

    await attend(interaction, made)


@library.command(name=text("library.gaps.name"), description=text("library.gaps.description"))
async def gaps(interaction: Interaction) -> None:
    """Lists the questions that got no answer."""
    await attend(interaction, partial(unanswered_list.listed, 0))


@app_commands.context_menu(name=text("add_to_library.name"))
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def add_message(interaction: Interaction, message: discord.Message) -> None:
    """Adds the files of a message, and what its links lead to."""

    async def made(errand: Errand) -> ui.LayoutView:
        given = Given(files=message.attachments[:FILES], addresses=links.linked(message.content))
        if not given.files and not given.addresses:
            return note_cards.note(errand.say.library.nothing_to_add)
        return await take_in(given, errand)

    await attend(interaction, made)


def _form(say: Phrases) -> ui.Modal:
    """The form that takes files and addresses, either or both."""
    says = say.forms
    files: ui.FileUpload[Any] = ui.FileUpload(custom_id="files", required=False, min_values=0, max_values=FILES)
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id=ADDRESSES, style=discord.TextStyle.paragraph, required=False, placeholder=says.url_placeholder
    )
    form = ui.Modal(title=says.upload, custom_id=FORM, timeout=600)
    form.add_item(ui.Label[Any](text=says.upload_label, description=says.upload_placeholder, component=files))
    return form.add_item(ui.Label[Any](text=says.url_label, component=field))


async def _handed_in(interaction: Interaction) -> None:
    """Adds what is in a form, whoever opened it when: discord.py itself knows the last one of this process alone."""
    data: Any = interaction.data
    if interaction.type is not discord.InteractionType.modal_submit or data["custom_id"] != FORM:
        return
    state, sent = interaction._state, data.get("resolved", {}).get("attachments", {})  # noqa: SLF001  as discord.py does
    files = [discord.Attachment(data=one, state=state) for one in sent.values()]
    fields = [one["component"] for one in data["components"] if "component" in one]
    text = next((one["value"] for one in fields if one["custom_id"] == ADDRESSES), "")
    await attend(interaction, partial(take_in, Given(files=files, addresses=links.written(text))))


def size(cards: list[ArticleCard], say: Phrases) -> str:
    """How much a library holds, in words."""
    counts = (
        (len(cards), say.library.articles),
        (sum(one.passages for one in cards), say.library.passages),
        (sum(one.words for one in cards), say.library.words),
    )
    return " · ".join(say.count(number, phrase) for number, phrase in counts)
