"""Everything that people can use of the bot, found by using it: each command, button, select, form and suggestion."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from bot.discord.ask import answer_button
from bot.i18n import LANGUAGES
from support.discord_attack.arena import QUESTION, Arena
from support.discord_attack.outcomes import Outcome, end
from support.discord_attack.values import STRING, form_values, value_of
from support.discord_loopback import Channel, Impossible, Message, User, UserInteraction
from support.discord_loopback.command_rules import CHAT_INPUT, MESSAGE_MENU
from support.discord_loopback.component_trees import BUTTON, SELECTS, TEXT_INPUT, walk
from support.discord_loopback.json_types import Json

GROUPING = {1, 2}
MESSAGE = 2_000  # characters
_IDS = re.compile(r"(?<=:)(?:[0-9a-f]{8,16}|[a-z2-7]{12}|\d+)(?=:|$)")
TOO_OLD = (LANGUAGES["en"].refusals.expired, LANGUAGES["en"].keeping.undo_expired)

Prepare: TypeAlias = Callable[[Arena, User, Channel], Any]
Act: TypeAlias = Callable[[Arena, User, Channel, Any], UserInteraction]


def _prepare_nothing(_arena: Arena, _by: User, _at: Channel) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One thing that people can do with the bot."""

    name: str
    kind: str  # "command", "menu", "button", "select", "form" or "typing"
    words: bool = False  # whether people write something
    act: Act  # what is attacked; it gets what was prepared
    prepare: Prepare = _prepare_nothing  # what goes before it, undisturbed

    @property
    def both(self) -> bool:
        """Whether it changes its message and says something as well."""
        return self.name.startswith(("button answer.share", "button privacy:export"))


def find_uses(arena: Arena) -> list[Use]:
    """Use all that is registered, press all that comes, and return each kind of use once.

    The cards of the first answers are kept: their buttons are pressed under a copy. Of what is no longer valid when the
    ledger is put back, the way to the button is gone anew each time.
    """
    registered = list(_registered(arena))
    first = [use for use in registered if use.name in {"/ask", "Answer this"}]
    cards = [(use, message) for use in first for message in _run(arena, use).said]
    arena.save()
    uses = {use.name: use for use in registered}
    for before, card in cards:
        for use in _on(card):
            uses.setdefault(use.name, _behind(before, use) if use.both else use)
    waiting = list(uses.values())
    while waiting:
        use = waiting.pop(0)
        arena.restore()
        for new in _after(arena, use):
            if new.name not in uses:
                uses[new.name] = new
                waiting.append(new)
    for new in _other_answer_buttons(cards[0][1]):
        uses.setdefault(new.name, new)
    arena.restore()
    return list(uses.values())


def _run(arena: Arena, use: Use) -> Outcome:
    by, at = arena.keeper, arena.channel
    return end(arena, use.act(arena, by, at, use.prepare(arena, by, at)))


def _after(arena: Arena, use: Use) -> list[Use]:
    """The uses that are offered by what a use ends in."""
    by, at = arena.keeper, arena.channel
    asked = use.act(arena, by, at, use.prepare(arena, by, at))
    found = [new for message in end(arena, asked).cards for new in _on(message)]
    arena.restore()
    return [_lasting(arena, new, use) for new in found] + list(_form_of(use, asked))


def _lasting(arena: Arena, use: Use, before: Use) -> Use:
    """The use, with the one that offers it before it, if it would be too old otherwise."""
    outcome = _run(arena, use)
    arena.restore()
    too_old = any(sentence in message.text for message in outcome.cards for sentence in TOO_OLD)
    return use if not (too_old or use.both) else _behind(before, use)


def _behind(before: Use, use: Use) -> Use:
    """The use of a button on the very message that another use ends in."""

    def prepare(arena: Arena, by: User, at: Channel) -> tuple[Use, Message]:
        cards = end(arena, before.act(arena, by, at, before.prepare(arena, by, at))).cards
        offered = [(card, new) for card in cards for new in _on(card) if new.name == use.name]
        if not offered:
            reason = f"{use.name} is not offered here"
            raise Impossible(reason)
        card, new = offered[0]
        card.versions.clear()
        return new, card

    def act(arena: Arena, by: User, at: Channel, prepared: tuple[Use, Message]) -> UserInteraction:
        new, card = prepared
        return new.act(arena, by, at, card)

    return replace(use, prepare=prepare, act=act)


# -- commands, menus and suggestions


