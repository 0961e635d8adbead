"""The standard streams, made safe to write to whatever the environment says."""

from __future__ import annotations

import io
import os
import sys

_ASCII = {"ascii", "us-ascii", "ansi_x3.4-1968", "646"}


def make_streams_safe() -> None:
    """Set the standard streams so that no character fails: UTF-8 in place of ASCII, `?` for what is left."""
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # the parent process closed it
            setattr(sys, name, open(os.devnull, "r+", encoding="utf-8"))  # noqa: PTH123, SIM115  lives as long as the process
        elif isinstance(stream, io.TextIOWrapper):
            encoding = "utf-8" if stream.encoding.lower() in _ASCII else stream.encoding
            stream.reconfigure(encoding=encoding, errors="replace")


def discard_output() -> None:
    """Discard what is left in the buffer of standard output, so that Python's own last flush does not fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
