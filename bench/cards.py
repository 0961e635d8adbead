"""Draws examples/discord-*.png: what the bot sends to a Discord of the tests' own, in the look of Discord.

python bench/cards.py

It needs Chromium (on Debian: apt install chromium).
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The tests' Discord, behind the packages: folders of tests are named like them.
sys.path[1:1] = [str(ROOT), str(ROOT / "tests")]
warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)  # discord.py brings its successor

from discord_look import camera, page, scene, shrinking  # noqa: E402

PICTURES = ROOT / "examples"


def main() -> None:
    """Lets the bot play its scene, and takes a picture of each message."""
    for shown in scene.play():
        picture = PICTURES / f"discord-{shown.name}.png"
        camera.shoot(page.html(shown), picture)
        shrinking.shrink(picture)
        print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size / 1_000:.0f} kB")


if __name__ == "__main__":
    main()