def _registered(arena: Arena) -> Iterator[Use]:
    for command in arena.server.commands.listed(None):
        if command["type"] == MESSAGE_MENU:
            yield Use(name=command["name"], kind="menu", words=True, prepare=_says, act=_picks(command["name"]))
        elif command["type"] == CHAT_INPUT:
            yield from _command(command["name"], command)


def _command(name: str, command: Json) -> Iterator[Use]:
    options = command.get("options") or []
    inner = [option for option in options if option["type"] in GROUPING]
    for option in inner:
        yield from _command(f"{name} {option['name']}", option)
    if inner:
        return
    required = [option for option in options if option.get("required")]
    yield Use(name=f"/{name}", kind="command", words=_takes_words(required), act=_gives(name, required))
    if len(required) < len(options):
        words = _takes_words(options)
        yield Use(name=f"/{name} with all", kind="command", words=words, act=_gives(name, options))
    for option in options:
        if option.get("autocomplete"):
            yield Use(name=f"typing {option['name']} of /{name}", kind="typing", act=_types(name, option["name"]))


def _takes_words(options: list[Json]) -> bool:
    return any(option["type"] == STRING and not option.get("choices") for option in options)


def _gives(name: str, options: list[Json]) -> Act:
    def act(arena: Arena, by: User, at: Channel, _prepared: Any) -> UserInteraction:
        values = {option["name"]: value_of(option, arena) for option in options}
        return arena.server.slash(at, by, name, values)

    return act


def _types(name: str, option: str) -> Act:
    def act(arena: Arena, by: User, at: Channel, _prepared: Any) -> UserInteraction:
        return arena.server.autocomplete(at, by, name, focus=option, text=arena.words or "quarry")

    return act


def _says(arena: Arena, by: User, at: Channel) -> Message:
    said = arena.server.user_says(at, by, (arena.words or QUESTION)[:MESSAGE])
    if at.guild_id is None and not at.apart:
        said.wait()  # for in direct messages it is a question
    return said.message


def _picks(name: str) -> Act:
    def act(arena: Arena, by: User, _at: Channel, message: Message) -> UserInteraction:
        return arena.server.message_command(message, by, name)

    return act


# -- buttons and selects


def _on(message: Message) -> Iterator[Use]:
    for _, node in walk(message.components):
        if node.get("custom_id") and not node.get("disabled") and node.get("type") in SELECTS | {BUTTON}:
            yield _press(copy.deepcopy(message.components), node, private=message.ephemeral)


def _press(components: list[Json], node: Json, *, private: bool) -> Use:
    target, kind = node["custom_id"], "button" if node["type"] == BUTTON else "select"

    def prepare(arena: Arena, by: User, at: Channel) -> Message:
        return arena.show(copy.deepcopy(components), by, at=at, private=private)

    def act(arena: Arena, by: User, _at: Channel, message: Message) -> UserInteraction:
        values = [option["value"] for option in node.get("options") or []][:1] or [arena.role.id]
        return arena.server.press(message, target, by, values=values if kind == "select" else ())

    return Use(name=f"{kind} {_IDS.sub('#', target)}", kind=kind, prepare=prepare, act=act)


def _other_answer_buttons(card: Message) -> Iterator[Use]:
    """The buttons of answers that only some answers have, under an answer that is there."""
    components = copy.deepcopy(card.components)
    (answer,) = {i.split(":")[1] for i in card.custom_ids if i.startswith("answer.")}
    for verb in answer_button.VERBS:
        node = {"type": BUTTON, "style": 2, "label": verb, "custom_id": f"answer.{verb}:{answer}:0", "id": 900}
        yield _press([*components, {"type": 1, "id": 901, "components": [node]}], node, private=True)


# -- forms


def _form_of(use: Use, asked: UserInteraction) -> Iterator[Use]:
    if asked.modal is None:
        return
    name = _IDS.sub("#", asked.modal["custom_id"])

    def prepare(arena: Arena, by: User, at: Channel) -> UserInteraction:
        opened = use.act(arena, by, at, use.prepare(arena, by, at))
        end(arena, opened)
        return opened

    def act(arena: Arena, _by: User, _at: Channel, opened: UserInteraction) -> UserInteraction:
        if opened.modal is None:
            reason = "no form was opened"
            raise Impossible(reason)
        return arena.server.submit_modal(opened, form_values(opened.modal, arena))

    words = any(node.get("type") == TEXT_INPUT for _, node in walk(asked.modal["components"]))
    yield Use(name=f"form {name}", kind="form", words=words, prepare=prepare, act=act)
