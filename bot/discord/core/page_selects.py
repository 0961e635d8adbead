"""The select below a page of a list with which a keeper chooses among its entries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, ClassVar, Self

import discord
from discord import ui

from bot.discord.core.persistent_items import PersistentItem
from bot.discord.core.responder import Acknowledgement
from bot.discord.ui import escaping

_OPTION = 100  # characters of an option of a select
_PLACEHOLDER = 150  # characters


class PageSelect(PersistentItem[ui.Select[Any], int], template=r"library\.(?P<kind>[a-z]+):(?P<page>\d{1,5})"):
    """Chooses an entry on a page of a list. Its argument is the page. A subclass is what is done with the entry."""

    kind: ClassVar[str]  # lower-case letters that tell the select from others
    acknowledgement = Acknowledgement.UPDATE
    askers_only = False
    keepers_only = True

    def __init_subclass__(cls, **_: Any) -> None:
        super().__init_subclass__(template=rf"library\.{cls.kind}:(?P<page>\d{{1,5}})")

    @classmethod
    def make(cls, options: Iterable[discord.SelectOption], page: int, placeholder: str) -> Self:
        """Make the choice among the entries of a page.

        Args:
            options: the entries.
            page: the one that is shown, from 0.
            placeholder: what stands in the select before a choice.
        """
        select: ui.Select[Any] = ui.Select(
            custom_id=f"library.{cls.kind}:{page}",
            placeholder=escaping.label(placeholder, _PLACEHOLDER),
            options=list(options),
        )
        return cls(page, select)

    @classmethod
    def parse(cls, match: re.Match[str]) -> int:
        """Read the page."""
        return int(match["page"])


def make_option(label: str, value: str, description: str | None = None) -> discord.SelectOption:
    """Make an option of a select; a label or a description that is too long for Discord is cut."""
    below = None if description is None else escaping.label(description, _OPTION)
    return discord.SelectOption(label=escaping.label(label, _OPTION), value=value, description=below)
