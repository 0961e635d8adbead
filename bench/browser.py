"""The Chromium that is installed: a benchmark opens links with it, and pictures of Discord are taken with it."""

from __future__ import annotations

import shutil

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
NOT_INSTALLED = "Chromium is not installed. On Debian: apt install chromium"


def find_browser() -> str | None:
    """Return the program of the first browser that is installed; None where there is none."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)
