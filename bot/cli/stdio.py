"""The standard streams, made safe to write to whatever the environment says."""

from __future__ import annotations

import io
import os
import sys

_ASCII = {"ascii", "us-ascii", "ansi_x3.4-1968", "646"}


def steady() -> None:
    """Makes the standard streams never fail on a character: UTF-8 where only ASCII was set, `?` for what is left."""
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by who started us
            setattr(sys, name, open(os.devnull, "r+", encoding="utf-8"))  # noqa: PTH123, SIM115  lives as long as we do
        elif isinstance(stream, io.TextIOWrapper):
            encoding = "utf-8" if stream.encoding.lower() in _ASCII else stream.encoding
            stream.reconfigure(encoding=encoding, errors="replace")


def abandon() -> None:
    """Lets what is left in standard output go nowhere, so that Python's own last flush does not fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
