"""Draws examples/discord-*.png: what the bot sends to a Discord of the tests' own, in the look of Discord.

python -m bench.pictures.discord_messages

It needs Chromium (on Debian: apt install chromium).
"""

from __future__ import annotations

import sys
import warnings

from bench.browser import NOT_INSTALLED, find_browser
from bench.paths import EXAMPLES, ROOT

# The loopback Discord of the tests; behind the packages, which have the same names as folders of tests.
sys.path.append(str(ROOT / "tests"))
warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)  # discord.py brings its successor

from bench.pictures.discord_look import message_capture, message_page, png_compression, screenshot  # noqa: E402


def main() -> int:
    """Let the bot play its scene, and take a picture of each message; 2 where nothing can take one."""
    browser = find_browser()
    if browser is None:
        print(NOT_INSTALLED, file=sys.stderr)
        return 2
    for shown in message_capture.play():
        picture = EXAMPLES / f"discord-{shown.name}.png"
        screenshot.shoot(browser, message_page.html(shown), picture)
        png_compression.shrink(picture)
        print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size / 1_000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
