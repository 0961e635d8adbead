"""The pages of long lists: which entries a page has, the line with its number, and the card of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from discord import ui

from bot.discord.ui.card_parts import Item, card, optional_text, small
from bot.i18n import Phrases

_Listed = TypeVar("_Listed")


def page_count(number: int, a_page: int) -> int:
    """Return the number of pages for so many entries; at least 1."""
    return max(1, -(-number // a_page))


def on_page(entries: Sequence[_Listed], page: int, a_page: int) -> Sequence[_Listed]:
    """Return the entries of a page, numbered from 0; of the last page if there are fewer pages."""
    start = min(max(0, page), page_count(len(entries), a_page) - 1) * a_page
    return entries[start : start + a_page]


def page_line(number: int, page: int, a_page: int, phrases: Phrases) -> str:
    """Return the number of the page and of all pages in small print; empty for a single page."""
    last = page_count(number, a_page)
    if last == 1:
        return ""
    this = min(max(0, page), last - 1) + 1
    return small(phrases.answers.page.format(page=phrases.number(this), pages=phrases.number(last)))


def list_card(
    head: Item,
    blocks: Iterable[Item],
    number: int,
    phrases: Phrases,
    *,
    page: int,
    a_page: int,
    below: Sequence[Item] = (),
    buttons: Sequence[Item] = (),
) -> ui.LayoutView:
    """Make the card of a list with the entries of one page.

    Args:
        head: what stands above the entries.
        blocks: the entries of the page, see `on_page`.
        number: entries on all pages.
        phrases: the words around them.
        page: from 0; the last one if there are fewer pages.
        a_page: entries on a page.
        below: what stands below the entries, above the number of the page.
        buttons: of the card.
    """
    return card(head, *blocks, *below, *optional_text(page_line(number, page, a_page, phrases)), buttons=buttons)
