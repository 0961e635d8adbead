"""The buttons of an answer, and the registry of what each does.

A new button is one function with `@answer_action`, and its label in `_LABELS`.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.discord.connection.client import Interaction
from bot.discord.core.context import InteractionContext
from bot.discord.core.persistent_items import PersistentButton, make_button
from bot.discord.core.responder import Acknowledgement, Card
from bot.i18n import Phrases

_LABELS = {  # the verb of a button, and the phrase that is its label
    "show": "show",
    "around": "around",
    "more": "more",
    "earlier": "earlier",
    "later": "later",
    "why": "why",
    "follow": "follow_up",
    "mean": "mean",
    "read": "ask_this",
    "good": "helpful",
    "bad": "not_helpful",
    "yes": "confirm_answer",
    "no": "deny_answer",
    "delete": "delete",
    "share": "share",
    "discard": "discard",
    "pin": "pin",
}
VERBS = tuple(_LABELS)
CUSTOM_ID = re.compile(rf"answer\.(?P<verb>{'|'.join(VERBS)}):(?P<id>[a-z2-7]{{12}}):(?P<number>\d{{1,4}})")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPress:
    """The content of the custom id of an answer's button."""

    verb: str
    answer: str  # the id of the answer
    number: int = 0  # a page, or which of its sentences


AnswerAction: TypeAlias = Callable[[AnswerPress, InteractionContext], Awaitable[Card | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Registered:
    action: AnswerAction
    acknowledgement: Acknowledgement
    askers_only: bool


_ACTIONS: dict[str, _Registered] = {}


def answer_action(
    *verbs: str, acknowledgement: Acknowledgement = Acknowledgement.PRIVATE, askers_only: bool = True
) -> Callable[[AnswerAction], AnswerAction]:
    """Register a function as what the buttons of these verbs do."""

    def register(action: AnswerAction) -> AnswerAction:
        registered = _Registered(action=action, acknowledgement=acknowledgement, askers_only=askers_only)
        _ACTIONS.update(dict.fromkeys(verbs, registered))
        return action

    return register


class AnswerButton(PersistentButton[AnswerPress], template=CUSTOM_ID):
    """One button of one answer."""

    @classmethod
    def make(cls, verb: str, answer: str, number: int = 0, *, phrases: Phrases) -> AnswerButton:
        """Make the button of a verb for an answer."""
        label = getattr(phrases.buttons, _LABELS[verb])
        press = AnswerPress(verb=verb, answer=answer, number=number)
        return cls(press, make_button(label, f"answer.{verb}:{answer}:{number}"))

    @classmethod
    def parse(cls, match: re.Match[str]) -> AnswerPress:
        """Read the verb, the answer and the number."""
        return AnswerPress(verb=match["verb"], answer=match["id"], number=int(match["number"]))

    def acknowledgement_for(self, _interaction: Interaction) -> Acknowledgement:
        """Return how the action of the verb is acknowledged."""
        return _ACTIONS[self.arguments.verb].acknowledgement

    def needs_permission(self) -> bool:
        """Return whether the action is only for those who may ask."""
        return _ACTIONS[self.arguments.verb].askers_only

    async def act(self, context: InteractionContext) -> Card | None:
        """Run the action of the verb."""
        return await _ACTIONS[self.arguments.verb].action(self.arguments, context)
