"""`footnote copy`: copies all libraries from one engine to the other, both as they are configured."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from bot.cli.command_run import CommandRun
from bot.cli.exit_codes import Exit
from bot.render import amounts, wording
from bot.render.blocks import Note
from bot.render.progress_bar import show_progress
from retrieval import ConfigError, LibraryCopy, copy_libraries


def run(arguments: Namespace) -> Exit:
    """Copy every library, and report each when it is done.

    Raises:
        ConfigError: an engine is missing, or both are the same.
        LibraryError: an engine fails; what was copied stays, and copying again goes on from there.
    """
    command = CommandRun.start(arguments)
    if not arguments.source or not arguments.target:
        raise ConfigError("two engines must be named", advice="Such as: footnote copy --from sqlite --to opensearch")
    with show_progress(command.screen) as watch:
        copies = list(copy_libraries(command.config, source=arguments.source, target=arguments.target, watch=watch))
    notes = [Note(text=_sentence(copy)) for copy in copies] or [Note(text="There is nothing to copy.")]
    value = {"from": arguments.source, "to": arguments.target, "libraries": [asdict(copy) for copy in copies]}
    command.show(notes, value)
    return Exit.DONE if copies else Exit.NOTHING


def _sentence(copy: LibraryCopy) -> str:
    counts = [
        f"{amounts.count(copy.copied, 'article')} copied",
        f"{copy.present} there already",
        amounts.count(copy.locations, "location"),
    ]
    others = f"; {amounts.count(copy.others, 'further article')} of the target kept" if copy.others else ""
    return f"{wording.one_line(copy.library)}: {', '.join(counts)}{others}."
