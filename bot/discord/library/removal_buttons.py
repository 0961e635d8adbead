"""Removing an article: asked first, and undone within an hour, also after a restart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import Literal, Self, TypeAlias, cast, get_args

import discord
from discord import ui

from bot.discord.core.context import InteractionContext
from bot.discord.core.keeper_log import log_keeper_action
from bot.discord.core.persistent_items import PersistentButton, make_button
from bot.discord.core.responder import Acknowledgement
from bot.discord.ui import escaping, note_cards
from bot.discord.ui.card_parts import BAD, TITLE, extent, small, titled
from bot.i18n import Phrases
from bot.store import Ledger, Place
from retrieval import ArticleCard, ArticleUnknown, Footnote, RemovedArticle

Step: TypeAlias = Literal["yes", "no", "undo"]
_LABELS: dict[Step, str] = {"yes": "remove", "no": "cancel", "undo": "undo"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalPress:
    """What a button says in its custom id."""

    step: Step
    target: str  # the id of the article; to undo, that of its removal


class RemovalButton(
    PersistentButton[RemovalPress],
    template=rf"library\.remove:(?P<step>{'|'.join(get_args(Step))}):(?P<id>[0-9a-f]{{16}})",
):
    """A step of removing an article."""

    acknowledgement = Acknowledgement.UPDATE
    askers_only = False
    keepers_only = True

    @classmethod
    def make(cls, step: Step, target: str, phrases: Phrases) -> Self:
        """Make the button of a step."""
        style = discord.ButtonStyle.danger if step == "yes" else discord.ButtonStyle.secondary
        label = getattr(phrases.buttons, _LABELS[step])
        return cls(RemovalPress(step=step, target=target), make_button(label, f"library.remove:{step}:{target}", style))

    @classmethod
    def parse(cls, match: re.Match[str]) -> RemovalPress:
        """Read the step and what it is about."""
        return RemovalPress(step=cast("Step", match["step"]), target=match["id"])

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Take the step."""
        steps = {"yes": remove_article, "no": keep_article, "undo": undo_removal}
        return await steps[self.arguments.step](self.arguments.target, context)


async def ask_to_remove(name: str, context: InteractionContext) -> ui.LayoutView:
    """Ask whether to remove the article that goes by an id, a title or a source."""
    footnote, phrases = context.services.footnote, context.phrases
    article = await context.run(partial(_card, footnote, context.library, name))
    title = escaping.plain(titled(article.title, phrases), limit=TITLE)
    sentence = phrases.keeping.sure_to_remove.format(title=title)
    buttons = [RemovalButton.make(step, article.id, phrases) for step in ("yes", "no")]
    note = small(f"{extent(article, phrases)} · {phrases.keeping.can_be_undone}")
    return note_cards.note(f"{sentence}\n{note}", buttons=buttons, colour=BAD)


async def remove_article(article: str, context: InteractionContext) -> ui.LayoutView:
    """Remove an article, and offer to undo that."""
    services, phrases, library = context.services, context.phrases, context.library
    take_out = partial(_take_out, services.footnote, services.ledger, article, context.place, library)
    removed, removal = await services.worker.run(take_out, kind="addition", library=library)

    def describe(language: Phrases) -> str:
        title = escaping.plain(titled(removed.draft.title, language), limit=TITLE)
        return language.library.removed.format(title=title)

    await log_keeper_action(context, describe)
    if not removal:
        return note_cards.note(describe(phrases))
    undo = RemovalButton.make("undo", removal, phrases)
    return note_cards.note(f"{describe(phrases)}\n{small(phrases.keeping.can_be_undone)}", buttons=[undo])


async def keep_article(article: str, context: InteractionContext) -> ui.LayoutView:
    """Leave the article where it is."""
    card = await context.run(partial(_card, context.services.footnote, context.library, article))
    title = escaping.plain(titled(card.title, context.phrases), limit=TITLE)
    return note_cards.note(f"**{title}**\n{small(extent(card, context.phrases))}")


async def undo_removal(removal: str, context: InteractionContext) -> ui.LayoutView:
    """Put a removed article back."""
    services, phrases, library = context.services, context.phrases, context.library
    put_back = partial(_put_back, services.footnote, services.ledger, removal, context.place, library)
    removed = await services.worker.run(put_back, kind="addition", library=library)
    if removed is None:
        return note_cards.note(phrases.keeping.undo_expired)

    def describe(language: Phrases) -> str:
        title = escaping.plain(titled(removed.draft.title, language), limit=TITLE)
        return language.keeping.undone.format(title=title)

    await log_keeper_action(context, describe)
    return note_cards.note(describe(phrases))


def _card(footnote: Footnote, library: str, name: str) -> ArticleCard:
    """The article that goes by a name, as it is listed.

    Raises:
        ArticleUnknown: none does, or several do.
    """
    article = footnote.find(name, library=library)
    listed = {card.id: card for card in footnote.articles(library=library)}
    if article.id not in listed:  # removed in between
        raise ArticleUnknown("no article goes by that name", where=name, advice="Choose another.")
    return listed[article.id]


def _take_out(
    footnote: Footnote, ledger: Ledger, article: str, place: Place, library: str
) -> tuple[RemovedArticle, str]:
    """Remove an article, and return it with the id of its removal; without one where it could not be noted."""
    removed = footnote.take_out(article, library=library)
    return removed, ledger.removals.add(removed, place=place, library=library)


def _put_back(footnote: Footnote, ledger: Ledger, removal: str, place: Place, library: str) -> RemovedArticle | None:
    removed = ledger.removals.find(removal, place=place, library=library)
    if removed is not None:
        footnote.put_back(removed, library=library)
        ledger.removals.delete(removal)
    return removed
