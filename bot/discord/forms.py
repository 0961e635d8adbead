"""The two forms of an answer. Discord sends what was written with their id, which says all that is needed."""

from __future__ import annotations

import re
from typing import Any

from discord import TextStyle, ui

from bot.discord import escaping
from bot.ledger.feedback import LONGEST_REASON
from bot.phrases import Phrases

ID = re.compile(r"answer\.form:(?P<verb>follow|bad):(?P<id>[a-z2-7]{12})")
TITLE = LABEL = 45
PLACEHOLDER = 100
LONGEST_QUESTION = 1_000  # characters that the form takes


def form(verb: str, answer: str, say: Phrases) -> ui.Modal:
    """The form that a button opens.

    Args:
        verb: "follow" for a further question, "bad" for what was wrong.
        answer: the id of the answer it is about.
        say: the words on it.
    """
    asks, words = verb == "follow", say.forms
    modal = ui.Modal(
        title=escaping.label(words.follow_up if asks else words.reason, TITLE),
        custom_id=f"answer.form:{verb}:{answer}",
        timeout=600,  # seconds that discord.py keeps it; what is handed in later is read all the same
    )
    placeholder = words.follow_up_placeholder if asks else words.reason_placeholder
    given: ui.TextInput[Any] = ui.TextInput(
        custom_id="words",
        style=TextStyle.short if asks else TextStyle.paragraph,
        placeholder=escaping.label(placeholder, PLACEHOLDER),
        required=asks,
        max_length=LONGEST_QUESTION if asks else LONGEST_REASON,
    )
    label = escaping.label(words.follow_up_label if asks else words.reason_label, LABEL)
    return modal.add_item(ui.Label(text=label, component=given))
