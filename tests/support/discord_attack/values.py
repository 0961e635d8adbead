"""What people enter into options and forms: something that fits, or the words of an attack."""

from __future__ import annotations

from typing import Any

from support.discord_attack.arena import QUESTION, Arena
from support.discord_loopback.component_trees import FILE_UPLOAD, TEXT_INPUT, walk
from support.discord_loopback.json_types import Json

STRING, INTEGER, BOOLEAN, CHANNEL, ROLE, ATTACHMENT = 3, 4, 5, 7, 8, 11
LONGEST, FIELD = 6_000, 4_000  # characters of an option and of a field
NOWHERE = "http://127.0.0.1:9/none"
FILE = b"The mill\n\nThe old mill at Orre grinds rye again."

_USUAL = {"question": QUESTION, "article": "Quarry closes after ninety years", "address": NOWHERE}


def value_of(option: Json, arena: Arena) -> Any:
    """Something that fits an option."""
    if option.get("choices"):
        return option["choices"][-1]["value"]
    if option["type"] == STRING:
        words = arena.words or _USUAL.get(option["name"], "harbour island")
        return words[: option.get("max_length") or LONGEST]
    if option["type"] == ATTACHMENT:
        return arena.server.add_file("mill.txt", FILE)
    return {INTEGER: 10, BOOLEAN: False, CHANNEL: arena.channel, ROLE: arena.role}[option["type"]]


def form_values(modal: Json, arena: Arena) -> dict[str, Any]:
    """Values for the fields of a form, by their custom ids."""
    values: dict[str, Any] = {}
    for _, node in walk(modal["components"]):
        if node.get("type") == TEXT_INPUT:
            usual = NOWHERE if node["custom_id"] == "addresses" else QUESTION
            values[node["custom_id"]] = (arena.words or usual)[: node.get("max_length", FIELD)]
        elif node.get("type") == FILE_UPLOAD:
            values[node["custom_id"]] = [arena.server.add_file("mill.txt", FILE)]
    return values
