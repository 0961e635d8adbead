"""Articles by their titles: the choices that are shown while somebody types, and the filter of lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from discord.app_commands import Choice

from bot.discord.core.context import Interaction, library_of
from bot.discord.core.responder import may_read
from bot.discord.ui import escaping
from bot.discord.ui.card_parts import place
from bot.render import wording
from retrieval import ArticleCard, Footnote, FootnoteError

CHOICES = 25
CHOICE = 100  # characters


async def choices(interaction: Interaction, current: str) -> list[Choice[str]]:
    """The articles whose title or source holds what was typed; each choice's value is the article's id."""
    services = interaction.client.services
    look = partial(_matching, services.footnote, library_of(interaction), current)
    try:
        if not await may_read(interaction):
            return []
        found = await services.worker.run(look, kind="suggestion")
    except FootnoteError:  # too many people type at once: nothing is shown, and the title can be typed
        return []
    return [Choice(name=_line(one), value=one.id) for one in found]


def holding(cards: Sequence[ArticleCard], typed: str) -> list[ArticleCard]:
    """The articles that hold every typed word in title or source."""
    wanted = typed.casefold().split()
    return [one for one in cards if all(word in _looked_at(one) for word in wanted)]


def _matching(footnote: Footnote, library: str, typed: str) -> list[ArticleCard]:
    return holding(footnote.articles(library=library), typed)[:CHOICES]


def _looked_at(one: ArticleCard) -> str:
    # Of a path only the name: its folders are the operator's.
    return f"{one.title} {place(one.source)}".casefold()


def _line(one: ArticleCard) -> str:
    parts = (one.title, wording.date(one.published), place(one.source))
    return escaping.label(" · ".join(filter(None, parts)), CHOICE)
