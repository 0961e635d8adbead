"""The locations that a library follows, as a list from which each can be taken out with its articles."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import Any

from discord import ui

from bot.discord.core.context import InteractionContext
from bot.discord.core.keeper_log import log_keeper_action
from bot.discord.core.page_buttons import PageButton
from bot.discord.core.page_selects import PageSelect, make_option
from bot.discord.core.refusals import Refused
from bot.discord.library.confirm_buttons import ConfirmButton
from bot.discord.ui import escaping, list_cards, note_cards
from bot.discord.ui.card_parts import BAD, TITLE, source_address
from bot.discord.ui.list_pages import on_page
from bot.i18n import Phrases
from retrieval import ArticleCard, Footnote

_DIGITS = 16  # hexadecimal, of the hash that stands for a location in a custom id


async def list_followed(page: int, context: InteractionContext) -> ui.LayoutView:
    """Make the card with a page of the locations that are read again, the oldest first."""
    phrases = context.phrases
    locations = await context.run(partial(context.services.footnote.locations, library=context.library))
    on_card = on_page(locations, page, list_cards.LOCATIONS)
    turns = FollowedPage.both(len(locations), page, list_cards.LOCATIONS, phrases)
    options = [make_option(source_address(location.location), _hash(location.location)) for location in on_card]
    select = [UnfollowSelect.make(options, page, phrases.keeping.unfollow)] if options else []
    buttons: list[ui.Item[Any]] = [*select, *turns]
    return list_cards.locations(locations, phrases, page=page, buttons=buttons)


class FollowedPage(PageButton):
    """Another page of the locations."""

    kind = "followed"
    askers_only = False
    keepers_only = True

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Show the list as it is now."""
        return await list_followed(self.arguments.page, context)


class UnfollowSelect(PageSelect):
    """Chooses the location that is not to be followed any more."""

    kind = "unfollow"

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Ask whether to stop following what was chosen."""
        phrases, number = context.phrases, self.item.values[0]
        location, articles = await context.run(partial(_look_up, context.services.footnote, context.library, number))
        sentence = phrases.keeping.sure_to_unfollow.format(
            location=_shown(location), articles=phrases.count(articles, phrases.library.articles)
        )
        buttons = UnfollowButton.make_choice(phrases, number)
        return note_cards.note(sentence, buttons=buttons, colour=BAD)


class UnfollowButton(ConfirmButton):
    """Stops following a location, which its custom id names by its hash, or leaves it."""

    kind = "unfollow"
    label = "unfollow"

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Stop following the location and say what was removed; or show the list again."""
        if self.arguments.step == "no":
            return await list_followed(0, context)
        services, library = context.services, context.library
        call = partial(_unfollow, services.footnote, library, self.arguments.target)
        location, removed = await services.worker.run(call, kind="addition", library=library)

        def describe(language: Phrases) -> str:
            return language.keeping.unfollowed.format(
                location=_shown(location), articles=language.count(len(removed), language.library.articles)
            )

        await log_keeper_action(context, describe)
        return note_cards.note(describe(context.phrases))


def _hash(location: str) -> str:
    return hashlib.sha256(location.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _shown(location: str) -> str:
    return escaping.plain(source_address(location), limit=TITLE)


def _find(footnote: Footnote, library: str, number: str) -> str:
    """Return the location of a hash.

    Raises:
        Refused: it is not followed any more.
    """
    followed = footnote.locations(library=library)
    found = next((location.location for location in followed if _hash(location.location) == number), None)
    if found is None:
        raise Refused("expired")
    return found


def _look_up(footnote: Footnote, library: str, number: str) -> tuple[str, int]:
    """Return a location, and how many articles are removed with it."""
    location = _find(footnote, library, number)
    return location, len(footnote.own_articles(location, library=library))


def _unfollow(footnote: Footnote, library: str, number: str) -> tuple[str, list[ArticleCard]]:
    location = _find(footnote, library, number)
    return location, footnote.unfollow(location, library=library)
