"""Draws examples/console.svg: the console's own output for a few questions about the examples.

python -m bench.pictures.console
"""

from __future__ import annotations

import io
import re
import tempfile
import time
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

from bench.paths import EXAMPLES, ROOT
from bot.render import quote_excerpt, reply_blocks, terminal
from retrieval.build import open_footnote
from retrieval.core.settings import LibrarySettings, Settings
from retrieval.footnote import Footnote

PICTURE = EXAMPLES / "console.svg"
QUESTIONS = (
    "How many gates does the Ettle Barrier consist of?",
    "who won the Ettleshire Cup",
    "How many wooden boats did Walter Pengrove build?",
    "What does a ticket to the moon cost?",
)
LIBRARY = "examples"
WIDTH = 92  # columns
# The fonts that rich names are fetched from the network by whoever looks: the reader's own will do.
FONT_FACES = re.compile(r"@font-face \{\{.*?\}\}\s*", re.DOTALL)


def main() -> None:
    """Ask and draw."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    with tempfile.TemporaryDirectory() as folder:
        opened = open_footnote(Settings(library=LibrarySettings(path=str(Path(folder) / "library.sqlite"))))
        opened.add([str(EXAMPLES / "articles")], library=LIBRARY)
        opened.warm()
        for question in QUESTIONS:
            draw(console, opened, question)
        opened.close()
    picture = console.export_svg(title="footnote console", code_format=FONT_FACES.sub("", CONSOLE_SVG_FORMAT))
    PICTURE.write_text(picture.replace(str(ROOT) + "/", ""), encoding="utf-8")


def draw(console: Console, opened: Footnote, question: str) -> None:
    """Draw a question as typed, and its reply as the console prints it."""
    began = time.perf_counter()
    examination = opened.examine(question, library=LIBRARY)
    took = (time.perf_counter() - began) * 1000
    shown = quote_excerpt.of_reply(examination.reply, footnote=opened, library=LIBRARY, sentences=1)
    console.print(Text.assemble(("› ", "bold cyan"), question))
    console.print(terminal.render(reply_blocks.reply(examination, shown, took=took, leads=2)))
    console.print()


if __name__ == "__main__":
    main()
