"""The buttons that turn the pages of a list: each knows its list and its page, so it works after a restart."""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import Any, Self

from discord import ui

from bot.discord.core.context import Interaction
from bot.discord.core.responder import Errand, Made, attend
from bot.discord.ui import escaping
from bot.discord.ui.card_parts import CUSTOM_ID, LABEL, pages
from bot.discord.ui.truncation import size
from bot.i18n import Phrases

_MOST_PAGES = 99_999


class Turn(ui.DynamicItem[ui.Button[Any]], template=r"library\.turn:(?P<list>[a-z]+):(?P<page>\d{1,5}):(?P<of>.*)"):
    """Shows another page of a list in place of the one it is under. A subclass is one kind of list."""

    kind: str  # letters that tell the list from others
    reads = True  # whether it shows what articles say

    def __init_subclass__(cls) -> None:
        super().__init_subclass__(template=rf"library\.turn:{cls.kind}:(?P<page>\d{{1,5}}):(?P<of>(?s:.*))")

    def __init__(self, page: int, of: str, label: str) -> None:
        self.page = page
        self.of = of
        super().__init__(ui.Button(label=label, custom_id=_custom_id(self.kind, page, of)))

    @classmethod
    async def from_custom_id(cls, _: Interaction, item: ui.Item[Any], match: re.Match[str]) -> Self:  # type: ignore[override]
        """The button as somebody presses it."""
        return cls(int(match["page"]), match["of"], getattr(item, "label", None) or "…")

    @classmethod
    def both(cls, number: int, page: int, a_page: int, say: Phrases, *, of: str = "") -> list[Self]:
        """The buttons back and forth, as far as there are pages there.

        Args:
            number: entries in the list.
            page: the one that is shown, from 0; the last one, if there are not so many.
            a_page: entries on a page.
            say: their labels.
            of: what the list is of, such as its filter. Where it is too long for a button, there are none.
        """
        last = min(pages(number, a_page), _MOST_PAGES) - 1
        here = min(max(0, page), last)
        turns = ((here - 1, say.buttons.earlier), (here + 1, say.buttons.later))
        if size(_custom_id(cls.kind, _MOST_PAGES, of)) > CUSTOM_ID:
            return []
        return [cls(to, of, escaping.label(label, LABEL)) for to, label in turns if 0 <= to <= last]

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Turns to the page."""
        await attend(interaction, self.made, updates=True, reads=self.reads)

    @abstractmethod
    async def made(self, errand: Errand) -> Made:
        """The list at this page."""
        raise NotImplementedError


def _custom_id(kind: str, page: int, of: str) -> str:
    return f"library.turn:{kind}:{page}:{of}"
