"""What a use ended in, as the person sees it, and what must be true of it whatever went wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from support.discord_attack.arena import Arena
from support.discord_loopback import Message, UserInteraction
from support.discord_loopback.interactions import AUTOCOMPLETE


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What came of one interaction."""

    said: list[Message] = field(default_factory=list)  # new messages, wherever
    waiting: bool = False  # a message says that the bot is thinking
    edited: bool = False  # the message whose button was pressed
    deleted: bool = False
    modal: bool = False
    choices: bool = False
    log: list[str] = field(default_factory=list)

    pressed: Message | None = None

    @property
    def cards(self) -> list[Message]:
        """What the person has before them at the end."""
        return [*self.said, *([self.pressed] if self.pressed is not None and self.edited else [])]

    @property
    def text(self) -> str:
        """All that was said."""
        return "\n".join(message.text for message in self.said)

    def __str__(self) -> str:
        said = [message.text[:90] for message in self.said]
        marks = [name for name in ("waiting", "edited", "deleted", "modal", "choices") if getattr(self, name)]
        return f"{marks} said {said} log {self.log}"


def end(arena: Arena, asked: UserInteraction, *, seconds: float = 20.0) -> Outcome:
    """Wait until the bot has nothing more to do about an interaction, and return what came of it."""
    interaction = asked.interaction
    heard = f"/interactions/{interaction.id}/*"
    arena.server.changes.becomes_true(lambda: bool(arena.server.requests(heard)), seconds)
    arena.settle()
    pressed = interaction.message
    outcome = Outcome(pressed=pressed, log=list(arena.log.lines))
    for message in _said_since(arena, int(interaction.id)):
        if message.loading:
            outcome.waiting = True
        elif message is not pressed:
            outcome.said.append(message)
    if pressed is not None:
        outcome.edited, outcome.deleted = bool(pressed.versions), pressed.deleted
    outcome.modal, outcome.choices = asked.modal is not None, bool(asked.choices)
    return outcome


def _said_since(arena: Arena, since: int) -> Iterator[Message]:
    state = arena.server.state
    for channel in list(state.messages):
        for message in reversed(state.transcript(channel)):
            if int(message.id) <= since:
                break
            if message.author == state.bot and not message.deleted:
                yield message


def flaws(
    outcome: Outcome,
    asked: UserInteraction,
    *,
    both: bool = False,
    waits: bool = False,
    silent: bool = False,
    several: bool = False,
    planned: Sequence[str] = (),
) -> list[str]:
    """What is wrong with an outcome.

    Args:
        outcome: what came of the interaction.
        asked: the interaction.
        both: whether it changes the message that was pressed and says something as well.
        waits: whether the message that the bot is thinking cannot be taken away: the person is told elsewhere.
        silent: whether nothing can be shown.
        several: whether what others asked at the same time is among it.
        planned: classes of errors that are caused on purpose.
    """
    typing = asked.interaction.kind == AUTOCOMPLETE
    shown = bool(outcome.said or outcome.edited or outcome.deleted or outcome.modal)
    many = (len(outcome.said) > 1, outcome.modal and bool(outcome.said), outcome.edited and bool(outcome.said))
    wrong = {
        "thinks for ever": outcome.waiting and not (waits or silent),
        "more than one answer": ((any(many) and not both) or len(outcome.said) > 1 + both) and not several,
        "no answer": not (shown or typing or silent),
        "a message while somebody types": typing and bool(outcome.said) and not several,
        "a ping": any(said.mentions or said.mention_everyone or said.mention_roles for said in outcome.said),
        "a traceback": "Traceback" in outcome.text,
    }
    logged = [f"log: {line}" for line in outcome.log if _is_flaw(line, planned)]
    return [*(name for name, is_wrong in wrong.items() if is_wrong), *logged]


_OWN = "footnote.discord: error "
_PLANNED = (
    "DiscordServerError",
    "HTTPException",
    "Forbidden",
    "NotFound",
    "ServerDisconnectedError",
    "ClientOSError",
    "ClientConnectorError",
    "ClientPayloadError",
    "LedgerBusy",
    "LedgerFull",
    "LedgerError",
    "TimeoutError",
)


def _is_flaw(line: str, planned: Sequence[str]) -> bool:
    if line.startswith(("TRACEBACK", "asyncio:", "discord.ui", "discord.app_commands", "discord.client")):
        return True
    return line.startswith(_OWN) and not line.split(": ")[2].startswith((*_PLANNED, *planned))
