"""The commands that change the library or copy it: each takes the parsed arguments and returns the exit status."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from bot.cli import additions, article_removal
from bot.cli.additions import Addition
from bot.cli.command_run import CommandRun
from bot.cli.exit_codes import Exit
from bot.render import amounts, json_values, tables, wording
from bot.render.blocks import Note
from bot.render.progress_bar import show_progress

NOTHING_FOLLOWED = f"{wording.NOTHING_FOLLOWED}: footnote add LOCATION."


def add(arguments: Namespace) -> Exit:
    """Add locations, and report the outcome of each article."""
    run = CommandRun.start(arguments)
    locations = additions.with_address_choice(
        arguments.locations, kind=arguments.kind, paths=arguments.paths, most=arguments.most
    )
    with run.open_footnote() as footnote:  # the model is loaded when there is something to embed
        addition = additions.add(footnote, locations, library=run.library, screen=run.screen, title=arguments.title)
    return _report(run, addition)


def refresh(arguments: Namespace) -> Exit:
    """Refresh the library, or list its locations."""
    run = CommandRun.start(arguments)
    with run.open_footnote() as footnote:
        followed = footnote.locations(library=run.library)
        if arguments.list:
            value = json_values.locations(run.library, followed)
            return run.show_list(tables.locations(followed), value, empty=NOTHING_FOLLOWED)
        addition = additions.refresh(footnote, arguments.locations, library=run.library, screen=run.screen)
    return _report(run, addition, is_empty=not followed)


def import_pack(arguments: Namespace) -> Exit:
    """Add the articles of a folder that was exported."""
    run = CommandRun.start(arguments)
    with run.open_footnote() as footnote:
        addition = additions.import_pack(footnote, Path(arguments.folder), library=run.library, screen=run.screen)
    return _report(run, addition)


def _report(run: CommandRun, addition: Addition, *, is_empty: bool = False) -> Exit:
    """Report the outcome of each article, and return the exit status.

    Raises:
        FootnoteError: it ended the addition early.
    """
    if run.is_json:
        run.screen.print_json(json_values.outcomes(run.library, addition.outcomes, interrupted=addition.interrupted))
    elif not is_empty:
        with_table = bool(getattr(run.arguments, "table", False))
        additions.report(addition, screen=run.screen, with_table=with_table)
    if addition.interrupted:
        return Exit.INTERRUPTED
    if addition.stopped:
        raise addition.stopped
    if is_empty:
        run.screen.print_remark(NOTHING_FOLLOWED)
        return Exit.NOTHING
    return Exit.SKIPPED if addition.skipped else Exit.DONE


def export_pack(arguments: Namespace) -> Exit:
    """Write the library to a folder."""
    run, folder = CommandRun.start(arguments), Path(arguments.folder)
    with run.open_footnote() as footnote, show_progress(run.screen) as watch:
        number = footnote.export(folder, library=run.library, watch=watch)
    text = f"{amounts.count(number, 'article')} written to {wording.one_line(str(folder))}."
    run.show([Note(text=text)], {"library": run.library, "folder": arguments.folder, "articles": number})
    return Exit.DONE


def remove(arguments: Namespace) -> Exit:
    """Remove an article, or a location with its articles."""
    run = CommandRun.start(arguments)
    with run.open_footnote() as footnote:
        removed = article_removal.remove(footnote, arguments.article, library=run.library)
    run.show(removed.notes(), json_values.removed(removed.articles, location=removed.location))
    return Exit.DONE
