"""The folders of the front-ends' own files: the history and the log, and the configuration."""

from __future__ import annotations

import os
from pathlib import Path


def state() -> Path:
    """Return `$XDG_STATE_HOME/footnote`, or `~/.local/state/footnote`. It may not exist yet."""
    return _base("XDG_STATE_HOME", ".local/state") / "footnote"


def configuration() -> Path:
    """Return `$XDG_CONFIG_HOME/footnote`, or `~/.config/footnote`. It may not exist."""
    return _base("XDG_CONFIG_HOME", ".config") / "footnote"


def _base(variable: str, default: str) -> Path:
    """Return the XDG base folder. A relative path in the variable counts as none, as the XDG specification asks."""
    named = Path(os.environ.get(variable, ""))
    return named if named.is_absolute() else Path(os.path.expanduser("~")) / default  # noqa: PTH111  never raises
