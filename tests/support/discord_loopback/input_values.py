"""What a person fills into a command or a modal, in the form in which Discord hands it to the bot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from support.discord_loopback.component_trees import (
    CHECKBOX,
    CHECKBOXES,
    FILE_UPLOAD,
    LABEL,
    RADIO,
    ROW,
    SELECTS,
    TEXT_INPUT,
    completed,
)
from support.discord_loopback.discord_records import Channel, Role, User
from support.discord_loopback.json_types import Json
from support.discord_loopback.permissions import EVERYONE
from support.discord_loopback.server_state import ServerState, Upload

GROUPING = frozenset({1, 2})
STRING = 3
LONGEST_INPUT = 4000
MULTIPLE = SELECTS | {CHECKBOXES, FILE_UPLOAD}


class Impossible(ValueError):
    """Discord's own client would not let a person do this; the message says why."""


class InputValues:
    """Collects the values of one command or modal, and the records that they name.

    Args:
        state: where members and permissions are looked up.
        channel: where it happens.
    """

    def __init__(self, state: ServerState, channel: Channel) -> None:
        self.resolved: dict[str, Json] = {}
        self._state = state
        self._channel = channel

    def options(
        self, command: Json, subcommands: Sequence[str], values: Mapping[str, Any], focus: str | None = None
    ) -> list[Json]:
        """Return the options of a command, inside those of its subcommands.

        Args:
            command: as registered.
            subcommands: the words after the command's name.
            values: by the option's name.
            focus: the option that is being typed, for autocomplete; others may then be missing.

        Raises:
            Impossible: a name that is not there, a value that does not fit, or a required one that is missing.
        """
        if subcommands:
            inner = _one_named(command["options"], subcommands[0])
            filled = self.options(inner, subcommands[1:], values, focus)
            return [{"name": inner["name"], "type": inner["type"], "options": filled}]
        listed = [option for option in command.get("options") or [] if option["type"] not in GROUPING]
        missing = [option["name"] for option in listed if option.get("required") and option["name"] not in values]
        if missing and focus is None:
            message = f"/{command['name']} requires {missing}"
            raise Impossible(message)
        return [self._option(_one_named(listed, name), value, focus) for name, value in values.items()]

    def _option(self, option: Json, value: Any, focus: str | None) -> Json:
        focused = {"focused": True} if option["name"] == focus else {}
        if focused and not option.get("autocomplete"):
            message = f"option {option['name']!r} has no autocomplete"
            raise Impossible(message)
        if option["type"] == STRING and not focused:
            _check_length(option, str(value), 6000)
            _check_choice(option, value)
        return {"name": option["name"], "type": option["type"], "value": self._value(value)} | focused

    def _value(self, value: Any) -> Any:
        """Leave plain values; replace records by their id, and resolve them."""
        if isinstance(value, User):
            self._resolve_user(value)
        elif isinstance(value, Channel):
            held = {"permissions": str(EVERYONE)}
            self.resolved.setdefault("channels", {})[value.id] = value.to_json() | held
        elif isinstance(value, (Role, Upload)):
            table = {Role: "roles", Upload: "attachments"}[type(value)]
            self.resolved.setdefault(table, {})[value.id] = value.to_json()
        else:
            return value
        return value.id

    def _resolve_user(self, user: User) -> None:
        self.resolved.setdefault("users", {})[user.id] = user.to_json()
        member = self._state.members.get((self._channel.guild_id or "", user.id))
        if member is not None:
            held = str(self._state.permissions(user, self._channel))
            fields = member.to_json(user=False) | {"permissions": held}
            self.resolved.setdefault("members", {})[user.id] = fields

    def form(self, modal: Json, values: Mapping[str, Any]) -> list[Json]:
        """Return the components of a submitted modal, with the values by custom id.

        Raises:
            Impossible: a custom id that is not there, a value that does not fit, or a required one that is missing.
        """
        rest = dict(values)
        filled = [self._part(component, rest) for component in completed(modal["components"])]
        if rest:
            message = f"the modal has no inputs {sorted(rest)}"
            raise Impossible(message)
        return filled

    def _part(self, component: Json, rest: dict[str, Any]) -> Json:
        place = {"type": component["type"], "id": component["id"]}
        if component["type"] == ROW:
            return place | {"components": [self._input(inner, rest) for inner in component["components"]]}
        if component["type"] == LABEL:
            return place | {"component": self._input(component["component"], rest)}
        return place

    def _input(self, component: Json, rest: dict[str, Any]) -> Json:
        custom_id, kind = component["custom_id"], component["type"]
        value = rest.pop(custom_id, None)
        if value is None and kind == TEXT_INPUT:
            value = component.get("value")
        if component.get("required", kind != CHECKBOX) and value in (None, "", []):
            message = f"the modal's input {custom_id!r} is required"
            raise Impossible(message)
        place = {"type": kind, "id": component["id"], "custom_id": custom_id}
        return place | self._values(component, value)

    def _values(self, component: Json, value: Any) -> Json:
        kinds: dict[int, Callable[[], Any]] = {
            TEXT_INPUT: lambda: str(value or ""),
            RADIO: lambda: value,
            CHECKBOX: lambda: bool(value),
        }
        if component["type"] in MULTIPLE:
            values = [self._value(part) for part in _listed(value)]
            _check_picked(component, values)
            return {"values": values}
        value = kinds[component["type"]]()
        if component["type"] == TEXT_INPUT and value:
            _check_length(component, value, LONGEST_INPUT)
        return {"value": value}


def _listed(value: Any) -> Iterable[Any]:
    if value is None:
        return []
    return value if isinstance(value, (list, tuple)) else [value]


def _check_picked(component: Json, values: Sequence[Any]) -> None:
    known = [option["value"] for option in component.get("options") or []]
    strange = [value for value in values if known and value not in known]
    if strange:
        message = f"{component['custom_id']!r} offers {known}, not {strange}"
        raise Impossible(message)


def _one_named(options: Sequence[Json], name: str) -> Json:
    for option in options:
        if option["name"] == name:
            return option
    message = f"there is no option {name!r}; there are {[option['name'] for option in options]}"
    raise Impossible(message)


def _check_length(holder: Json, value: str, most: int) -> None:
    least, most = holder.get("min_length") or 0, holder.get("max_length") or most
    if not least <= len(value) <= most:
        name = holder.get("name") or holder.get("custom_id")
        message = f"{name!r} takes {least} to {most} characters, not {len(value)}"
        raise Impossible(message)


def _check_choice(option: Json, value: Any) -> None:
    known = [choice["value"] for choice in option.get("choices") or []]
    if known and value not in known:
        message = f"{option['name']!r} offers {known}, not {value!r}"
        raise Impossible(message)
