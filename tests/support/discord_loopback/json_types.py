"""The types of JSON bodies and of places in them."""

from __future__ import annotations

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
Path: TypeAlias = tuple[str | int, ...]  # where in a body: keys and indices from its root
