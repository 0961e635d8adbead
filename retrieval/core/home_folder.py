"""Configured paths that begin with the home folder, such as `~/articles.sqlite`."""

from __future__ import annotations

from pathlib import Path

from retrieval.core.errors import ConfigError


def expand_home(path: str) -> Path:
    """Return a path with the folder that `~` or `~name` stands for.

    Raises:
        ConfigError: that folder is not known: there is no such user, or the user of this process has none, as in a
            container that was started with another user's number.
    """
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        raise ConfigError(
            "the home folder that ~ stands for is not known",
            where=path,
            advice="Set the variable HOME, or write the whole path, from / on, into the configuration.",
        ) from error
