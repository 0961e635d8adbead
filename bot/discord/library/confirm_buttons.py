"""The buttons under a question to a keeper: to do what is asked, to leave it, or to undo it afterwards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Self, TypeAlias, cast

import discord

from bot.discord.core.persistent_items import PersistentButton, make_button
from bot.discord.core.responder import Acknowledgement
from bot.i18n import Phrases

ConfirmStep: TypeAlias = Literal["yes", "no", "undo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPress:
    """The content of a button's custom id."""

    step: ConfirmStep
    target: str  # what is changed, in 16 hexadecimal digits; empty where the question is about the whole library


class ConfirmButton(
    PersistentButton[StepPress], template=r"library\.(?P<kind>[a-z]+):(?P<step>[a-z]+)(?::(?P<target>[0-9a-f]{16}))?"
):
    """A step of a change that a keeper is asked about first. A subclass is one kind of change."""

    kind: ClassVar[str]  # lower-case letters that tell the change from others
    label: ClassVar[str]  # of "yes": the field of the phrases of buttons
    steps: ClassVar[tuple[ConfirmStep, ...]] = ("yes", "no")
    has_target: ClassVar[bool] = True
    acknowledgement = Acknowledgement.UPDATE
    askers_only = False
    keepers_only = True

    def __init_subclass__(cls, **_: Any) -> None:
        target = r":(?P<target>[0-9a-f]{16})" if cls.has_target else ""
        super().__init_subclass__(template=rf"library\.{cls.kind}:(?P<step>{'|'.join(cls.steps)}){target}")

    @classmethod
    def make(cls, step: ConfirmStep, phrases: Phrases, target: str = "") -> Self:
        """Make the button of a step."""
        style = discord.ButtonStyle.danger if step == "yes" else discord.ButtonStyle.secondary
        label: str = getattr(phrases.buttons, {"yes": cls.label, "no": "cancel", "undo": "undo"}[step])
        custom_id = ":".join(filter(None, (f"library.{cls.kind}", step, target)))
        return cls(StepPress(step=step, target=target), make_button(label, custom_id, style))

    @classmethod
    def make_choice(cls, phrases: Phrases, target: str = "") -> list[Self]:
        """Make the two buttons under the question: "yes" and "no"."""
        return [cls.make("yes", phrases, target), cls.make("no", phrases, target)]

    @classmethod
    def parse(cls, match: re.Match[str]) -> StepPress:
        """Read the step, and what is changed."""
        return StepPress(step=cast("ConfirmStep", match["step"]), target=match.groupdict().get("target") or "")
