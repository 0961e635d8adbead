"""Hands each submitted form to its handler. The custom id of a form says everything that the handler needs.

So a form is also accepted when another process opened it, or this one before a restart. discord.py itself knows only
the forms that this process opened.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

import discord

from bot.discord.connection.client import Interaction
from bot.discord.core.actions import run_action
from bot.discord.core.context import InteractionContext
from bot.discord.core.refusals import Refused
from bot.discord.core.responder import Acknowledgement, Card, Responder


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """The values that somebody entered into a form."""

    arguments: re.Match[str]  # the form's custom id
    texts: Mapping[str, str]  # by the custom id of the field
    files: Sequence[discord.Attachment]


FormAction: TypeAlias = Callable[[Submission, InteractionContext], Awaitable[Card | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormHandler:
    """The action of a kind of form that is handed in."""

    pattern: re.Pattern[str]  # of its custom ids
    act: FormAction
    acknowledgement: Acknowledgement = Acknowledgement.PRIVATE
    askers_only: bool = True
    keepers_only: bool = False


async def dispatch_form(handlers: Sequence[FormHandler], interaction: Interaction) -> None:
    """Hand a form to the handler of its kind, or say that there is none; other interactions are left alone."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return
    data: Any = interaction.data
    for handler in handlers:
        if match := handler.pattern.fullmatch(data["custom_id"]):
            await run_action(
                interaction,
                partial(handler.act, _submission(interaction, match)),
                acknowledgement=handler.acknowledgement,
                askers_only=handler.askers_only,
                keepers_only=handler.keepers_only,
            )
            return
    await Responder(interaction).report(Refused("expired"))


def _submission(interaction: Interaction, match: re.Match[str]) -> Submission:
    data: Any = interaction.data
    attachments = data.get("resolved", {}).get("attachments", {})
    state = interaction._state  # noqa: SLF001  as discord.py makes attachments
    return Submission(
        arguments=match,
        texts=dict(_texts(data.get("components", []))),
        files=[discord.Attachment(data=attachment, state=state) for attachment in attachments.values()],
    )


def _texts(components: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for component in components:
        yield from _texts(component.get("components") or ([component["component"]] if "component" in component else []))
        if isinstance(component.get("value"), str):
            yield component["custom_id"], component["value"]
