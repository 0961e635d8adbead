"""Functions that turn the text of an argument into its value."""

from __future__ import annotations

import argparse


def share(text: str) -> float:
    """Return a number between 0 and 1, both excluded.

    Raises:
        ArgumentTypeError: it is not such a number.
    """
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number between 0 and 1")
    return number


def positive(text: str) -> int:
    """Return a whole number of 1 or more.

    Raises:
        ArgumentTypeError: it is not such a number.
    """
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)
