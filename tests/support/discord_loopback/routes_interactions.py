"""The endpoints of interactions: the first response, `@original`, and follow-ups."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from support.discord_loopback import interactions as kinds
from support.discord_loopback.attached_files import Uploads, file_breaches
from support.discord_loopback.channel_changes import ChannelChanges
from support.discord_loopback.command_rules import MESSAGE_MENU, choice_breaches, modal_breaches
from support.discord_loopback.discord_message import COMMAND_RESPONSE, EPHEMERAL, LOADING, MENU_RESPONSE, PLAIN, Message
from support.discord_loopback.error_responses import Breach, unknown
from support.discord_loopback.interactions import Interaction, Interactions
from support.discord_loopback.json_types import Json
from support.discord_loopback.message_rules import deferral_breaches, message_breaches
from support.discord_loopback.request_handling import Call, Route
from support.discord_loopback.server_state import ServerState

CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
HOOK = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = HOOK + "/messages/@original"
ONE = HOOK + "/messages/{message_id}"
FITTING: dict[int, frozenset[int]] = {  # what each kind of interaction may be answered with
    kinds.COMMAND: frozenset({kinds.REPLY, kinds.DEFER, kinds.MODAL}),
    kinds.COMPONENT: frozenset({kinds.REPLY, kinds.DEFER, kinds.DEFER_UPDATE, kinds.UPDATE, kinds.MODAL}),
    kinds.AUTOCOMPLETE: frozenset({kinds.CHOICES}),
    kinds.MODAL_SUBMIT: frozenset({kinds.REPLY, kinds.DEFER, kinds.DEFER_UPDATE, kinds.UPDATE}),
}


class InteractionRoutes:
    """Endpoints that take an interaction's token in place of the bot's.

    Args:
        state: who and what there is.
        posting: makes the messages.
        interactions: holds the tokens.
        uploads: keeps attached files.
        closed: whether `allowed_mentions` has to allow nothing.
    """

    def __init__(
        self, state: ServerState, posting: ChannelChanges, interactions: Interactions, uploads: Uploads, *, closed: bool
    ) -> None:
        self._state = state
        self._posting = posting
        self._interactions = interactions
        self._uploads = uploads
        self._closed = closed

    def routes(self) -> list[Route]:
        """Return the endpoints, literal paths before those with a parameter in their place."""
        return [
            Route(method="POST", template=CALLBACK, handler=self._respond, breaches=self._response_rules, open=True),
            Route(method="POST", template=HOOK, handler=self._follow_up, breaches=self._message_rules, open=True),
            *self._message_routes(ORIGINAL),
            *self._message_routes(ONE),
        ]

    def _message_routes(self, template: str) -> Iterable[Route]:
        yield Route(method="GET", template=template, handler=self._get, open=True)
        yield Route(method="PATCH", template=template, handler=self._edit, breaches=self._edit_rules, open=True)
        yield Route(method="DELETE", template=template, handler=self._delete, open=True)

    # -- the first response

    def _response_rules(self, call: Call) -> Iterable[Breach]:
        interaction = self._answering(call)
        body, kind = call.body, call.body.get("type")
        data: Json = body.get("data") or {}
        if kind not in FITTING[interaction.kind]:
            words = f"An interaction of type {interaction.kind} cannot be answered with type {kind}."
            yield Breach(rule="callback-type", at=("type",), value=kind, message=words)
        elif kind in {kinds.DEFER, kinds.DEFER_UPDATE}:
            yield from deferral_breaches(body)
        elif kind == kinds.MODAL:
            yield from modal_breaches(data)
        elif kind == kinds.CHOICES:
            option = _focused(interaction.data.get("options") or [])
            yield from choice_breaches(("data", "choices"), data.get("choices") or [], option["type"])
        else:
            edited = interaction.message if kind == kinds.UPDATE else None
            yield from message_breaches(data, at=("data",), edited=edited, closed=self._closed)
            yield from file_breaches(call.files)

    def _answering(self, call: Call) -> Interaction:
        token, number = call.params["interaction_token"], call.params["interaction_id"]
        return self._interactions.to_answer(token, number, call.arrived)

    def _respond(self, call: Call) -> Json | None:
        interaction = self._answering(call)
        kind: int = call.body["type"]
        data: Json = call.body.get("data") or {}
        actions: dict[int, Callable[[], Message | None]] = {
            kinds.REPLY: lambda: self._post(interaction, data, call),
            kinds.DEFER: lambda: self._post(
                interaction, {"flags": (data.get("flags") or 0) & EPHEMERAL}, call, LOADING
            ),
            kinds.DEFER_UPDATE: lambda: interaction.message,
            kinds.UPDATE: lambda: self._update(interaction, data, call),
        }
        interaction.original = actions.get(kind, lambda: None)()
        # the type comes last: by it a person in another thread sees that there is a response
        interaction.callback, interaction.acked, interaction.ack_type = call.body, call.arrived, kind
        wants_answer = call.query.get("with_response", "").lower() in {"1", "true"}
        return self._callback_json(interaction) if wants_answer else None

    def _post(self, interaction: Interaction, data: Json, call: Call, flags: int = 0) -> Message:
        followup = interaction.acked is not None
        kind = COMMAND_RESPONSE if interaction.kind == kinds.COMMAND and not followup else PLAIN
        if kind == COMMAND_RESPONSE and interaction.data.get("type") == MESSAGE_MENU:
            kind = MENU_RESPONSE
        hidden = (data.get("flags") or 0) & EPHEMERAL
        return self._posting.create(
            interaction.channel,
            self._state.bot,
            data,
            self._uploads.take(call.files),
            kind=kind,
            flags=flags,
            metadata=interaction.metadata(),
            application_id=self._state.app_id,
            audience=interaction.user.id if hidden else None,
        )

    def _update(self, interaction: Interaction, data: Json, call: Call) -> Message:
        if interaction.message is None:
            raise unknown("Message")
        return self._posting.edit(interaction.message, data, self._uploads.take(call.files))

    def _callback_json(self, interaction: Interaction) -> Json:
        about: Json = {"id": interaction.id, "type": interaction.kind}
        message = interaction.original
        if message is None:
            return {"interaction": about}
        about["response_message_id"] = message.id
        about["response_message_loading"] = message.loading
        about["response_message_ephemeral"] = message.ephemeral
        if interaction.ack_type not in {kinds.REPLY, kinds.UPDATE}:
            return {"interaction": about}
        resource = {"type": interaction.ack_type, "message": self._json(message)}
        return {"interaction": about, "resource": resource}

    # -- what comes after it: the change is made before it is counted, since who waits for a change reads it at once

    def _message_rules(self, call: Call) -> Iterable[Breach]:
        self._interactions.to_follow(call.params["webhook_token"])
        yield from message_breaches(call.body, closed=self._closed)
        yield from file_breaches(call.files)

    def _edit_rules(self, call: Call) -> Iterable[Breach]:
        _, message = self._owned(call)
        yield from message_breaches(call.body, edited=message, closed=self._closed)
        yield from file_breaches(call.files)

    def _follow_up(self, call: Call) -> Json:
        interaction = self._interactions.to_follow(call.params["webhook_token"])
        message = self._show_further(interaction, call)
        interaction.changes += 1
        return self._json(message)

    def _show_further(self, interaction: Interaction, call: Call) -> Message:
        """Return the message of a follow-up: the first one after a deferral takes the place of “is thinking”."""
        original = interaction.original
        if original is not None and original.loading and not original.deleted:
            return self._posting.edit(original, call.body, self._uploads.take(call.files))
        self._interactions.admit_followup(interaction)
        message = self._post(interaction, call.body, call)
        interaction.followups.append(message)
        return message

    def _get(self, call: Call) -> Json:
        return self._json(self._owned(call)[1])

    def _edit(self, call: Call) -> Json:
        interaction, message = self._owned(call)
        edited = self._posting.edit(message, call.body, self._uploads.take(call.files))
        interaction.changes += 1
        return self._json(edited)

    def _delete(self, call: Call) -> None:
        interaction, message = self._owned(call)
        self._posting.delete(message)
        interaction.changes += 1

    def _owned(self, call: Call) -> tuple[Interaction, Message]:
        """Return the message that the path names, if it belongs to the token."""
        interaction = self._interactions.to_follow(call.params["webhook_token"])
        wanted = call.params.get("message_id", interaction.original and interaction.original.id)
        for message in (interaction.original, interaction.message, *interaction.followups):
            if message is not None and message.id == wanted and not message.deleted:
                return interaction, message
        raise unknown("Message")

    def _json(self, message: Message) -> Json:
        return self._posting.message_json(message, 0)


def _focused(options: list[Json]) -> Json:
    """Return the option that is being filled in."""
    for option in options:
        if option.get("focused"):
            return option
        if option.get("options"):
            return _focused(option["options"])
    message = "an autocomplete interaction has a focused option"
    raise ValueError(message)
