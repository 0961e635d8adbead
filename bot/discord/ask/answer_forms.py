"""The forms of an answer. Discord sends what was written with their id, which says all that is needed."""

from __future__ import annotations

import re
from typing import Any

from discord import TextStyle, ui

from bot.discord.ui import escaping
from bot.i18n import Phrases
from bot.store.feedback import LONGEST_REASON

ID = re.compile(r"answer\.form:(?P<verb>follow|mean|bad):(?P<id>[a-z2-7]{12})")
TITLE = LABEL = 45
PLACEHOLDER = 100
LONGEST_QUESTION = 1_000  # characters that the form takes


def form(verb: str, answer: str, say: Phrases, *, filled: str = "") -> ui.Modal:
    """The form that a button opens.

    Args:
        verb: "follow" for a further question, "mean" for the one that was meant, "bad" for what was wrong.
        answer: the id of the answer it is about.
        say: the words on it.
        filled: what stands in it already.
    """
    words, asks = say.forms, verb != "bad"
    title, label, placeholder = {
        "follow": (words.follow_up, words.follow_up_label, words.follow_up_placeholder),
        "mean": (words.meant, words.meant_label, words.follow_up_label),
        "bad": (words.reason, words.reason_label, words.reason_placeholder),
    }[verb]
    longest = LONGEST_QUESTION if asks else LONGEST_REASON
    modal = ui.Modal(
        title=escaping.label(title, TITLE),
        custom_id=f"answer.form:{verb}:{answer}",
        timeout=600,  # seconds that discord.py keeps it; what is handed in later is read all the same
    )
    given: ui.TextInput[Any] = ui.TextInput(
        custom_id="words",
        style=TextStyle.short if verb == "follow" else TextStyle.paragraph,
        placeholder=escaping.label(placeholder, PLACEHOLDER),
        default=escaping.label(filled, longest) if filled else None,
        required=asks,
        max_length=longest,
    )
    return modal.add_item(ui.Label(text=escaping.label(label, LABEL), component=given))
