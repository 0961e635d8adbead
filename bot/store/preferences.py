"""Stores preferences of servers and channels: typed and checked; a channel's own replace those of its server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from bot.store.database.row_values import dump_json, load_json
from bot.store.database.store_protocol import Connection, Store
from bot.store.store_records import Place
from retrieval import ConfigError, MalformedRow, setting

LANGUAGES = ("auto", "en", "de", "es", "fr")
_WHOLE_REALM = 0  # stands where a channel's number would
_MOST_ROLES = 250  # as many as a Discord server can have
MOST_DAILY = 1_000_000  # questions a day that a limit can be set to
_SET = """INSERT INTO preferences VALUES (?, ?, ?, ?)
    ON CONFLICT (realm, channel, name) DO UPDATE SET value = excluded.value"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """The preferences that apply in a place."""

    listens: bool = setting(default=False, help="whether every question here is answered, without a mention")
    roles: tuple[int, ...] = setting((), "roles that may ask; none: everyone may")
    keepers: tuple[int, ...] = setting((), "roles that may keep the library, beside those who manage the server")
    log_channel: int = setting(0, "the channel where it is said what keepers do; 0: none", least=0, most=2**63 - 1)
    private: bool = setting(default=False, help="whether answers to commands are shown to the asker alone at first")
    accepted_wrong: float | None = setting(
        None,
        "accepted share of wrong answers among all answers, 0 to 1; none: as configured",
        least=0,
        most=1,
    )
    threshold: float | None = setting(
        None,
        "lowest confidence of an answer, 0 to 1, in place of accepted_wrong; none: derived from accepted_wrong",
        least=0,
        most=1,
    )
    language: str = setting("auto", "language of the bot's own words; auto: the asker's", choices=LANGUAGES)
    person_daily: int = setting(0, "questions that a person may ask a day; 0: any number", least=0, most=MOST_DAILY)
    server_daily: int = setting(0, "questions that all may ask a day; 0: any number", least=0, most=MOST_DAILY)


_FIELDS = {field.name: field for field in fields(Preferences)}
_KINDS: dict[str, tuple[type, ...]] = {
    "listens": (bool,),
    "roles": (tuple, list),
    "keepers": (tuple, list),
    "log_channel": (int,),
    "private": (bool,),
    "accepted_wrong": (float, int, type(None)),
    "threshold": (float, int, type(None)),
    "language": (str,),
    "person_daily": (int,),
    "server_daily": (int,),
}
_SURENESS = ("accepted_wrong", "threshold")  # alternatives: setting either resets the other


class PreferenceStore:
    """The preferences of servers and channels. A conversation of direct messages counts as a server."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, place: Place) -> Preferences:
        """Return the preferences that apply in a place: the channel's, else the server's, else the default."""
        with self._store.reading() as connection:
            server = _stored(connection, place.realm, _WHOLE_REALM)
            channel = _stored(connection, place.realm, place.channel)
        if not channel.keys().isdisjoint(_SURENESS):
            server = {name: value for name, value in server.items() if name not in _SURENESS}
        return Preferences(**server | channel)

    def own(self, place: Place, *, channel: bool) -> dict[str, Any]:
        """Return the preferences that the place's channel, or its server, sets itself."""
        with self._store.reading() as connection:
            return _stored(connection, place.realm, _number(place, channel=channel))

    def channels(self, place: Place) -> dict[int, dict[str, Any]]:
        """Return the preferences that each channel of the place's server sets itself.

        Channels without any are left out.
        """
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT channel FROM preferences WHERE realm = ? AND channel <> ? ORDER BY channel",
                (place.realm, _WHOLE_REALM),
            )
            return {number: _stored(connection, place.realm, number) for (number,) in rows.fetchall()}

    def change(self, place: Place, *, channel: bool, **values: Any) -> Preferences:
        """Set preferences of the place's channel or server.

        Returns:
            The preferences that then apply in the place.

        Raises:
            ConfigError: an unknown name or an invalid value; nothing was changed.
        """
        checked = {name: _check(name, value) for name, value in values.items()}
        number = _number(place, channel=channel)
        replaced = () if checked.keys().isdisjoint(_SURENESS) else _SURENESS
        with self._store.writing() as connection:
            _delete(connection, place.realm, number, replaced)
            connection.executemany(
                _SET,
                [(place.realm, number, name, dump_json(value)) for name, value in checked.items()],
            )
        return self.of(place)

    def reset(self, place: Place, *names: str, channel: bool) -> Preferences:
        """Reset preferences that the place's channel or server set itself: the named ones, or all.

        Returns:
            The preferences that then apply in the place.
        """
        number = _number(place, channel=channel)
        with self._store.writing() as connection:
            _delete(connection, place.realm, number, names or tuple(_FIELDS))
        return self.of(place)


def _number(place: Place, *, channel: bool) -> int:
    return place.channel if channel else _WHOLE_REALM


def _delete(connection: Connection, realm: int, channel: int, names: Iterable[str]) -> None:
    connection.executemany(
        "DELETE FROM preferences WHERE realm = ? AND channel = ? AND name = ?",
        [(realm, channel, name) for name in names],
    )


def _stored(connection: Connection, realm: int, channel: int) -> dict[str, Any]:
    rows: Iterable[tuple[str, str]] = connection.execute(
        "SELECT name, value FROM preferences WHERE realm = ? AND channel = ? ORDER BY name", (realm, channel)
    )
    try:
        return {name: _check(name, load_json(value)) for name, value in rows}
    except ConfigError as error:
        raise MalformedRow("a stored preference is not valid") from error


def _check(name: str, value: Any) -> Any:
    """Check a value, and return it as the record has it.

    Raises:
        ConfigError: there is no such preference, or its value is not valid.
    """
    if name not in _FIELDS:
        raise _refusal(f"there is no preference '{name}'", f"Known: {', '.join(_FIELDS)}.")
    rules = _FIELDS[name].metadata
    if not _of_kind(value, _KINDS[name]):
        raise _refusal(f"'{name}' cannot be {value!r}", f"It means: {rules['help']}.")
    if name in {"roles", "keepers"}:
        return _roles(name, value)
    if rules["choices"] and value not in rules["choices"]:
        raise _refusal(f"'{name}' cannot be {value!r}", f"Use one of: {', '.join(rules['choices'])}.")
    if value is not None and not _within(rules, value):
        raise _refusal(f"'{name}' is {value}, out of range", f"Use {rules['least']:,} to {rules['most']:,}.")
    return float(value) if name in _SURENESS and value is not None else value


def _of_kind(value: Any, kinds: tuple[type, ...]) -> bool:
    return isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))


def _within(rules: Mapping[str, Any], value: Any) -> bool:
    return rules["least"] is None or bool(rules["least"] <= value <= rules["most"])


def _roles(name: str, value: Iterable[Any]) -> tuple[int, ...]:
    roles = tuple(dict.fromkeys(value))
    if len(roles) > _MOST_ROLES or not all(isinstance(role, int) and not isinstance(role, bool) for role in roles):
        raise _refusal(f"'{name}' must be at most {_MOST_ROLES} roles", "Choose them from the server's list.")
    return roles


def _refusal(what: str, advice: str) -> ConfigError:
    return ConfigError(what, where="settings of this place", advice=advice)
