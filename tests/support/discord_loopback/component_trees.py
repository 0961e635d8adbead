"""Component trees of messages and modals: walking them, finding what can be pressed, filling in defaults."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from support.discord_loopback.json_types import Json, Path

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER, LABEL = 9, 10, 11, 12, 13, 14, 17, 18
FILE_UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 19, 21, 22, 23
SELECTS = frozenset({3, 5, 6, 7, 8})
V2_ONLY = frozenset({SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER})
LINK_STYLE, PREMIUM_STYLE = 5, 6

_DEFAULTS: dict[int, Json] = {
    BUTTON: {"disabled": False},
    SEPARATOR: {"divider": True, "spacing": 1},
    CONTAINER: {"accent_color": None, "spoiler": False},
    THUMBNAIL: {"description": None, "spoiler": False},
    FILE: {"spoiler": False},
    **{kind: {"min_values": 1, "max_values": 1, "disabled": False} for kind in SELECTS},
}


def walk(components: Sequence[Json], at: Path = ()) -> Iterator[tuple[Path, Json]]:
    """Yield every component of a tree with its place, parents before children."""
    for index, component in enumerate(components):
        yield from _below(component, (*at, index))


def _below(component: Json, at: Path) -> Iterator[tuple[Path, Json]]:
    if not isinstance(component, dict):
        return
    yield at, component
    children = component.get("components")
    if isinstance(children, list):
        yield from walk(children, (*at, "components"))
    for key in ("accessory", "component"):
        if isinstance(component.get(key), dict):
            yield from _below(component[key], (*at, key))


def completed(components: Sequence[Json]) -> list[Json]:
    """Complete a tree as Discord gives it back: every component with an id and with its defaults."""
    copied = [_copied(component) for component in components]
    taken = {node["id"] for _, node in walk(copied) if node.get("id")}
    free = (number for number in range(1, 1000) if number not in taken)
    for _, node in walk(copied):
        if not node.get("id"):
            node["id"] = next(free)
    return copied


def unfurl(components: Sequence[Json], attachments: Sequence[Json]) -> None:
    """Give the pictures of galleries their addresses, as Discord does with those that come as files."""
    urls = {f"attachment://{attachment['filename']}": attachment for attachment in attachments}
    galleries = [node for _, node in walk(components) if node.get("type") == GALLERY]
    for item in [item for gallery in galleries for item in gallery["items"]]:
        file = urls.get(item["media"]["url"])
        if file is not None:
            item["media"] = {
                "id": file["id"],
                "url": file["url"],
                "proxy_url": file["url"],
                "attachment_id": file["id"],
            }
        item.setdefault("description", None)
        item.setdefault("spoiler", False)


def _copied(component: Json) -> Json:
    fields = {key: value for key, value in component.items() if value is not None}
    node = _DEFAULTS.get(component.get("type", 0), {}) | fields
    if isinstance(node.get("components"), list):
        node["components"] = [_copied(child) for child in node["components"]]
    for key in ("accessory", "component"):
        if isinstance(node.get(key), dict):
            node[key] = _copied(node[key])
    if isinstance(node.get("items"), list):
        node["items"] = [dict(item) for item in node["items"]]
    return node


def texts(components: Sequence[Json]) -> list[str]:
    """Return what the text displays of a tree say, in order."""
    return [node.get("content", "") for _, node in walk(components) if node.get("type") == TEXT]


def pressable(components: Sequence[Json], target: str) -> Json:
    """Return the button or select with this custom id, or else with this label.

    Raises:
        LookupError: there is none, or it cannot be used; the message names those that can.
    """
    nodes = [node for _, node in walk(components) if node.get("type") in SELECTS | {BUTTON}]
    for key in ("custom_id", "label"):
        for node in nodes:
            if node.get(key) == target:
                return _usable(node, target)
    known = [(node.get("label"), node.get("custom_id") or node.get("url")) for node in nodes]
    message = f"the message has no button or select {target!r}; it has {known}"
    raise LookupError(message)


def _usable(node: Json, target: str) -> Json:
    if node.get("disabled"):
        message = f"{target!r} is disabled: nobody can press it"
        raise LookupError(message)
    if not node.get("custom_id"):
        message = f"{target!r} is a link: pressing it tells the bot nothing"
        raise LookupError(message)
    return node
