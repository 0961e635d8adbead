"""Removing an article: asked first, and undone within an hour, also after a restart."""

from __future__ import annotations

from functools import partial

from discord import ui

from bot.discord.core.context import InteractionContext
from bot.discord.core.keeper_log import log_keeper_action
from bot.discord.library.confirm_buttons import ConfirmButton
from bot.discord.ui import escaping, note_cards
from bot.discord.ui.card_parts import BAD, TITLE, article_size, shown_title, small
from bot.i18n import Phrases
from bot.store import Ledger, Place
from retrieval import ArticleCard, ArticleUnknown, Footnote, RemovedArticle


class RemovalButton(ConfirmButton):
    """A step of removing an article. Its target is the article; to undo, the removal."""

    kind = "remove"
    label = "remove"
    steps = ("yes", "no", "undo")

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Take the step."""
        steps = {"yes": remove_article, "no": keep_article, "undo": undo_removal}
        return await steps[self.arguments.step](self.arguments.target, context)


async def ask_to_remove(name: str, context: InteractionContext) -> ui.LayoutView:
    """Ask whether to remove the article that goes by an id, a title or a source."""
    footnote, phrases = context.services.footnote, context.phrases
    article = await context.run(partial(_card, footnote, context.library, name))
    title = escaping.plain(shown_title(article.title, phrases), limit=TITLE)
    sentence = phrases.keeping.sure_to_remove.format(title=title)
    buttons = RemovalButton.make_choice(phrases, article.id)
    note = small(f"{article_size(article, phrases)} · {phrases.keeping.can_be_undone}")
    return note_cards.note(f"{sentence}\n{note}", buttons=buttons, colour=BAD)


async def remove_article(article: str, context: InteractionContext) -> ui.LayoutView:
    """Remove an article, and offer to undo that."""
    services, phrases, library = context.services, context.phrases, context.library
    take_out = partial(_take_out, services.footnote, services.ledger, article, context.place, library)
    removed, removal = await services.worker.run(take_out, kind="addition", library=library)

    def describe(language: Phrases) -> str:
        title = escaping.plain(shown_title(removed.draft.title, language), limit=TITLE)
        return language.library.removed.format(title=title)

    await log_keeper_action(context, describe)
    if not removal:
        return note_cards.note(describe(phrases))
    undo = RemovalButton.make("undo", phrases, removal)
    return note_cards.note(f"{describe(phrases)}\n{small(phrases.keeping.can_be_undone)}", buttons=[undo])


async def keep_article(article: str, context: InteractionContext) -> ui.LayoutView:
    """Leave the article where it is."""
    card = await context.run(partial(_card, context.services.footnote, context.library, article))
    title = escaping.plain(shown_title(card.title, context.phrases), limit=TITLE)
    return note_cards.note(f"**{title}**\n{small(article_size(card, context.phrases))}")


async def undo_removal(removal: str, context: InteractionContext) -> ui.LayoutView:
    """Put a removed article back."""
    services, phrases, library = context.services, context.phrases, context.library
    put_back = partial(_put_back, services.footnote, services.ledger, removal, context.place, library)
    removed = await services.worker.run(put_back, kind="addition", library=library)
    if removed is None:
        return note_cards.note(phrases.keeping.undo_expired)

    def describe(language: Phrases) -> str:
        title = escaping.plain(shown_title(removed.draft.title, language), limit=TITLE)
        return language.keeping.undone.format(title=title)

    await log_keeper_action(context, describe)
    return note_cards.note(describe(phrases))


def _card(footnote: Footnote, library: str, name: str) -> ArticleCard:
    """Return the article that goes by a name, as it is listed.

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
