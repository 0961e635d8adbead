"""The words of a message, wherever they stand: written, forwarded, in embeds, or in the texts of components."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import discord

from bot.discord.ui import escaping


def words_of(message: discord.Message) -> str:
    """Return the words of a message; of a forwarded one, those of the message that it forwards.

    Empty where it has none.
    """
    parts: list[discord.Message | discord.MessageSnapshot] = [message, *message.message_snapshots]
    for part in parts:
        words = "\n".join(text for text in _texts(part) if escaping.has_ink(text))
        if words:
            return words
    return ""


def _texts(part: discord.Message | discord.MessageSnapshot) -> Iterator[str]:
    if escaping.has_ink(part.content):
        yield part.content
        return
    for embed in part.embeds:
        yield embed.description or embed.title or ""
    yield from _displayed(part.components)


def _displayed(components: Iterable[Any]) -> Iterator[str]:
    """Yield the texts of components, in their order."""
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from _displayed(getattr(component, "children", ()))
