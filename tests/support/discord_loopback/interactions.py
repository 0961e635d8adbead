"""Interactions as the server keeps them: their tokens, their deadlines, and what the bot made of them."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field

from support.discord_loopback.discord_message import Message
from support.discord_loopback.discord_records import Channel, User
from support.discord_loopback.error_responses import ErrorResponse, unknown
from support.discord_loopback.json_types import Json
from support.discord_loopback.token_clock import TokenClock

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
REPLY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
TOKEN_SECONDS = 900.0
USER_INSTALL_FOLLOWUPS = 5


@dataclass(slots=True, kw_only=True, eq=False)
class Interaction:
    """One interaction. Moments are in seconds of `time.monotonic`, but for `born`, which is the server's clock."""

    id: str
    token: str
    kind: int
    user: User
    channel: Channel
    owners: dict[str, str]  # who installed the app: "0" a server, "1" a user
    data: Json
    born: float
    sent: float
    message: Message | None = None  # that holds the component, or from which the modal was opened
    opener: Interaction | None = None  # that was answered with the modal
    acked: float | None = None
    ack_type: int | None = None
    callback: Json | None = None
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    changes: int = 0  # edits, follow-ups and deletions after the first response
    codes: list[int] = field(default_factory=list)  # of errors that the bot was answered

    def metadata(self) -> Json:
        """Return what a message that answers it says of it."""
        fields: Json = {"id": self.id, "type": self.kind, "user": self.user.to_json()}
        fields["authorizing_integration_owners"] = self.owners
        if self.kind == COMPONENT and self.message is not None:
            fields["interacted_message_id"] = self.message.id
        if self.kind == MODAL_SUBMIT and self.opener is not None:
            fields["triggering_interaction_metadata"] = self.opener.metadata()
        if "target_id" in self.data:
            fields["target_message_id"] = self.data["target_id"]
        return fields


class Interactions:
    """All interactions by token, and the rules of time.

    Args:
        clock: by which tokens age.
        ack_seconds: real seconds until the first response is too late.
    """

    def __init__(self, clock: TokenClock, ack_seconds: float) -> None:
        self.by_token: dict[str, Interaction] = {}
        self.ack_seconds = ack_seconds
        self._clock = clock

    def open(self, interaction_id: str, kind: int, user: User, channel: Channel, **facts: object) -> Interaction:
        """Make a new interaction, sent now."""
        token = secrets.token_urlsafe(48)
        interaction = Interaction(
            id=interaction_id,
            token=token,
            kind=kind,
            user=user,
            channel=channel,
            born=self._clock.now(),
            sent=time.monotonic(),
            **facts,  # type: ignore[arg-type]
        )
        self.by_token[token] = interaction
        return interaction

    def to_answer(self, token: str, interaction_id: str, arrived: float) -> Interaction:
        """Return the interaction that a first response is for.

        Raises:
            ErrorResponse: 10062, unknown or too late; 40060, answered before.
        """
        interaction = self.by_token.get(token)
        if interaction is None or interaction.id != interaction_id:
            raise unknown("Interaction")
        if interaction.acked is not None:
            raise self._noted(interaction, ErrorResponse(400, 40060, "Interaction has already been acknowledged."))
        if arrived - interaction.sent > self.ack_seconds:
            raise self._noted(interaction, unknown("Interaction"))
        return interaction

    def to_follow(self, token: str) -> Interaction:
        """Return the interaction that a token gives further access to.

        Raises:
            ErrorResponse: 10015, unknown or never answered; 50027, the token has expired.
        """
        interaction = self.by_token.get(token)
        if interaction is None:
            raise unknown("Webhook")
        if interaction.acked is None:
            raise self._noted(interaction, unknown("Webhook"))
        if self._clock.now() - interaction.born > TOKEN_SECONDS:
            raise self._noted(interaction, ErrorResponse(401, 50027, "Invalid Webhook Token"))
        return interaction

    def admit_followup(self, interaction: Interaction) -> None:
        """Refuse the sixth follow-up where the app is installed by the user alone."""
        if "0" not in interaction.owners and len(interaction.followups) >= USER_INSTALL_FOLLOWUPS:
            words = "This interaction has reached its maximum number of follow-up messages"
            raise self._noted(interaction, ErrorResponse(400, 40094, words))

    @staticmethod
    def _noted(interaction: Interaction, refusal: ErrorResponse) -> ErrorResponse:
        interaction.codes.append(refusal.code)
        return refusal
