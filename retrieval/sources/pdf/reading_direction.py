"""The direction in which the text of a PDF is read.

This module is loaded by the process that reads a PDF (see `child_process`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


def is_right_to_left(text: str) -> bool:
    """Return whether a text has a letter that is read from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def order_logically(text: str) -> str:
    """Return a text in reading order, from its order from left to right on the page."""
    reversed_count = sum(is_right_to_left(letter) for letter in text)
    is_base_reversed = reversed_count * 2 >= sum(letter.isalpha() for letter in text)
    pieces = [(is_reversed, piece) for is_reversed, piece in _directions(text, base=is_base_reversed)]
    ordered = reversed(pieces) if is_base_reversed else pieces
    return "".join(piece[::-1].translate(_MIRRORED) if is_reversed else piece for is_reversed, piece in ordered)


def _directions(text: str, *, base: bool) -> Iterator[tuple[bool, str]]:
    """Yield the parts of a text with one direction, and whether it is from right to left."""
    strong = [_direction(letter) for letter in text]
    directions: list[bool] = []
    for at, direction in enumerate(strong):
        before = next((known for known in reversed(strong[:at]) if known is not None), base)
        after = next((known for known in strong[at:] if known is not None), base)
        neutral = before if before == after else base
        directions.append(neutral if direction is None else direction)
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or directions[at] != directions[start]:
            yield directions[start], text[start:at]
            start = at


def _direction(letter: str) -> bool | None:
    """Return whether a letter is read from right to left; None if that depends on its neighbours."""
    if is_right_to_left(letter):
        return True
    return False if letter.isalnum() else None
