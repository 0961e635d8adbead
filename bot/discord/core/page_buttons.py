"""The buttons that turn the pages of a list: each knows its list and its page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import discord

from bot.discord.core.persistent_items import PersistentButton, make_button
from bot.discord.core.responder import Acknowledgement
from bot.discord.ui.card_parts import CUSTOM_ID
from bot.discord.ui.list_pages import page_count
from bot.discord.ui.truncation import size
from bot.i18n import Phrases

_MOST_PAGES = 99_999


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A page of a list."""

    page: int  # from 0
    words: str  # that the list was made with, such as its filter


class PageButton(PersistentButton[ListPage], template=r"library\.turn:(?P<list>[a-z]+):(?P<page>\d{1,5}):(?P<of>.*)"):
    """Shows another page of a list in place of the present one. A subclass is one kind of list."""

    kind: ClassVar[str]  # lower-case letters that tell the list from others
    acknowledgement = Acknowledgement.UPDATE

    def __init_subclass__(cls, **_: Any) -> None:
        super().__init_subclass__(template=rf"library\.turn:{cls.kind}:(?P<page>\d{{1,5}}):(?P<of>(?s:.*))")

    @classmethod
    def parse(cls, match: re.Match[str]) -> ListPage:
        """Read the page and the words of the list."""
        return ListPage(page=int(match["page"]), words=match["of"])

    @classmethod
    def both(cls, number: int, page: int, a_page: int, phrases: Phrases, *, words: str = "") -> list[Self]:
        """Return the buttons back and forth, as far as there are such pages.

        Args:
            number: entries in the list.
            page: the one that is shown, from 0; the last one, if there are not so many.
            a_page: entries on a page.
            phrases: their labels.
            words: that the list was made with. Where they are too long for a custom id, there are no buttons.
        """
        last = min(page_count(number, a_page), _MOST_PAGES) - 1
        here = min(max(0, page), last)
        turns = ((here - 1, phrases.buttons.earlier), (here + 1, phrases.buttons.later))
        if size(cls._custom_id(_MOST_PAGES, words)) > CUSTOM_ID:
            return []
        return [cls._button(target, words, label) for target, label in turns if 0 <= target <= last]

    @classmethod
    def _button(cls, page: int, words: str, label: str) -> Self:
        widget = make_button(label, cls._custom_id(page, words), discord.ButtonStyle.secondary)
        return cls(ListPage(page=page, words=words), widget)

    @classmethod
    def _custom_id(cls, page: int, words: str) -> str:
        return f"library.turn:{cls.kind}:{page}:{words}"
