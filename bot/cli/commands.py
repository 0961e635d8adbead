"""The commands that do one thing and end: each takes the parsed arguments and gives the exit status."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import configuration
from bot.app.configuration import Config
from bot.cli import add_command
from bot.cli.add_command import Addition
from bot.cli.exit_codes import Exit
from bot.render import json_values, quote_excerpt, reply_blocks, tables, wording
from bot.render.blocks import Table
from bot.render.screen import Screen
from retrieval import Answer, Article, ArticleCard, tune_process

if TYPE_CHECKING:
    from retrieval import Footnote  # imports every stage; a command that needs none does not wait for it

NOTHING_FOLLOWED = "There is nothing to read again: what is added from now on will be."
EMPTY_ADVICE = f"{wording.EMPTY_LIBRARY} Add some: footnote add FOLDER."


def run(given: Namespace) -> Exit:
    """Runs the command that was given.

    Raises:
        FootnoteError: it could not be done; the message is for the user.
    """
    tune_process()
    if given.command == "doctor":
        return _doctor(given)
    settings = configuration.load(getattr(given, "config", None), library=getattr(given, "library", None)).config
    return _VERBS[given.command](given, settings, Screen(settings.console))


@contextmanager
def _opened(settings: Config, screen: Screen, *, warm: bool = False) -> Iterator[Footnote]:
    """The pipeline, closed afterwards. Warm: with its model loaded, which takes seconds."""
    from retrieval import open_footnote  # noqa: PLC0415  imports every stage

    pipeline = open_footnote(settings)
    try:
        if warm:
            with screen.show_status("loading the model…"):
                pipeline.warm()
        yield pipeline
    finally:
        pipeline.close()


def _console(_: Namespace, settings: Config, screen: Screen) -> Exit:
    from bot.console import repl  # noqa: PLC0415  only this command needs a prompt

    return repl.run(settings, screen)


def _ask(given: Namespace, settings: Config, screen: Screen) -> Exit:
    library = settings.library.name
    with _opened(settings, screen, warm=True) as pipeline:
        began = time.perf_counter()
        examined = pipeline.examine(" ".join(given.question), library=library)
        took = (time.perf_counter() - began) * 1_000
        shown = quote_excerpt.of_reply(
            examined.reply, pipeline=pipeline, library=library, sentences=settings.console.context_sentences
        )
        empty = not shown and not pipeline.articles(library=library)
    if given.json:
        screen.print_json(json_values.examination(examined, shown))
    else:
        screen.show(*reply_blocks.reply(examined, shown, took=took, leads=settings.console.leads))
    if empty:
        screen.print_remark(EMPTY_ADVICE)
    return Exit.DONE if isinstance(examined.reply, Answer) else Exit.NOTHING


def _search(given: Namespace, settings: Config, screen: Screen) -> Exit:
    asked = " ".join(given.words)
    with _opened(settings, screen, warm=True) as pipeline:
        found = pipeline.search(asked, library=settings.library.name, limit=given.limit)
    if given.json:
        screen.print_json(json_values.search(asked, found))
    elif found:
        screen.show(*reply_blocks.passages(found))
    else:
        screen.print_remark("Nothing was found.")
    return Exit.DONE if found else Exit.NOTHING


def _summary(given: Namespace, settings: Config, screen: Screen) -> Exit:
    with _opened(settings, screen, warm=bool(given.about.strip())) as pipeline:
        made = pipeline.summarize(
            given.article,
            library=settings.library.name,
            length=given.sentences or given.length,
            about=given.about,
        )
    if given.json:
        screen.print_json(json_values.summary(made))
    else:
        screen.show(*reply_blocks.summary(made))
    return Exit.NOTHING if made.focus and not made.citations else Exit.DONE


def _digest(given: Namespace, settings: Config, screen: Screen) -> Exit:
    with _opened(settings, screen, warm=True) as pipeline:
        made = pipeline.digest(" ".join(given.words), library=settings.library.name, sentences=given.sentences)
    if given.json:
        screen.print_json(json_values.digest(made))
    else:
        screen.show(*reply_blocks.digest(made))
    return Exit.DONE if made.entries else Exit.NOTHING


def _timeline(given: Namespace, settings: Config, screen: Screen) -> Exit:
    with _opened(settings, screen) as pipeline:
        counted = pipeline.timeline(" ".join(given.words), library=settings.library.name)
    spoken = bool(counted.spans or counted.undated_articles)
    if given.json:
        screen.print_json(json_values.timeline(counted))
    elif spoken:
        screen.show(*reply_blocks.timeline(counted))
    else:
        screen.print_remark(wording.NOTHING_SAID.format(words=wording.one_line(counted.words)))
    if given.png and spoken:
        from bot.render.chart import save  # noqa: PLC0415  only this option draws

        save(counted, given.png)
    return Exit.DONE if spoken else Exit.NOTHING


def _add(given: Namespace, settings: Config, screen: Screen) -> Exit:
    library = settings.library.name
    locations = add_command.chosen(given.locations, kind=given.kind, paths=given.paths, most=given.most)
    with _opened(settings, screen) as pipeline:  # the model is loaded when there is something to embed
        addition = add_command.add(pipeline, locations, library=library, screen=screen, title=given.title)
    return _told(given, addition, library=library, screen=screen)


def _refresh(given: Namespace, settings: Config, screen: Screen) -> Exit:
    library = settings.library.name
    with _opened(settings, screen) as pipeline:
        followed = pipeline.locations(library=library)
        if given.list:
            if given.json:
                screen.print_json(json_values.locations(library, followed))
            return _listed(given, tables.locations(followed), nothing=NOTHING_FOLLOWED, screen=screen)
        refreshed = add_command.refresh(pipeline, given.locations, library=library, screen=screen)
    return _told(given, refreshed, library=library, screen=screen, empty=not followed)


def _told(given: Namespace, addition: Addition, *, library: str, screen: Screen, empty: bool = False) -> Exit:
    """Says what became of each article, and gives the status of an addition."""
    if given.json:
        screen.print_json(json_values.outcomes(library, addition.outcomes, interrupted=addition.interrupted))
    elif not empty:
        add_command.report(addition, screen=screen)
    if addition.interrupted:
        return Exit.INTERRUPTED
    if addition.stopped:
        raise addition.stopped
    if empty:
        screen.print_remark(NOTHING_FOLLOWED)
        return Exit.NOTHING
    return Exit.SKIPPED if addition.skipped else Exit.DONE


def _export(given: Namespace, settings: Config, screen: Screen) -> Exit:
    library, folder = settings.library.name, Path(given.directory)
    with _opened(settings, screen) as pipeline, add_command.bars(screen) as watch:
        articles = pipeline.export(folder, library=library, watch=watch)
    if given.json:
        screen.print_json({"library": library, "folder": given.directory, "articles": articles})
    else:
        screen.show_note(f"{wording.count(articles, 'article')} written to {wording.one_line(str(folder))}.")
    return Exit.DONE


def _import(given: Namespace, settings: Config, screen: Screen) -> Exit:
    library = settings.library.name
    with _opened(settings, screen) as pipeline:
        addition = add_command.unpack(pipeline, Path(given.directory), library=library, screen=screen)
    return _told(given, addition, library=library, screen=screen)


def _articles(given: Namespace, settings: Config, screen: Screen) -> Exit:
    library = settings.library.name
    with _opened(settings, screen) as pipeline:
        cards = pipeline.articles(library=library)
    if given.json:
        screen.print_json(json_values.articles(library, cards))
    return _listed(given, tables.articles(cards), nothing=EMPTY_ADVICE, screen=screen)


def _listed(given: Namespace, table: Table, *, nothing: str, screen: Screen) -> Exit:
    """Shows a table, unless JSON was asked for; says so where it has no rows, and gives the status."""
    if table.rows and not given.json:
        screen.show_table(table)
    elif not table.rows:
        screen.print_remark(nothing)
    return Exit.DONE if table.rows else Exit.NOTHING


def _show(given: Namespace, settings: Config, screen: Screen) -> Exit:
    library = settings.library.name
    with _opened(settings, screen) as pipeline:
        article = pipeline.find(given.article, library=library)
        passages = pipeline.passages(article.id, library=library)
        origins = pipeline.origins(article.id, library=library)
    if given.json:
        screen.print_json(json_values.article(article, passages, origins))
    else:
        screen.show(*reply_blocks.article(article, passages, origins))
    return Exit.DONE


def _remove(given: Namespace, settings: Config, screen: Screen) -> Exit:
    from retrieval import location_name  # noqa: PLC0415  imports every loader

    library = settings.library.name
    with _opened(settings, screen) as pipeline:
        names = {given.article, location_name(given.article)}
        location = next((one for one in pipeline.locations(library=library) if one.location in names), None)
        if location:
            gone: Sequence[Article | ArticleCard] = pipeline.unfollow(location.location, library=library)
        else:
            gone = [pipeline.remove(given.article, library=library)]
    if given.json:
        screen.print_json(json_values.removed(gone, location=location))
    for one in [] if given.json else gone:
        screen.show_note(f"Removed: {wording.one_line(one.title)} ({wording.one_line(one.source)}).")
    if location and not given.json:
        screen.show_note(f"No longer read: {wording.one_line(location.location)}")
    return Exit.DONE


def _eval(given: Namespace, settings: Config, screen: Screen) -> Exit:
    from bot.cli import eval_command  # noqa: PLC0415  only this command needs it

    return eval_command.run(given, settings, screen)


def _calibrate(given: Namespace, settings: Config, screen: Screen) -> Exit:
    from bot.cli import calibrate_command  # noqa: PLC0415  only this command needs it

    return calibrate_command.run(given, settings, screen)


def _discord(_: Namespace, settings: Config, __: Screen) -> Exit:
    import asyncio  # noqa: PLC0415  only this command needs an event loop
    import logging  # noqa: PLC0415

    from bot.discord.core import runner  # noqa: PLC0415  imports discord.py

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    asyncio.run(runner.live(settings))
    return Exit.DONE


def _doctor(given: Namespace) -> Exit:
    from bot.cli import doctor_command  # noqa: PLC0415  only this command needs it

    return doctor_command.run(given)


_VERBS: dict[str, Callable[[Namespace, Config, Screen], Exit]] = {
    "console": _console,
    "discord": _discord,
    "ask": _ask,
    "search": _search,
    "summary": _summary,
    "digest": _digest,
    "timeline": _timeline,
    "add": _add,
    "refresh": _refresh,
    "export": _export,
    "import": _import,
    "articles": _articles,
    "show": _show,
    "remove": _remove,
    "eval": _eval,
    "calibrate": _calibrate,
}
