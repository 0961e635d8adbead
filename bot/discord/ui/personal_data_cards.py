"""The data that is stored about a person, as Discord shows it to that person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from discord import ui

from bot.discord.ui import escaping
from bot.discord.ui.card_parts import DATE, Item, card, heading, optional_text, small, text
from bot.i18n import Phrases
from bot.render import wording

# The kinds of a person's data that the card counts, by their names in `ledger.privacy.export`.
_KINDS = ("answers", "unanswered", "feedback", "conversation", "errors")


def personal_data(
    about: Mapping[str, Any], phrases: Phrases, *, days: int, is_local: bool, buttons: Sequence[Item] = ()
) -> ui.LayoutView:
    """Return the card of what is stored about the asker, and for how long.

    Args:
        about: everything, as `ledger.privacy.export` gives it.
        phrases: the words for it.
        days: for which the texts of questions are kept; 0 where they are not.
        is_local: whether it is stored on the machine that the bot runs on, and not in a database.
        buttons: of the card.
    """
    words = phrases.privacy
    kinds = (words.questions, words.unanswered, words.feedback, words.conversation, words.errors)
    stored = {kind: about.get(kind, ()) for kind in _KINDS}
    lines = [
        f"- {phrases.count(len(stored[kind]), phrase)}"
        for kind, phrase in zip(_KINDS, kinds, strict=True)
        if stored[kind]
    ]
    oldest = min((wording.date(row["at"]) for kind in _KINDS for row in stored[kind]), default="")
    return card(
        text(heading(words.heading), *(lines or [words.nothing])),
        *optional_text(words.oldest.format(date=escaping.plain(oldest, limit=DATE)) if oldest else ""),
        text(
            small(phrases.count(days, words.kept) if days else words.not_kept),
            *([small(words.not_shared)] if is_local else []),
        ),
        buttons=buttons,
    )
