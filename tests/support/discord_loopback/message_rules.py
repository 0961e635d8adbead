"""The rules for messages that Discord's documentation states and its API description does not, or not to the number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from support.discord_loopback.component_trees import (
    BUTTON,
    LINK_STYLE,
    PREMIUM_STYLE,
    ROW,
    SELECTS,
    TEXT,
    V2_ONLY,
    walk,
)
from support.discord_loopback.discord_message import EPHEMERAL, V2, Message
from support.discord_loopback.error_responses import Breach
from support.discord_loopback.json_types import Json, Path

CONTENT, EMBEDS, EMBED_TOTAL, NONCE = 2000, 10, 6000, 25
V2_COMPONENTS, V2_CHARACTERS, ROWS, ROW_BUTTONS = 40, 4000, 5, 5
CUSTOM_ID, LABEL, URL, PLACEHOLDER, OPTIONS, OPTION = 100, 80, 512, 150, 25, 100
SHOWN_KEYS = ("content", "embeds", "components")  # what of a body a reader would see
FORBIDDEN_BESIDE_V2 = ("content", "embeds", "poll", "sticker_ids")


def too_long(rule: str, at: Path, value: object, limit: int, *, least: int = 0) -> Iterator[Breach]:
    """Yield a breach when a string or list has more than `limit` or fewer than `least` members."""
    if not isinstance(value, (str, list)) or least <= len(value) <= limit:
        return
    words = f"Must be between {least} and {limit} in length." if least else f"Must be {limit} or fewer in length."
    yield Breach(rule=rule, at=at, value=value, code="BASE_TYPE_BAD_LENGTH", message=f"{words} It has {len(value)}.")


def message_breaches(body: Json, *, at: Path = (), edited: Message | None = None, closed: bool) -> Iterator[Breach]:
    """Yield what a body that creates or edits a message breaks.

    Args:
        body: the message part of a request.
        at: where in the request it stands.
        edited: the message that it changes, if it does.
        closed: whether `allowed_mentions` has to be there and allow nothing.
    """
    yield from too_long("content-2000", (*at, "content"), body.get("content"), CONTENT)
    yield from too_long("nonce-25", (*at, "nonce"), body.get("nonce"), NONCE)
    yield from _embed_breaches(body.get("embeds") or [], (*at, "embeds"))
    yield from _component_breaches(body, (*at, "components"), edited)
    yield from _v2_breaches(body, at, edited)
    yield from _mention_breaches(body, (*at, "allowed_mentions"), closed=closed)


def deferral_breaches(body: Json) -> Iterator[Breach]:
    """Yield a breach where a deferred response has more than EPHEMERAL; the layout comes with the edit."""
    data = body.get("data") or {}
    extra = {key: value for key, value in data.items() if key != "flags"}
    if extra or (data.get("flags") or 0) & ~EPHEMERAL:
        words = "A deferred response carries no more than the EPHEMERAL flag."
        yield Breach(rule="deferred-ephemeral-only", at=("data",), value=data, message=words)


def _embed_breaches(embeds: Sequence[Json], at: Path) -> Iterator[Breach]:
    yield from too_long("embeds-10", at, list(embeds), EMBEDS)
    total = sum(_embed_characters(embed) for embed in embeds)
    if total > EMBED_TOTAL:
        words = f"Embeds hold {total} characters together; {EMBED_TOTAL} is the limit."
        yield Breach(rule="embeds-6000", at=at, value=total, code="MAX_EMBED_SIZE_EXCEEDED", message=words)


def _embed_characters(embed: Json) -> int:
    named = [embed.get("title"), embed.get("description")]
    named += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    named += [part for field in embed.get("fields") or [] for part in (field.get("name"), field.get("value"))]
    return sum(len(part) for part in named if isinstance(part, str))


def _v2_breaches(body: Json, at: Path, edited: Message | None) -> Iterator[Breach]:
    if not _is_v2(body, edited):
        return
    for key in FORBIDDEN_BESIDE_V2:
        kept = getattr(edited, key, None) if edited is not None and not edited.v2 else None
        if body.get(key, kept):
            words = f"{key} cannot stand beside Components V2."
            code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
            yield Breach(rule="v2-exclusive", at=(*at, key), value=body.get(key, kept), code=code, message=words)


def _is_v2(body: Json, edited: Message | None) -> bool:
    return bool((body.get("flags") or 0) & V2) or (edited is not None and edited.v2)


def _component_breaches(body: Json, at: Path, edited: Message | None) -> Iterator[Breach]:
    components = body.get("components") or []
    nodes = list(walk(components, at))
    if _is_v2(body, edited):
        yield from _v2_sizes(nodes, at)
    else:
        yield from too_long("rows-5", at, components, ROWS)
        foreign = [(place, node) for place, node in nodes if node.get("type") in V2_ONLY]
        for place, node in foreign:
            words = "This component needs the IS_COMPONENTS_V2 flag."
            yield Breach(rule="v2-flag", at=place, value=node.get("type"), message=words)
    for place, node in nodes:
        yield from _node_breaches(place, node)
    yield from repeated_ids(nodes)


def _v2_sizes(nodes: Sequence[tuple[Path, Json]], at: Path) -> Iterator[Breach]:
    if len(nodes) > V2_COMPONENTS:
        words = f"{len(nodes)} components, nested ones counted; {V2_COMPONENTS} is the limit."
        yield Breach(rule="v2-40-components", at=at, value=len(nodes), code="BASE_TYPE_BAD_LENGTH", message=words)
    shown = sum(len(node.get("content") or "") for _, node in nodes if node.get("type") == TEXT)
    if shown > V2_CHARACTERS:
        words = f"Text displays hold {shown} characters together; {V2_CHARACTERS} is the limit."
        yield Breach(rule="v2-4000-characters", at=at, value=shown, code="BASE_TYPE_BAD_LENGTH", message=words)


def _node_breaches(at: Path, node: Json) -> Iterator[Breach]:
    yield from too_long("custom-id-100", (*at, "custom_id"), node.get("custom_id"), CUSTOM_ID, least=1)
    yield from too_long("placeholder-150", (*at, "placeholder"), node.get("placeholder"), PLACEHOLDER)
    if node.get("type") == BUTTON:
        yield from _button_breaches(at, node)
    if node.get("type") == ROW:
        yield from _row_breaches((*at, "components"), node.get("components") or [])
    yield from option_breaches((*at, "options"), node.get("options") or [])


def _button_breaches(at: Path, button: Json) -> Iterator[Breach]:
    yield from too_long("label-80", (*at, "label"), button.get("label"), LABEL)
    yield from too_long("url-512", (*at, "url"), button.get("url"), URL)
    link = button.get("style") == LINK_STYLE
    if link and urlsplit(button.get("url") or "").scheme not in {"http", "https", "discord"}:
        words = "A link button needs an http, https or discord address."
        yield Breach(rule="link-address", at=(*at, "url"), value=button.get("url"), message=words)
    if link == bool(button.get("custom_id")) and button.get("style") != PREMIUM_STYLE:
        words = "A link button has a url and no custom_id, any other button the reverse."
        yield Breach(rule="button-target", at=at, value=button, message=words)
    if not (button.get("label") or button.get("emoji") or button.get("style") == PREMIUM_STYLE):
        yield Breach(rule="button-face", at=at, value=button, message="A button needs a label or an emoji.")


def _row_breaches(at: Path, children: Sequence[Json]) -> Iterator[Breach]:
    selects = sum(child.get("type") in SELECTS for child in children)
    if len(children) > (1 if selects else ROW_BUTTONS):
        words = "A row holds up to five buttons, or one select."
        yield Breach(rule="row-width", at=at, value=len(children), code="BASE_TYPE_BAD_LENGTH", message=words)


def option_breaches(at: Path, options: Sequence[Json]) -> Iterator[Breach]:
    """Yield what the options of a select, a radio group or a checkbox group break."""
    yield from too_long("options-25", at, list(options), OPTIONS)
    for index, option in enumerate(options):
        for key in ("label", "value", "description"):
            yield from too_long("option-100", (*at, index, key), option.get(key), OPTION)


def repeated_ids(nodes: Sequence[tuple[Path, Json]]) -> Iterator[Breach]:
    """Yield a breach for every custom id that stands twice in one message or modal."""
    seen: set[str] = set()
    for at, node in nodes:
        custom_id = node.get("custom_id")
        if custom_id and custom_id in seen:
            words = "Component custom id cannot be duplicated."
            code = "COMPONENT_CUSTOM_ID_DUPLICATED"
            yield Breach(rule="custom-id-unique", at=(*at, "custom_id"), value=custom_id, code=code, message=words)
        seen.add(custom_id or "")


def _mention_breaches(body: Json, at: Path, *, closed: bool) -> Iterator[Breach]:
    mentions = body.get("allowed_mentions")
    if mentions is None:
        if closed and any(body.get(key) for key in SHOWN_KEYS):
            words = "allowed_mentions is missing: whatever the text names would be pinged."
            yield Breach(rule="mentions-closed", at=at, value=None, message=words)
        return
    for key in ("users", "roles"):
        if key in (mentions.get("parse") or []) and mentions.get(key):
            words = f"parse:[{key!r}] and {key}:[ids…] are mutually exclusive."
            code = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"
            yield Breach(rule="mentions-exclusive", at=at, value=mentions, code=code, message=words)
    if closed and any(mentions.get(key) for key in ("parse", "users", "roles", "replied_user")):
        yield Breach(rule="mentions-closed", at=at, value=mentions, message="allowed_mentions lets somebody be pinged.")
