"""Takes a picture of a page with Chromium, as high as the page is and at twice the resolution."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

WIDTH = 640  # CSS pixels, as look.css makes the page
SCALE = 2
PATIENCE = 60  # seconds


def shoot(browser: str, html: str, picture: Path) -> None:
    """Write the page's picture as PNG.

    Args:
        browser: the program of Chromium.
        html: the page.
        picture: the file.

    Raises:
        RuntimeError: Chromium made no picture.
    """
    with TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, encoding="utf-8")
        measured = re.search(r'data-height="(\d+)"', _run(browser, page, "--dump-dom"))
        if measured is None:
            raise RuntimeError(f"Chromium did not say how high the page for {picture.name} is; open its HTML by hand")
        _run(browser, page, f"--window-size={WIDTH},{measured[1]}", f"--screenshot={picture}")


def _run(browser: str, page: Path, *options: str) -> str:
    # no sandbox: it needs rights that containers do not give, and the page is our own
    how = ("--headless", "--no-sandbox", "--hide-scrollbars", f"--force-device-scale-factor={SCALE}")
    profile = f"--user-data-dir={page.parent / 'profile'}"
    ended = subprocess.run(
        [browser, *how, profile, *options, page.as_uri()], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    if ended.returncode:
        raise RuntimeError(f"{browser} ended with status {ended.returncode}: {ended.stderr.strip()[-500:]}")
    return ended.stdout
